// A stopped tablet's page: says if taps made before it was stopped are waiting. They are sent when
// a host starts it again: see js/taps.js.
"use strict";

document.getElementById("kept-taps").hidden = !Object.keys(localStorage).some((name) => name.startsWith("tablet:"));
