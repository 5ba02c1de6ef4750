/** Asks before a page with a half-written note (<textarea data-note>) is left; nothing else is worth the question. */
const isHalfWritten = (note) => note.isConnected && note.value !== note.defaultValue;

let sending = false;

document.addEventListener("submit", (event) => {
  sending = event.target.querySelector("textarea[data-note]") !== null;
});

document.addEventListener("htmx:afterRequest", (event) => {
  sending = false;
  if (!event.detail.successful) return;
  for (const note of event.detail.elt.querySelectorAll("textarea[data-note]")) note.defaultValue = note.value;
});

window.addEventListener("beforeunload", (event) => {
  if (!sending && [...document.querySelectorAll("textarea[data-note]")].some(isHalfWritten)) event.preventDefault();
});
