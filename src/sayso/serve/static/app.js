// What every page has: the search key, messages for the live region, dropping files on the desk. Every page works without it.

const live = document.getElementById("live");

/** Says a short message to those who listen to the page. */
export function announce(message) {
  if (live) live.textContent = message;
}

/** Whether a key pressed now is meant for a field and not for the page. */
export function isTyping(event) {
  const target = event.target;
  return event.ctrlKey || event.metaKey || event.altKey || target.closest?.("input, textarea, select, [contenteditable]") !== null;
}

/** Whether single keys work: the list of keys in the reader can turn them off. */
export function areSingleKeysOn() {
  try {
    return localStorage.getItem("sayso-single-keys") !== "off";
  } catch {
    return true;
  }
}

document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || isTyping(event) || !areSingleKeysOn()) return;
  const box = document.getElementById("q");
  if (!box) return;
  event.preventDefault();
  box.focus();
  box.select();
});

// The progress of reports that are being added: htmx brings the new state, the live region says it once per change.
let said = "";
document.addEventListener("htmx:afterSettle", () => {
  const words = document.querySelector("[data-announce]")?.textContent.trim() ?? "";
  const state = document.getElementById("job")?.dataset.state ?? "";
  if (state !== said && words) announce(words);
  said = state;
});

// On a narrow screen the facets are closed to begin with.
const facets = document.querySelector(".facet-box");
if (facets && matchMedia("(max-width: 55.99rem)").matches) facets.open = false;

// -------------------------------------------------------------------------------------------------------------- dropping

const form = document.querySelector("form[data-drop]");
if (form) {
  const input = form.querySelector("input[type=file]");
  form.querySelector("[data-drop-hint]").hidden = false;
  const carriesFiles = (event) => event.dataTransfer?.types.includes("Files");
  let depth = 0;
  document.addEventListener("dragenter", (event) => {
    if (!carriesFiles(event)) return;
    depth += 1;
    document.body.classList.add("dropping");
  });
  document.addEventListener("dragleave", (event) => {
    if (!carriesFiles(event)) return;
    depth = Math.max(0, depth - 1);
    if (depth === 0) document.body.classList.remove("dropping");
  });
  document.addEventListener("dragover", (event) => {
    if (carriesFiles(event)) event.preventDefault();
  });
  document.addEventListener("drop", async (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    depth = 0;
    document.body.classList.remove("dropping");
    const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry?.() ?? null);
    const plain = [...event.dataTransfer.files];
    const files = entries.some((entry) => entry?.isDirectory) ? (await Promise.all(entries.map(listFiles))).flat() : plain;
    const chosen = new DataTransfer();
    for (const file of files) chosen.items.add(file);
    input.files = chosen.files;
    announce(`${files.length} file${files.length === 1 ? "" : "s"} chosen`);
    if (files.length) form.requestSubmit();
  });
}

/** The files of a dropped entry, folders and all. */
async function listFiles(entry) {
  if (!entry) return [];
  if (entry.isFile) return [await new Promise((resolve, reject) => entry.file(resolve, reject))];
  const reader = entry.createReader();
  const found = [];
  for (;;) {
    const some = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
    if (!some.length) return found;
    found.push(...(await Promise.all(some.map(listFiles))).flat());
  }
}
