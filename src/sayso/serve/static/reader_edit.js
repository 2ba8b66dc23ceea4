/* The form of a claim: its steps in the background, so that the page does not jump, and words taken from a selection in the text. */

import { findOffset } from "./reader_marks.js";
import { announce } from "./reader_say.js";

let chosen = null;

function prepare() {
  for (const one of document.querySelectorAll("[data-take], [data-select]")) one.hidden = false;
}

/* Marks stay <mark> elements here: the server draws them anew with each step. */
function readPlainParagraphs() {
  return [...document.querySelectorAll("#source .paragraph")].map((element) => {
    const start = Number(element.dataset.start);
    const nodes = [];
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    let at = start;
    while (walker.nextNode()) {
      nodes.push({ node: walker.currentNode, start: at });
      at += walker.currentNode.length;
    }
    return { element, start, end: at, nodes };
  });
}

document.addEventListener("selectionchange", () => {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return;
  const range = selection.getRangeAt(0);
  const paragraphs = readPlainParagraphs();
  const from = findOffset(paragraphs, range.startContainer, range.startOffset);
  const to = findOffset(paragraphs, range.endContainer, range.endOffset);
  if (from !== null && to !== null && from < to) chosen = { from, to };
});

async function step(form, button) {
  if (button.value.startsWith("take")) {
    if (!chosen) { announce("Select words in the text first."); return; }
    form.elements.from.value = chosen.from;
    form.elements.to.value = chosen.to;
  }
  const fields = new FormData(form);
  fields.set("step", button.value);
  const response = await fetch(form.action, { method: "POST", body: new URLSearchParams(fields) });
  if (!response.ok) { announce("The form could not be sent; load the page again.", true); return; }
  const fresh = new DOMParser().parseFromString(await response.text(), "text/html").getElementById("editor");
  const scrolled = document.getElementById("source").scrollTop;
  document.getElementById("editor").replaceWith(fresh);
  document.getElementById("source").scrollTop = scrolled;
  prepare();
  const label = document.getElementById(button.id) || document.querySelector("#claim-form .main");
  label.focus({ preventScroll: true });
  const words = button.id && document.getElementById(button.id.replace(/-(start|end|take)(-?1)?$/, ""));
  if (words?.tagName === "TEXTAREA") announce(words.value);
}

document.addEventListener("submit", (event) => {
  if (event.target.id !== "claim-form" || event.submitter?.name !== "step") return;
  event.preventDefault();
  step(event.target, event.submitter);
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && event.target.tagName === "TEXTAREA" && event.target.closest("#claim-form") && !event.shiftKey) {
    event.preventDefault();
    event.target.form.requestSubmit();
  }
});

prepare();
document.querySelector("#source .is-chosen")?.scrollIntoView({ block: "center" });
scrollTo(0, 0);
document.getElementById("problem")?.focus();
