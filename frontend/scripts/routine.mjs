/**
 * Puts the steps of a part of the day in order by dragging them, with a finger or a mouse.
 *   <ol data-order="address"><li data-step="12"><span data-handle>…</span></li> …</ol>
 * The arrows beside each step do the same without dragging; they are plain forms.
 */
import htmx from "./htmx.mjs";

const EDGE = 72; // pixels from the top or bottom of the window at which the page scrolls along
const SCROLL = 8; // pixels at a time

let drag; // { row, list, before, pageY } while a step is held

const stepsOf = (list) => [...list.children].map((row) => row.dataset.step);

/** Lets the row follow the pointer, and its neighbours make way when their middle is passed. */
function follow(pageY) {
  const { row, list } = drag;
  const next = row.nextElementSibling;
  const previous = row.previousElementSibling;
  const moved = pageY - drag.pageY;
  // The neighbour moves, not the row: a row taken out of the page would lose the pointer.
  if (next && moved > next.offsetHeight / 2) {
    drag.pageY += next.offsetHeight;
    list.insertBefore(next, row);
  } else if (previous && -moved > previous.offsetHeight / 2) {
    drag.pageY -= previous.offsetHeight;
    list.insertBefore(previous, row.nextElementSibling);
  }
  row.style.transform = `translateY(${pageY - drag.pageY}px)`;
}

function scrollAtEdge(clientY) {
  if (clientY < EDGE) window.scrollBy(0, -SCROLL);
  else if (clientY > window.innerHeight - EDGE) window.scrollBy(0, SCROLL);
}

function letGo() {
  drag.row.removeAttribute("style"); // an empty one that htmx copies would offend the security policy
  drag.row.classList.remove("is-dragged");
  const held = drag;
  drag = undefined;
  return held;
}

function putBack() {
  const { list, before } = letGo();
  for (const step of before) list.append(list.querySelector(`[data-step="${step}"]`));
}

function keep() {
  const { row, list, before } = letGo();
  const steps = stepsOf(list);
  if (steps.join() === before.join()) return;
  htmx.ajax("POST", list.dataset.order, {
    target: "#order-lists",
    swap: "outerHTML",
    values: { step: steps, moved: row.dataset.step },
  });
}

document.addEventListener("pointerdown", (event) => {
  const handle = event.target.closest?.("[data-handle]");
  if (!handle || event.button !== 0 || drag) return;
  event.preventDefault();
  handle.setPointerCapture(event.pointerId);
  const row = handle.closest("[data-step]");
  drag = { row, list: row.parentElement, before: stepsOf(row.parentElement), pageY: event.pageY };
  row.classList.add("is-dragged");
});

document.addEventListener("pointermove", (event) => {
  if (!drag) return;
  scrollAtEdge(event.clientY);
  follow(event.pageY);
});

document.addEventListener("pointerup", () => drag && keep());
document.addEventListener("pointercancel", () => drag && putBack());
document.addEventListener("keydown", (event) => {
  if (drag && event.key === "Escape") putBack();
});
