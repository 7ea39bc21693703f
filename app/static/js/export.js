// Progress for files that take a while to make, and a button to cancel. Without this script the
// links are ordinary downloads. A package arrives as its files are made; the `Package-Files`
// header lists their types.
"use strict";

(() => {
  const box = document.getElementById("making");
  const [words, bar, stop] = box.children;
  const say = (text, ...values) => values.reduce((said, value, at) => said.replace(`{${at}}`, value), text);
  const HEAD = 30; // the size of a ZIP's local file header before the name: APPNOTE 4.3.7
  const LOCAL = 0x04034b50;
  let running = null;

  // Return a function that takes the next bytes and returns how many files are complete.
  const counted = () => {
    let rest = new Uint8Array();
    let whole = 0;
    return (bytes) => {
      const all = new Uint8Array(rest.length + bytes.length);
      all.set(rest);
      all.set(bytes, rest.length);
      const view = new DataView(all.buffer);
      let at = 0;
      while (at + HEAD <= all.length && view.getUint32(at, true) === LOCAL) {
        const next = at + HEAD + view.getUint32(at + 18, true) + view.getUint16(at + 26, true) + view.getUint16(at + 28, true);
        if (next > all.length) break;
        at = next;
        whole += 1;
      }
      rest = all.subarray(at);
      return whole;
    };
  };

  const nameOf = (answer) => answer.headers.get("Content-Disposition").split("filename=")[1];

  const save = (blob, name) => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  };

  const read = async (answer) => {
    const kinds = (answer.headers.get("Package-Files") || "").split(" ").filter(Boolean);
    const count = counted();
    const parts = [];
    const tell = (whole) => {
      if (!kinds.length) return;
      bar.max = kinds.length;
      bar.value = whole;
      const kind = kinds[Math.min(whole, kinds.length - 1)].toUpperCase();
      words.textContent = say(box.dataset.file, Math.min(whole + 1, kinds.length), kinds.length, kind);
    };
    tell(0);
    for (const reader = answer.body.getReader(); ; ) {
      const { done, value } = await reader.read();
      if (done) return new Blob(parts, { type: answer.headers.get("Content-Type") });
      parts.push(value);
      tell(count(value));
    }
  };

  const end = (text) => {
    const hadFocus = document.activeElement === stop;
    bar.hidden = stop.hidden = true;
    words.textContent = text;
    if (hadFocus) running.link.focus();
    running = null;
  };

  const make = async (link) => {
    const mine = { link, control: new AbortController() };
    running = mine;
    bar.removeAttribute("value");
    bar.hidden = stop.hidden = false;
    words.textContent = say(box.dataset.busy, link.textContent);
    try {
      const answer = await fetch(link.href, { signal: mine.control.signal });
      if (answer.status >= 500) throw new Error(answer.statusText);
      // Signed out or refused: open the page that says so.
      if (!answer.ok || !answer.headers.has("Content-Disposition")) {
        end("");
        return location.assign(link.href);
      }
      const blob = await read(answer);
      if (running !== mine) return;
      save(blob, nameOf(answer));
      end(say(box.dataset.done, nameOf(answer)));
    } catch {
      if (running === mine) end(mine.control.signal.aborted ? box.dataset.stopped : box.dataset.failed);
    }
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-slow]");
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    if (!running) make(link);
  });
  stop.addEventListener("click", () => running.control.abort());
})();
