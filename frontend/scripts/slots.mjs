/** Keeps the "2 of 3" beside a slot true when one of its rows has been answered. */
function recount(slot) {
  const count = slot.querySelector("[data-slot-count]");
  const rows = slot.querySelectorAll(".rows:not(.rows-quiet) > .row-item");
  const answered = [...rows].filter((row) => row.dataset.answer !== "");
  if (count) count.textContent = `${answered.length} of ${rows.length}`;
}

document.addEventListener("htmx:afterSettle", (event) => {
  const slot = event.detail.elt.closest?.("[data-slot]");
  if (slot) recount(slot);
});
