"""The papers: complete, filled in from the settings, and bound to the tests that show them true."""

from __future__ import annotations

import re
from typing import Any

import pytest

from app.exports.data_protection.papers import FOLDER, PAPERS, STATEMENT, TO_READ, TO_SIGN, paper
from app.exports.data_protection.parties import MISSING, PLACE
from config import PARTIES, Config, ConfigError
from tests.support.guides import english
from tests.support.source import missing_tests
from tests.support.statements import factual

TABLE = FOLDER / "README.md"
SHOWN = re.compile(r"^\| ([a-z, -]+) \| (.+) \| (`tests/.+`) \|$", re.M)
NOT_SHOWN = re.compile(
    r"^\| ([a-z, -]+) \| (.+) \| (the law|the parties agree on it|a judgement"
    r"|whoever looks after the server does it) \|$",
    re.M,
)
EVERY_PLACE = {f"{table}.{key}" for table, keys in PARTIES.items() for key in keys} | {
    *("app.address", "app.provider"),
}
SAID = {place: f"<{place}> & *co*" for place in EVERY_PLACE} | {
    "controller.basis": "f",
    "partners.basis": "e",
    "app.mail": "smtp.example.dk",
}


@pytest.fixture
def table() -> list[tuple[Any, Any, list[Any]]]:
    """The papers and tests of each sentence: none of what no test can show."""
    text = TABLE.read_text("utf-8")
    shown = [
        (said, papers, re.findall(r"`([^`]+)`", by)) for papers, said, by in SHOWN.findall(text)
    ]
    return shown + [(said, papers, []) for papers, said, _why in NOT_SHOWN.findall(text)]


def test_every_factual_sentence_stands_in_the_table_once(
    table: list[tuple[Any, Any, list[Any]]],
) -> None:
    assert sorted(said for said, _papers, _tests in table) == sorted(factual())
    assert {said: papers.split(", ") for said, papers, _tests in table} == factual()


def test_the_table_names_tests_that_there_are(table: list[tuple[Any, Any, list[Any]]]) -> None:
    assert sum(bool(tests) for _said, _papers, tests in table) > 80
    for said, _papers, tests in table:
        assert not missing_tests(tests), said


def test_there_is_a_file_for_each_and_english_where_people_read_them() -> None:
    files = {path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*.md")}
    danish = {f"da/{name}.md" for name in PAPERS}
    assert files == danish | {f"en/{name}.md" for name in (*TO_READ, STATEMENT)} | {"README.md"}


def test_what_can_be_said_is_what_the_papers_ask_for() -> None:
    asked = {place for path in FOLDER.rglob("??/*.md") for place in PLACE.findall(path.read_text())}
    assert asked == EVERY_PLACE == set(MISSING)


@pytest.mark.parametrize("name", (*TO_READ, STATEMENT))
def test_both_languages_have_the_same_parts(name: str) -> None:
    danish, english = (paper(name, language, {}).blocks() for language in ("da", "en"))
    assert [type(block) for block in danish] == [type(block) for block in english]
    assert [len(getattr(block, "rows", getattr(block, "items", ()))) for block in danish] == [
        len(getattr(block, "rows", getattr(block, "items", ()))) for block in english
    ]


@pytest.mark.parametrize("name", PAPERS)
def test_it_says_what_is_lacking_and_fills_in_what_is_said(name: str) -> None:
    empty, full = paper(name, "da", {}), paper(name, "da", SAID)
    for place in empty.lacking:
        assert f"[{MISSING[place][0]}]" in empty.html(str), place
    assert not full.lacking
    assert "[" not in full.html(str)
    # What somebody wrote in a setting is text: neither a tag nor Markdown.
    assert not set(re.findall(r"<controller[^>]*>|<em>co</em>", full.html(str)))


def test_a_page_is_called_what_the_app_calls_it() -> None:
    """Words in italics are on the screen, but for cookies, a command and somebody else's page."""
    texts = english()
    cookies = {"besøg", "heridag", "kendt", "vagt", "tavle", "udbyder"}
    others = cookies | {"doctor", "Webtilgængelighed", "/kode"}
    named = {
        language: {
            word
            for path in (FOLDER / language).glob("*.md")
            for word in re.findall(r"(?<![*])[*]([^*\n]+)[*](?![*])", path.read_text("utf-8"))
        }
        - others
        for language in ("da", "en")
    }
    assert "Konto" in named["da"]
    assert named["da"] <= set(texts) | {"en tidligere vært"}
    assert named["en"] <= set(texts.values()) | {"a former host"}


def test_nothing_is_signed_in_english() -> None:
    assert paper(TO_SIGN[0], "en", {}).language == "da"


def test_the_settings_are_read_and_what_is_wrong_is_listed() -> None:
    env = {"DEMO": "1", "PARTIES": '[controller]\nname = "Byen"\nbasis = "e"\n'}
    assert Config.from_env(env).parties == {"controller.name": "Byen", "controller.basis": "e"}
    env["PARTIES"] = '[partners]\nnames = ["A", "B"]\ncontacts = ["CVR 1", " CVR  2 "]\n'
    assert Config.from_env(env).parties == {
        "partners.names": "A\nB",
        "partners.contacts": "CVR 1\nCVR 2",
    }
    env["PARTIES"] = '[partners]\nnames = ["A", "B"]\ncontacts = ["CVR 1"]\nbasis = "x"'
    with pytest.raises(ConfigError) as refused:
        Config.from_env(env)
    for wrong in ("contacts: give one for each", "partners.basis: give e or f"):
        assert wrong in str(refused.value)
    env["PARTIES"] = '[controller]\nname = ["Byen"]\n'
    with pytest.raises(ConfigError, match=r"controller\.name: give text"):
        Config.from_env(env)
    env["PARTIES"] = '[controller]\nnam = "Byen"\ncvr = 1\nbasis = "a"\n[other]\nname = ""\n'
    with pytest.raises(ConfigError) as refused:
        Config.from_env(env)
    for wrong in ("controller.nam is", "controller.cvr: give text", "basis: give e or f", "other"):
        assert wrong in str(refused.value)
    with pytest.raises(ConfigError, match="PARTIES: give TOML"):
        Config.from_env({"DEMO": "1", "PARTIES": "name"})
