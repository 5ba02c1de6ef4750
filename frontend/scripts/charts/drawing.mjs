/** Draws the counts as SVG. Colours, widths and type are in styles/_trends.scss, by class. */
import { axisX, axisY, dot, gridY, lineY, plot, rectX, ruleX } from "@observablehq/plot";

import { lineThrough, rowsFor, wholeTicks } from "./model.mjs";

const SVG = "http://www.w3.org/2000/svg";
const MARK_ROOM = 20; // pixels between the middles of two numbered marks
const MARK_ROWS = 2;
const SIZES = [[30, 4], [130, 3], [Infinity, 1.6]]; // points up to, and their radius in pixels
const DENSE = 3; // fewer pixels than these for a point, and line and points grow fainter
const LETTER = 6.4; // pixels that a letter of a mark's words takes

/**
 * @returns {{svg: SVGSVGElement, x: Function, y: Function}} the picture, and its scales: x turns a day
 *   (counted from the first) and y a number of spots into pixels.
 */
export function drawCounts({ data, days, points, width, height }) {
  const ticks = wholeTicks(Math.max(...points.map((point) => point.spots)));
  const drawing = plot({
    width,
    height,
    marginTop: data.events.length ? 16 + 18 * rowsNeeded(data, days, width) : 14,
    marginRight: 14,
    marginBottom: 28,
    marginLeft: 30,
    className: "count-drawing",
    x: { type: "utc", domain: [days.date(0), days.date(Math.max(1, days.count - 1))] },
    y: { domain: [0, ticks.at(-1)] },
    marks: [
      pauses(data, days),
      gridY(ticks, { className: "chart-grid" }),
      axes(days, ticks, width),
      eventRules(data, days),
      data.joined ? line(data, days) : null,
      dots(points, days),
    ],
  });
  const svg = drawing.matches("svg") ? drawing : drawing.querySelector("svg");
  withoutInlineStyle(svg);
  const x = svgScale(drawing, "x", (day) => days.date(day));
  const y = svgScale(drawing, "y", (spots) => spots);
  svg.prepend(hatching());
  svg.append(numberedMarks(data, x, width));
  svg.classList.toggle("chart-dense", width / points.length < DENSE);
  svg.setAttribute("aria-hidden", "true"); // what is around it names and describes it
  svg.setAttribute("focusable", "false");
  return { svg, x, y };
}

/**
 * The page's policy allows no inline style. Plot writes a <style> into each drawing; it goes before the
 * drawing becomes part of the page, and its few rules are in styles/_trends.scss.
 */
function withoutInlineStyle(svg) {
  for (const style of svg.querySelectorAll("style")) style.remove();
}

function svgScale(drawing, name, value) {
  const scale = drawing.scale(name);
  return (given) => scale.apply(value(given));
}

function pauses(data, days) {
  return rectX(data.pauses, {
    x1: ([first]) => days.date(first - 0.5),
    x2: ([, last]) => days.date(last + 0.5),
    fill: "url(#pause-hatching)",
    className: "chart-pause",
    clip: true,
  });
}

function axes(days, ticks, width) {
  const { dates, write } = days.ticks(width);
  const plain = { tickSize: 0, label: null, className: "chart-axis" };
  return [axisX(dates, { ...plain, tickFormat: write, tickPadding: 10 }), axisY(ticks, { ...plain, tickPadding: 8, tickFormat: String })];
}

function eventRules(data, days) {
  return [false, true].map((opens) =>
    ruleX(
      data.events.filter(([, , , opensSegment]) => opensSegment === opens),
      { x: ([day]) => days.date(day), className: opens ? "chart-event chart-event-segment" : "chart-event" },
    ),
  );
}

function line(data, days) {
  return lineY(lineThrough(data.runs), {
    x: (point) => days.date(point.day),
    y: "spots",
    z: "run",
    curve: "linear",
    className: "chart-line",
  });
}

function dots(points, days) {
  const [, r] = SIZES.find(([most]) => points.length <= most);
  const at = { x: (point) => days.date(point.day), y: "spots", r };
  const first = points.filter((point) => !point.again);
  return [
    dot(first.filter((point) => point.way !== "quick"), { ...at, className: "chart-point" }),
    dot(first.filter((point) => point.way === "quick"), { ...at, symbol: "square", className: "chart-point" }),
    dot(points.filter((point) => point.again), { ...at, r: r + 0.5, className: "chart-point chart-point-again" }),
  ];
}

/** Diagonal lines, for days that were paused. */
function hatching() {
  const pattern = element("pattern", { id: "pause-hatching", width: 6, height: 6, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" });
  pattern.append(element("path", { d: "M0 0V6", class: "chart-hatching" }));
  const definitions = element("defs", {});
  definitions.append(pattern);
  return definitions;
}

function rowsNeeded(data, days, width) {
  const places = data.events.map(([day]) => (day / days.count) * (width - 44));
  return 1 + Math.max(...rowsFor(places, MARK_ROOM, MARK_ROWS));
}

/**
 * A small numbered circle on top of each event's rule; the numbers are told in words below the chart, and
 * beside the circles as well where there is room for all of them.
 */
function numberedMarks(data, x, width) {
  const group = element("g", { class: "chart-numbers" });
  const places = data.events.map(([day]) => x(day));
  const rows = rowsFor(places, MARK_ROOM, MARK_ROWS);
  const withWords = haveRoom(data.events, places, width);
  data.events.forEach(([, number, words], place) => {
    const at = { x: places[place], y: 11 + 18 * rows[place] };
    group.append(element("circle", { cx: at.x, cy: at.y, r: 8 }), label(number, at));
    if (withWords) group.append(label(words, { x: at.x + 12, y: at.y, class: "chart-words", "text-anchor": "start" }));
  });
  return group;
}

/** Whether the words of every event end before the next circle begins. */
function haveRoom(events, places, width) {
  return events.every(([, , words], place) => places[place] + 20 + words.length * LETTER < (places[place + 1] ?? width) - 10);
}

function label(words, place) {
  const node = element("text", { dy: "0.35em", "text-anchor": "middle", ...place });
  node.textContent = words;
  return node;
}

function element(name, attributes) {
  const node = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  return node;
}
