"""How hard a page is to read."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tests.support.visit import Element

INLINE = {"a", "b", "bdi", "em", "i", "span", "strong"}
END = ". "


def running_text(element: Element, parent: str = "") -> str:
    """The element's text. Blocks end sentences; venue names count as one short word."""
    if not isinstance(element.tag, str) or element.tag in ("svg", "script", "style", "title"):
        return element.tail or ""
    if element.get("lang"):
        return element.tail or ""  # the name of another language, in that language
    if element.tag == "bdi":
        return f"navn{element.tail or ''}"
    inside = (element.text or "") + "".join(running_text(child, element.tag) for child in element)
    # Links side by side in a menu do not form a sentence.
    block = element.tag not in INLINE or parent in ("nav", "footer")
    return (f"{END}{inside}{END}" if block else inside) + (element.tail or "")


def sentences(text: str) -> Iterator[list[str]]:
    """The words of each sentence; a time of day or a number is one word."""
    for sentence in re.split(r"[.!?:]+(?:\s|$)", " ".join(text.split())):
        if words := re.findall(r"[^\W_](?:[\w.–-]*\w)?", sentence):
            yield words


def lix(text: str) -> float:
    """Björnsson's readability index: words per sentence plus the share of words over 6 letters."""
    by_sentence = list(sentences(text))
    words = [word for sentence in by_sentence for word in sentence]
    return len(words) / len(by_sentence) + 100 * sum(len(w) > 6 for w in words) / len(words)
