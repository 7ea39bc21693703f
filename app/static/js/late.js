// Tablet taps sent after their day had closed: a number per day, shown until a host dismisses it.
"use strict";

self.keptLate = (name, note) => {
  const all = () => JSON.parse(localStorage.getItem(name) || "{}");

  const draw = () => {
    const days = Object.entries(all());
    if (!note) return;
    note.hidden = !days.length;
    note.querySelector("ul").replaceChildren(
      ...days.map(([day, number]) => {
        const item = document.createElement("li");
        const { lang } = document.documentElement;
        item.textContent = `${new Date(`${day}T12:00`).toLocaleDateString(lang, { day: "numeric", month: "long" })}: ${number}`;
        return item;
      }),
    );
  };

  note?.querySelector("button").addEventListener("click", () => {
    localStorage.removeItem(name);
    draw();
  });
  return {
    draw,
    add({ day }) {
      const days = all();
      days[day] = (days[day] || 0) + 1;
      localStorage.setItem(name, JSON.stringify(days));
      draw();
    },
  };
};
