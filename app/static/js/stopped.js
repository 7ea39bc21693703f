// The page of a stopped tablet: it says where taps wait that were made before it was stopped. They
// go out when a host starts it again: see js/taps.js.
"use strict";

document.getElementById("kept-taps").hidden = !Object.keys(localStorage).some((name) => name.startsWith("tablet:"));
