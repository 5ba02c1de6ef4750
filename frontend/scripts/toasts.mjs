/**
 * Toasts: what became of a tap, and the way back. The server writes most of them (templates/parts/toasts.html);
 * `showToast` writes those that only the browser can know of. One stands at a time.
 *
 * They are read aloud from a live region of their own (#announcer), because the toasts' place is itself replaced
 * when an answer replaces the page's main part, and a region that is new says nothing.
 */
const SHOWN_FOR = 10_000; // milliseconds; longer while the pointer or the focus is on it

/** @returns {HTMLElement | null} */
const region = () => document.getElementById("toasts");

/** Takes a toast away, and gives the focus back to the page if the toast had it. */
function dismiss(toast) {
  const hadFocus = toast.contains(document.activeElement);
  toast.remove();
  if (hadFocus) document.getElementById("main")?.focus({ preventScroll: true });
}

/** Lets a toast go after its time, but never from under a pointer or the focus. */
function startClock(toast) {
  let clock;
  const stop = () => clearTimeout(clock);
  const start = () => {
    stop();
    clock = setTimeout(() => dismiss(toast), SHOWN_FOR);
  };
  for (const name of ["pointerenter", "focusin"]) toast.addEventListener(name, stop);
  for (const name of ["pointerleave", "focusout"]) toast.addEventListener(name, start);
  toast.dataset.clock = "runs";
  if (!toast.matches(":hover, :focus-within")) start();
}

function announce(text) {
  const announcer = document.getElementById("announcer");
  if (!announcer) return;
  announcer.textContent = "";
  setTimeout(() => (announcer.textContent = text), 100); // the same words twice are two announcements
}

/** Takes up the toasts that the server has just written. */
function takeUp() {
  for (const toast of region()?.querySelectorAll("[data-toast]:not([data-clock])") ?? []) {
    startClock(toast);
    announce(toast.querySelector(".toast-text").textContent);
  }
}

function button(label, run) {
  const element = document.createElement("button");
  element.type = "button";
  element.className = "btn btn-small";
  element.textContent = label;
  element.addEventListener("click", run);
  return element;
}

/**
 * Says something once, in place of whatever was said before.
 * @param {string} text
 * @param {{ label: string, run: () => void }} [action] one thing to do about it
 */
export function showToast(text, action) {
  const toast = document.createElement("div");
  toast.className = "toast";
  toast.dataset.toast = "";
  const words = document.createElement("p");
  words.className = "toast-text";
  words.textContent = text;
  toast.append(words);
  if (action) {
    toast.append(
      button(action.label, () => {
        dismiss(toast);
        action.run();
      }),
    );
  }
  toast.append(button("Close", () => dismiss(toast)));
  region()?.replaceChildren(toast);
  takeUp();
}

document.addEventListener("click", (event) => {
  const closer = event.target.closest?.("[data-dismiss-toast]");
  if (closer) dismiss(closer.closest("[data-toast]"));
});

document.addEventListener("keydown", (event) => {
  const toast = event.key === "Escape" && event.target.closest?.("[data-toast]");
  if (toast) dismiss(toast);
});

/** Whether what is about to be replaced says that work goes on. */
let wasAtWork = false;

document.addEventListener("htmx:beforeSwap", (event) => {
  wasAtWork = Boolean(event.detail.target.closest("[data-at-work]") ?? event.detail.target.querySelector("[data-at-work]"));
});

// A page that asked again and again until its work was done says that it is.
document.addEventListener("htmx:afterSwap", () => {
  if (!wasAtWork || document.querySelector("[data-at-work]")) return;
  wasAtWork = false;
  const said = document.querySelector("#export :is([role=status], [role=alert])") ?? document.querySelector("h1");
  if (said) announce(said.textContent.trim());
});

for (const name of ["htmx:afterSwap", "htmx:oobAfterSwap"]) document.addEventListener(name, takeUp);
takeUp();
