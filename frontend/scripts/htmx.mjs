/** htmx, with the CSRF token as a header: its cookie is closed to scripts, so the page carries it. */
import htmx from "htmx.org/dist/htmx.esm.js";

const UNSAFE = new Set(["post", "put", "patch", "delete"]);

/** @returns {string} the token, from the page's head or from any form on it */
function csrfToken() {
  const meta = document.querySelector('meta[name="csrf-token"]');
  const field = document.querySelector('input[name="csrfmiddlewaretoken"]');
  return meta?.content ?? field?.value ?? "";
}

// A style that the browser wrote (a note that was pulled larger) is not copied: the security policy has no place for it.
htmx.config.attributesToSettle = ["class", "width", "height"];

document.addEventListener("htmx:configRequest", (event) => {
  if (UNSAFE.has(event.detail.verb)) event.detail.headers["X-CSRFToken"] = csrfToken();
});

export default htmx;
