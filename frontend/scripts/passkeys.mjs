/** Says so when a passkey could not be used; allauth's script only writes it to the console. */
const problems = document.querySelectorAll("[data-passkey-problem]");

document.addEventListener("allauth.error", (event) => {
  if (!problems.length) return;
  event.preventDefault();
  for (const problem of problems) problem.hidden = false;
});
