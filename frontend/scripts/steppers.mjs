/**
 * Gives every <input type="number" data-stepper> a − and a + of a thumb's size.
 * An empty field is "not counted", which is not zero: the first − makes it the least, the first + one more than that.
 */
import htmx from "./htmx.mjs";

/** @returns {number} */
const bound = (text, otherwise) => (text === "" ? otherwise : Number(text));

/** @param {HTMLInputElement} input @param {1 | -1} direction */
export function step(input, direction) {
  const least = bound(input.min, 0);
  const most = bound(input.max, Infinity);
  const next = input.value === "" ? least + Math.max(direction, 0) : Number(input.value) + direction;
  input.value = String(Math.min(most, Math.max(least, next)));
  for (const name of ["input", "change"]) input.dispatchEvent(new Event(name, { bubbles: true }));
}

function stepButton(input, direction, sign, words) {
  const element = document.createElement("button");
  const label = input.labels?.[0]?.textContent.trim() ?? input.getAttribute("aria-label") ?? "";
  element.type = "button";
  element.textContent = sign;
  element.setAttribute("aria-label", label ? `${words}: ${label}` : words);
  element.addEventListener("click", () => step(input, direction));
  return element;
}

function furnish(input) {
  if (input.dataset.stepper === "ready") return;
  input.dataset.stepper = "ready";
  let box = input.closest(".stepper");
  if (!box) {
    box = document.createElement("span");
    box.className = "stepper";
    input.replaceWith(box);
    box.append(input);
    input.classList.remove("form-control");
  }
  input.before(stepButton(input, -1, "−", "One less"));
  input.after(stepButton(input, 1, "+", "One more"));
}

htmx.onLoad((part) => {
  if (part.matches?.("input[data-stepper]")) furnish(part);
  part.querySelectorAll?.("input[data-stepper]").forEach(furnish);
});
