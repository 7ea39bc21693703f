"""Danish is in the code; other languages are complete, and keep markup and placeholders."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_mapping_cfg

from app.domain.reports.definitions import DEFINITIONS
from tests.support.source import ROOT, name, parsed, python_files
from tests.support.translations import FOLDER, catalogue, translated

TEMPLATES = ROOT / "app" / "templates"
# As in the Makefile.
KEYWORDS = {**DEFAULT_KEYWORDS, "_l": None}
PLACEHOLDER = re.compile(r"%\(\w+\)\w|%%|%\w")
TAG = re.compile(r"<[^>]+>")
# The block `place` holds the classes of the body.
SERVER_SIDE = re.compile(
    r"\{% trans.*?endtrans %\}|\{% block place %\}.*?\{% endblock|\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}",
    re.S,
)
ATTRIBUTE = re.compile(r'([\w-]+)="([^"]*)"')
SPOKEN = {"aria-label", "alt", "title", "placeholder"}
PRODUCT = "Her i dag"
DANISH_LETTER = re.compile("[æøåÆØÅ]")
MARKS = {"_", "_l", "N_", "ngettext", "pgettext"}

Message = str | tuple[str, ...]


@pytest.fixture(scope="module")
def in_the_code() -> set[Message]:
    """Every text the code marks for translation."""
    with (ROOT / "babel.cfg").open() as file:
        methods, options = parse_mapping_cfg(file)  # type: ignore[no-untyped-call]
    return {
        message
        for _file, _line, message, _comments, _context in extract_from_dir(
            ROOT, methods, options, KEYWORDS
        )
    }


@pytest.mark.parametrize("language", translated())
def test_it_has_every_text_and_no_other(language: str, in_the_code: set[Message]) -> None:
    found = {message.id for message in catalogue(language) if message.id}
    assert len(in_the_code) > 400
    assert found == in_the_code, "`make translations` brings the catalogues up to date"
    assert not catalogue(language).obsolete


@pytest.mark.parametrize("language", translated())
def test_it_leaves_no_text_empty_or_unsure(language: str) -> None:
    for message in catalogue(language):
        if message.id:
            assert not message.fuzzy, f"{message.id} is marked as unsure"
            assert all(text.strip() for text in forms(message.string)), f"{message.id} is empty"


@pytest.mark.parametrize("language", translated())
def test_it_has_a_form_for_each_number(language: str) -> None:
    texts = catalogue(language)
    for message in texts:
        wanted = texts.num_plurals if isinstance(message.id, tuple) else 1
        assert len(forms(message.string)) == wanted, message.id


@pytest.mark.parametrize("language", translated())
@pytest.mark.parametrize("part", [PLACEHOLDER, TAG], ids=["placeholders", "tags"])
def test_it_keeps_what_is_not_language(language: str, part: re.Pattern[str]) -> None:
    for message in catalogue(language):
        if message.id:
            kept = {tuple(sorted(part.findall(text))) for text in forms(message.id)}
            assert len(kept) == 1, message.id
            for text in forms(message.string):
                assert tuple(sorted(part.findall(text))) in kept, message.id


@pytest.mark.parametrize("language", translated())
def test_it_keeps_the_ends_of_texts(language: str) -> None:
    for message in catalogue(language):
        for danish, text in zip(forms(message.id), forms(message.string), strict=False):
            if danish:
                assert text[:1].isspace() == danish[:1].isspace(), danish
                assert text[-1:].isspace() == danish[-1:].isspace(), danish


@pytest.mark.parametrize("language", translated())
def test_it_is_the_same_file_on_every_machine(language: str) -> None:
    text = (FOLDER / language / "LC_MESSAGES" / "messages.po").read_text()
    assert "charset=utf-8" in text
    assert "Plural-Forms: nplurals=" in text
    assert "#:" not in text, "it names places in the code, which change"


def test_it_calls_a_thing_by_one_name_on_pages_and_in_files() -> None:
    english = {message.id: message.string for message in catalogue("en") if not message.context}
    named = [(item.term_da, item.term_en) for item in DEFINITIONS]
    both = {(danish, word, english[danish]) for danish, word in named if danish in english}
    assert len(both) > 10
    assert not [one for one in both if one[1] != one[2]]


@pytest.mark.parametrize("template", sorted(TEMPLATES.rglob("*.html")), ids=name)
def test_it_marks_every_word_of_a_template(template: Path) -> None:
    source = SERVER_SIDE.sub("", template.read_text())
    said = [text for attribute, text in ATTRIBUTE.findall(source) if attribute in SPOKEN]
    said.append(TAG.sub(" ", ATTRIBUTE.sub("", source)))
    words = re.findall(r"[^\W\d_]+", " ".join(said).replace(PRODUCT, ""))
    assert not words, "wrap it in _()"


def test_it_marks_every_danish_text_of_a_view() -> None:
    for path in python_files("app/web"):
        for line, text in unmarked(parsed(path)):
            assert not DANISH_LETTER.search(text), f"{name(path)}:{line}: {text!r} needs _()"


@pytest.mark.parametrize(
    "folder", ["exports/charts", "exports/logbook", "exports/report", "posters"]
)
def test_it_marks_every_danish_text_of_a_file(folder: str) -> None:
    for path in python_files(f"app/{folder}"):
        for line, text in unmarked(parsed(path)):
            # Nobody reads the letters of file names, nor the words that a spreadsheet mistakes.
            if len(text) > 1 and not text.startswith("januar februar"):
                assert not DANISH_LETTER.search(text), f"{name(path)}:{line}: {text!r} needs _()"


def unmarked(node: ast.AST) -> Iterator[tuple[int, str]]:
    """Every string below a node that is neither marked nor a docstring."""
    if isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] in MARKS:
        return
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant):
            continue
        if isinstance(child, ast.Constant) and isinstance(child.value, str):
            yield child.lineno, child.value
        yield from unmarked(child)


def forms(text: Message | list[str] | None) -> tuple[str, ...]:
    """A text's plural forms; just one if it has no number."""
    assert text is not None
    return (text,) if isinstance(text, str) else tuple(text)
