// What tests/support/browser/measures.py asks of a page. Each function answers with a list of complaints.
const said = (element) =>
  `<${element.localName}> ${(element.getAttribute("aria-label") || element.innerText || element.name || "").trim().slice(0, 40)}`;
const seen = (element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true });

function openAll() {
  for (const details of document.querySelectorAll("details")) details.open = true;
}

// A link in the middle of a sentence is as high as its line: WCAG 2.5.8 exempts it, and so do we.
function inSentence(link) {
  if (link.localName !== "a" || getComputedStyle(link).display !== "inline") return false;
  return [...link.parentNode.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
}

function boxOf(control) {
  const label = ["checkbox", "radio"].includes(control.type) && control.labels[0];
  const boxes = [control, label].filter(Boolean).map((one) => one.getBoundingClientRect());
  return {
    left: Math.min(...boxes.map((b) => b.left)), right: Math.max(...boxes.map((b) => b.right)),
    top: Math.min(...boxes.map((b) => b.top)), bottom: Math.max(...boxes.map((b) => b.bottom)),
  };
}

function controls() {
  return [...document.querySelectorAll("a[href], button, summary, input:not([type=hidden]), select, textarea")]
    .filter((one) => seen(one) && !one.matches(".skip") && !inSentence(one));
}

// Looks twice: what is folded is a row of its own, and what is unfolded stands between the rows.
function targets(wanted) {
  const folded = apart(wanted);
  openAll();
  return [...new Set([...folded, ...apart(wanted)])];
}

function apart({ least, between }) {
  const found = controls().map((one) => ({ name: said(one), ...boxOf(one) }));
  const complaints = [];
  found.forEach((a, i) => {
    const [width, height] = [a.right - a.left, a.bottom - a.top];
    if (width < least - 0.1 || height < least - 0.1)
      complaints.push(`${a.name} is ${width.toFixed()} × ${height.toFixed()} px`);
    for (const b of found.slice(i + 1)) {
      const gap = Math.max(a.left - b.right, b.left - a.right, a.top - b.bottom, b.top - a.bottom);
      if (gap < between - 0.1) complaints.push(`${a.name} and ${b.name} are ${gap.toFixed(1)} px apart`);
    }
  });
  return complaints;
}

function rgba(text) {
  const [r, g, b, a = 1] = text.match(/[\d.]+/g).map(Number);
  return [r, g, b, a];
}
const over = ([r, g, b, a], [x, y, z]) => [r * a + x * (1 - a), g * a + y * (1 - a), b * a + z * (1 - a), 1];
function behind(element) {
  if (!element) return matchMedia("(prefers-color-scheme: dark)").matches ? [18, 18, 18, 1] : [255, 255, 255, 1];
  const own = rgba(getComputedStyle(element).backgroundColor);
  return own[3] === 1 ? own : over(own, behind(element.parentElement));
}
function ratio(one, other) {
  const light = ([r, g, b]) => {
    const [x, y, z] = [r, g, b].map((c) => (c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  };
  const [high, low] = [light(one), light(other)].sort((a, b) => b - a);
  return (high + 0.05) / (low + 0.05);
}

function texts() {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (node.data.trim() && seen(node.parentElement) && !node.parentElement.closest("script, template, :disabled, .skip"))
      found.push(node);
  }
  return found;
}

function contrast({ least, focusing = true }) {
  openAll();
  const complaints = new Set();
  const check = (what, one, other, wanted) => {
    const found = ratio(one, other);
    if (found < wanted - 0.005) complaints.add(`${what}: ${found.toFixed(2)}:1`);
  };
  for (const node of texts()) {
    const paper = behind(node.parentElement);
    const ink = over(rgba(getComputedStyle(node.parentElement).color), paper);
    check(`"${node.data.trim().slice(0, 30)}"`, ink, paper, least);
  }
  for (const control of controls()) {
    const style = getComputedStyle(control);
    const around = behind(control.parentElement);
    const inside = behind(control);
    if (parseFloat(style.borderTopWidth) && style.borderTopStyle !== "none" && !control.matches(":disabled, summary")) {
      const line = over(rgba(style.borderTopColor), around);
      check(`the border of ${said(control)}`, line, around, 3);
    }
    if (!focusing) continue;
    control.focus();
    if (document.activeElement !== control) continue;
    const focus = getComputedStyle(control);
    if (focus.outlineStyle === "none" || parseFloat(focus.outlineWidth) < 2) complaints.add(`no focus on ${said(control)}`);
    else check(`the focus on ${said(control)}`, over(rgba(focus.outlineColor), around), around, 3);
  }
  return [...complaints];
}

function inColours({ colours, least }) {
  const own = document.body.className;
  const complaints = [];
  for (const colour of colours) {
    document.body.className = own.split(" ").filter((c) => !colours.includes(c)).concat(colour).join(" ");
    complaints.push(...contrast({ least, focusing: colour === colours[0] }).map((one) => `${colour}: ${one}`));
  }
  document.body.className = own;
  return complaints;
}

// Nothing scrolls sideways, no text leaves the page, its own button or a box that cuts it off.
function clipped({ textSize }) {
  openAll();
  document.documentElement.style.fontSize = textSize;
  const complaints = [];
  const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
  if (wide > 0) complaints.push(`the page is ${wide} px too wide`);
  for (const node of texts()) {
    const range = document.createRange();
    range.selectNodeContents(node);
    const scroller = node.parentElement.closest(".wide, pre");
    const frame = node.parentElement.closest("button, .button, summary");
    const inside = frame?.getBoundingClientRect();
    for (const box of range.getClientRects()) {
      if (!scroller && (box.left < -0.5 || box.right > document.documentElement.clientWidth + 0.5))
        complaints.push(`"${node.data.trim()}" leaves the page`);
      if (inside && (box.left < inside.left - 1 || box.right > inside.right + 1 || box.top < inside.top - 1 || box.bottom > inside.bottom + 1))
        complaints.push(`"${node.data.trim()}" leaves its button`);
    }
  }
  for (const box of document.querySelectorAll("body :not(input)")) {  // A field scrolls.
    const style = getComputedStyle(box);
    const cuts = /hidden|clip/.test(style.overflowX + style.overflowY) || style.textOverflow === "ellipsis";
    if (cuts && seen(box) && (box.scrollWidth > box.clientWidth + 1 || box.scrollHeight > box.clientHeight + 1))
      complaints.push(`${said(box)} cuts its words off`);
  }
  document.documentElement.style.fontSize = "";
  return [...new Set(complaints)];
}
