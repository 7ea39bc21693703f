// Shows how far a reading or a saving is, and goes on when it is over. Without this script the page
// loads itself again.
"use strict";

(() => {
  const PAUSE = 700;
  const look = async () => {
    const answer = await fetch(location.href, { cache: "no-store" }).catch(() => null);
    if (answer?.ok) {
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.getElementById("progress");
      if (!fresh || answer.url !== location.href) {
        location.replace(answer.url);
        return;
      }
      document.getElementById("progress").replaceWith(fresh);
    }
    setTimeout(look, PAUSE);
  };
  setTimeout(look, PAUSE);
})();
