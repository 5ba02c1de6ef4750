/**
 * Tells the diary where the browser is, so that a day begins when the person's day does.
 *   <input name="time_zone" data-time-zone>            filled in when empty
 *   <form data-confirm-zone="Europe/Berlin" hidden>    shown when the browser is elsewhere, unless it is in
 *                                                      the zone of data-kept-zone; inside it
 *     <strong data-zone-name></strong>                 the browser's zone in words
 */
const here = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Zones have older and newer names; the browser knows which are the same. */
function sameZone(name) {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone === here;
  } catch {
    return false; // a name that this browser does not know
  }
}

const inWords = (zone) => zone.replaceAll("_", " ");

function prepare(root) {
  for (const field of root.querySelectorAll("input[data-time-zone], select[data-time-zone]")) {
    if (!field.value) field.value = here;
  }
  for (const form of root.querySelectorAll("form[data-confirm-zone]")) {
    form.hidden = sameZone(form.dataset.confirmZone) || sameZone(form.dataset.keptZone);
    for (const words of form.querySelectorAll("[data-zone-name]")) words.textContent = inWords(here);
    const field = form.elements.namedItem("time_zone");
    if (field && !form.hidden) field.value = here;
  }
}

if (here) {
  prepare(document);
  // A page that was redrawn has its question anew.
  document.addEventListener("htmx:load", (event) => prepare(event.target));
}
