/* What is said to those who hear the page and to those who see it. */

export function announce(words, isProblem = false) {
  const live = document.getElementById("live");
  if (live) { live.textContent = ""; requestAnimationFrame(() => { live.textContent = words; }); }
  document.getElementById("toast")?.remove();
  const toast = document.createElement("p");
  toast.id = "toast";
  toast.className = isProblem ? "toast problem" : "toast";
  toast.textContent = words;
  toast.setAttribute("aria-hidden", "true");
  document.body.append(toast);
  setTimeout(() => toast.remove(), isProblem ? 12000 : 5000);
}
