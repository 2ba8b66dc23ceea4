/* Cards in step with the text: each as near to its line as the others let it, the active one exactly at its line. */

import { makeRanges, readSpans } from "./reader_marks.js";

const GAP = 8;
const wide = matchMedia("(min-width: 60rem)");

/* The first line of a card's claim, in pixels from the top of the reader. */
function findLine(reader, paragraphs, card) {
  const first = readSpans(card).reduce((a, b) => (b.start < a.start ? b : a));
  const range = document.createRange();
  const [found] = makeRanges(paragraphs, { start: first.start, end: first.start + 1 });
  if (!found) return 0;
  range.setStart(found.startContainer, found.startOffset);
  range.setEnd(found.endContainer, found.endOffset);
  return range.getBoundingClientRect().top - reader.getBoundingClientRect().top;
}

/*
 * Tops that keep the order and a gap between, as near to the wanted tops as can be (least squares: neighbours that would overlap
 * move as one block to the mean of what they want).
 */
export function settleTops(wanted, heights) {
  const blocks = [];
  wanted.forEach((top, i) => {
    let block = { first: i, sum: top, count: 1, height: heights[i] + GAP, mean: top };
    for (let last = blocks.at(-1); last && last.mean + last.height > block.mean; last = blocks.at(-1)) {
      blocks.pop();
      // What the later block wants, as a wish about the top of the joint block.
      const sum = last.sum + block.sum - block.count * last.height;
      block = { first: last.first, sum, count: last.count + block.count, height: last.height + block.height, mean: 0 };
      block.mean = Math.max(0, sum / block.count);
    }
    block.mean = Math.max(0, block.mean);
    blocks.push(block);
  });
  const tops = [];
  for (const block of blocks) {
    let at = block.mean;
    for (let i = block.first; i < block.first + block.count; i++) {
      tops.push(at);
      at += heights[i] + GAP;
    }
  }
  return tops;
}

/* The same with one card held at its line: those before it give way upwards, those behind it downwards. */
export function settleAround(wanted, heights, active) {
  const tops = settleTops(wanted, heights);
  if (active < 0) return tops;
  const above = heights.slice(0, active).reduce((sum, height) => sum + height + GAP, 0);
  tops[active] = Math.max(wanted[active], above);
  for (let i = active - 1; i >= 0; i--) tops[i] = Math.min(tops[i], tops[i + 1] - heights[i] - GAP);
  for (let i = active + 1; i < tops.length; i++) tops[i] = Math.max(Math.max(0, wanted[i]), tops[i - 1] + heights[i - 1] + GAP);
  return tops;
}

/* Where the cards together are taller than the text, they keep their words for when they are looked at: these stand in the text beside them. */
export function chooseDensity(reader) {
  reader.classList.remove("is-dense");
  if (!wide.matches) return;
  reader.classList.add("is-aligned");
  const cards = [...reader.querySelectorAll(".cards > .card:not([hidden])")];
  const text = [...reader.querySelectorAll(".paragraph")].reduce((sum, one) => sum + one.offsetHeight, 0);
  reader.classList.toggle("is-dense", cards.reduce((sum, card) => sum + card.offsetHeight + GAP, 0) > 0.9 * text);
}

/* Puts all cards in their places. On a narrow page they stand below their paragraphs. */
export function alignCards(reader, paragraphs, active) {
  const cards = [...reader.querySelectorAll(".cards > .card:not([hidden])")];
  if (!wide.matches || !cards.length) {
    reader.classList.remove("is-aligned", "is-settled");
    for (const card of cards) card.style.top = "";
    reader.style.minHeight = "";
    return;
  }
  reader.classList.add("is-aligned");
  const wanted = cards.map((card) => findLine(reader, paragraphs, card));
  const heights = cards.map((card) => card.offsetHeight);
  const tops = settleAround(wanted, heights, active ? cards.indexOf(active.closest(".cards > .card")) : -1);
  cards.forEach((card, i) => { card.style.top = `${Math.round(tops[i])}px`; });
  reader.style.minHeight = `${Math.ceil(tops.at(-1) + heights.at(-1))}px`;
  requestAnimationFrame(() => reader.classList.add("is-settled"));
}
