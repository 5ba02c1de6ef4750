/** Reads a chart's points aloud and in a small label: by pointer, by touch, and by the arrow keys. */
import { nearest } from "./model.mjs";

const PAGE = 10; // points that Page Up and Page Down pass over
const STEPS = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: PAGE, PageDown: -PAGE };

/**
 * Lays a slider over the chart: its values are the points, and assistive technology reads each as words.
 * @returns {{moveTo: Function}} to be told of the scales after each drawing
 */
export function addReader(place, { days, points }) {
  const slider = makeSlider(points.length);
  const dot = part("chart-cursor");
  const label = part("chart-label");
  place.append(dot, label, slider);

  let scales;
  let places = []; // of the points, in pixels
  let current = points.length - 1;
  let isShown = false;

  const words = (point) => `${days.long(point.day)}: ${point.spots} ${point.spots === 1 ? "spot" : "spots"}${remark(point)}`;
  const hide = () => {
    isShown = false;
    dot.hidden = label.hidden = true;
  };
  const show = () => {
    if (!scales) return;
    isShown = true;
    const point = points[current];
    dot.hidden = label.hidden = false;
    label.textContent = words(point);
    const { day: x, spots: y } = places[current];
    dot.style.translate = `${x}px ${y}px`;
    label.style.translate = labelPlace(label, x, y, scales.width);
  };
  const choose = (number) => {
    current = Math.min(points.length - 1, Math.max(0, number));
    slider.setAttribute("aria-valuenow", current + 1);
    slider.setAttribute("aria-valuetext", words(points[current]));
  };
  const point = (event) => {
    if (!scales) return;
    const box = place.getBoundingClientRect();
    choose(nearest(places, event.clientX - box.left, event.clientY - box.top)); // of a day's points the nearer in height
    show();
  };

  slider.addEventListener("keydown", (event) => {
    const wanted = numberFor(event.key, current, points.length);
    if (wanted === undefined) return;
    event.preventDefault();
    choose(wanted);
    show();
  });
  slider.addEventListener("focus", () => slider.matches(":focus-visible") && show());
  slider.addEventListener("blur", hide);
  slider.addEventListener("pointermove", point);
  slider.addEventListener("pointerdown", point);
  slider.addEventListener("pointerleave", (event) => event.pointerType === "mouse" && hide());

  choose(current);
  hide();
  return {
    moveTo(next) {
      scales = next;
      places = points.map((point) => ({ day: next.x(point.day), spots: next.y(point.spots) }));
      if (isShown) show();
    },
  };
}

function makeSlider(count) {
  const slider = part("chart-slider");
  slider.tabIndex = 0;
  slider.setAttribute("role", "slider");
  slider.setAttribute("aria-label", "The counts, one by one");
  slider.setAttribute("aria-valuemin", 1);
  slider.setAttribute("aria-valuemax", count);
  return slider;
}

function part(name) {
  const node = document.createElement("div");
  node.className = name;
  return node;
}

function remark({ again, way }) {
  return again ? ", counted again" : way === "quick" ? ", at a glance" : "";
}

function numberFor(key, current, count) {
  if (key === "Home") return 0;
  if (key === "End") return count - 1;
  return key in STEPS ? current + STEPS[key] : undefined;
}

/** Above the point, below it near the top edge, and never over the sides. */
function labelPlace(label, x, y, width) {
  const { offsetWidth: wide, offsetHeight: high } = label;
  const left = Math.min(Math.max(0, x - wide / 2), width - wide);
  const top = y - high - 12 < 0 ? y + 12 : y - high - 12;
  return `${left}px ${top}px`;
}
