// The open board: polls for its numbers, and counts without leaving the page, even offline.
// Without this script the page still works: the forms post, and a link fetches the latest numbers.
"use strict";

(() => {
  const EVERY = 3000, PATIENCE = 10000, PAUSE = 1000, LONGEST = 4000, STEADY = 10;
  const [board, live, time, unsent, signIn, offline] = [
    "board", "live", "live-time", "unsent", "sign-in", "uden-net",
  ].map((id) => document.getElementById(id));
  const LAST = `board:${location.pathname}`;
  const numbers = boardNumbers(board);
  const late = boardLate(document.getElementById("late"), location.pathname);
  let last = null;   // the latest board from the server, and when it came
  let clock = null;
  let tag = "";
  let asking = false;
  let asked = Date.now();
  let pressedAt = 0;
  let down = null;   // the position of the finger, and the button under it
  let isMeantElsewhere = false;
  let pressed = null;
  let trouble = "lost";
  let counted = [];  // sent, but not yet in the numbers from the server

  // "busy": the server answers, but cannot save. "lost": no answer.
  const showTrouble = (error) => {
    trouble = error && /^5/.test(error.message) ? "busy" : "lost";
    showWhen(false);
  };

  const showWhen = (connected, moment = new Date()) => {
    live.firstChild.textContent = connected ? live.dataset.fresh : live.dataset[trouble];
    live.classList.toggle("lost", !connected);
    offline.hidden = connected;
    if (connected || moment < Date.now() - EVERY) {
      time.textContent = moment.toLocaleTimeString(document.documentElement.lang, {
        hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23",
      });
    }
    const waiting = queue.list().length;
    unsent.hidden = connected || !waiting;
    unsent.querySelector("b").textContent = waiting;
  };

  // Ask for an attendance estimate once somebody has come. The form is below the rows, so it moves
  // none of them.
  const askHeads = () => {
    const form = document.getElementById("heads");
    if (form && board.querySelector(".whole .n").textContent !== "0") form.hidden = false;
  };

  const draw = () => {
    const { day } = clock();
    const here = (tap) => tap.day === day && new URL(tap.action).pathname === location.pathname;
    numbers([...counted, ...queue.list()].filter(here), day === last.day);
    document.getElementById("board-date").textContent = dayInWords(day);
    askHeads();
  };

  const know = (known) => {
    last = known;
    clock = tapClock(known, known.since);
    draw();
  };

  const remember = () => {
    try {
      localStorage.setItem(LAST, JSON.stringify({ ...last, counted }));
    } catch {
      // No storage: the board then needs the network to open.
    }
  };

  // The page has the newest board.
  const keep = (since = Date.now()) => {
    const { day, at, left } = document.getElementById("day-clock").dataset;
    know({ day, at, left, since, html: board.innerHTML });
    remember();
  };

  // A cached copy of the page may be older than the last board stored here.
  const begin = () => {
    const copied = Number(document.documentElement.dataset.copied);
    if (!copied) return keep();
    const seen = recall();
    counted = (seen?.counted || []).filter((tap) => tap.counted > Math.min(copied, seen.since));
    if (seen && seen.since >= copied) {
      morph(board, seen.html);
      know(seen);
    } else {
      keep(copied);
    }
    return showWhen(false, new Date(last.since));
  };

  const recall = () => {
    try {
      return JSON.parse(localStorage.getItem(LAST));
    } catch {
      return null;
    }
  };

  // Don't move rows while somebody is tapping, for a few seconds at most.
  const isTapping = () => Date.now() - pressedAt < PAUSE && Date.now() - asked < LONGEST;

  // Don't move rows while a finger is down either. The click comes after pointerup, so wait for
  // it.
  const whenLifted = () => new Promise((lifted) => {
    if (!down) return lifted();
    const go = () => setTimeout(lifted);
    for (const end of ["pointerup", "pointercancel"]) addEventListener(end, go, { once: true });
    setTimeout(lifted, LONGEST);
  });

  // Numbers requested before a tap may or may not include it, so they are dropped.
  const ask = async () => {
    if (asking || isTapping() || queue.list().length) return;
    asking = true;
    asked = Date.now();
    const before = counted.length;
    const stop = new AbortController();
    const patience = setTimeout(() => stop.abort(), PATIENCE);
    try {
      const answer = await fetch(board.dataset.source, {
        headers: tag ? { "If-None-Match": tag } : {}, cache: "no-store", redirect: "manual", signal: stop.signal,
      });
      if (answer.status === 403) location.reload(); // the venue's phone was stopped: show it
      if (answer.type === "opaqueredirect") askToSignIn();
      else if (answer.status !== 200 && answer.status !== 304) throw new Error(String(answer.status));
      const html = answer.status === 200 ? await answer.text() : "";
      await whenLifted();
      if (!queue.list().length && counted.length === before) {
        counted = [];
        if (html) {
          tag = answer.headers.get("ETag") || "";
          if (down) down.drawn = true;
          morph(board, html);
          keep();
        }
      }
      showWhen(answer.type !== "opaqueredirect");
    } catch (error) {
      showTrouble(error);
    }
    clearTimeout(patience);
    asking = false;
  };

  const askToSignIn = () => { signIn.hidden = false; };

  const queue = tapQueue("board", {
    waits: showTrouble,
    sent(tap, to, isLast) {
      if (new URL(to, location.href).pathname === new URL(signIn.querySelector("a").href).pathname) {
        askToSignIn();
        throw new Error("signed out");
      }
      counted.push({ ...tap, counted: Date.now() });
      remember();
      if (isLast) setTimeout(ask, PAUSE);
    },
    refused(tap) {
      late.add(tap);
      setTimeout(ask);
    },
  });

  const newKey = () =>
    Array.from(crypto.getRandomValues(new Uint8Array(16)), (b) => b.toString(16).padStart(2, "0")).join("");

  board.addEventListener("pointerdown", ({ target, clientX, clientY }) => {
    pressedAt = Date.now();
    down = { on: target.closest("button, a"), x: clientX, y: clientY };
    isMeantElsewhere = false;
  });
  // A finger may rest so long that the rows change under it. It has pressed the button where it
  // came down, unless it moved; the browser would click the one where it was lifted.
  addEventListener("pointerup", ({ clientX, clientY }) => {
    const { on, x, y, drawn } = down || {};
    down = null;
    if (!drawn) return;
    isMeantElsewhere = true;
    if (on?.isConnected && Math.hypot(clientX - x, clientY - y) < STEADY) on.click();
  });
  addEventListener("pointercancel", () => { down = null; });
  board.addEventListener("click", (event) => {
    pressed = event.target.closest("button");
    const isOfAPointer = event.isTrusted && event.detail;
    if (isMeantElsewhere && isOfAPointer) event.preventDefault();
  });
  board.addEventListener("submit", (event) => {
    if (!event.target.matches(".counter")) return;
    const button = event.submitter || pressed;
    const body = new URLSearchParams(new FormData(event.target));
    const id = newKey();
    // Without storage the form posts by itself. The key makes repeated presses count once.
    event.target.elements.key.value ||= id;
    body.set("key", id);
    body.set("do", button.value);
    const label = button.getAttribute("aria-label");
    const tap = { id, action: event.target.action, body: String(body), label };
    if (!queue.add(Object.assign(tap, clock()))) return;
    event.preventDefault();
    // Vibrate so that it can be felt without looking: once for plus, twice for minus.
    if (navigator.vibrate) navigator.vibrate(button.value === "plus" ? 25 : [25, 60, 25]);
    draw();
    if (live.classList.contains("lost")) showWhen(false);
  });

  document.body.classList.add("live");
  late.draw();
  begin();
  setInterval(() => (queue.list().length ? queue.send() : ask()), EVERY);
  document.addEventListener("visibilitychange", () => document.hidden || ask());
})();
