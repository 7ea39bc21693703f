"""What tests run inside a page."""

from __future__ import annotations

LEADS_NOWHERE = """() => Array.from(document.querySelectorAll("a[href^='#']"), (a) => a.hash)
  .filter((hash) => !document.getElementById(hash.slice(1)))"""

# Whether the page at this address has been cached; it is the last part to be.
COPIED = """async () => {
  for (const name of await caches.keys()) {
    const copies = await caches.open(name);
    if (await copies.match(`${name}/latest`)) return true;
  }
  return false;
}"""

# A phone's voices, which headless chromium lacks. Records what it is asked to say.
SPEAKING_PHONE = """
window.said = [];
window.SpeechSynthesisUtterance = function (text) { this.text = text; };
const voices = VOICES.map(([lang, localService]) => ({ lang, localService }));
Object.defineProperty(window, "speechSynthesis", { value: {
  speaking: false, pending: false, onvoiceschanged: null,
  getVoices: () => voices,
  speak(words) { this.speaking = true; said.push([words.lang, words.text]); this.last = words; },
  cancel() { this.speaking = false; said.push("cancel"); },
  finish() { this.speaking = false; this.last.onend(); },
} });
"""
