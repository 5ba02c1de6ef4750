/**
 * Charts of the trends page, loaded only there. The server draws them; this lets their dots be read by
 * pointer, touch and keyboard, also after another range has replaced the page's main part.
 *   <div data-chart data-places="12.5 40\n…" data-words="22 November 2026: 7 spots\n…"> <svg>…</svg> </div>
 */
import { addReader } from "./charts/reader.mjs";

function takeUp() {
  for (const chart of document.querySelectorAll("[data-chart]:not([data-read])")) {
    chart.dataset.read = "";
    addReader(chart);
  }
}

document.addEventListener("htmx:afterSwap", takeUp);
takeUp();
