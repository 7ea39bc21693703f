// Prints the page by a button: on a phone, a browser's own way to print is hard to find.
"use strict";

for (const button of document.querySelectorAll("[data-print]")) {
  button.addEventListener("click", () => print());
  button.hidden = false;
}
