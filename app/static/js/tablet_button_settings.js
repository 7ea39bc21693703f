// Which key the big button sends, and whether the tablet says thanks: kept on this tablet alone.
"use strict";

(() => {
  const KEY = "tablet-key", ALOUD = "tablet-aloud";
  const [choose, other, aloud, said] = ["choose-key", "other-key", "aloud", "said"].map((id) => document.getElementById(id));

  const set = (name, value) => {
    if (value) localStorage.setItem(name, value);
    else localStorage.removeItem(name);
    show();
  };
  const show = () => {
    const key = localStorage.getItem(KEY);
    other.hidden = !key;
    other.querySelector("b").textContent = key || "";
    aloud.setAttribute("aria-pressed", String(localStorage.getItem(ALOUD) === "on"));
  };

  const learn = (event) => {
    if (event.repeat || event.key === "Tab") return;
    event.preventDefault();
    removeEventListener("keydown", learn, true);
    said.textContent = "";
    // These count anyway, and Escape takes the choice back.
    set(KEY, [" ", "Enter", "Escape"].includes(event.key) ? "" : event.key);
  };

  choose.addEventListener("click", () => {
    // The key that pressed this button has to be let go first.
    setTimeout(() => {
      addEventListener("keydown", learn, true);
      said.textContent = said.dataset.press;
    });
  });
  aloud.addEventListener("click", () => set(ALOUD, localStorage.getItem(ALOUD) === "on" ? "" : "on"));
  document.getElementById("settings").hidden = false;
  show();
})();
