/** Fetches the parts of a page that take a while (<section data-part="address">); a link leads there without script. */

export function fillParts() {
  for (const section of document.querySelectorAll("[data-part]")) fill(section);
}

async function fill(section) {
  const link = section.querySelector("[data-part-link]");
  const waiting = document.createElement("span");
  waiting.className = "quiet";
  waiting.textContent = " Looking at the diaries …";
  link.after(waiting);
  section.ariaBusy = "true";
  try {
    const answer = await fetch(section.dataset.part);
    if (!answer.ok || answer.redirected) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const part = page.getElementById("part");
    if (part) link.closest("p").replaceWith(...part.childNodes);
  } finally {
    waiting.remove();
    section.ariaBusy = "false";
  }
}
