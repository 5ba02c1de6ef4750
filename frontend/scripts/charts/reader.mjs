/** Reads a chart's dots in words: by pointer, by touch, and by the arrow keys. */
import { nearest, numberFor, readDots } from "./dots.mjs";

const AIR = 12; // pixels between a dot and its label

/**
 * Lays a slider over the chart: its values are the dots, and assistive technology reads each as words.
 * @param {HTMLElement} chart
 */
export function addReader(chart) {
  const dots = readDots(chart.dataset);
  const plot = part("chart-plot");
  const cursor = part("chart-cursor");
  const label = part("chart-label");
  const slider = makeSlider(dots.length);
  plot.append(cursor, label, slider);
  chart.append(plot);
  let current = dots.length - 1;

  const choose = (number) => {
    current = number;
    slider.setAttribute("aria-valuenow", number + 1);
    slider.setAttribute("aria-valuetext", dots[number].words);
  };
  const hide = () => (cursor.hidden = label.hidden = true);
  const show = () => {
    cursor.hidden = label.hidden = false;
    label.textContent = dots[current].words;
    const { width, height } = plot.getBoundingClientRect();
    const [x, y] = [(dots[current].x / 100) * width, (dots[current].y / 100) * height];
    cursor.style.translate = `${x}px ${y}px`;
    label.style.translate = labelPlace(label, x, y, width);
  };
  const point = ({ clientX, clientY }) => {
    const { left, top, width, height } = plot.getBoundingClientRect();
    const place = { x: ((clientX - left) / width) * 100, y: ((clientY - top) / height) * 100 };
    choose(nearest(dots, place, width, height));
    show();
  };

  slider.addEventListener("keydown", (event) => {
    const wanted = numberFor(event.key, current, dots.length);
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
  new ResizeObserver(() => label.hidden || show()).observe(plot);

  choose(current);
  hide();
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

/** Above the dot, below it near the top edge, and never over the sides. */
function labelPlace(label, x, y, width) {
  const { offsetWidth: wide, offsetHeight: high } = label;
  const left = Math.min(Math.max(0, x - wide / 2), Math.max(0, width - wide));
  const top = y - high - AIR < 0 ? y + AIR : y - high - AIR;
  return `${left}px ${top}px`;
}
