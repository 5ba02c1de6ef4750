/**
 * Taps on rows, by fingers that are wet and in a hurry.
 *
 * A second tap on the same row within a moment is a trembling finger, not a change of mind: it is ignored.
 * A long press opens what the row's ⋯ opens (panels.mjs).
 */
import { openPanel } from "./panels.mjs";

const MOMENT = 450; // milliseconds after the tap, or after its answer has been drawn
const LONG_PRESS = 500; // milliseconds
const STEADY = 10; // pixels a pressing finger may move

/** When each row was last tapped or redrawn, by the row's key: the row itself is replaced by its answer. */
const lastTouched = new Map();
let press; // { row, x, y, clock, opened } while a finger is down

const rowOf = (element) => element?.closest?.(".row-item");

/** What stays the same when a row is drawn anew: its id, else the address its tap goes to. */
const keyOf = (row) => row.id || row.querySelector(".row-button")?.getAttribute("formaction");

function ignore(event) {
  event.preventDefault();
  event.stopImmediatePropagation();
}

document.addEventListener(
  "click",
  (event) => {
    const row = event.target.closest?.(".row-button") && rowOf(event.target);
    if (!row) return;
    if (press?.opened) {
      press = undefined;
      ignore(event);
      return;
    }
    const now = performance.now();
    const key = keyOf(row);
    if (key && now - (lastTouched.get(key) ?? -MOMENT) < MOMENT) ignore(event);
    else lastTouched.set(key, now);
  },
  { capture: true },
);

// Only the row that was tapped: another row drawn in the same answer may be tapped at once.
document.addEventListener("htmx:afterSwap", (event) => {
  const row = rowOf(event.detail.requestConfig?.elt);
  if (row) lastTouched.set(keyOf(row), performance.now());
});

document.addEventListener("pointerdown", (event) => {
  const row = event.target.closest?.(".row-button") && rowOf(event.target);
  press = undefined;
  if (!row || event.button !== 0) return;
  press = { row, x: event.clientX, y: event.clientY, opened: false };
  press.clock = setTimeout(() => {
    press.opened = openPanel(row);
  }, LONG_PRESS);
});

document.addEventListener("pointermove", (event) => {
  if (press && Math.hypot(event.clientX - press.x, event.clientY - press.y) > STEADY) clearTimeout(press.clock);
});

for (const name of ["pointerup", "pointercancel"]) {
  document.addEventListener(name, () => clearTimeout(press?.clock));
}

// A long press on a touch screen also asks for the browser's own menu; on a mouse the menu stays.
document.addEventListener("contextmenu", (event) => {
  if (event.pointerType === "touch" && event.target.closest?.(".row-button")) event.preventDefault();
});
