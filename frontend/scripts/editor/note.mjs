/**
 * Says right below the caret's line what is wrong in it. A text area can't make room between its lines, so the note lies
 * over what follows, for as long as the caret stays in the line; Escape takes it away. The list below the text has all.
 */

const PATIENCE = 500; // milliseconds without a key, so that nobody is corrected in the middle of a word

/** @param {ReturnType<import("./paper.mjs").layPaper>} paper */
export function noteProblems(form, paper) {
  const list = form.querySelector("[data-problems]");
  const announcer = form.querySelector("[data-announce]");
  const note = document.createElement("div");
  note.className = "paper-note";
  note.id = "paper-note";
  note.hidden = true;
  paper.area.after(note);
  paper.area.setAttribute("aria-describedby", `${paper.area.getAttribute("aria-describedby") ?? ""} ${note.id}`.trim());
  let caretLine = 0;
  let shownLine = 0;
  let said = "";
  let dismissedLine = 0;
  let waiting = 0;

  const hide = () => {
    note.hidden = true;
    note.replaceChildren();
    shownLine = 0;
    said = "";
  };

  const show = () => {
    const line = paper.lineOfCaret();
    if (line !== dismissedLine) dismissedLine = 0;
    const found = [...list.querySelectorAll(`.problem[data-line="${line}"]`)];
    if (!paper.hasFocus() || !found.length || line === dismissedLine) return hide();
    note.replaceChildren(...found.map(withoutPlace));
    note.hidden = false;
    note.style.insetBlockStart = `${paper.bottomOf(line)}px`;
    shownLine = line;
    const words = found.map((one) => one.querySelector(".problem-words").textContent.trim()).join(" ");
    if (words !== said) announcer.textContent = `Line ${line}: ${words}`;
    said = words;
  };

  const follow = () => {
    if (paper.lineOfCaret() === caretLine) return;
    caretLine = paper.lineOfCaret();
    show();
  };

  document.addEventListener("selectionchange", follow);
  paper.area.addEventListener("focus", show);
  paper.area.addEventListener("input", () => {
    clearTimeout(waiting);
    if (paper.lineOfCaret() !== shownLine) hide();
    else note.style.insetBlockStart = `${paper.bottomOf(shownLine)}px`;
  });
  // A press on the note leaves the caret where it is.
  note.addEventListener("mousedown", (event) => event.preventDefault());
  note.parentElement.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || note.hidden) return;
    dismissedLine = shownLine;
    paper.area.focus();
    hide();
  });
  note.parentElement.addEventListener("focusout", (event) => {
    if (!note.parentElement.contains(event.relatedTarget)) hide();
  });

  return {
    /** Call it when other problems are known. */
    renew() {
      clearTimeout(waiting);
      waiting = setTimeout(show, note.hidden ? PATIENCE : 0);
    },
  };
}

/** A problem of the list, without its line and what stands there: the note is under it. */
function withoutPlace(problem) {
  const shown = document.createElement("div");
  shown.className = problem.className;
  Object.assign(shown.dataset, problem.dataset);
  shown.append(...[...problem.children].filter((part) => !part.matches(".problem-line")).map((part) => part.cloneNode(true)));
  return shown;
}
