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
  const press = (on) => button.setAttribute("aria-pressed", on);

  const read = () => {
    // Line by line, because some voices stop in the middle of a long text.
    const lines = document.querySelector("main").innerText.split(/\n+/).filter((line) => line.trim());
    for (const line of lines) {
      const words = new SpeechSynthesisUtterance(line);
      words.voice = own();
      words.lang = words.voice.lang;
      words.onend = () => { if (!speech.pending && !speech.speaking) press(false); };
      speech.speak(words);
    }
    press(lines.length > 0);
  };

  button.addEventListener("click", () => {
    if (button.getAttribute("aria-pressed") === "true") {
      speech.cancel();
      press(false);
    } else {
      read();
    }
  });
  speech.onvoiceschanged = show;
  addEventListener("pagehide", () => speech.cancel());
  show();
})();
