// Counts the characters of a text that is close to its limit, or over it. Nothing is ever cut.
"use strict";

(() => {
  const NEAR = 0.8;
  const lang = document.documentElement.lang;

  const watch = (field) => {
    const longest = Number(field.dataset.longest);
    const told = document.getElementById("character-count").content.firstElementChild.cloneNode(true);
    const words = told.textContent;
    const show = () => {
      // As the server counts: whole characters, an emoji being one or a few.
      const number = [...field.value].length;
      told.hidden = number < longest * NEAR;
      told.classList.toggle("error", number > longest);
      told.textContent = words.replace(/0|1/g, (which) => [number, longest][which].toLocaleString(lang));
    };
    field.after(told);
    field.addEventListener("input", show);
    addEventListener("pageshow", show);
    show();
  };

  document.querySelectorAll("main [data-longest]:not([type=password])").forEach(watch);
})();
