/**
 * Half-written notes (<textarea data-note>) are not lost: the browser asks before the page is left, and what stands
 * in them is carried over when an answer to some other tap replaces the part of the page they are in.
 */
const notes = () => [...document.querySelectorAll("textarea[data-note]")];
const isHalfWritten = (note) => note.value !== note.defaultValue;

let sending = false;
/** Texts to carry over, by the id of their field. @type {Map<string, string>} */
let carried = new Map();

document.addEventListener("submit", (event) => {
  sending = event.target.querySelector("textarea[data-note]") !== null;
});

document.addEventListener("htmx:afterRequest", () => {
  sending = false;
});

document.addEventListener("htmx:beforeSwap", (event) => {
  const sender = event.detail.requestConfig.elt;
  const others = notes().filter((note) => isHalfWritten(note) && !sender.contains(note));
  carried = new Map(others.map((note) => [note.id, note.value]));
});

document.addEventListener("htmx:afterSwap", () => {
  for (const [id, text] of carried) {
    const note = document.getElementById(id);
    if (note && note.value !== text) note.value = text;
  }
});

window.addEventListener("beforeunload", (event) => {
  if (!sending && notes().some(isHalfWritten)) event.preventDefault();
});
