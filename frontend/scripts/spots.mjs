/**
 * Counting on the face. The number fields of the list are the form; the face and the panel below it only show and
 * drive them. A count that was begun survives a reload in this tab's session storage until it is saved.
 */
import { step } from "./steppers.mjs";

const DRAFTS = "count-"; // what the keys of kept drafts begin with
const NOT_KEPT = new Set(["csrfmiddlewaretoken", "key", "at"]);

/** Session storage may be switched off; counting works without it. */
function storage(use) {
  try {
    return use(sessionStorage);
  } catch {
    return undefined;
  }
}

function forgetDrafts() {
  storage((kept) => {
    for (const name of Object.keys(kept)) if (name.startsWith(DRAFTS)) kept.removeItem(name);
  });
}

/** @returns {string} a region and its number, as a screen reader says them */
const spoken = (region, value) => `${region.dataset.label}: ${value === "" ? "not counted" : value}`;

/** Keeps what is filled in, and fills in what was kept. */
function keepDraft(form) {
  const name = form.dataset.draft;
  if (!name) return;
  const kept = storage((drafts) => JSON.parse(drafts.getItem(name) ?? "{}")) ?? {};
  for (const [field, value] of Object.entries(kept)) {
    const control = form.elements.namedItem(field);
    if (!control) continue;
    control.value = value;
    const fold = value !== control.defaultValue && control.closest?.("details");
    if (fold) fold.open = true;
  }
  const keep = () => {
    const filled = [...new FormData(form)].filter(([field]) => !NOT_KEPT.has(field));
    storage((drafts) => drafts.setItem(name, JSON.stringify(Object.fromEntries(filled))));
  };
  form.addEventListener("input", keep);
  form.addEventListener("change", keep);
}

/** @returns {boolean} whether a field is shown: neither of the way not chosen nor in a closed fold */
const isReachable = (field) => field.offsetParent !== null && !field.closest("details:not([open])");

/** In the list, Enter leads to the next number; saving is a tap of its own, so that no half count is saved by it. */
function walkByEnter(form) {
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !event.target.matches("input[data-stepper]")) return;
    event.preventDefault();
    const fields = [...form.querySelectorAll("input[data-stepper]")].filter(isReachable);
    (fields[fields.indexOf(event.target) + 1] ?? form.querySelector(".form-actions button")).focus();
  });
}

/** The face of one form. `regions` are the links of the drawing, in the fixed order of counting. */
class Face {
  constructor(form) {
    this.form = form;
    this.regions = [...form.querySelectorAll("[data-region]")];
    this.panel = form.querySelector("[data-count-panel]");
    this.number = this.panel.querySelector("[data-panel-number]");
    this.sum = form.querySelector("[data-count-sum]");
    this.current = undefined;
    this.listen();
    this.draw();
  }

  /** @returns {HTMLInputElement} the field of a region: the only place where its number is kept */
  field(region) {
    return this.form.elements.namedItem(region.dataset.region);
  }

  listen() {
    for (const region of this.regions) {
      region.setAttribute("role", "button");
      region.addEventListener("click", (event) => {
        event.preventDefault();
        this.open(region);
      });
      region.addEventListener("keydown", (event) => {
        if (event.key !== " ") return;
        event.preventDefault();
        this.open(region);
      });
    }
    for (const button of this.panel.querySelectorAll("[data-panel-step]")) {
      button.addEventListener("click", () => step(this.field(this.current), Number(button.dataset.panelStep)));
    }
    this.panel.querySelector("[data-panel-none]").addEventListener("click", () => {
      this.write("0");
      this.next();
    });
    this.panel.querySelector("[data-panel-next]").addEventListener("click", () => this.next());
    this.panel.querySelector("[data-panel-close]").addEventListener("click", () => this.close());
    this.panel.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.close();
      if (event.key !== "Enter" || event.target !== this.number) return;
      event.preventDefault(); // Enter means "next" here, not "save"
      this.next();
    });
    this.number.addEventListener("input", (event) => {
      event.stopPropagation();
      if (!this.number.validity.badInput) this.write(this.number.value);
    });
    this.form.addEventListener("input", () => this.draw());
  }

  write(value) {
    const field = this.field(this.current);
    field.value = value;
    for (const name of ["input", "change"]) field.dispatchEvent(new Event(name, { bubbles: true }));
  }

  open(region) {
    const wasClosed = this.current === undefined;
    this.current = region;
    this.panel.hidden = false;
    this.draw();
    if (wasClosed) this.panel.querySelector("[data-panel-step='1']").focus({ preventScroll: true });
    this.uncover(region);
  }

  /** Scrolls just so far that the panel does not stand on the region. */
  uncover(region) {
    const overlap = region.getBoundingClientRect().bottom - this.panel.getBoundingClientRect().top;
    const above = region.getBoundingClientRect().top;
    if (overlap > 0) window.scrollBy(0, overlap + 8);
    else if (above < 0) window.scrollBy(0, above - 8);
  }

  next() {
    const following = this.regions[this.regions.indexOf(this.current) + 1];
    if (following) this.open(following);
    else this.close();
  }

  close() {
    const region = this.current;
    this.current = undefined;
    this.panel.hidden = true;
    this.draw();
    const isLast = region === this.regions.at(-1);
    const save = this.sum.querySelector("button");
    (isLast && !this.sum.hidden ? save : region).focus({ preventScroll: true });
  }

  draw() {
    for (const region of this.regions) this.drawRegion(region);
    this.drawPanel();
    this.drawSum();
  }

  drawRegion(region) {
    const { value } = this.field(region);
    region.classList.toggle("is-counted", value !== "");
    region.querySelector(".face-number").textContent = value;
    region.setAttribute("aria-label", spoken(region, value));
    region.setAttribute("aria-expanded", String(region === this.current));
  }

  drawPanel() {
    if (!this.current) return;
    const place = this.regions.indexOf(this.current) + 1;
    this.panel.querySelector("[data-panel-name]").textContent = this.current.dataset.label;
    this.panel.querySelector("[data-panel-place]").textContent = `${place} of ${this.regions.length}`;
    this.panel.querySelector("[data-panel-next]").textContent = place === this.regions.length ? "Done" : "Next";
    const { value } = this.field(this.current);
    if (this.number.value !== value) this.number.value = value;
    this.panel.querySelector("[data-panel-said]").textContent = spoken(this.current, value);
  }

  drawSum() {
    const counted = this.regions.map((region) => this.field(region).value).filter((value) => value !== "");
    const total = counted.reduce((sum, value) => sum + Number(value), 0);
    this.sum.hidden = counted.length === 0 || this.current !== undefined;
    this.sum.querySelector("[data-count-words]").textContent =
      `${total} so far, in ${counted.length} of ${this.regions.length} regions`;
  }
}

const form = document.querySelector("[data-count-form]");
if (form) {
  keepDraft(form);
  walkByEnter(form);
  new Face(form);
} else if (document.querySelector("[data-count-saved]")) {
  forgetDrafts();
}
