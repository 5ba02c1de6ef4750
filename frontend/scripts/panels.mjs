/** A row's panel, <details class="row-more">: what it offers beyond the one tap. Opens without script, too. */

/** @param {Element} row @returns {boolean} whether the row has a panel */
export function openPanel(row) {
  const panel = row.querySelector(".row-more");
  if (!panel) return false;
  panel.open = true;
  panel.querySelector("summary").focus(); // so that Tab leads on into it, and Escape out of it
  return true;
}

document.addEventListener("keydown", (event) => {
  const panel = event.key === "Escape" && event.target.closest?.(".row-more[open]");
  if (!panel) return;
  panel.open = false;
  panel.querySelector("summary").focus();
});
