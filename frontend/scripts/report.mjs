/** The report's comforts: print it, show a changed choice at once, copy the address of a link. */

/** Buttons that need a script are hidden until it is there. */
function prepare(root) {
  for (const button of root.querySelectorAll("[data-print], [data-copy]")) button.hidden = false;
}

async function copy(button) {
  const field = document.getElementById(button.dataset.copy);
  const words = button.querySelector("span");
  field.select();
  try {
    await navigator.clipboard.writeText(field.value);
    words.textContent = "Copied";
  } catch {
    // Without leave for the clipboard the address stays selected, to be copied by hand.
    words.textContent = "Press Ctrl+C";
  }
}

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) window.print();
  const button = event.target.closest("[data-copy]");
  if (button) copy(button);
});

document.addEventListener("change", (event) => {
  const form = event.target.closest("#report-form");
  if (form?.checkValidity()) form.requestSubmit();
});

document.addEventListener("htmx:load", (event) => prepare(event.target));
prepare(document);
