/**
 * Keeps the focus where the person left it when an answer replaces a part of the page, and leads it to what went
 * wrong. htmx itself restores the focus of elements that have an id; this finds the others by their place.
 */
const FOCUSABLE = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]";

/** Where the focus was: the nearest ancestor with an id, and which of its controls. */
let place;

/** Toasts come and go above the page's own controls, so they do not count. */
const controlsOf = (home) => [...home.querySelectorAll(FOCUSABLE)].filter((control) => !control.closest("#toasts"));

function placeOf(element) {
  const home = element?.parentElement?.closest("[id]");
  const order = home ? controlsOf(home).indexOf(element) : -1;
  return order < 0 ? undefined : { home: home.id, order };
}

function returnTo({ home, order }) {
  const element = document.getElementById(home);
  if (!element) document.getElementById("main")?.focus({ preventScroll: true }); // what was answered may be gone
  else controlsOf(element).slice(0, order + 1).at(-1)?.focus({ preventScroll: true });
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

document.addEventListener("htmx:afterSwap", (event) => {
  if (focusErrors(event.detail.elt)) return;
  const lost = !document.activeElement || document.activeElement === document.body;
  if (lost && place) returnTo(place);
  place = undefined;
});

focusErrors(document);
