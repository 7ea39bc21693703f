// Keeps what is typed in a long text in this browser until it is saved, and offers it afterwards.
// A draft belongs to whoever is signed in, and to the form's address. It goes when the form has been
// saved, at sign-out (sign_out.js), when somebody else signs in, and after seven days.
"use strict";

(() => {
  const PREFIX = "kladde:";
  const SENT = "kladde-sendt";
  const DAYS = 7;
  const SOON = 2000;
  const SIGN_OUT = "/log-ud";
  const LIKE_CPR = /\d{6}\D{0,3}\d{4}/;
  const { owner } = document.currentScript.dataset;
  const path = (address) => new URL(address, location.href).pathname;
  // Saving tidies spaces and line ends, which makes no other text of it.
  const same = (one, other) => one.split(/\s+/).join(" ").trim() === other.split(/\s+/).join(" ").trim();

  const read = (name) => {
    try {
      return JSON.parse(localStorage.getItem(name));
    } catch {
      return null;
    }
  };
  const all = () => Object.keys(localStorage).filter((name) => name.startsWith(PREFIX));
  const drop = (which) => {
    for (const name of all().filter((one) => which(read(one)))) localStorage.removeItem(name);
  };

  // A saved form leads on to another page. One that was refused or not let in is answered by a page.
  // Returns the address of the form that this page is an answer to, if it is one.
  const answered = () => {
    const sent = JSON.parse(sessionStorage.getItem(SENT));
    sessionStorage.removeItem(SENT);
    const [arrival] = performance.getEntriesByType("navigation");
    if (!sent || performance.timeOrigin - sent.at > SOON) return "";
    if (arrival?.redirectCount) drop((draft) => draft.action === sent.action);
    return sent.action;
  };

  const offer = (field, name, draft) => {
    const shown = document.getElementById("draft-offer").content.firstElementChild.cloneNode(true);
    const [words] = shown.getElementsByTagName("span");
    const when = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "long", timeStyle: "short" });
    words.textContent = words.textContent.replace("0", when.format(draft.at));
    const [use, remove] = shown.getElementsByTagName("button");
    const done = () => {
      localStorage.removeItem(name);
      shown.remove();
      field.focus();
    };
    use.addEventListener("click", () => {
      done();
      field.value = draft.text;
      field.dispatchEvent(new Event("input", { bubbles: true }));
    });
    remove.addEventListener("click", done);
    field.closest(".field").before(shown);
  };

  const watch = (field, isRefused) => {
    const action = path(field.form.action);
    const base = `${PREFIX}${action}:${field.name}:`;
    // Each page keeps a draft of its own, so that two tabs don't write over each other's.
    const mine = base + Math.random().toString(36).slice(2);
    const keep = () => {
      const text = field.value;
      localStorage.removeItem(mine);
      if (!text.trim() || same(text, field.defaultValue) || LIKE_CPR.test(text)) return;
      try {
        localStorage.setItem(mine, JSON.stringify({ text, action, owner, at: Date.now() }));
      } catch {
        // The browser has no room, or keeps nothing. The form works as it did.
      }
    };
    let timer = 0;
    const keepNow = () => {
      if (timer) keep();
      clearTimeout(timer);
      timer = 0;
    };
    field.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(keepNow, 300);
    });
    addEventListener("pagehide", keepNow);
    field.form.addEventListener("submit", keepNow);
    all().filter((name) => name.startsWith(base)).forEach((name) => {
      const draft = read(name);
      if (!same(draft.text, field.value)) offer(field, name, draft);
      else if (!isRefused(action)) localStorage.removeItem(name);
    });
    if (!same(field.value, field.defaultValue)) keep();
  };

  const start = () => {
    const oldest = Date.now() - DAYS * 24 * 60 * 60 * 1000;
    drop((draft) => !draft || draft.owner !== owner || draft.at < oldest);
    const action = answered();
    document.querySelectorAll("main textarea, main input[data-draft]").forEach((field) => {
      watch(field, (address) => address === action);
    });
  };

  try {
    if (!self.localStorage || !self.sessionStorage) return;
  } catch {
    return;
  }
  addEventListener("submit", ({ target }) => {
    const action = path(target.action);
    // The account page's own form asks first: sign_out.js.
    if (action === SIGN_OUT && !target.id) drop(() => true);
    if (action !== SIGN_OUT && target.method === "post") sessionStorage.setItem(SENT, JSON.stringify({ action, at: Date.now() }));
  });
  addEventListener("click", ({ target }) => {
    if (target.closest("[data-drop-drafts]")) drop((draft) => draft.action === location.pathname);
  });
  // Not earlier: a browser that goes back has by then put the text in the field again.
  addEventListener("pageshow", (event) => event.persisted || start());
})();
