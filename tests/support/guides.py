"""What the guides say, for the tests that read them."""

from __future__ import annotations

import re

from app.web.help.guides import CHAPTERS, FOLDER
from tests.support.translations import catalogue

LANGUAGES = ("da", "en")
EACH = [(language, chapter) for language in LANGUAGES for chapter in CHAPTERS]


def source(language: str, chapter: str) -> str:
    """The Markdown of a chapter, on as few lines as it takes."""
    text = (FOLDER / language / f"{chapter}.md").read_text("utf-8")
    return re.sub(r"(?<=\S)\n +(?=\S)|(?<=[^\n])\n(?![\n#]|- |\d+\. )", " ", text)


def sections(language: str, chapter: str) -> list[tuple[str, str]]:
    """A chapter's headings below the first, each with what stands under it."""
    parts = re.split(r"^## (.+)$", source(language, chapter), flags=re.M)[1:]
    return [(words, text.strip()) for words, text in zip(parts[::2], parts[1::2], strict=True)]


def pressed(text: str) -> list[str]:
    """The words in bold: buttons, links and fields, in their order."""
    return re.findall(r"\*\*(.+?)\*\*", text)


def english() -> dict[str, str]:
    """Every text of the app in Danish, with its English."""
    return {
        message.id: str(message.string)
        for message in catalogue("en")
        if message.id and isinstance(message.id, str)
    }
