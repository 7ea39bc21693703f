// The board's numbers: the server's, plus the taps made here since.
"use strict";

self.boardNumbers = (board) => {
  const field = (form) => form.querySelector("[name=activity], [name=role]");

  // The change that a tap makes to one row.
  const change = (tap, row) => {
    const body = new URLSearchParams(tap.body);
    const step = body.get("do") === "plus" ? 1 : -1;
    if (row.matches(".whole")) return step;
    if (row.matches(".just-here")) return body.has("activity") || body.has("role") ? 0 : step;
    return body.get(field(row).name) === field(row).value ? step : 0;
  };

  // `ofToday` is false if the server's numbers are for a day that has ended.
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
    // On a new day without a network, these are no longer yesterday and a week ago.
    board.querySelector(".earlier")?.classList.toggle("unsaid", !ofToday);
    // Hide the text but keep its space, so that no row moves under the thumb.
    board.querySelector(".empty")?.classList.toggle("unsaid", taps.length > 0);
  };
};
