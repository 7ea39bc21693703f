// Keeps a copy of a page that opens offline, made by js/sw.js. data-scope is the path it is used
// for; data-page is the page to copy, if not this one.
"use strict";

(() => {
  const { scope, page = location.href } = document.currentScript.dataset;
  if (!navigator.serviceWorker) return; // only available over HTTPS
  addEventListener("load", async () => {
    await navigator.serviceWorker.register("/sw.js", { scope });
    const { active } = await navigator.serviceWorker.ready;
    const parts = performance.getEntriesByType("resource").map((part) => part.name);
    active.postMessage({
      page: new URL(page, location.href).href.split("#")[0],
      parts: parts.filter((name) => new URL(name).pathname.startsWith("/static/")),
    });
  });
})();
