// The open screen: polls for its numbers. Without this script a link fetches the latest.
"use strict";

(() => {
  const EVERY = 3000;
  const live = document.getElementById("live");
  const time = document.getElementById("live-time");
  let tag = "";

  const showWhen = (connected) => {
    live.firstChild.textContent = connected ? live.dataset.fresh : live.dataset.lost;
    if (connected) {
      time.textContent = new Date().toLocaleTimeString(document.documentElement.lang, {
        hour: "numeric", minute: "2-digit",
      });
    }
  };

  const show = (html) => {
    const fresh = new DOMParser().parseFromString(html, "text/html");
    for (const section of fresh.querySelectorAll("section")) {
      const old = document.getElementById(section.id);
      // Replace only what has changed: the QR code must not flicker while somebody scans it.
      if (old.innerHTML !== section.innerHTML) old.replaceWith(section);
    }
  };

  // Nobody can scroll a wall screen: shrink the list until it fits, but not the QR code.
  const LEAST = 0.4, STEP = 0.04;
  const fit = () => {
    const { body, documentElement: page } = document;
    for (let part = 1; part >= LEAST; part -= STEP) {
      body.style.setProperty("--fit", part.toFixed(2));
      if (page.scrollHeight <= innerHeight) return;
    }
  };

  const ask = async () => {
    try {
      const answer = await fetch(live.dataset.source, {
        headers: tag ? { "If-None-Match": tag } : {}, cache: "no-store", redirect: "error",
      });
      if (answer.status === 403) return location.reload();
      if (answer.status === 200) {
        tag = answer.headers.get("ETag") ?? "";
        show(await answer.text());
        fit();
      } else if (answer.status !== 304) {
        throw new Error(String(answer.status));
      }
      showWhen(true);
    } catch {
      showWhen(false);
    }
  };

  document.body.classList.add("live");
  fit();
  addEventListener("resize", fit);
  setInterval(ask, EVERY);
})();
