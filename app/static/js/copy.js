// Keeps a last copy of this page, so that it opens without a network: data-scope says for which
// addresses, data-page which page where it is not this one. The copies are made by js/sw.js.
"use strict";

(() => {
  const { scope, page = location.href } = document.currentScript.dataset;
  if (!navigator.serviceWorker) return; // Browsers have it over HTTPS alone.
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
