// Shows what a choice changes as soon as it is made. Without this script, "Vis igen" does.
"use strict";

(() => {
  const PAUSE = 500;
  let latest = 0;
  const listen = () => document.getElementById("reading").addEventListener("change", see);
  const pause = () => new Promise((done) => setTimeout(done, PAUSE));
  // Return the page, or null. While a long file is read anew, its address says how far it is.
  const pageOf = async (request) => {
    const answer = await request.catch(() => null);
    if (!answer?.ok) return null;
    return { url: answer.url, html: new DOMParser().parseFromString(await answer.text(), "text/html") };
  };
  const see = async (event) => {
    const form = event.currentTarget;
    const name = event.target.name;
    latest += 1;
    const mine = latest;
    const fields = new URLSearchParams(new FormData(form));
    fields.set("act", "see");
    form.setAttribute("aria-busy", "true");
    let page = await pageOf(fetch(form.action, { method: "POST", body: fields }));
    while (mine === latest && page?.html.getElementById("progress")) {
      await pause();
      page = await pageOf(fetch(page.url, { cache: "no-store" }));
    }
    if (mine !== latest) return;
    form.removeAttribute("aria-busy");
    const fresh = page?.html.getElementById("reading");
    if (!fresh) return; // The button still works, and says what is wrong.
    form.replaceWith(fresh);
    listen();
    fresh.elements[name]?.focus();
  };
  listen();
})();
