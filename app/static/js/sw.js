// The service worker of pages that stay open all day: keeps a copy of them to open offline. The
// network always comes first.
"use strict";

const COPIES = self.registration.scope;
const LATEST = `${COPIES}/latest`; // no page: keeps the address of the one that was copied last
const PATIENCE = 5000;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

// Message from an open page that is online: { page, parts }, the addresses to copy.
self.addEventListener("message", (event) => event.waitUntil(keep(event.data)));

const keep = async ({ page, parts }) => {
  const copies = await caches.open(COPIES);
  const kept = (await copies.keys()).map((request) => request.url);
  for (const part of parts.filter((one) => !kept.includes(one))) {
    await copies.delete(part, { ignoreSearch: true }); // the previous version
    await copies.add(part);
  }
  const answer = await fetch(page, { credentials: "same-origin" });
  if (!answer.ok || answer.redirected) return;
  // Mark the page as a copy, with its age.
  const html = (await answer.text()).replace("<html", `<html data-copied="${Date.now()}"`);
  const headers = new Headers(answer.headers);
  headers.delete("Content-Encoding");
  headers.delete("Content-Length");
  await copies.put(page, new Response(html, { headers }));
  await copies.put(LATEST, new Response(page));
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
    (page && (await instead(copies, request.url))) || fetch(request);
};

// A page that has no copy needs the network. Lead to the one it belongs to, which says so (#uden-net)
// and whose own numbers go on, rather than showing a copy at another page's address.
const instead = async (copies, url) => {
  const path = (address) => new URL(address).pathname;
  const pages = (await copies.keys()).map((request) => request.url);
  const latest = await copies.match(LATEST);
  const page = pages.find((one) => path(url).startsWith(`${path(one)}/`)) || (latest && (await latest.text()));
  return page && Response.redirect(`${page}#uden-net`);
};

self.addEventListener("fetch", (event) => {
  const { method, mode, url } = event.request;
  const part = new URL(url).pathname.startsWith("/static/");
  if (method !== "GET" || (mode !== "navigate" && !part)) return;
  event.respondWith(fetched(event.request).catch(() => copied(event.request)));
});
