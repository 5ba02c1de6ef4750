/**
 * A thought that comes up because of a tap further down stands above what was tapped: one that is grave is brought
 * into view, so that a word of caution is read while there is still time for it.
 */
const GRAVE = ["caution", "safety", "warning"].map((tone) => `.thought[data-tone="${tone}"]`).join();
const calm = matchMedia("(prefers-reduced-motion: reduce)");

document.addEventListener("htmx:afterSettle", (event) => {
  const place = event.detail.elt;
  const thought = place.id === "thoughts-place" && place.querySelector(GRAVE);
  if (!thought || thought.getBoundingClientRect().top >= 0) return;
  thought.scrollIntoView({ block: "center", behavior: calm.matches ? "auto" : "smooth" });
});
