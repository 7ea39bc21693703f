// How many taps wait for the network, quietly beside the tablet's number: for the host.
"use strict";

(() => {
  const SOON = 1000; // With a network a tap is sent sooner, and nothing flickers.
  const section = document.getElementById("waiting");
  if (!section) return;

  // A tap that has been undone is sent too, but counts nobody.
  const counts = ({ body }) => !new URLSearchParams(body).has("undo");
  const show = (taps) => {
    const waiting = taps.filter(counts).length;
    section.hidden = !waiting;
    section.querySelector("b").textContent = waiting;
  };

  let timer = 0;
  addEventListener("taps", ({ detail }) => {
    clearTimeout(timer);
    timer = setTimeout(() => show(detail), detail.length ? SOON : 0);
  });
  try {
    show(JSON.parse(localStorage.getItem(`tablet:${document.body.dataset.venue}`)) || []);
  } catch {
    // No storage, nothing waits.
  }
})();
