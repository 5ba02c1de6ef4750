/** Says so when a tap did not reach the diary, and offers to send it again. Nothing is kept back in the browser. */
import { showToast } from "./toasts.mjs";

const NOT_SAVED = "You are offline: this was not saved.";
const NOT_REACHED = "The diary can't be reached: this was not saved.";
const NOT_OPENED = "The diary can't be reached just now.";
const REFUSALS = new Map([
  [403, "This was not saved. Perhaps you were logged out: load the page again."],
  [404, "This is no longer there. Load the page again."],
  [413, "This was too long, and was not saved."],
  [429, "That was a little fast. Please wait a moment, then try again."],
]);
const BROKEN = "Something broke on our side. This was not saved.";

const reload = { label: "Load again", run: () => location.reload() };

/** Repeats a tap: the form by the button that was tapped, or the button or link itself. */
function again(element, submitter) {
  const repeat = () => (element instanceof HTMLFormElement ? element.requestSubmit(submitter ?? undefined) : element.click());
  return { label: "Try again", run: () => element.isConnected && repeat() };
}

// Before htmx and the browser see it: without a network either would only lose what was entered.
document.addEventListener(
  "submit",
  (event) => {
    if (navigator.onLine || event.target.method === "dialog") return;
    event.preventDefault();
    event.stopImmediatePropagation();
    showToast(NOT_SAVED, again(event.target, event.submitter));
  },
  { capture: true },
);

for (const name of ["htmx:sendError", "htmx:timeout"]) {
  document.addEventListener(name, (event) => {
    const { elt, requestConfig } = event.detail;
    const lost = navigator.onLine ? NOT_REACHED : NOT_SAVED;
    if (requestConfig?.verb === "get") showToast(NOT_OPENED, reload);
    else showToast(lost, again(elt, requestConfig?.triggeringEvent?.submitter));
  });
}

document.addEventListener("htmx:responseError", (event) => {
  const { status } = event.detail.xhr;
  showToast(REFUSALS.get(status) ?? BROKEN, reload);
});

// A whole page in place of a part of one: the session has ended, or an error page came. Never draw it into a row.
// Where the page's main part is asked for (hx-select="#main"), a whole page is what is meant, unless it is the login.
document.addEventListener("htmx:beforeSwap", (event) => {
  const { xhr, target } = event.detail;
  const isLogin = new URL(xhr.responseURL || location.href).pathname.startsWith("/account/");
  if (target === document.body || (target.id === "main" && !isLogin) || !/^\s*<!doctype/i.test(xhr.responseText)) return;
  event.detail.shouldSwap = false;
  if (xhr.status < 400) location.reload();
  else showToast(REFUSALS.get(xhr.status) ?? "That can't be read, and was not saved.", reload);
});
