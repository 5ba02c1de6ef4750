/**
 * The text area on numbered lines. Behind it lies the same text, unseen, a block for each line: it carries the numbers,
 * the signs at lines with problems and the waves under the wrong words, and it makes the text area as high as the text.
 *
 * @typedef {{line: number, start: number, length: number, mild: boolean}} Slip a line from 1, signs from 0
 */

/** Puts the lines behind the text area of `paper`, and says how to work with it. */
export function layPaper(paper) {
  const area = paper.querySelector("textarea");
  const back = document.createElement("div");
  back.className = "paper-back";
  back.ariaHidden = "true";
  area.before(back);
  paper.classList.add("is-live");

  /** @type {Slip[]} */
  let slips = [];
  /** The lines for which the slips were found: they are shown at those that are still the same. */
  let looked = [];

  const draw = () => {
    const lines = area.value.split("\n");
    back.replaceChildren(
      ...lines.map((line, at) => drawnLine(line, line === looked[at] ? slips.filter((slip) => slip.line === at + 1) : [])),
    );
  };

  let wasEntered = false;
  area.addEventListener("focus", () => (wasEntered = true), { once: true });
  area.addEventListener("input", draw);
  draw();
  return {
    area,
    mark(found, text) {
      slips = found;
      looked = text.split("\n");
      draw();
    },
    select(slip) {
      const { from, to } = placeOf(area.value, slip);
      area.focus({ preventScroll: true });
      area.setSelectionRange(from, to);
      back.children[slip.line - 1]?.scrollIntoView({ block: "center" });
    },
    replace(slip, text) {
      const { from, to } = placeOf(area.value, slip);
      write(area, from, to, text);
    },
    hasFocus: () => paper.contains(document.activeElement),
    lineOfCaret: () => area.value.slice(0, area.selectionEnd).split("\n").length,
    /** How far below the paper's upper edge a line ends, in pixels. */
    bottomOf(line) {
      const row = back.children[line - 1];
      return row ? row.offsetTop + row.offsetHeight : 0;
    },
    /** After the paragraph of the caret, or at the end of a text that nobody has been in yet. */
    insertParagraph(text) {
      const at = endOfParagraph(area.value, wasEntered ? area.selectionEnd : area.value.length);
      const rest = area.value.slice(at);
      const before = area.value.slice(0, at).trim() ? "\n\n" : "";
      const after = !rest.trim() || /^\n[^\S\n]*\n/.test(rest) ? "" : "\n\n";
      write(area, at, at, `${before}${text}${after}`);
      const from = at + before.length;
      area.setSelectionRange(from, from + text.length);
    },
  };
}

function drawnLine(text, slips) {
  const line = document.createElement("div");
  line.className = "paper-line";
  if (slips.length) line.classList.add(slips.every((slip) => slip.mild) ? "is-mild" : "is-wrong");
  const signs = Array.from(text);
  let drawn = 0;
  for (const slip of slips) {
    const start = Math.max(slip.start, drawn);
    const end = slip.start + Math.max(slip.length, 1);
    if (end <= start) continue;
    line.append(signs.slice(drawn, start).join(""));
    const mark = document.createElement("mark");
    if (slip.mild) mark.className = "is-mild";
    mark.textContent = signs.slice(start, end).join("") || " ";
    line.append(mark);
    drawn = end;
  }
  line.append(signs.slice(drawn).join("") || "​");
  return line;
}

/** Where a slip stands in the whole text; the server counts whole signs, the browser their halves. */
function placeOf(text, { line, start, length }) {
  const lines = text.split("\n");
  const before = lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0);
  const signs = Array.from(lines[line - 1] ?? "");
  const from = before + signs.slice(0, start).join("").length;
  return { from, to: from + signs.slice(start, start + length).join("").length };
}

/** Where the paragraph at a place ends; on an empty line, the one before it. */
function endOfParagraph(text, place) {
  const before = text.slice(0, place);
  const line = before.slice(before.lastIndexOf("\n") + 1) + text.slice(place).split("\n", 1)[0];
  if (!line.trim()) return before.trimEnd().length;
  const gap = text.slice(place).search(/\n[^\S\n]*(?:\n|$)/);
  return gap < 0 ? text.length : place + gap;
}

/** Writes as if it were typed, so that it can be undone. */
function write(area, from, to, text) {
  area.focus();
  area.setSelectionRange(from, to);
  if (!document.execCommand("insertText", false, text)) {
    area.setRangeText(text, from, to, "end");
    area.dispatchEvent(new Event("input", { bubbles: true }));
  }
}
