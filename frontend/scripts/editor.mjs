/** What the admin's pages about guidance load. Without script the same is done by the buttons of their forms. */
import { keepDraft } from "./editor/draft.mjs";
import { layPaper } from "./editor/paper.mjs";
import { noteProblems } from "./editor/note.mjs";
import { fillParts } from "./editor/parts.mjs";
import { showPreview } from "./editor/preview.mjs";
import { offerTemplates } from "./editor/templates.mjs";

const form = document.querySelector("form[data-editor]");
if (form) {
  const paper = layPaper(form.querySelector("[data-paper]"));
  showPreview(form, paper, noteProblems(form, paper));
  offerTemplates(form, paper);
  keepDraft(form);
}
fillParts();
