// Shows what a choice changes as soon as it is made. Without this script, "Vis igen" does.
"use strict";

(() => {
  let latest = 0;
  const listen = () => document.getElementById("reading").addEventListener("change", see);
  const see = async (event) => {
    const form = event.currentTarget;
    const name = event.target.name;
    const mine = (latest += 1);
    const fields = new URLSearchParams(new FormData(form));
    fields.set("act", "see");
    form.setAttribute("aria-busy", "true");
    const answer = await fetch(form.action, { method: "POST", body: fields }).catch(() => null);
    if (mine !== latest) return;
    form.removeAttribute("aria-busy");
    if (!answer || !answer.ok) return; // The button still works, and says what is wrong.
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.getElementById("reading");
    if (mine !== latest || !fresh) return;
    form.replaceWith(fresh);
    listen();
    fresh.elements[name]?.focus();
  };
  listen();
})();
