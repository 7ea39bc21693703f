// Measures active use of the host's page: visible, and touched, typed in or scrolled within the
// last ten seconds. Sent per venue and day, never per host.
"use strict";

(() => {
  const { to, part } = document.currentScript.dataset;
  const READING = 10, TELL = 30;
  let seconds = 0;
  let touched = performance.now();
  if (!navigator.sendBeacon) return;

  const tell = () => {
    if (!seconds) return;
    if (navigator.sendBeacon(to, new URLSearchParams({ part, seconds }))) seconds = 0;
  };

  for (const kind of ["pointerdown", "keydown", "scroll", "input"]) {
    addEventListener(kind, () => { touched = performance.now(); }, { passive: true, capture: true });
  }
  setInterval(() => {
    if (!document.hidden && performance.now() - touched < READING * 1000) seconds += 1;
    if (seconds >= TELL) tell();
  }, 1000);
  document.addEventListener("visibilitychange", () => document.hidden && tell());
  addEventListener("pagehide", tell);
})();
