// The pictures of a story, drawn by d3 from the same data as the tables beside them. Without this script the tables stand alone.

import { announce } from "./app.js";

const { d3, topojson } = window;
const holder = document.querySelector("[data-story]");
const day = (text) => new Date(`${text}T00:00:00Z`);
const showDay = d3.utcFormat("%-d %b %Y");
const number = d3.format(",.12~g");
const SIGNS = [d3.symbolCircle, d3.symbolSquare, d3.symbolTriangle, d3.symbolDiamond, d3.symbolCross, d3.symbolStar];

/** An empty picture in a place of the page, hidden from those who listen: the table beside it says the same. */
function draw(place, width, height) {
  return d3.select(place).append("svg")
    .attr("viewBox", `0 0 ${width} ${height}`).attr("width", width).attr("height", height)
    .attr("aria-hidden", "true").attr("class", "picture");
}

/** A mark that leads to its claim, with words to hover over. Not a stop for the tabulator key: the table has the same links. */
function linked(parent, address, title) {
  const link = parent.append("a").attr("href", address).attr("tabindex", -1);
  link.append("title").text(title);
  return link;
}

function cut(words, length) {
  return words.length > length ? `${words.slice(0, length - 1)}…` : words;
}

function drawDays(svg, x, y, width) {
  const axis = d3.axisBottom(x).ticks(Math.max(2, Math.floor(width / 110))).tickSizeOuter(0);
  svg.append("g").attr("class", "axis").attr("transform", `translate(0,${y})`).call(axis);
}

/** A domain of days that is never a single moment. */
function span(days) {
  const [first, last] = d3.extent(days);
  return [d3.utcDay.offset(first, -1), d3.utcDay.offset(last, 2)];
}

// ------------------------------------------------------------------------------------------------------------------- timeline

function drawTimeline(place, data) {
  const rows = data.timeline;
  if (!rows.length) return;
  const lanes = [...data.lanes];
  if (rows.some((row) => !lanes.includes(row.speaker))) lanes.push("others");
  const width = Math.max(place.clientWidth, 320), left = width > 600 ? 190 : 110, lane = 24;
  const height = lanes.length * lane + 34;
  const x = d3.scaleUtc(span(rows.flatMap((row) => [day(row.begin), day(row.end_before)])), [left, width - 10]);
  const y = d3.scalePoint(lanes, [lane / 2, lanes.length * lane - lane / 2]);
  const svg = draw(place, width, height);
  for (const name of lanes) {
    svg.append("line").attr("class", "lane").attr("x1", left).attr("x2", width - 10).attr("y1", y(name)).attr("y2", y(name));
    svg.append("text").attr("class", "label").attr("x", left - 8).attr("y", y(name)).attr("dy", "0.35em").attr("text-anchor", "end")
      .text(cut(name, left > 150 ? 25 : 13)).append("title").text(name);
  }
  drawDays(svg, x, lanes.length * lane + 4, width - left);
  const busy = new Map();
  for (const row of rows) {
    const name = lanes.includes(row.speaker) ? row.speaker : "others";
    const key = `${name} ${row.begin} ${row.end_before}`;
    const nth = busy.get(key) ?? 0;
    busy.set(key, nth + 1);
    const when = row.begin === previous(row.end_before) ? showDay(day(row.begin)) : `${showDay(day(row.begin))} – ${showDay(day(previous(row.end_before)))}`;
    const link = linked(svg, `/c/${row.claim}`, `${row.speaker}, ${row.act}, ${when}: ${cut(row.words, 160)}`);
    const kind = row.dated_by === "publication" ? "mark published" : "mark";
    const shift = (nth % 4) * 4 - 6;
    if (row.begin === previous(row.end_before)) {
      link.append("circle").attr("class", kind).attr("cx", x(d3.utcHour.offset(day(row.begin), 12)) + Math.floor(nth / 4) * 4).attr("cy", y(name) + shift).attr("r", 4);
    } else {
      link.append("rect").attr("class", `${kind} open`).attr("x", x(day(row.begin))).attr("width", Math.max(6, x(day(row.end_before)) - x(day(row.begin))))
        .attr("y", y(name) + shift - 2.5).attr("height", 5).attr("rx", 2.5);
    }
  }
}

