/**
 * Shows what the diary pushes, and answers it from the notification itself.
 *
 * It caches nothing: pages of a diary are private, and an old one would lie. What it is sent:
 *   { tag, title, body, icon, open, answer?, actions: [{ action, title }] }
 * where `open` and `answer` are addresses on this host, and `answer` is signed: it needs no session.
 */
const FAILED = "That did not reach your diary. Open it to try again.";
const RENEW = "/reminders/channels/push/renew/";

const post = (address, fields) =>
  fetch(address, {
    method: "POST",
    body: new URLSearchParams(fields),
    credentials: "omit",
    headers: { Accept: "application/json" },
  });

/** A repeat of a message has its tag and takes its place, without a second sound. */
function show({ tag, title, body, icon, actions, open, answer }) {
  return self.registration.showNotification(title, { tag, body, icon, actions, lang: "en", data: { tag, title, icon, open, answer } });
}

async function answer(data, choice) {
  const reply = await post(data.answer, { choice }).catch(() => null);
  if (!reply?.ok) await show({ ...data, body: FAILED, actions: [] });
}

/** An open window of the diary comes to the front; else a new one opens. */
async function open(address) {
  const windows = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const own = windows.find((window) => new URL(window.url).pathname === address);
  return own ? own.focus() : self.clients.openWindow(address);
}

/** The push service gave this browser another address: tell the diary, which knows it by the old one. */
async function renew({ oldSubscription, newSubscription }) {
  if (!oldSubscription) return;
  const fresh = newSubscription ?? (await self.registration.pushManager.subscribe(oldSubscription.options));
  await post(RENEW, { old_endpoint: oldSubscription.endpoint, subscription: JSON.stringify(fresh) });
}

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("push", (event) => event.waitUntil(show(event.data.json())));
self.addEventListener("pushsubscriptionchange", (event) => event.waitUntil(renew(event)));
self.addEventListener("notificationclick", (event) => {
  const { action, notification } = event;
  notification.close();
  event.waitUntil(action && notification.data.answer ? answer(notification.data, action) : open(notification.data.open));
});
