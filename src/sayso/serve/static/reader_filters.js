/* The filters, applied as one chooses and kept in the address; the same rules as the server's. */

export function startFilters(reader, onChange) {
  const form = document.getElementById("filters");
  if (!form) return;
  form.querySelector("button").hidden = true;
  const apply = () => {
    const wish = Object.fromEntries(new FormData(form));
    const address = new URL(location.href);
    for (const [name, value] of Object.entries(wish)) {
      if (!value || (name === "voice" && value === "speaker")) address.searchParams.delete(name);
      else address.searchParams.set(name, value);
    }
    history.replaceState(null, "", address);
    showMatching(reader, wish);
    onChange();
  };
  form.addEventListener("change", apply);
  form.addEventListener("submit", (event) => { event.preventDefault(); apply(); });
  form.querySelector("a.button")?.addEventListener("click", (event) => {
    event.preventDefault();
    for (const select of form.querySelectorAll("select")) select.selectedIndex = 0;
    apply();
  });
}

function matches(card, wish) {
  const data = card.dataset;
  if (wish.voice !== "all" && data.voice !== wish.voice) return false;
  for (const name of ["form", "act", "status"]) if (wish[name] && data[name] !== wish[name]) return false;
  if (wish.speaker && !data.speakers.split("\n").includes(wish.speaker)) return false;
  return !wish.score || data.score === "" || Number(data.score) >= Number(wish.score);
}

function showMatching(reader, wish) {
  const cards = [...reader.querySelectorAll(".card")].reverse();
  for (const card of cards) {
    card.dataset.shown = matches(card, wish) ? "yes" : "no";
    const parts = [...card.querySelectorAll(".card")];
    card.hidden = card.dataset.shown === "no" && parts.every((part) => part.dataset.shown === "no");
  }
}

/* The cards that match, and how many: a card that is there only for the sake of one within it does not count. */
export function listShown(reader) {
  return [...reader.querySelectorAll('.card[data-shown="yes"]')];
}
