// The board's numbers: those the server gave, and on top what was tapped here since.
"use strict";

self.boardNumbers = (board) => {
  const field = (form) => form.querySelector("[name=activity], [name=role]");

  // What a tap adds to a row of the board.
  const change = (tap, row) => {
    const body = new URLSearchParams(tap.body);
    const step = body.get("do") === "plus" ? 1 : -1;
    if (row.matches(".whole")) return step;
    if (row.matches(".just-here")) return body.has("activity") || body.has("role") ? 0 : step;
    return body.get(field(row).name) === field(row).value ? step : 0;
  };

  // `ofToday` is false where the server's numbers are of a day that is over.
  return (taps, ofToday) => {
    for (const row of board.querySelectorAll(".counter, .just-here")) {
      const shown = row.querySelector(".n");
      if (!shown.dataset.given) shown.dataset.given = shown.textContent.replace(/\D/g, "");
      const given = ofToday ? Number(shown.dataset.given) : 0;
      const number = taps.reduce((sum, tap) => Math.max(sum + change(tap, row), 0), given);
      shown.textContent = number.toLocaleString(document.documentElement.lang);
      const minus = row.querySelector("[value=minus]");
      if (minus) minus.disabled = !number;
    }
    // Its room stays, so that no row moves under the thumb.
    board.querySelector(".empty")?.classList.toggle("unsaid", taps.length > 0);
  };
};
