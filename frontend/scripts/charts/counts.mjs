/** The chart of the counts: drawn to the width there is, read by pointer, touch and keyboard. */
import { Days } from "./days.mjs";
import { drawCounts } from "./drawing.mjs";
import { allPoints } from "./model.mjs";
import { addReader } from "./reader.mjs";

/**
 * Draws the chart into `place`, whose height the style sheet reserves, and again whenever its width changes.
 * `place.dataset` names the elements that label and describe it.
 */
export function showCountChart(place, data) {
  const days = new Days(data);
  const points = allPoints(data.runs);
  const picture = document.createElement("div");
  picture.className = "count-picture";
  picture.setAttribute("role", "img");
  picture.setAttribute("aria-labelledby", place.dataset.labelledby);
  picture.setAttribute("aria-describedby", place.dataset.describedby);
  place.replaceChildren(picture);
  const reader = addReader(place, { days, points });

  let drawnWidth = 0;
  const draw = () => {
    const width = Math.floor(place.clientWidth);
    if (!width || width === drawnWidth) return;
    drawnWidth = width;
    const { svg, x, y } = drawCounts({ data, days, points, width, height: place.clientHeight });
    picture.replaceChildren(svg);
    reader.moveTo({ x, y, width });
  };
  new ResizeObserver(draw).observe(place);
  draw();
}
