// Reads the page aloud with a voice that is on the device. Voices that would send the text to a
// server are not used; without a local voice there is no button.
"use strict";

(() => {
  const button = document.querySelector(".listen");
  const speech = window.speechSynthesis;
  if (!button || !speech) return;

  const language = document.documentElement.lang;
  const own = () => speech.getVoices().find(
    (voice) => voice.localService && voice.lang.toLowerCase().split(/[-_]/)[0] === language);
  const show = () => { button.hidden = !own(); };
  const words = button.querySelector("span");
  const listen = words.textContent;
  let reading = false;
  const say = (on) => {
    reading = on;
    words.textContent = on ? button.dataset.stop : listen;
  };
  // What matters on the page, if it says so; else everything.
  const text = () => {
    const said = document.querySelectorAll("main [data-aloud]");
    return Array.from(said.length ? said : [document.querySelector("main")], (one) => one.innerText).join("\n");
  };

  const read = () => {
    // Line by line, because some voices stop in the middle of a long text.
    const lines = text().split(/\n+/).filter((line) => line.trim());
    for (const line of lines) {
      const spoken = new SpeechSynthesisUtterance(line);
      spoken.voice = own();
      spoken.lang = spoken.voice.lang;
      spoken.onend = () => { if (!speech.pending && !speech.speaking) say(false); };
      speech.speak(spoken);
    }
    say(lines.length > 0);
  };

  button.addEventListener("click", () => {
    if (!reading) return read();
    speech.cancel();
    say(false);
  });
  speech.onvoiceschanged = show;
  addEventListener("pagehide", () => speech.cancel());
  show();
})();
