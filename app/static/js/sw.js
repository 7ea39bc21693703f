// The service worker of pages that count all day: keeps a last copy of them, so that they open
// without a network. A page that can be fetched is always fetched.
"use strict";

const COPIES = self.registration.scope;
const PATIENCE = 5000;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

// A page that is open and connected names itself and its parts: { page, parts }.
self.addEventListener("message", (event) => event.waitUntil(keep(event.data)));

const keep = async ({ page, parts }) => {
  const copies = await caches.open(COPIES);
  const kept = (await copies.keys()).map((request) => request.url);
  for (const part of parts.filter((one) => !kept.includes(one))) {
    await copies.delete(part, { ignoreSearch: true }); // The version before.
    await copies.add(part);
  }
  const answer = await fetch(page, { credentials: "same-origin" });
  if (!answer.ok || answer.redirected) return;
  // A page that is a copy can see that it is one, and how old.
  const html = (await answer.text()).replace("<html", `<html data-copied="${Date.now()}"`);
  const headers = new Headers(answer.headers);
  headers.delete("Content-Encoding");
  headers.delete("Content-Length");
  await copies.put(page, new Response(html, { headers }));
  await copies.put(COPIES, new Response(html, { headers })); // What any page in the scope opens with.
};

const fetched = async (request) => {
  const stop = new AbortController();
  const patience = setTimeout(() => stop.abort(), PATIENCE);
  try {
    const answer = await fetch(request, { signal: stop.signal });
    if (answer.status >= 500) throw new Error(String(answer.status));
    return answer;
  } finally {
    clearTimeout(patience);
  }
};

const copied = async (request) => {
  const copies = await caches.open(COPIES);
  const page = request.mode === "navigate";
  return (await copies.match(request, { ignoreSearch: page })) ||
    (page && (await copies.match(COPIES))) || fetch(request);
};

self.addEventListener("fetch", (event) => {
  const { method, mode, url } = event.request;
  const part = new URL(url).pathname.startsWith("/static/");
  if (method !== "GET" || (mode !== "navigate" && !part)) return;
  event.respondWith(fetched(event.request).catch(() => copied(event.request)));
});
