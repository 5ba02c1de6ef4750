/** Puts a rule from the menu where the caret is. */

export function offerTemplates(form, paper) {
  const menu = form.querySelector("[data-template]");
  const meaning = form.querySelector("[data-meaning-of-template]");
  const tell = () => {
    meaning.textContent = menu.selectedOptions[0]?.dataset.meaning ?? "";
  };
  menu.addEventListener("change", tell);
  tell();
  form.querySelector("[data-insert]").addEventListener("click", (event) => {
    event.preventDefault();
    paper.insertParagraph(menu.selectedOptions[0].dataset.line);
  });
}
