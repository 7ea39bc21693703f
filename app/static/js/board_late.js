// Board taps that reached the server too late to count, listed until the host dismisses them.
"use strict";

// Format the date as the server does; browsers differ.
self.dayInWords = (day) => {
  const date = new Date(`${day}T12:00`);
  const { lang } = document.documentElement;
  const [weekday, month] = ["weekday", "month"].map((part) => date.toLocaleDateString(lang, { [part]: "long" }));
  return lang === "da" ? `${weekday} den ${date.getDate()}. ${month}` : `${weekday} ${date.getDate()} ${month}`;
};

self.boardLate = (section, page) => {
  const NAME = "board-late";
  const all = () => JSON.parse(localStorage.getItem(NAME) || "[]");
  const ofHere = (one) => one.page === page;

  const draw = () => {
    const here = all().filter(ofHere);
    const times = new Map();
    for (const { day, label } of here) {
      const words = `${dayInWords(day)}: ${label}`;
      times.set(words, (times.get(words) || 0) + 1);
    }
    section.hidden = !here.length;
    section.querySelector("ul").replaceChildren(
      ...Array.from(times, ([words, n]) => {
        const item = document.createElement("li");
        item.textContent = `${words} × ${n}`;
        return item;
      }),
    );
  };

  section.querySelector("button").addEventListener("click", () => {
    localStorage.setItem(NAME, JSON.stringify(all().filter((one) => !ofHere(one))));
    draw();
  });
  return {
    draw,
    add({ action, day, label }) {
      const one = { page: new URL(action).pathname, day, label };
      localStorage.setItem(NAME, JSON.stringify([...all(), one]));
      draw();
    },
  };
};
