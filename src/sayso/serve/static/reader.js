/* The reader: marks, margin, filters, keys and decisions put together. */

import { sendDecision, undoLast } from "./reader_decide.js";
import { listShown, startFilters } from "./reader_filters.js";
import { startKeys } from "./reader_keys.js";
import { alignCards, chooseDensity } from "./reader_margin.js";
import { findOffset, lightCard, markCards, readParagraphs, readSpans } from "./reader_marks.js";
import { announce } from "./reader_say.js";

const reader = document.getElementById("reader");
const token = document.querySelector('meta[name="sayso-token"]')?.content;
const paragraphs = readParagraphs(reader);
let active = null;
let spans = [];

function align() { alignCards(reader, paragraphs, active); }

/* After cards came, went or changed. */
function refresh() {
  const shown = listShown(reader);
  const marked = shown.filter((card) => card.dataset.status !== "rejected");
  markCards(paragraphs, marked);
  spans = shown.flatMap((card) => readSpans(card).map((span) => ({ ...span, card })));
  document.getElementById("shown").textContent = `${shown.length} of ${countAll()} claims shown`;
  for (const card of reader.querySelectorAll(".card")) card.classList.toggle("is-context", card.dataset.shown === "no");
  showCopyButtons();
  chooseDensity(reader);
  align();
}

function countAll() {
  const voice = document.getElementById("by-voice").value;
  return reader.querySelectorAll(voice === "all" ? ".card" : `.card[data-voice="${voice}"]`).length;
}

function showCopyButtons() {
  for (const button of reader.querySelectorAll("[data-copy][hidden]")) button.hidden = false;
}

function activate(card, { focus = false, scroll = false } = {}) {
  if (active === card && !focus) return;
  active?.classList.remove("is-active");
  active = card;
  card?.classList.add("is-active");
  lightCard(paragraphs, card);
  align();
  if (card && focus) card.focus({ preventScroll: true });
  if (card && scroll) card.scrollIntoView({ block: "center", behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
}

/* The next or previous claim among those shown; the first one on the screen where none is active. */
function step(by) {
  const cards = listShown(reader);
  if (!cards.length) return;
  const at = cards.indexOf(active);
  const next = at >= 0 ? cards[at + by] : cards.find((card) => card.getBoundingClientRect().bottom > 0) || cards[0];
  if (next) activate(next, { focus: true, scroll: true });
  else announce(by > 0 ? "This is the last claim." : "This is the first claim.");
}

function onReplaced(card, claim, isConflict) {
  const inner = document.getElementById(`c-${claim}`) || card;
  active = null;
  refresh();
  if (inner) activate(inner, { focus: !isConflict });
  else lightCard(paragraphs, null);
}

function findCard(node, offset) {
  const at = findOffset(paragraphs, node, offset);
  if (at === null) return null;
  const over = spans.filter((span) => span.start <= at && at < span.end);
  return over.sort((a, b) => (a.end - a.start) - (b.end - b.start))[0]?.card || null;
}

function findCardAt(event) {
  if (document.caretPositionFromPoint) {
    const at = document.caretPositionFromPoint(event.clientX, event.clientY);
    return at ? findCard(at.offsetNode, at.offset) : null;
  }
  const range = document.caretRangeFromPoint?.(event.clientX, event.clientY);
  return range ? findCard(range.startContainer, range.startOffset) : null;
}

let near = null;
function setNear(card) {
  if (near === card) return;
  near?.classList.remove("is-near");
  near = card;
  near?.classList.add("is-near");
}

/* The page on which a claim is added, with the selected words in the report's own count of UTF-16 units. */
function addressOfAdding() {
  const selection = getSelection();
  const address = `/r/${reader.dataset.report}/add`;
  if (!selection.rangeCount || selection.isCollapsed) return address;
  const range = selection.getRangeAt(0);
  const from = findOffset(paragraphs, range.startContainer, range.startOffset);
  const to = findOffset(paragraphs, range.endContainer, range.endOffset);
  return from !== null && to !== null && from < to ? `${address}?from=${from}&to=${to}` : address;
}

async function copyFootnote(card) {
  const words = card.querySelector("[data-footnote]").textContent;
  try {
    await navigator.clipboard.writeText(words);
    announce("Copied as a footnote.");
  } catch {
    card.querySelector(".actions").open = true;
    align();
    announce("The browser does not let the page copy; the footnote is shown for you to copy.");
  }
}

function press(key) {
  const form = active?.querySelector(":scope > .foot form.decide");
  const control = form?.querySelector(`[data-key="${key}"]`);
  if (!control) { announce(active ? "That cannot be done to this claim as it stands; u undoes the last decision on it." : "Choose a claim first, with j or k."); return; }
  if (control.tagName === "A") location.href = control.href;
  else sendDecision(form, control, onReplaced);
}

reader.addEventListener("focusin", (event) => { const card = event.target.closest(".card"); if (card) activate(card); });
reader.addEventListener("pointerover", (event) => { const card = event.target.closest(".card"); lightCard(paragraphs, card || active); });
reader.addEventListener("pointerleave", () => { lightCard(paragraphs, active); setNear(null); });
reader.addEventListener("pointermove", (event) => { setNear(event.target.closest(".paragraph") ? findCardAt(event) : null); });
reader.addEventListener("toggle", (event) => { if (event.target.open) active = event.target.closest(".card"); align(); }, true);
reader.addEventListener("click", (event) => {
  const copy = event.target.closest("[data-copy]");
  if (copy) { copyFootnote(copy.closest(".card")); return; }
  if (event.target.closest(".paragraph") && getSelection().isCollapsed) {
    const card = findCardAt(event);
    if (card) activate(card, { scroll: card.getBoundingClientRect().top < 0 || card.getBoundingClientRect().bottom > innerHeight });
  }
});
reader.addEventListener("submit", (event) => {
  const form = event.target.closest("form.decide");
  if (!form) return;
  event.preventDefault();
  sendDecision(form, event.submitter, onReplaced);
});
document.querySelector("[data-add]")?.addEventListener("click", (event) => { event.preventDefault(); location.href = addressOfAdding(); });

startFilters(reader, () => { active = null; lightCard(paragraphs, null); refresh(); });
startKeys({
  j: () => step(1),
  k: () => step(-1),
  o: () => { if (active) location.href = `/c/${active.dataset.claim}`; },
  c: () => { if (active) copyFootnote(active); },
  n: () => { if (document.querySelector("[data-add]")) location.href = addressOfAdding(); },
  a: () => press("a"),
  x: () => press("x"),
  e: () => press("e"),
  u: () => (active?.querySelector(':scope > .foot [data-key="u"]') ? press("u") : undoLast(token, location.pathname, onReplaced)),
});
refresh();
addEventListener("resize", () => chooseDensity(reader));
new ResizeObserver(align).observe(reader);
document.fonts?.ready.then(align);
const wanted = location.hash.startsWith("#c-") ? document.getElementById(location.hash.slice(1)) : null;
if (wanted) activate(wanted, { focus: true, scroll: true });
