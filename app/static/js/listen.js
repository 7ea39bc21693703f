// Reads the page aloud, where the phone itself has a voice for its language. Voices that would
// send the words to somebody else are left alone; without one of its own there is no button.
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
    // Line by line: some voices fall silent in the middle of a long text.
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
