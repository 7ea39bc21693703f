// Before signing out: send the board's waiting taps, then delete what it has stored here.
"use strict";

(() => {
  const KEPT = "board";
  const DRAFTS = "kladde";  // draft.js; what back.js keeps is the tab's
  const form = document.getElementById("sign-out");
  // Keep a refused tap, so that the question below counts it.
  const queue = tapQueue(KEPT, { waits() {}, sent() {}, refused() { throw new Error("too late"); } });
  const late = () => JSON.parse(localStorage.getItem(`${KEPT}-late`) || "[]");

  const forget = async () => {
    const ours = Object.keys(localStorage).filter((name) => name.startsWith(KEPT) || name.startsWith(DRAFTS));
    for (const name of ours) localStorage.removeItem(name);
    sessionStorage.clear();
    if (!self.caches) return;
    const copies = (await caches.keys()).filter((name) => name.endsWith("/i-dag"));
    await Promise.all(copies.map((name) => caches.delete(name)));
  };

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    await queue.send();
    const left = queue.list().length + late().length;
    if (left && !confirm(form.dataset.ask.replace("0", left))) return;
    await forget();
    form.submit();
  });
})();