function previous(text) {
  return d3.utcDay.offset(day(text), -1).toISOString().slice(0, 10);
}

// --------------------------------------------------------------------------------------------------------------------- figures

/** When a point of a series holds: its own date, else when it was said, else when it was published; begin and end. */
function holds(point) {
  const text = point.as_of ?? point.said ?? point.published;
  if (!text) return null;
  const [from, to] = text.split("/");
  const begin = day(fill(from, "-01-01")), end = day(fill(to || from, "-12-31"));
  return Number.isNaN(+begin) || Number.isNaN(+end) ? null : [begin, end < begin ? begin : end];
}

function fill(text, rest) {
  return text.length >= 10 ? text.slice(0, 10) : text.length === 7 ? `${text}-${rest === "-01-01" ? "01" : "28"}` : `${text.slice(0, 4)}${rest}`;
}

function drawSeries(place, data) {
  const points = data.figures.filter((point) => point.series === Number(place.dataset.series))
    .map((point) => ({ ...point, at: holds(point) })).filter((point) => point.at);
  if (!points.length) return;
  const width = Math.max(place.clientWidth, 280), height = 210, left = 64, bottom = 30, top = 12;
  const scale = points[0].unit === "share" ? 100 : 1;
  const edges = (point) => [point.low ?? point.value ?? point.high, point.value, point.high ?? point.value ?? point.low]
    .filter((value) => value !== null && value !== undefined).map((value) => value * scale);
  const all = points.flatMap(edges);
  if (!all.length) return;
  const x = d3.scaleUtc(span(points.flatMap((point) => point.at)), [left, width - 14]);
  const y = d3.scaleLinear([Math.min(0, d3.min(all)), d3.max(all) * 1.12 || 1], [height - bottom, top]).nice(5);
  const svg = draw(place, width, height);
  const axis = d3.axisLeft(y).ticks(5).tickFormat((value) => (Math.abs(value) >= 1e5 ? d3.format(".3~s")(value) : number(value))).tickSizeOuter(0);
  svg.append("g").attr("class", "axis").attr("transform", `translate(${left},0)`).call(axis);
  svg.append("g").attr("class", "grid").selectAll("line").data(y.ticks(5)).join("line")
    .attr("x1", left).attr("x2", width - 14).attr("y1", (value) => y(value)).attr("y2", (value) => y(value));
  drawDays(svg, x, height - bottom, width - left);
  const people = [...new Set(points.map((point) => point.by ?? "no source named"))];
  for (const point of points) {
    const who = point.by ?? "no source named", style = `mark by-${people.indexOf(who) % SIGNS.length}`;
    const [low, value, high] = [point.low, point.value, point.high].map((one) => (one === null ? null : y(one * scale)));
    const middle = (x(point.at[0]) + x(point.at[1])) / 2;
    const words = value !== null ? number(point.value * scale) : `${point.low === null ? "up to" : number(point.low * scale)}${point.high === null ? " or more" : ` ${point.low === null ? "" : "– "}${number(point.high * scale)}`}`;
    const link = linked(svg, `/c/${point.claim}`, `${words}, ${who}, ${point.outlet ?? "outlet unknown"}${point.step ? `: ${point.step.replace("_", " ")}` : ""}`);
    if (x(point.at[1]) - x(point.at[0]) > 6) {
      link.append("line").attr("class", `${style} when`).attr("x1", x(point.at[0])).attr("x2", x(point.at[1])).attr("y1", value ?? low ?? high).attr("y2", value ?? low ?? high);
    }
    if (low !== null || high !== null) {
      const from = low ?? y.range()[0], to = high ?? Math.max(top, (low ?? top) - 22);
      link.append("line").attr("class", `${style} range${low === null || high === null ? " open" : ""}`).attr("x1", middle).attr("x2", middle).attr("y1", from).attr("y2", to);
      for (const edge of [low, high].filter((one) => one !== null)) {
        link.append("line").attr("class", `${style} range`).attr("x1", middle - 5).attr("x2", middle + 5).attr("y1", edge).attr("y2", edge);
      }
    }
    if (value !== null) {
      link.append("path").attr("class", style).attr("transform", `translate(${middle},${value})`).attr("d", d3.symbol(SIGNS[people.indexOf(who) % SIGNS.length], 60)());
    }
  }
  drawLegend(place, people);
}

