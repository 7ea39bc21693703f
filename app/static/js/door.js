// The check-in pages: a tap without a network is kept on the phone, and the page says so. Without
// this script or storage, the forms post normally.
"use strict";

(() => {
  const news = document.getElementById("news");
  const clock = tapClock(news.dataset);

  const say = (...words) => {
    news.textContent = "";
    news.append(...words);
    news.scrollIntoView({ block: "nearest" });
  };
  const paragraph = (element) => {
    const made = document.createElement("p");
    made.className = "note";
    made.textContent = element.textContent;
    return made;
  };
  const path = (address) => new URL(address, location.href).pathname;
  const isOfThisPage = (tap) => Array.from(document.forms, (f) => path(f.action)).includes(path(tap.action));

  // The number goes along at once, so that quick taps add up.
  const step = (button) => {
    const row = button.closest(".stepper");
    const size = Number(button.value);
    row.querySelector("output").textContent = size;
    row.querySelectorAll("button").forEach((one, more) => {
      const to = Math.min(Math.max(size + (more ? 1 : -1), 1), row.dataset.most);
      one.value = to;
      one.ariaLabel = one.ariaLabel.replace(/\d+/, to);
      one.ariaDisabled = to === size || null;
    });
  };

  // The visit's own page changes in place: what is open, where one is and what has focus stay.
  const move = async (to) => {
    if (path(to) !== location.pathname) return location.assign(to);
    const answer = await fetch(to).catch(() => null);
    if (!answer?.ok || path(answer.url) !== location.pathname) return location.assign(to);
    const main = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("main");
    if (queue.list().length) return; // A newer tap brings its own.
    if (!main.querySelector("form")) return location.assign(to); // The phone has been forgotten.
    const before = document.querySelector("main");
    const focused = document.activeElement.id;
    before.querySelectorAll("details").forEach((one, row) => {
      const now = main.querySelectorAll("details")[row];
      if (one.open && now) now.open = true;
    });
    main.querySelector("#news").replaceWith(news);
    news.textContent = "";
    before.replaceWith(main);
    history.replaceState(null, "", to.split("#")[0]);
    if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
  };

  // Shows the server's message here, and the page stays.
  const show = (page) => {
    const main = new DOMParser().parseFromString(page, "text/html").querySelector("main");
    const alert = main.querySelector("[role=alert]");
    const said = alert ? [alert] : Array.from(main.querySelectorAll("h1, p"));
    say(...said.filter((element) => !element.querySelector("a")).map(paragraph));
  };

  let mine = null; // the last tap on this page, while it waits
  const queue = tapQueue("door", {
    waits(failed) {
      // The last attempt after the day's end has failed, and the tap can't count now: delete it. The
      // phone's clock alone doesn't say so, as it may have been put forward: this page is of a later day.
      const isOver = (tap) => tap.day < news.dataset.day && tap.until < Date.now();
      const over = failed ? queue.list().filter(isOver) : [];
      for (const tap of over) queue.drop(tap.id);
      if (over.length) say(document.getElementById("over").content.cloneNode(true));
      if (!queue.list().length) return;
      if (!news.querySelector("button")) {
        say(document.getElementById("unsent").content.cloneNode(true));
        news.querySelector("button").addEventListener("click", queue.retry);
      }
      news.querySelector("bdi").textContent = queue.list().pop().words || "";
    },
    sent(tap, to, last) {
      if (last && isOfThisPage(tap)) move(to);
      else if (last) news.textContent = "";
    },
    // The question stays, for somebody who is here today.
    refused: (_tap, page) => show(page),
  });

  // Another tab has sent what was waiting here too.
  addEventListener("storage", () => {
    const left = queue.list();
    if (mine && !left.some((tap) => tap.id === mine.id)) location.assign(mine.action);
    else if (!left.length && news.querySelector("button")) news.textContent = "";
  });

  let pressed = null;
  let failed = false;
  document.addEventListener("click", (event) => {
    pressed = event.target.closest("button");
  });
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || !path(form.action).startsWith("/c/")) return;
    const body = new URLSearchParams(new FormData(form));
    const button = event.submitter || pressed; // browsers from before 2022 have no submitter
    if (button) body.append(button.name, button.value);
    // Without cookies, the next page could not know this phone. Say so here, where another tap has
    // the same one-time key, and so is the same visit.
    if (!navigator.cookieEnabled && !failed) {
      event.preventDefault();
      form.after(news);
      fetch(form.action, { method: "POST", body }).then((answer) => answer.text()).then(show).catch(() => {
        failed = true;
        button.click();
      });
      return;
    }
    const press = tapKey();
    const id = body.get("key") || press;
    body.set("press", press); // the same for every attempt to send this press, which counts once
    const words = button && (button.ariaLabel || button.innerText).trim();
    const tap = Object.assign({ id, action: form.action, body: String(body), words }, clock());
    if (!queue.add(tap)) return;
    mine = tap;
    event.preventDefault();
    if (button.name === "size") step(button);
    form.after(news);
  });
})();
