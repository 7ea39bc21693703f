// The tablet's page goes back to the start when nobody has touched it for a while, unless it is
// asked to stay. Without this script the large button does it.
"use strict";

(() => {
  // Long enough to read that the page closes, and to touch it: 20 seconds in WCAG 2.2.1.
  const IDLE = 20000;
  const SIGNS_OF_LIFE = ["pointerdown", "pointermove", "keydown", "wheel", "scroll", "focusin"];
  const home = document.querySelector("[data-home]")?.dataset.home;
  const stay = document.getElementById("stay");
  let timer;

  const wait = () => {
    clearTimeout(timer);
    timer = setTimeout(() => location.replace(home), IDLE);
  };

  const say = (text) => { document.getElementById("stays").textContent = text; };

  const stop = () => {
    clearTimeout(timer);
    for (const sign of SIGNS_OF_LIFE) removeEventListener(sign, wait, true);
    say(stay.dataset.stays);
    stay.hidden = true;
  };

  if (home) {
    for (const sign of SIGNS_OF_LIFE) addEventListener(sign, wait, { capture: true, passive: true });
    wait();
  }
  if (stay) {
    stay.hidden = false;
    stay.querySelector("button").addEventListener("click", stop);
  }

  // A choice takes the place of the page it was made on, so that Back leads to the start.
  const choices = document.querySelector(".choices-of-day");
  choices?.addEventListener("submit", async (event) => {
    event.preventDefault();
    const body = new URLSearchParams(new FormData(choices, event.submitter));
    try {
      location.replace((await fetch(choices.action, { method: "POST", body })).url);
    } catch {
      say(stay.dataset.lost);
    }
  });

  // A page that the browser kept belongs to the person before: its key has counted them.
  addEventListener("pageshow", (event) => event.persisted && location.reload());
})();
