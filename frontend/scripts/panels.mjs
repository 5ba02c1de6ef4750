/**
 * A row's panel: what it offers beyond the one tap. Two kinds work without script:
 *   <details class="row-more">                                   folded into the page
 *   <a class="row-more" hx-get=…> with <div class="row-panel" hidden>   a page of its own; fetched into the row here
 */
const CONTROLS = "button, input:not([type=hidden]), select, textarea, a[href]";

const linkOf = (row) => row.querySelector("a.row-more");
const fetchedPanelOf = (row) => linkOf(row) && row.querySelector(".row-panel");

/** @param {Element} row @returns {boolean} whether the row has a panel */
export function openPanel(row) {
  const more = row.querySelector(".row-more");
  if (more instanceof HTMLDetailsElement) more.open = true;
  else if (fetchedPanelOf(row)?.hidden) more.click();
  return Boolean(more);
}

function closePanel(row) {
  const more = row.querySelector(".row-more");
  if (more instanceof HTMLDetailsElement) {
    more.open = false;
    more.querySelector("summary").focus();
    return;
  }
  const panel = fetchedPanelOf(row);
  panel.hidden = true;
  panel.replaceChildren();
  more.setAttribute("aria-expanded", "false");
  more.focus();
}

// A second tap on ⋯ folds the panel in again; htmx must not fetch it once more.
document.addEventListener(
  "click",
  (event) => {
    const row = event.target.closest?.("a.row-more")?.closest(".row-item");
    if (!row || (fetchedPanelOf(row)?.hidden ?? true)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    closePanel(row);
  },
  { capture: true },
);

document.addEventListener("htmx:afterSwap", (event) => {
  const panel = event.detail.target;
  const row = panel?.matches?.(".row-panel") && panel.closest(".row-item");
  if (!row || !linkOf(row)) return;
  panel.hidden = panel.childElementCount === 0;
  linkOf(row).setAttribute("aria-expanded", String(!panel.hidden));
  panel.querySelector(CONTROLS)?.focus({ preventScroll: true });
});

document.addEventListener("keydown", (event) => {
  const row = event.key === "Escape" && event.target.closest?.(".row-panel, .row-more[open]")?.closest(".row-item");
  if (row) closePanel(row);
});
