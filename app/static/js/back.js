// Back after a post: puts short texts into their form again. Browsers do that by themselves, except
// where they may not suggest what was typed before (autocomplete="off"). Kept for this tab alone.
"use strict";

(() => {
  const PREFIX = "kladde-tilbage:";
  const LIKE_CPR = /\d{6}\D{0,3}\d{4}/;
  // Numbers are left out: whoever goes back from counting has counted.
  const TEXTS = "input[autocomplete=off]:not([type=hidden], [type=password], [inputmode], [data-draft])";
  const { owner } = document.currentScript.dataset;

  const keep = ({ target }) => {
    if (target.method !== "post") return;
    const texts = Array.from(target.querySelectorAll(TEXTS), ({ id, value }) => [id, value]);
    const values = texts.filter(([id, value]) => id && !LIKE_CPR.test(value));
    if (values.length) sessionStorage.setItem(PREFIX + location.pathname, JSON.stringify({ owner, values }));
  };

  const putBack = () => {
    const [arrival] = performance.getEntriesByType("navigation");
    if (arrival?.type !== "back_forward") return;
    const kept = JSON.parse(sessionStorage.getItem(PREFIX + location.pathname));
    if (!kept || kept.owner !== owner) return;
    kept.values.forEach(([id, value]) => {
      const field = document.getElementById(id);
      if (field) field.value = value;
    });
  };

  try {
    putBack();
    addEventListener("submit", keep);
  } catch {
    // The browser keeps nothing. The form works as it did.
  }
})();
