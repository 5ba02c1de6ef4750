/** Charts of the trends page, loaded only there. Each chart's figures also stand in a table below it. */
import { showCountChart } from "./charts/counts.mjs";

for (const place of document.querySelectorAll("[data-chart]")) {
  const data = document.getElementById(place.dataset.chart);
  if (data) showCountChart(place, JSON.parse(data.textContent));
}
