"""The logbook for Word, read back by python-docx."""

from __future__ import annotations

import dataclasses
import datetime as dt
import io
import zipfile
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn

from app.domain.logbook.logbook import Mix, Prompt
from app.exports.formats.document import Document, Grid, Heading, Lines, NewPage, Picture, Text
from app.exports.formats.docx import document_docx
from app.exports.logbook.document import logbook_document
from app.translator import translator
from tests.support.logbook_content import content


def made(language: str = "da") -> Document:
    questions = dict.fromkeys(Prompt, "Hvad skete der?")
    return logbook_document(content(), questions, dict.fromkeys(Mix, ""), translator(language))


def opened(document: Document) -> Any:
    return docx.Document(io.BytesIO(document_docx(document)))


@pytest.mark.parametrize(("language", "words"), [("da", "Side 1 af 1"), ("en", "Page 1 of 1")])
def test_every_page_says_what_it_is_and_its_number(language: str, words: str) -> None:
    document = made(language)
    [section] = opened(document).sections
    foot, whose = section.footer.paragraphs
    assert whose.text == "Landsbyen"
    text = "".join(one.text or "\t" for one in foot._p.iter(qn("w:t"), qn("w:tab")))
    assert text.replace("\t", "") == f"{document.title}, {document.subtitle}{words}"
    fields = [field.get(qn("w:instr")) for field in foot._p.iter(qn("w:fldSimple"))]
    assert fields == ["PAGE", "NUMPAGES"]
    assert (section.page_width.mm, section.page_height.mm) == pytest.approx((210, 297), abs=0.1)


@pytest.mark.parametrize(("language", "spoken"), [("da", "da-DK"), ("en", "en-GB")])
def test_it_is_spelled_in_its_language(language: str, spoken: str) -> None:
    word = opened(made(language))
    assert {one.get(qn("w:val")) for one in word.styles.element.iter(qn("w:lang"))} == {spoken}
    assert word.core_properties.language == language


def test_a_new_page_begins_with_its_heading_and_leaves_none_blank() -> None:
    word = opened(made())
    assert not list(word.element.iter(qn("w:br")))
    begin = [one.text for one in word.paragraphs if one.paragraph_format.page_break_before]
    assert begin == ["Kvartalet i tal"]
    assert word.paragraphs[-1].text
    assert all(one.text or list(one._p.iter(qn("w:drawing"))) for one in word.paragraphs)


def test_its_charts_are_pictures_with_words_for_those_who_do_not_see_them() -> None:
    drawn = [block for block in made().blocks if isinstance(block, Picture)]
    assert drawn
    word = opened(made())
    shown = list(word.element.iter(qn("wp:docPr")))
    assert [one.get("descr") for one in shown] == [block.alt for block in drawn]
    pictures = [part for part in word.part.package.parts if part.partname.endswith(".png")]
    assert len(pictures) == len(drawn)
    assert all(part.blob.startswith(b"\x89PNG") for part in pictures)
    assert document_docx(made()) == document_docx(made())


def test_headings_are_headings_and_tables_repeat_theirs() -> None:
    word = opened(made())
    styles = {one.text: one.style.name for one in word.paragraphs}
    assert styles["Genbrugsbutikken"] == "Title"
    assert styles["Kvartalet i tal"] == "Heading 1"
    assert len(word.tables) == 3
    for table in word.tables:
        first, *others = table.rows
        assert first._tr.trPr.find(qn("w:tblHeader")) is not None
        assert all(row._tr.trPr.find(qn("w:tblHeader")) is None for row in others)
        assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val"))


def test_tables_beside_each_other_stay_two_and_wide_ones_fit() -> None:
    wide = Grid("Bred", ("", *"abcdefgh"), (False, *[True] * 8), (("x", *"12345678"),))
    document = dataclasses.replace(
        made(), blocks=(Heading("Tal"), wide, wide, NewPage(), Text("Slut"), Lines(2), wide)
    )
    word = opened(document)
    kinds = [one.tag.rpartition("}")[2] for one in word.element.body]
    assert "tbl,p,tbl" in ",".join(kinds)
    assert kinds[-3:] == ["tbl", "p", "sectPr"]
    for table in word.tables:
        assert sum(column.width.mm for column in table.columns) == pytest.approx(170, abs=0.5)
        assert all(column.width.mm > 10 for column in table.columns)


def test_it_holds_nothing_of_who_or_what_made_it_and_is_the_same_every_time() -> None:
    document = dataclasses.replace(made(), on=dt.date(2027, 1, 9))
    about = opened(document).core_properties
    assert (about.author, about.last_modified_by, about.comments, about.keywords) == ("",) * 4
    assert about.title == "Genbrugsbutikken, Logbog for 4. kvartal 2026"
    assert {f"{day:%Y-%m-%d}" for day in (about.created, about.modified)} == {"2027-01-09"}
    file = document_docx(document)
    assert file == document_docx(document)
    with zipfile.ZipFile(io.BytesIO(file)) as package:
        assert {entry.date_time[:3] for entry in package.infolist()} == {(1980, 1, 1)}
        assert not [name for name in package.namelist() if "thumbnail" in name]
        assert b"python-docx" not in b"".join(map(package.read, package.namelist()))
