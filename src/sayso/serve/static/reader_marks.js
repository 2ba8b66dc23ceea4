/* Marks in the text: spans in UTF-16 units → ranges of the CSS Custom Highlight API. Without it the server's <mark> elements stay as they are. */

export const canHighlight = typeof Highlight === "function" && "highlights" in CSS;

/* The paragraphs with their text nodes: where each begins in the report's text, in UTF-16 units. */
export function readParagraphs(root) {
  return [...root.querySelectorAll(".paragraph")].map((element) => {
    if (canHighlight) unwrapMarks(element);
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

function unwrapMarks(element) {
  for (const mark of element.querySelectorAll("mark")) mark.replaceWith(...mark.childNodes);
  element.normalize();
}

/* "content 3 9 cue 10 14" → [{role, start, end}] */
export function readSpans(card) {
  const words = card.dataset.spans.split(" ");
  const spans = [];
  for (let i = 0; i + 2 < words.length; i += 3) spans.push({ role: words[i], start: Number(words[i + 1]), end: Number(words[i + 2]) });
  return spans;
}

/* The ranges under a span, one a paragraph: what lies between two paragraphs is not the report's. */
export function makeRanges(paragraphs, span) {
  const ranges = [];
  for (const paragraph of paragraphs) {
    if (paragraph.end <= span.start) continue;
    if (paragraph.start >= span.end) break;
    const from = place(paragraph, Math.max(span.start, paragraph.start), false);
    const to = place(paragraph, Math.min(span.end, paragraph.end), true);
    if (from && to) ranges.push(new StaticRange({ startContainer: from[0], startOffset: from[1], endContainer: to[0], endOffset: to[1] }));
  }
  return ranges;
}

function place(paragraph, offset, isEnd) {
  let found = null;
  for (const { node, start } of paragraph.nodes) {
    if (start > offset || (start === offset && isEnd && found)) break;
    found = [node, Math.min(offset - start, node.length)];
  }
  return found;
}

/* The offset in the report's text of a place in the page, null outside of the text. */
export function findOffset(paragraphs, node, offset) {
  for (const paragraph of paragraphs) {
    for (const known of paragraph.nodes) if (known.node === node) return known.start + offset;
    if (paragraph.element === node) return offset === 0 ? paragraph.start : paragraph.end;
  }
  return null;
}

/* Where the contents of two claims or more lie over one another. */
export function findNested(spans) {
  const edges = spans.flatMap((span) => [[span.start, 1], [span.end, -1]]).sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const nested = [];
  let depth = 0;
  for (const [at, step] of edges) {
    if (step > 0 && depth === 1) nested.push({ start: at, end: at });
    depth += step;
    if (step < 0 && depth === 1) nested.at(-1).end = at;
  }
  return nested.filter((span) => span.end > span.start);
}

/* Marks all claims of the cards given. */
export function markCards(paragraphs, cards) {
  if (!canHighlight) return;
  const kinds = { outlet: [], indirect: [], mixed: [], direct: [], nested: [], source: [], cue: [] };
  const contents = [];
  for (const card of cards) {
    const style = card.dataset.voice === "outlet" ? "outlet" : card.dataset.form || "indirect";
    for (const span of readSpans(card)) {
      kinds[span.role === "content" ? style : span.role].push(...makeRanges(paragraphs, span));
      if (span.role === "content") contents.push(span);
    }
  }
  for (const span of findNested(contents)) kinds.nested.push(...makeRanges(paragraphs, span));
  Object.entries(kinds).forEach(([name, ranges], priority) => {
    const highlight = new Highlight(...ranges);
    highlight.priority = priority;
    CSS.highlights.set(name, highlight);
  });
}

/* Lights the words of one card, or none. */
export function lightCard(paragraphs, card) {
  if (!canHighlight) {
    for (const mark of document.querySelectorAll(".paragraph mark.is-lit")) mark.classList.remove("is-lit");
    if (card) for (const mark of document.querySelectorAll(".paragraph mark")) mark.classList.toggle("is-lit", mark.dataset.claims.split(" ").includes(card.dataset.claim));
    return;
  }
  const whole = new Highlight();
  const parts = new Highlight();
  whole.priority = 10;
  parts.priority = 11;
  if (card) for (const span of readSpans(card)) for (const range of makeRanges(paragraphs, span)) (span.role === "content" ? whole : parts).add(range);
  CSS.highlights.set("active", whole);
  CSS.highlights.set("active-part", parts);
}
