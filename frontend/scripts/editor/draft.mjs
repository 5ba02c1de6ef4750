/** Keeps the draft while it is written, and asks before what was not kept is left. */

const PAUSE = 4000; // milliseconds without a key

export function keepDraft(form) {
  const state = form.querySelector("[data-state]");
  const version = form.elements.version;
  let waiting = 0;
  let isKept = true;
  let isLeaving = false;
  let isElsewhere = false;
  let isLoggedOut = false;
  /** @type {Promise<void> | null} */
  let keeping = null;

  const keep = async () => {
    const sent = new URLSearchParams(new FormData(form));
    isKept = true;
    try {
      const answer = await fetch(location.href, {
        method: "POST",
        body: sent,
        headers: { Accept: "application/json" },
      });
      isElsewhere = answer.status === 409;
      isLoggedOut = answer.redirected;
      if (!answer.ok || isLoggedOut) throw new Error(answer.statusText);
      version.value = (await answer.json()).version;
      if (isKept) state.textContent = `Draft saved ${new Date().toLocaleTimeString([], { timeStyle: "short" })}`;
    } catch {
      isKept = false;
      state.textContent = reason();
    }
  };

  const reason = () => {
    if (isElsewhere) return "Another window has saved this draft since. Save yours to decide which one stays.";
    if (isLoggedOut) return "Not saved: you are logged out. Log in again in another window, then go on here.";
    return "Not saved: the server can’t be reached.";
  };

  form.addEventListener("input", (event) => {
    if (event.target.closest("[data-template]")) return;
    isKept = false;
    clearTimeout(waiting);
    if (isElsewhere) return;
    state.textContent = "Not saved yet";
    waiting = setTimeout(() => {
      keeping = keep().finally(() => (keeping = null));
    }, PAUSE);
  });
  form.addEventListener("submit", (event) => {
    clearTimeout(waiting);
    isLeaving = true;
    if (!keeping) return;
    // What is on its way first gets its answer: it says which version this window has.
    event.preventDefault();
    keeping.then(() => form.requestSubmit(event.submitter));
  });
  window.addEventListener("beforeunload", (event) => {
    if (!isKept && !isLeaving) event.preventDefault();
  });
}
