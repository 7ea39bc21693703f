// The open board: asks for its numbers every few seconds, and counts without leaving the page, also
// where there is no network. Without this script the page works the same: forms post, and a link
// fetches the latest numbers.
"use strict";

(() => {
  const EVERY = 3000, PATIENCE = 10000, PAUSE = 1000, LONGEST = 4000, STEADY = 10;
  const [board, live, time, unsent, signIn] = ["board", "live", "live-time", "unsent", "sign-in"].map(
    (id) => document.getElementById(id));
  const LAST = `board:${location.pathname}`;
  const numbers = boardNumbers(board);
  const late = boardLate(document.getElementById("late"), location.pathname);
  let last = null;   // the board as the server gave it, and when
  let clock = null;
  let tag = "";
  let asking = false;
  let asked = Date.now();
  let pressedAt = 0;
  let down = null;   // where a finger is down, and on which button
  let isMeantElsewhere = false;
  let pressed = null;
  let trouble = "lost";
  let counted = [];  // sent, and not yet in the server's numbers here

  // The server answers, and can keep nothing; or it does not answer.
  const showTrouble = (error) => {
    trouble = error && /^5/.test(error.message) ? "busy" : "lost";
    showWhen(false);
  };

  const showWhen = (connected, moment = new Date()) => {
    live.firstChild.textContent = connected ? live.dataset.fresh : live.dataset[trouble];
    live.classList.toggle("lost", !connected);
    if (connected || moment < new Date() - EVERY) {
      time.textContent = moment.toLocaleTimeString(document.documentElement.lang, {
        hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23",
      });
    }
    const waiting = queue.list().length;
    unsent.hidden = connected || !waiting;
    unsent.querySelector("b").textContent = waiting;
  };

  // About how many are here is asked once somebody is. It stands below the rows and moves none.
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
    } catch (error) {
      // Nothing may be kept here: the page then opens with a network alone.
    }
  };

  // What stands in the page is the newest there is.
  const keep = (since = Date.now()) => {
    const { day, at, left } = document.getElementById("day-clock").dataset;
    know({ day, at, left, since, html: board.innerHTML });
    remember();
  };

  // A copy of the page may be older than what was seen here last.
  const begin = () => {
    const copied = Number(document.documentElement.dataset.copied);
    if (!copied) return keep();
    const seen = recall();
    counted = ((seen && seen.counted) || []).filter((tap) => tap.counted > Math.min(copied, seen.since));
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
    } catch (error) {
      return null;
    }
  };

  // While somebody taps on and on, rows stay where they are under the thumb, for a while.
  const isTapping = () => Date.now() - pressedAt < PAUSE && Date.now() - asked < LONGEST;

  // Nothing moves between a finger's down and its up either. The click comes after the up.
  const whenLifted = () => new Promise((lifted) => {
    if (!down) return lifted();
    const go = () => setTimeout(lifted);
    for (const end of ["pointerup", "pointercancel"]) addEventListener(end, go, { once: true });
    setTimeout(lifted, LONGEST);
  });

  // Numbers that were asked for before a tap may hold it or not: only the next ones are shown.
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
      if (answer.status === 403) location.reload(); // The house's phone was stopped: its page says so.
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
  // A finger that rests longer than the numbers can wait may find another row under it. It has pressed
  // what it came down on, unless it moved away; the browser would press what it is lifted from.
  addEventListener("pointerup", ({ clientX, clientY }) => {
    const { on, x, y, drawn } = down || {};
    down = null;
    if (!drawn) return;
    isMeantElsewhere = true;
    if (on && on.isConnected && Math.hypot(clientX - x, clientY - y) < STEADY) on.click();
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
    // Where nothing may be kept here the form goes out by itself: once, however often it is pressed.
    event.target.elements.key.value ||= id;
    body.set("key", id);
    body.set("do", button.value);
    const label = button.getAttribute("aria-label");
    const tap = { id, action: event.target.action, body: String(body), label };
    if (!queue.add(Object.assign(tap, clock()))) return;
    event.preventDefault();
    // Felt without looking: one short for a plus, two for a minus.
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
