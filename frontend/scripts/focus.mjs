/**
 * Keeps the focus where the person left it when an answer replaces a part of the page, and leads it to what went
 * wrong. htmx itself restores the focus of elements that have an id; this finds the others by their place.
 */
const FOCUSABLE = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]";

/** Where the focus was: the nearest ancestor with an id, and which of its controls. */
let place;

function placeOf(element) {
  const home = element?.parentElement?.closest("[id]");
  if (!home || home.id === "main") return undefined;
  return { home: home.id, order: [...home.querySelectorAll(FOCUSABLE)].indexOf(element) };
}

/** @returns {boolean} whether there was an error to lead to */
function focusErrors(part) {
  const summary = part.querySelector?.(".error-summary");
  const field = part.querySelector?.(".is-invalid");
  (summary ?? field)?.focus();
  return Boolean(summary ?? field);
}

document.addEventListener("htmx:beforeSwap", () => {
  place = placeOf(document.activeElement);
});

document.addEventListener("htmx:afterSettle", (event) => {
  if (focusErrors(event.detail.elt)) return;
  const lost = !document.activeElement || document.activeElement === document.body;
  if (lost && place) {
    const controls = document.getElementById(place.home)?.querySelectorAll(FOCUSABLE);
    controls?.[Math.min(place.order, controls.length - 1)]?.focus({ preventScroll: true });
  }
  place = undefined;
});

focusErrors(document);
