// What of an open page decides what axe finds, apart from the words: its elements, their attributes,
// where words stand and which of them are alike, what scrolls, and what is small to press.
(languages) => {
  const WORDS = ["alt", "aria-label", "content", "href", "action", "value", "title", "placeholder", "src"];
  const SMALL = 24;  // px, from which on the target-size rule asks nothing
  const known = new Map();
  const alike = (text) => {
    if (!text.trim()) return "";
    if (!known.has(text)) known.set(text, known.size);
    return known.get(text);
  };

  function attribute(element, { name, value }) {
    if (name === "lang" || name === "hreflang") return languages.includes(value) ? "" : `${name}=${value}`;
    const words = element.localName !== "link" && (WORDS.includes(name) || name.startsWith("data-"));
    return `${name}=${words ? alike(value) : value}`;
  }

  function layout(element) {
    const { width, height } = element.getBoundingClientRect();
    const over = element.scrollWidth > element.clientWidth || element.scrollHeight > element.clientHeight;
    const scrolls = over && /auto|scroll/.test(getComputedStyle(element).overflow);
    return `${scrolls ? "scrolls" : ""} ${width < SMALL || height < SMALL ? "small" : ""}`;
  }

  function written(node) {
    if (node.nodeType === Node.TEXT_NODE) return node.data.trim() ? [alike(node.data)] : [];
    if (node.nodeType !== Node.ELEMENT_NODE) return [];
    const attributes = [...node.attributes].map((one) => attribute(node, one)).filter(Boolean);
    const opens = `<${[node.localName, ...attributes, layout(node)].join(" ")}>`;
    return [opens, ...[...node.childNodes].flatMap(written), `</${node.localName}>`];
  }

  return [innerWidth, ...written(document.documentElement)].join("\n");
}