function drawLegend(place, people) {
  const list = d3.select(place).append("ul").attr("class", "legend").attr("aria-hidden", "true");
  for (const [nth, name] of people.entries()) {
    const item = list.append("li");
    item.append("svg").attr("width", 14).attr("height", 14).attr("viewBox", "-7 -7 14 14")
      .append("path").attr("class", `mark by-${nth % SIGNS.length}`).attr("d", d3.symbol(SIGNS[nth % SIGNS.length], 60)());
    item.append("span").text(cut(name, 40));
  }
}

// ------------------------------------------------------------------------------------------------------------------------ map

async function drawMap(place, data) {
  if (!data.places.length) return;
  const world = await (await fetch(holder.dataset.world)).json();
  const countries = topojson.feature(world, world.objects.countries).features;
  const width = Math.max(place.clientWidth, 300), height = Math.round(Math.min(width * 0.55, 460));
  const points = data.places.map((row) => ({ ...row, at: [row.lon, row.lat] }));
  const shaded = new Map();
  for (const point of points.filter((one) => one.precision === "country")) {
    const country = countries.find((one) => d3.geoContains(one, point.at));
    if (country) shaded.set(country, (shaded.get(country) ?? 0) + point.claims);
  }
  const frame = { type: "MultiPoint", coordinates: points.flatMap(({ at: [lon, lat] }) => [[lon - 3, lat - 3], [lon + 3, lat + 3]]) };
  const projection = d3.geoEquirectangular().rotate([-d3.geoCentroid(frame)[0], 0]).fitExtent([[20, 20], [width - 20, height - 20]], frame);
  if (projection.scale() < width / (2 * Math.PI)) projection.fitSize([width, height], { type: "Sphere" });
  const path = d3.geoPath(projection);
  const svg = draw(place, width, height);
  svg.append("rect").attr("class", "sea").attr("width", width).attr("height", height);
  svg.append("g").selectAll("path").data(countries).join("path").attr("d", path)
    .attr("class", (one) => (shaded.has(one) ? "land named" : "land"));
  const most = d3.max(points, (point) => point.claims);
  const scale = Math.min(1, width / 700), size = d3.scaleSqrt([0, most], [0, 14 * scale]);
  for (const point of points) {
    const [cx, cy] = projection(point.at);
    const link = linked(svg, `/c/${point.newest[0]}`, `${point.place}${point.country ? `, ${point.country}` : ""} (${point.precision ?? "precision unknown"}): ${point.claims} claim${point.claims === 1 ? "" : "s"}`);
    const exact = point.precision === "city" || point.precision === "point";
    if (point.precision !== "country") {
      link.append("circle").attr("class", exact ? "spot" : "ring").attr("cx", cx).attr("cy", cy).attr("r", exact ? Math.max(3, size(point.claims)) : 16 * scale + size(point.claims));
    }
  }
  const named = points.slice(0, 14).map((point) => ({ ...point, xy: projection(point.at) }));
  const taken = [];
  for (const point of named) {
    const [cx, cy] = point.xy, box = [cx + 8, cy - 7, cx + 8 + point.place.length * 6.4, cy + 7];
    if (taken.some((other) => box[0] < other[2] && other[0] < box[2] && box[1] < other[3] && other[1] < box[3])) continue;
    taken.push(box);
    svg.append("text").attr("class", "place").attr("x", cx + 8).attr("y", cy).attr("dy", "0.35em").text(point.place);
  }
}

