// The tablet. A page returns to the start when nobody touches it for a while, unless asked to
// stay, and counting works offline: see js/taps.js. Without this script the large button leads
// back, and the forms post normally.
"use strict";

(() => {
  // Time to read that the page will close and to touch it: WCAG 2.2.1 says at least 20 seconds.
  const IDLE = 20000;
  const SIGNS_OF_LIFE = ["pointerdown", "pointermove", "keydown", "wheel", "scroll", "focusin"];
  const ASKS_EVERY = 10000;
  const { home: HOME, running: RUNNING, venue: VENUE } = document.body.dataset;
  const main = document.querySelector("main");
  const byId = (id) => document.getElementById(id);
  let timer;

  const wait = () => {
    clearTimeout(timer);
    timer = setTimeout(startAgain, IDLE);
  };
  const watch = () => {
    for (const sign of SIGNS_OF_LIFE) addEventListener(sign, wait, { capture: true, passive: true });
    wait();
  };
  const say = (text) => { byId("stays").textContent = text; };
  const rest = () => {
    clearTimeout(timer);
    for (const sign of SIGNS_OF_LIFE) removeEventListener(sign, wait, true);
  };
  const stop = () => {
    rest();
    const stay = byId("stay");
    say(stay.dataset.stays);
    stay.hidden = true;
  };
  const offerToStay = () => {
    const stay = byId("stay");
    if (!stay) return;
    stay.hidden = false;
    stay.querySelector("button").addEventListener("click", stop);
  };

  // If no copy of the start page can be opened, turn the open page back into it.
  let start = null;
  const startAgain = (note = "") => {
    if (!start || navigator.serviceWorker?.controller) return location.replace(`${HOME}${note}`);
    rest();
    main.replaceChildren(...start);
    document.body.classList.replace("thanking", "asking");
    mine = start = null;
    needsKey = true;
    return undefined;
  };

  if (document.querySelector("[data-idle]")) watch();
  offerToStay();

  // Replace the page after a choice, so that Back leads to the start.
  const choices = document.querySelector("form.choices-of-day");
  choices?.addEventListener("submit", async (event) => {
    event.preventDefault();
    const body = new URLSearchParams(new FormData(choices));
    body.append(event.submitter.name, event.submitter.value);
    try {
      const answer = await fetch(choices.action, { method: "POST", body, headers: { Accept: "application/json" } });
      location.replace(answer.ok ? (await answer.json()).to : HOME);
    } catch {
      say(byId("stay").dataset.lost);
    }
  });

  // The current person's tap, until the next start page. The other taps in the queue are from
  // people who came before, while offline.
  let mine = null;

  const copied = Number(document.documentElement.dataset.copied);
  const clock = tapClock(byId("day-clock").dataset, copied || Date.now());
  let needsKey = Boolean(copied); // a copied page has no key; each person gets their own
  const late = keptLate("tablet-late", byId("late"));

  // Named by venue, so that a tablet moved to another venue doesn't send its old taps there.
  const queue = tapQueue(`tablet:${VENUE}`, {
    waits() {
      if (mine && !mine.thanked) thank();
    },
    sent(tap, to) {
      if (!mine || tap.id !== mine.id) return;
      if (!mine.thanked) location.assign(to);
      else sentNow();
    },
    refused(tap, _page, status) {
      // A stopped tablet keeps its taps: a host may start it again.
      if (status === 403) {
        location.replace(HOME);
        throw new Error("stopped");
      }
      if (!new URLSearchParams(tap.body).has("undo")) late.add(tap);
      if (mine && tap.id === mine.id) startAgain();
    },
  });

  const sentNow = () => {
    const { bare, sent } = main.querySelector(".said").dataset;
    main.querySelector(".thanks").textContent = mine.bare ? bare : sent;
    main.querySelector(".undo").hidden = true; // once counted, only a host can undo it
  };

  // The thank-you page for offline use. Choices made on it are stored with the tap.
  const thank = () => {
    mine.thanked = true;
    document.body.classList.replace("asking", "thanking");
    start = [...main.childNodes];
    main.replaceChildren(byId("kept").content.cloneNode(true));
    for (const one of main.querySelectorAll("[name=aktivitet]")) {
      one.setAttribute("aria-pressed", String(new URLSearchParams(mine.body).getAll("aktivitet").includes(one.value)));
    }
    unfold();
    main.querySelector("h1").focus();
    main.querySelector(".choices-of-day").addEventListener("click", choose);
    main.querySelector(".done").addEventListener("click", (event) => {
      event.preventDefault();
      startAgain();
    });
    offerToStay();
    watch();
  };

  // Like the server's thank-you page, it is folded for people who are just here.
  const unfold = () => {
    for (const details of main.querySelectorAll("details[data-first]")) details.open = !mine.bare;
    main.querySelector("[name=back]").hidden = mine.bare;
    main.querySelector("[name=in]").hidden = !mine.bare;
  };
  const step = (bare) => {
    Object.assign(mine, { bare, first: false });
    if (bare) for (const one of main.querySelectorAll("[name=take], [name=aktivitet]")) one.setAttribute("aria-pressed", "false");
    unfold();
  };

  const takesPart = () => Boolean(main.querySelector("[name=take][aria-pressed=true], [name=aktivitet][aria-pressed=true]"));

  const choose = (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    const { first } = mine;
    if (button.name === "undo") {
      // It may have been counted even though the answer was lost.
      keep(`key=${mine.id}&undo=1`);
      mine = { ...mine, id: "" };
      startAgain("?besked=fortrudt");
      return;
    }
    const before = takesPart();
    if (button.name === "back" || button.name === "in") {
      step(button.name === "back");
      main.querySelector(mine.bare ? "[name=in]" : "[name=back]").focus();
    } else press(button);
    // The first choice after "Jeg er her" is not a change from just here.
    if (before !== takesPart() && (before || !first)) mine.changed = true;
    // Send all choices with the form's number, since an older form may arrive later.
    const body = new URLSearchParams({ key: mine.id, svar: mine.bare ? "bare" : "her", step: ++mine.step });
    if (mine.changed) body.set("changed", "1");
    for (const one of main.querySelectorAll("[aria-pressed=true]")) body.append(one.name, one.value);
    keep(String(body));
  };
  const press = (button) => {
    const pressed = button.getAttribute("aria-pressed") === "true";
    const group = button.name === "size" ? main.querySelectorAll("[name=size]") : [];
    for (const one of group) one.setAttribute("aria-pressed", "false");
    button.setAttribute("aria-pressed", String(button.name === "size" || !pressed));
    if (mine.bare && (button.name === "take" || button.name === "aktivitet")) step(false);
  };

  // Choices keep the first tap's time: after the day's end they belong to the visit before it.
  const keep = (body) => queue.add({ id: mine.id, action: mine.action, body, ...mine.when });

  const question = document.querySelector("form.question");
  question?.addEventListener("submit", (event) => {
    const body = new URLSearchParams(new FormData(question));
    const button = event.submitter;
    if (mine) body.set("key", mine.id);
    else if (needsKey) body.set("key", tapKey());
    const step = mine ? mine.step + 1 : 0;
    body.append("step", step);
    body.append(button.name, button.value);
    mine = { id: body.get("key"), action: question.action, body: String(body), bare: button.value === "bare", first: button.value === "her", step, when: clock() };
    if (keep(mine.body)) event.preventDefault();
  });

  // Notice that a host has stopped the tablet, even if nobody touches it.
  if (RUNNING) {
    setInterval(async () => {
      if (document.hidden) return;
      const answer = await fetch(RUNNING, { cache: "no-store", redirect: "error" }).catch(() => null);
      if (answer?.status === 403) location.replace(HOME);
    }, ASKS_EVERY);
  }

  late.draw();
  if (byId("undone")) byId("undone").hidden = !location.search.includes("besked=fortrudt");

  // A page restored by the browser belongs to the previous person, and its key has been used.
  addEventListener("pageshow", (event) => event.persisted && location.reload());
})();
