// When somebody waits to be confirmed: their number in the page's title, and a sound if this device
// has it switched on. Nothing is stored but that, and only here.
"use strict";

(() => {
  const KEPT = "board-sound", ON = "on";
  const [board, section] = ["board", "sound"].map((id) => document.getElementById(id));
  const button = section.querySelector("button");
  const { title } = document;
  let known = null;
  let player = null;

  const isOn = () => {
    try {
      return localStorage.getItem(KEPT) === ON;
    } catch {
      return false;
    }
  };

  // Browsers let a page sound once somebody has touched it.
  const wake = () => {
    player ||= new AudioContext();
    player.resume();
  };

  // Two soft notes. A file would have to be loaded first, also without a network.
  const sound = () => {
    if (!player) return;
    [660, 880].forEach((frequency, at) => {
      const start = player.currentTime + at * 0.18;
      const note = new OscillatorNode(player, { frequency });
      const volume = new GainNode(player, { gain: 0 });
      volume.gain.setValueAtTime(0, start);
      volume.gain.linearRampToValueAtTime(0.2, start + 0.02);
      volume.gain.linearRampToValueAtTime(0, start + 0.35);
      note.connect(volume).connect(player.destination);
      note.start(start);
      note.stop(start + 0.4);
    });
  };

  const look = () => {
    const held = Number(document.getElementById("now").dataset.held);
    document.title = held ? `(${held}) ${title}` : title;
    if (known !== null && held > known && isOn()) sound();
    known = held;
  };

  const show = () => button.setAttribute("aria-pressed", String(isOn()));

  button.addEventListener("click", () => {
    try {
      if (isOn()) localStorage.removeItem(KEPT);
      else localStorage.setItem(KEPT, ON);
    } catch {
      return; // No storage, no sound.
    }
    show();
    wake();
    if (isOn()) sound(); // so that one knows what to listen for
  });

  addEventListener("pointerdown", () => isOn() && wake());
  addEventListener("keydown", () => isOn() && wake());
  new MutationObserver(look).observe(board, { attributes: true, attributeFilter: ["data-held"], subtree: true });
  section.hidden = !self.AudioContext;
  show();
  look();
})();
