/* The claim page and the review: the keys of their buttons, and copying. */

import { startKeys } from "./reader_keys.js";
import { announce } from "./reader_say.js";

function press(key) {
  const control = document.querySelector(`form.decide [data-key="${key}"]`);
  if (control) control.click();
  else announce("That cannot be done here.");
}

const actions = Object.fromEntries(["a", "x", "e", "u", "s"].map((key) => [key, () => press(key)]));
const note = document.querySelector("p[data-footnote]");
if (note && navigator.clipboard) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = "Copy as a footnote";
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(note.textContent);
      announce("Copied as a footnote.");
    } catch {
      announce("The browser does not let the page copy; select the footnote and copy it.");
    }
  });
  note.after(button);
  actions.c = () => button.click();
}
startKeys(actions);
