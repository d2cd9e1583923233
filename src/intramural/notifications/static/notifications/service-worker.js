/* Opens the house without a connection, with what was last read, and shows what is pushed: see docs/people/news.md.
 *
 * What is kept is kept for one person and until the next visit: the first page that the house answers after a pause, after
 * it could not be reached, or to somebody else ends all of it. So nothing that was narrowed or taken away outlives that visit.
 */
const KEPT = "kept", SHELL = "shell", VISIT = "/service-worker.js?visit", OFFLINE = "/offline/";
const SETTINGS = "/settings/notifications/";
const PAUSE = 15 * 60_000, MOST = 30;
const READ = /^\/(?:|for-you\/|(?:posts|spaces|topics|people)\/[^/]+\/)$/;

self.addEventListener("install", event => event.waitUntil(fill().then(() => self.skipWaiting())));
self.addEventListener("activate", event => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", event => {
  const { request } = event, url = new URL(request.url);
  if (url.origin !== location.origin) return;
  if (request.method !== "GET") {
    if (url.pathname === "/sign-out/") event.waitUntil(Promise.all([forget(), end()]));
  } else if (request.mode === "navigate") {
    event.respondWith(open(event, url));
  } else if (url.pathname.startsWith("/static/")) {
    event.respondWith(asset(request));
  }
});

/* A push says who does what to whom, and no more. The same one again takes the place of the first. */
self.addEventListener("push", event => event.waitUntil(show(event.data)));
self.addEventListener("notificationclick", event => {
  event.notification.close();
  event.waitUntil(go(event.notification.data.url));
});
self.addEventListener("pushsubscriptionchange", event => event.waitUntil(renew(event.newSubscription)));

async function show(data) {
  let news = {};
  try { news = data.json(); } catch { /* it says that there is something */ }
  const url = new URL(news.url ?? "/for-you/", location.origin);
  await self.registration.showNotification(news.said ?? "There is something for you", {
    tag: news.id, data: { url: url.origin === location.origin ? url.href : location.origin }, icon: "/static/notifications/icon-192.png",
  });
}

async function go(url) {
  const open = await self.clients.matchAll({ type: "window" });
  const there = open.find(page => page.url === url);
  return there ? there.focus() : self.clients.openWindow(url);
}

/* The push service gave this browser another address: the house is told, if its person still wants to hear of things here. */
async function renew(subscription) {
  const page = await (await fetch(SETTINGS)).text();
  const find = pattern => pattern.exec(page)?.[1] ?? "";
  const key = find(/<push-switch key="([^"]+)" here>/), token = find(/name="csrfmiddlewaretoken" value="([^"]+)"/);
  if (!key) return;
  const made = subscription ?? await self.registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
  const { endpoint, keys } = made.toJSON();
  const body = new URLSearchParams({ endpoint, p256dh: keys.p256dh, auth: keys.auth, csrfmiddlewaretoken: token });
  await fetch(`${SETTINGS}devices/`, { method: "POST", body });
}

async function end() {
  await (await self.registration.pushManager?.getSubscription())?.unsubscribe();
}

async function fill() {
  const shell = await caches.open(SHELL), page = await fetch(OFFLINE, { credentials: "omit" });
  const links = [...(await page.clone().text()).matchAll(/(?:href|src)="(\/static\/[^"]+)"/g)].map(found => found[1]);
  await shell.put(OFFLINE, page);
  await Promise.all(links.map(link => shell.add(link)));
}

async function open(event, url) {
  let answer;
  try {
    answer = await fetch(event.request);
  } catch {
    await note({ ...await visit(), away: true });
    return without(url);
  }
  if (answer.type === "basic") event.waitUntil(keep(url, answer.clone()));
  return answer;
}

async function keep(url, answer) {
  const reader = answer.headers.get("Reader"), last = await visit(), now = Date.now();
  if (last.away || last.reader !== reader || now - (last.at ?? 0) > PAUSE) await forget();
  await note({ at: now, reader });
  const kept = await caches.open(KEPT);
  if (!answer.ok) return kept.delete(url.href);
  if (!reader || !READ.test(url.pathname)) return;
  await kept.delete(url.href);
  await kept.put(url.href, answer);
  const all = await kept.keys();
  await Promise.all(all.slice(0, Math.max(0, all.length - MOST)).map(old => kept.delete(old)));
}

async function without(url) {
  const found = await (await caches.open(KEPT)).match(url.href);
  if (found) {
    const said = '<body><p class="offline" role="status">You are offline. This is what you last read here.</p>';
    return new Response((await found.text()).replace("<body>", said), { headers: found.headers });
  }
  const page = await (await caches.open(SHELL)).match(OFFLINE);
  return new Response((await page.text()).replace('<ul id="kept"></ul>', `<ul id="kept">${await list()}</ul>`), { headers: page.headers });
}

async function list() {
  const kept = await caches.open(KEPT), lines = [];
  for (const request of (await kept.keys()).reverse()) {
    const title = /<title>([^<]*)<\/title>/.exec(await (await kept.match(request)).text())?.[1] ?? "A page";
    lines.push(`<li><a href="${encodeURI(new URL(request.url).pathname)}">${title}</a></li>`);
  }
  return lines.join("");
}

async function asset(request) {
  const shell = await caches.open(SHELL);
  try {
    const answer = await fetch(request);
    if (answer.ok) await shell.put(request, answer.clone());
    return answer;
  } catch (away) {
    const found = await shell.match(request);
    if (found) return found;
    throw away;
  }
}

async function visit() {
  const found = await (await caches.open(SHELL)).match(VISIT);
  return found ? found.json() : {};
}

async function note(now) { await (await caches.open(SHELL)).put(VISIT, new Response(JSON.stringify(now))); }

async function forget() { await caches.delete(KEPT); }
