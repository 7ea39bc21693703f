"""A language's texts go out on a sheet and come back corrected."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from app.domain.base.languages import TO_BE_READ
from app.domain.venues.review_sheet import ReviewText, WhyRefused, take
from app.services.venues.check_in_texts import CATALOGUES, check_in_texts
from tests.support.command_line import Operator

HERE = "Jeg er her"
JOIN = "%(name)s er slut. Du kan stadig være her."
FILE = "pl/LC_MESSAGES/messages.po"


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """The sheets need no database."""
    return sqlite_url


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Catalogues of its own, to write in."""
    return shutil.copytree(CATALOGUES, tmp_path / "translations")


@pytest.fixture
def written(operator: Operator, folder: Path, tmp_path: Path) -> Path:
    """A sheet in Polish as it is sent out."""
    operator.types("review-sheet", "pl", tmp_path / "pl.xlsx", "--catalogues", folder)
    return tmp_path / "pl.xlsx"


@pytest.fixture
def sends(operator: Operator, folder: Path, written: Path) -> Callable[..., str]:
    """Writes into the sheet, by Danish text and column, and takes it back."""

    def back(*cells: tuple[str, int, str], fails: bool = False) -> str:
        book = openpyxl.load_workbook(written)
        rows = {row[1].value: row for row in book.active.iter_rows()}
        for danish, column, words in cells:
            rows[danish][column].value = words
        book.save(written)
        return operator.types("take-review", written, "--catalogues", folder, fails=fails)

    return back


def said(folder: Path, danish: str) -> str:
    return next(one.translation for one in check_in_texts("pl", folder) if one.danish == danish)


@pytest.mark.parametrize("language", TO_BE_READ)
def test_it_has_every_text_in_the_order_one_meets_them(
    operator: Operator, tmp_path: Path, language: str
) -> None:
    file = tmp_path / "sheet.xlsx"
    assert "texts" in operator.types("review-sheet", language, file)
    head, *rows = openpyxl.load_workbook(file).active.iter_rows(values_only=True)
    assert f"({language})" in head[3]
    texts = {text.danish: text for text in check_in_texts(language)}
    assert [row[1] for row in rows] == list(texts)
    assert {row[1]: (row[2], row[3]) for row in rows} == {
        danish: (text.english, text.translation) for danish, text in texts.items()
    }
    assert all(row[4:] == (None, None) for row in rows)
    assert rows[0][1] == "Hej og velkommen"


def test_nothing_written_changes_nothing(sends: Callable[..., str], folder: Path) -> None:
    before = (folder / FILE).read_bytes()
    assert sends() == "Took 0 corrections into pl."
    assert (folder / FILE).read_bytes() == before


def test_it_takes_corrections_and_prints_remarks(sends: Callable[..., str], folder: Path) -> None:
    before = (folder / FILE).read_text()
    told = sends((HERE, 4, " Jestem  obecna/y "), (JOIN, 4, "Razem: %(name)s"), (HERE, 5, "Lub?"))
    assert "Took 2 corrections into pl." in told
    assert "remarks: Lub?" in told
    assert said(folder, HERE) == "Jestem obecna/y"
    assert said(folder, JOIN) == "Razem: %(name)s"
    changed = set((folder / FILE).read_text().splitlines()) - set(before.splitlines())
    assert changed == {'msgstr "Jestem obecna/y"', 'msgstr "Razem: %(name)s"'}


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("Weź udział", "names and numbers must stay as they are written: %(name)s"),
        ("Weź udział w %(navn)s", "%(name)s"),
        ("100 % w %(name)s", "%(name)s"),
        ("<b>%(name)s</b>", "HTML"),
        ("%(name)s &amp; my", "HTML"),
        ("%(name)s" + "x" * 300, "too long"),
    ],
)
def test_it_refuses_what_would_break_a_page_and_takes_the_rest(
    sends: Callable[..., str], folder: Path, words: str, why: str
) -> None:
    before = said(folder, JOIN)
    told = sends((JOIN, 4, words), (HERE, 4, "Tu jestem"), fails=True)
    assert why in told
    assert said(folder, JOIN) == before
    assert said(folder, HERE) == "Tu jestem"


@pytest.mark.parametrize(
    ("column", "words", "why"),
    [
        (0, "0000abcd", "its key is not one of ours"),
        (1, "Jeg er der", "its Danish is not the text of that key"),
        (3, "Tu jestem", "Write corrections in the column after it"),
    ],
)
def test_it_says_what_else_was_written_over(
    sends: Callable[..., str], folder: Path, column: int, words: str, why: str
) -> None:
    before = said(folder, HERE)
    correction = () if column == 3 else ((HERE, 4, "Tu jestem"),)
    assert why in sends((HERE, column, words), *correction, fails=True)
    assert said(folder, HERE) == before


def test_it_says_that_the_danish_has_changed_since(sends: Callable[..., str], folder: Path) -> None:
    catalogue = folder / FILE
    catalogue.write_text(catalogue.read_text().replace(f'msgid "{HERE}"', 'msgid "Her er jeg"', 1))
    assert "no longer has this Danish text" in sends((HERE, 4, "Tu jestem"), fails=True)
    assert said(folder, "Her er jeg") != "Tu jestem"


def test_a_text_that_is_corrected_twice_is_refused_the_second_time() -> None:
    text = ReviewText(HERE, "I'm here", "Jestem")
    row = [text.key, HERE, "", "Jestem", "Tu jestem", ""]
    taken = take([["Key"], row, [*row[:4], "Jestem tu", ""]], [text])
    assert taken.corrections == {HERE: "Tu jestem"}
    assert [(one.row, one.why) for one in taken.refused] == [(3, WhyRefused.TWICE)]


def test_it_takes_a_sheet_saved_as_csv(
    operator: Operator, written: Path, folder: Path, tmp_path: Path
) -> None:
    rows = [list(row) for row in openpyxl.load_workbook(written).active.values]
    next(row for row in rows if row[1] == HERE)[4] = "Tu jestem"
    file = tmp_path / "pl.csv"
    with file.open("w", encoding="utf-8-sig", newline="") as text:
        csv.writer(text, delimiter=";").writerows(rows)
    assert "Took 1 corrections" in operator.types("take-review", file, "--catalogues", folder)
    assert said(folder, HERE) == "Tu jestem"


@pytest.mark.parametrize("content", [b"a;b\n1;2\n", b"\x00\x01"])
def test_it_says_what_is_no_review_sheet(
    operator: Operator, tmp_path: Path, content: bytes
) -> None:
    file = tmp_path / "other.csv"
    file.write_bytes(content)
    assert "That is no" in operator.types("take-review", file, fails=True)


def test_it_knows_its_own_languages_alone(operator: Operator, tmp_path: Path) -> None:
    assert "Invalid value" in operator.types("review-sheet", "en", tmp_path / "x.xlsx", fails=True)
