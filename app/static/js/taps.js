// Taps that wait for the network. Each is kept on this device, in order, until the server has
// answered it; it goes out with the same one-time key every time, so it counts once.
//
//   const clock = tapClock(element.dataset);        // data-day, data-at, data-left
//   const queue = tapQueue("name", { waits, sent, refused }); // waits(error) when a try has failed
//   queue.add(Object.assign({ id, action, body }, clock()));
"use strict";

// Returns a clock for the service date and minute, based on the server's time when the page was
// made. The phone's own date is not used, since it may be wrong.
self.tapClock = ({ day, at, left }, since = Date.now()) => {
  const start = performance.now();
  return () => {
    // performance.now() may stop while a phone sleeps, and the date may be changed by hand: use
    // whichever is ahead.
    const gone = Math.max(Date.now() - since, performance.now() - start) / 1000;
    const days = gone < left ? 0 : 1 + Math.floor((gone - left) / 86400);
    const date = new Date(`${day}T12:00Z`);
    date.setUTCDate(date.getUTCDate() + days);
    return {
      day: date.toISOString().slice(0, 10),
      at: Math.floor((Number(at) + gone - days * 86400) / 60),
      until: since + (Number(left) + days * 86400) * 1000, // the end of that day, by this clock
    };
  };
};

// A one-time key: 128 random bits as 32 hex digits.
self.tapKey = () =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (b) => b.toString(16).padStart(2, "0")).join("");

self.tapQueue = (name, on) => {
  const SLOW = 4000, PATIENCE = 20000, SOONEST = 2000, LATEST = 60000;
  let wait = SOONEST;
  let timer = 0;
  let sending = null;
  let fresh = "";

  const list = () => {
    try {
      return JSON.parse(localStorage.getItem(name)) || [];
    } catch {
      return []; // no storage
    }
  };
  const keep = (taps) => {
    if (taps.length) localStorage.setItem(name, JSON.stringify(taps));
    else localStorage.removeItem(name);
    dispatchEvent(new CustomEvent("taps", { detail: taps }));
  };
  const without = (id) => list().filter((tap) => tap.id !== id);

  // A tap sent at once is an ordinary post. One that has waited says when it was made.
  const post = async (tap) => {
    const body = new URLSearchParams(tap.body);
    if (tap.id !== fresh) {
      body.set("day", tap.day);
      body.set("at", tap.at);
    }
    fresh = "";
    const stop = new AbortController();
    const patience = setTimeout(() => stop.abort(), PATIENCE);
    try {
      const answer = await fetch(tap.action, {
        method: "POST", body, headers: { Accept: "application/json" }, signal: stop.signal,
      });
      if (answer.status >= 500 || answer.status === 429) throw new Error(String(answer.status));
      return answer.ok ? { to: (await answer.json()).to } : { page: await answer.text(), status: answer.status };
    } finally {
      clearTimeout(patience);
    }
  };

  const sendAll = async () => {
    clearTimeout(timer);
    const slow = setTimeout(on.waits, SLOW);
    try {
      for (let taps = list(); taps.length; taps = list()) {
        const answer = await post(taps[0]);
        // If the listener throws, the tap stays in the queue.
        if (answer.to) on.sent(taps[0], answer.to, taps.length === 1);
        else on.refused(taps[0], answer.page, answer.status);
        // If the tap was changed while it was sent, send it again.
        keep(list().filter((tap) => tap.id !== taps[0].id || tap.body !== taps[0].body));
        wait = SOONEST;
      }
    } catch (error) {
      on.waits(error);
      // Back off only after a failure, so that frequent taps are not delayed.
      timer = setTimeout(() => {
        wait = Math.min(wait * 2, LATEST);
        send();
      }, wait);
    }
    clearTimeout(slow);
    sending = null;
  };
  const send = () => {
    if (!sending) sending = sendAll();
    return sending;
  };

  // Returns false without storage; the form then posts by itself.
  const add = (tap) => {
    const taps = without(tap.id);
    try {
      keep([...taps, tap]);
    } catch {
      return false;
    }
    if (!taps.length) fresh = tap.id;
    send();
    return true;
  };

  const retry = () => {
    wait = SOONEST;
    if (list().length) send();
  };
  addEventListener("online", retry);
  addEventListener("pageshow", retry);
  document.addEventListener("visibilitychange", () => document.hidden || retry());
  const drop = (id) => keep(without(id));
  return { add, drop, list, retry, send };
};
