// Updates part of the page to new HTML, keeping the elements that are in both: a pressed button
// stays the same button, and a field keeps its focus and text. Elements are matched by id if any.
"use strict";

self.morph = (part, html) => {
  const fresh = document.createElement("template");
  fresh.innerHTML = html;

  const isSame = (old, next) => old.nodeName === next.nodeName && (old.id || "") === (next.id || "");

  const attributes = (old, next) => {
    for (const { name } of [...old.attributes]) if (!next.hasAttribute(name)) old.removeAttribute(name);
    for (const { name, value } of next.attributes) {
      if (old.getAttribute(name) !== value) old.setAttribute(name, value);
    }
  };

  const bring = (old, next) => {
    if (old.nodeType !== Node.ELEMENT_NODE) {
      if (old.data !== next.data) old.data = next.data;
      return;
    }
    attributes(old, next);
    children(old, next);
  };

  const children = (old, next) => {
    const coming = new Set([...next.children].map((child) => child.id).filter(Boolean));
    const known = new Map([...old.children].filter((child) => child.id).map((child) => [child.id, child]));
    let at = old.firstChild;
    for (const child of [...next.childNodes]) {
      const match = child.id ? known.get(child.id) : at;
      if (child.id && match && isSame(match, child)) {
        // Remove what comes before the match: moving an element would cancel a press on it.
        while (at !== match && !(at.id && coming.has(at.id))) {
          const gone = at;
          at = at.nextSibling;
          gone.remove();
        }
        if (at !== match) old.insertBefore(match, at);
        else at = at.nextSibling;
        bring(match, child);
      } else if (!child.id && at && isSame(at, child)) {
        at = at.nextSibling;
        bring(match, child);
      } else {
        old.insertBefore(child, at);
      }
    }
    while (at) {
      const gone = at;
      at = at.nextSibling;
      gone.remove();
    }
  };

  children(part, fresh.content);
};
