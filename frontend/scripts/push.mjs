/**
 * Switches notifications on for this browser, and shows which of the devices it is.
 *   <section data-push="public key">                   the card
 *     <li data-push-device="digest">                   a device the diary knows, by its endpoint's digest
 *       <span data-push-here hidden>                   shown in the row of this one
 *     <p data-push-state="denied" hidden>              shown in this state: unsupported, denied, failed, off
 *     <form data-push-form data-push-state="off">      sent with the subscription
 *   <form data-push-remove="digest">                   removes a device; this browser ends its subscription too
 */
const card = document.querySelector("[data-push]");
const removal = document.querySelector("form[data-push-remove]");
const SCRIPT = "/service-worker.js";

const isSupported = "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;

/** @returns {Promise<PushSubscription | null>} what this browser is subscribed with, without asking anybody */
async function presentSubscription() {
  const registration = await navigator.serviceWorker.getRegistration("/");
  return (await registration?.pushManager.getSubscription()) ?? null;
}

/** @returns {Promise<string>} the digest by which the diary knows an endpoint */
async function digestOf(endpoint) {
  const bytes = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(endpoint));
  return Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** @param {string} state one of the names above, or "on": then nothing needs saying but the row's own words */
function show(state) {
  for (const part of card.querySelectorAll("[data-push-state]")) {
    // After a failure the button stays, to be tried again.
    part.hidden = part.dataset.pushState !== state && !(state === "failed" && part.matches("form"));
  }
}

async function showPresentState() {
  if (!isSupported) return show("unsupported");
  if (Notification.permission === "denied") return show("denied");
  const subscription = await presentSubscription();
  const digest = subscription && (await digestOf(subscription.endpoint));
  const row = digest && card.querySelector(`[data-push-device="${digest}"]`);
  if (!row || Notification.permission !== "granted") return show("off");
  for (const words of row.querySelectorAll("[data-push-here]")) words.hidden = false;
  return show("on");
}

/** A subscription made for another key, as after the diary moved, is of no use: it is replaced. */
async function subscribe() {
  await navigator.serviceWorker.register(SCRIPT, { scope: "/" });
  const { pushManager } = await navigator.serviceWorker.ready;
  const options = { userVisibleOnly: true, applicationServerKey: card.dataset.push };
  try {
    return await pushManager.subscribe(options);
  } catch (problem) {
    if (problem.name !== "InvalidStateError") throw problem;
    await (await pushManager.getSubscription())?.unsubscribe();
    return pushManager.subscribe(options);
  }
}

async function switchOn(form) {
  if ((await Notification.requestPermission()) !== "granted") return showPresentState();
  try {
    form.elements.namedItem("subscription").value = JSON.stringify(await subscribe());
  } catch {
    return show("failed");
  }
  return form.submit();
}

/** Removing this very device ends its subscription as well; others find theirs ended by the diary. */
async function endHere(digest) {
  const subscription = isSupported && (await presentSubscription());
  if (subscription && (await digestOf(subscription.endpoint)) === digest) await subscription.unsubscribe();
}

if (card) {
  showPresentState();
  card.querySelector("[data-push-form]").addEventListener("submit", (event) => {
    event.preventDefault();
    switchOn(event.target);
  });
}

removal?.addEventListener("submit", async (event) => {
  event.preventDefault();
  await endHere(event.target.dataset.pushRemove).catch(() => {}); // the diary forgets it in any case
  event.target.submit();
});
