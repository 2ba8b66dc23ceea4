/* Decisions without leaving the page: the same forms as without JavaScript, sent in the background; the card that comes back takes the old one's place. */

import { announce } from "./reader_say.js";

const done = [];

/* Sends a form of a card as if `button` were pressed. Calls `onReplaced` with the card that takes its place. */
export async function sendDecision(form, button, onReplaced) {
  const fields = new FormData(form);
  if (button?.name) fields.set(button.name, button.value);
  const action = button?.getAttribute("formaction") || form.getAttribute("action");
  const claim = form.dataset.claim;
  const answer = await send(action, fields);
  if (answer) settle(answer, claim, onReplaced);
}

async function send(action, fields) {
  try {
    const response = await fetch(action, { method: "POST", body: new URLSearchParams(fields), headers: { "x-sayso-part": "card" } });
    return { status: response.status, body: await response.text(), said: response.headers.get("x-sayso-said"), decision: response.headers.get("x-sayso-decision") };
  } catch {
    announce("sayso serve does not answer; nothing was changed. Is it still running?", true);
    return null;
  }
}

function settle(answer, claim, onReplaced) {
  const holder = document.createElement("template");
  holder.innerHTML = answer.body;
  const card = document.getElementById(`c-${claim}`);
  if (answer.status === 409 && holder.content.querySelector(".notice") && card) {
    card.querySelector(":scope > .notice")?.remove();
    const notice = holder.content.querySelector(".notice");
    card.append(notice);
    notice.tabIndex = -1;
    notice.focus();
    announce(notice.querySelector("p").textContent);
    onReplaced(card, claim, true);
    return;
  }
  const fresh = holder.content.querySelector(".card");
  if (answer.status < 400 && !fresh && answer.said) {
    card?.remove();
    announce(answer.said);
    onReplaced(null, claim, false);
    return;
  }
  if (answer.status >= 400 || !fresh) {
    announce(holder.content.querySelector("main p, .notice p")?.textContent || "This could not be done; load the page again.", true);
    return;
  }
  if (answer.decision) done.push({ decision: answer.decision, claim });
  const old = document.getElementById(fresh.id);
  old?.replaceWith(fresh);
  announce(answer.said || "Done.");
  onReplaced(fresh, claim, false);
}

/* Takes back the last decision taken on this page. */
export async function undoLast(token, next, onReplaced) {
  const last = done.pop();
  if (!last) { announce("Nothing was decided on this page yet."); return; }
  const answer = await send("/undo", { token, decision: last.decision, claim: last.claim, next });
  if (answer) settle({ ...answer, decision: null }, last.claim, onReplaced);
}
