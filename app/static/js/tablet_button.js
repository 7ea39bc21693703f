// A big USB or Bluetooth button beside the tablet, or a switch: a key press counts one, as a tap on
// "Jeg er her" does. It sends the same form with the same one-time key (js/tablet.js), so it counts
// once, also without a network, and is undone in the same way.
"use strict";

(() => {
  const KEYS = [" ", "Enter"];
  const PAUSE = 2000; // A button that is pressed twice by the same hand counts once.
  const LATEST = 10000; // After that, a press that could not be counted is no longer meant.
  const FIELDS = "input, select, textarea, [contenteditable]";
  const USABLE = `${FIELDS}, button, a, summary`;
  const CAME = "tablet-press", ALOUD = "tablet-aloud";
  let byPointer = true;
  let last = -PAUSE;

  const question = () => document.querySelector("form.question");

  const remembers = (name) => {
    try {
      return localStorage.getItem(name);
    } catch {
      return null;
    }
  };

  // Whether the key belongs to what has the focus. A finger leaves the focus on what it touched
  // last; that takes no keys.
  const isTaken = (key) => {
    const at = document.activeElement;
    if (!at || at.matches(FIELDS)) return Boolean(at);
    return at.matches(USABLE) && !byPointer && KEYS.includes(key);
  };

  const count = () => {
    last = performance.now();
    sessionStorage.setItem(ALOUD, "once");
    question().requestSubmit(question().querySelector("[value=her]"));
  };

  // The thank-you page of the one before goes away first.
  const begin = () => {
    sessionStorage.setItem(CAME, Date.now());
    document.querySelector("a.done")?.click();
    if (question()) resume();
  };
  const resume = () => {
    const came = Number(sessionStorage.getItem(CAME));
    sessionStorage.removeItem(CAME);
    if (question() && Date.now() - came < LATEST) count();
  };

  const isBounce = () => performance.now() - last < PAUSE || (!question() && performance.now() < PAUSE);

  addEventListener("pointerdown", () => { byPointer = true; }, true);
  addEventListener("keydown", (event) => {
    const { key } = event;
    if (key === "Tab") byPointer = false;
    const isOurs = KEYS.includes(key) || key === remembers("tablet-key");
    if (!isOurs || event.ctrlKey || event.altKey || event.metaKey || isTaken(key)) return;
    event.preventDefault();
    if (event.repeat || isBounce()) return;
    document.activeElement.blur();
    if (question()) count();
    else begin();
  });

  // Says thanks with a voice that is on the device, where that is switched on.
  const thank = () => {
    if (!document.body.classList.contains("thanking") || sessionStorage.getItem(ALOUD) !== "once") return;
    sessionStorage.removeItem(ALOUD);
    if (remembers(ALOUD) !== "on" || !self.speechSynthesis) return;
    const { lang } = document.documentElement;
    const voice = speechSynthesis.getVoices().find(
      (one) => one.localService && one.lang.toLowerCase().split(/[-_]/)[0] === lang);
    if (!voice) return;
    const words = ["h1", ".thanks"].map((part) => document.querySelector(`main ${part}`)?.innerText);
    const said = new SpeechSynthesisUtterance(words.filter(Boolean).join(". "));
    Object.assign(said, { voice, lang: voice.lang });
    speechSynthesis.speak(said);
  };

  new MutationObserver(thank).observe(document.body, { attributes: true, attributeFilter: ["class"] });
  thank();
  if (sessionStorage.getItem(CAME)) resume();
})();
