/** Shows beside the text what becomes of it, shortly after every change. */

const PATIENCE = 150; // milliseconds without a key

/**
 * @param {ReturnType<import("./paper.mjs").layPaper>} paper
 * @param {ReturnType<import("./note.mjs").noteProblems>} note
 */
export function showPreview(form, paper, note) {
  const problems = form.querySelector("[data-problems]");
  const result = form.querySelector("[data-result]");
  const announcer = form.querySelector("[data-announce]");
  let waiting = 0;
  let asking = new AbortController();

  const look = (text) => {
    leadLinks(result.querySelector(".reader-page"));
    paper.mark([...problems.querySelectorAll(".problem[data-line]")].map(slipOf), text);
    note.renew();
  };

  const ask = async () => {
    asking.abort();
    asking = new AbortController();
    const text = paper.area.value;
    const before = headline(problems);
    try {
      const answer = await fetch(form.dataset.preview, {
        method: "POST",
        body: new URLSearchParams(new FormData(form)),
        signal: asking.signal,
      });
      if (!answer.ok || answer.redirected) throw new Error(answer.statusText);
      result.replaceChildren(document.createRange().createContextualFragment(await answer.text()));
      // The answer is one; its problems stand under the text.
      problems.replaceChildren(result.querySelector("[data-found]"));
      form.classList.remove("is-old");
      look(text);
      if (headline(problems) !== before) announcer.textContent = headline(problems);
    } catch (error) {
      if (error.name !== "AbortError") form.classList.add("is-old");
    }
  };

  form.addEventListener("input", (event) => {
    if (event.target.closest("[data-template]")) return;
    clearTimeout(waiting);
    waiting = setTimeout(ask, PATIENCE);
  });

  form.addEventListener("click", (event) => {
    const link = event.target.closest("[data-go]");
    const fix = event.target.closest("[data-fix]");
    if (!link && !fix) return;
    event.preventDefault();
    const slip = slipOf((link ?? fix).closest("[data-line]"));
    if (fix) paper.replace(slip, fix.dataset.fix);
    else paper.select(slip);
  });

  look(paper.area.value);
}

function headline(problems) {
  return problems.querySelector("#result-problems")?.textContent.trim() ?? "";
}

/** Links of the page lead where they will lead readers, and leave the text open. */
function leadLinks(page) {
  const address = new URL(page.dataset.address, location.href);
  for (const link of page.querySelectorAll("a:not([href^='#'])")) {
    link.href = new URL(link.getAttribute("href"), address).href;
    link.target = "_blank";
  }
}

/** @returns {import("./paper.mjs").Slip} */
function slipOf(element) {
  const { line, start = 0, length = Infinity } = element.dataset;
  return {
    line: Number(line),
    start: Number(start),
    length: Number(length),
    mild: element.classList.contains("problem-mild"),
  };
}