// --------------------------------------------------------------------------------------------------------------------- copies

function drawCopies(place, data) {
  if (!data.copies.length) return;
  const concerned = new Set(data.copies.flatMap((copy) => [copy.left, copy.right]));
  const reports = data.reports.filter((report) => concerned.has(report.report_id));
  const width = Math.max(place.clientWidth, 320), row = 30, left = Math.min(150, width * 0.3), height = reports.length * row + 8;
  const y = d3.scalePoint(reports.map((report) => report.report_id), [row / 2, height - row / 2]);
  const svg = draw(place, width, height);
  for (const copy of data.copies) {
    const from = copy.origin ?? copy.left, to = copy.origin === copy.right ? copy.left : copy.right;
    const bend = Math.min(left - 16, 18 + Math.abs(y(from) - y(to)) * 0.6);
    const line = d3.path();
    line.moveTo(left - 6, y(from));
    line.bezierCurveTo(left - 6 - bend, y(from), left - 6 - bend, y(to), left - 6, y(to));
    const certain = copy.origin !== null && copy.type !== "shares_quotes";
    svg.append("path").attr("class", certain ? "arc" : "arc doubtful").attr("d", line.toString()).append("title").text(copy.why);
    if (certain) svg.append("path").attr("class", "head").attr("transform", `translate(${left - 8},${y(to)})`).attr("d", "M-7,-4L1,0L-7,4Z");
  }
  for (const report of reports) {
    const words = `${report.published ? showDay(day(report.published.slice(0, 10))) : "undated"} · ${report.outlet ?? "outlet unknown"} · ${report.title ?? "untitled"}`;
    const link = linked(svg, `/r/${report.report_id}`, words);
    link.append("circle").attr("class", "mark").attr("cx", left).attr("cy", y(report.report_id)).attr("r", 4);
    link.append("text").attr("class", "label").attr("x", left + 10).attr("y", y(report.report_id)).attr("dy", "0.35em").text(cut(words, Math.floor((width - left) / 6.8)));
  }
}

// ------------------------------------------------------------------------------------------------------------------- download

const KEPT = ["fill", "stroke", "stroke-width", "stroke-dasharray", "fill-opacity", "opacity", "font-family", "font-size", "text-anchor"];

/** The picture as a file: its styles are written into it, so that it looks the same outside the page. */
function saveSvg(svg, name) {
  const copy = svg.cloneNode(true);
  const own = [svg, ...svg.querySelectorAll("*")], theirs = [copy, ...copy.querySelectorAll("*")];
  for (const [place, node] of own.entries()) {
    const style = getComputedStyle(node);
    for (const property of KEPT) theirs[place].setAttribute(property, style.getPropertyValue(property));
  }
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([new XMLSerializer().serializeToString(copy)], { type: "image/svg+xml" }));
  link.download = `${name}.svg`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  announce(`${name}.svg saved`);
}

// ----------------------------------------------------------------------------------------------------------------------- start

const DRAWERS = { timeline: drawTimeline, places: drawMap, series: drawSeries, copies: drawCopies };
const data = await (await fetch(holder.dataset.story, { headers: { accept: "application/json" } })).json();

async function drawAll() {
  for (const place of document.querySelectorAll("[data-chart]")) {
    place.replaceChildren();
    await DRAWERS[place.dataset.chart](place, data);
  }
  for (const button of document.querySelectorAll("[data-svg]")) {
    const names = button.dataset.svg === "figures" ? "series" : button.dataset.svg;
    const pictures = [...document.querySelectorAll(`[data-chart="${names}"] > svg`)];
    button.hidden = !pictures.length;
    button.onclick = () => pictures.forEach((svg, nth) => saveSvg(svg, pictures.length > 1 ? `${button.dataset.svg}-${nth + 1}` : button.dataset.svg));
  }
}

await drawAll();
let waiting, width = innerWidth;
addEventListener("resize", () => {
  if (innerWidth === width) return;
  width = innerWidth;
  clearTimeout(waiting);
  waiting = setTimeout(drawAll, 200);
});
