/* Single keys, which one can turn off: they are not for those who dictate, or whose keyboard needs the letters for something else. */

const STORE = "sayso-single-keys";

function areOn() {
  try { return localStorage.getItem(STORE) !== "off"; } catch { return true; }
}

function isTyping(target) {
  return Boolean(target.closest?.("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable], dialog"));
}

/* Binds keys to what they do, and the dialog that lists them to "?". */
export function startKeys(actions) {
  const dialog = document.getElementById("keys");
  const button = document.querySelector("[data-help]");
  const box = document.getElementById("keys-on");
  if (button) { button.hidden = false; button.addEventListener("click", () => dialog?.showModal()); }
  if (box) {
    box.checked = areOn();
    box.addEventListener("change", () => { try { localStorage.setItem(STORE, box.checked ? "on" : "off"); } catch { /* it holds for this page only */ } });
  }
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || !(box ? box.checked : areOn())) return;
    if (event.key === "?") { event.preventDefault(); dialog?.showModal(); return; }
    const act = actions[event.key];
    if (act) { event.preventDefault(); act(event); }
  });
}
