"""docs/asvs.md answers every requirement of ASVS 5.0.0, levels 1 and 2, and names tests there are.

tests/data/asvs-5.0.txt has their ids and levels. test_front_door.py checks the links.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter

import pytest

from tests.support.source import ROOT, missing_tests
from tests.support.text import must_find

PAGE = ROOT / "docs" / "asvs.md"
LIST = ROOT / "tests" / "data" / "asvs-5.0.txt"
ISSUES = ROOT / "docs" / "security.md"
ROW = re.compile(r"^\| (V[\d.]+) \| ([12]) \| (.+?) \| (.+) \|$", re.M)
TEST = re.compile(r"`(tests/[^`\s]+::[^`\s]+)`")
# An id's chapter has its documents in its first section: only these may be answered by a page.
A_DOCUMENT = re.compile(r"V(2|5|6|7|8|13|14|15|16)\.1\.\d+|V16\.2\.4")
ANSWERS = {
    "shown": r"`tests/[^`\s]+::[^`\s]+`",
    "shown by lint": r"lint (?P<rule>S\d+)(, |$)",
    "written": r"written: \[.+?\]\(\S+\.md(#\S+)?\)",
    "operator": r"operator: \[.+?\]\(\S+\.md(#\S+)?\)",
    "not applicable": r"not applicable: \S",
    "open": r"open: issue (?P<issue>\d+), \S",
    "not met": r"not met: .*Needed: \S",
}


def required() -> dict[str, str]:
    """The levels of the requirements, by id, in the standard's order."""
    lines = [line for line in LIST.read_text().splitlines() if not line.startswith("#")]
    found = dict(line.split() for line in lines)
    assert len(found) == len(lines), "an id stands twice"
    return found


def kind(answer: str) -> str | None:
    return next((name for name, form in ANSWERS.items() if re.match(form, answer)), None)


def counts(text: str) -> dict[str, int]:
    """What the page's top says of the answers."""
    found = re.findall(r"^- \*\*(\d+) ([a-z ]+)\*\*", text, re.M)
    return {name: int(number) for number, name in found}


def faults(text: str, levels: dict[str, str]) -> list[str]:
    """What is wrong with the page; empty if nothing."""
    rows = ROW.findall(text)
    found = [
        f"{line}: is no row" for line in re.findall(r"^\| V.*", text, re.M) if not ROW.match(line)
    ]
    if [(number, level) for number, level, *_ in rows] != list(levels.items()):
        wrong = Counter(row[:2] for row in rows)
        wrong.subtract(levels.items())
        found += [f"{number}: stands {n + 1} times" for (number, _), n in wrong.items() if n > 0]
        found += [f"{number}: is missing" for (number, _), n in wrong.items() if n < 0]
        found += [] if any(wrong.values()) else ["the order is another"]
    lint = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["ruff"]["lint"]["select"]
    open_issues = re.findall(r"^\| (\d+) \| ", ISSUES.read_text(), re.M)
    for number, _level, _asks, answer in rows:
        said = kind(answer)
        if said is None:
            found.append(f"{number}: is no answer")
        elif said == "written" and not A_DOCUMENT.match(number):
            found.append(f"{number}: asks for more than a document")
        elif said == "shown by lint" and "S" not in lint:
            found.append(f"{number}: lint does not look for it")
        elif said == "open" and must_find(ANSWERS["open"], answer)["issue"] not in open_issues:
            found.append(f"{number}: docs/security.md lists no such issue")
        found += [f"{number}: no test {test}" for test in missing_tests(TEST.findall(answer))]
    answers = Counter(kind(answer) for *_, answer in rows)
    if counts(text) != {name: answers[name] for name in ANSWERS}:
        found.append(f"the top says {counts(text)} of {dict(answers)}")
    return found


def test_it_answers_every_requirement_with_what_there_is() -> None:
    assert faults(PAGE.read_text(), required()) == []


def test_it_says_how_many_there_are() -> None:
    levels = Counter(required().values())
    said = re.search(r"(\d+) requirements of level 1 and (\d+) of level 2", PAGE.read_text())
    assert said and (int(said[1]), int(said[2])) == (levels["1"], levels["2"])


@pytest.mark.parametrize("page", ["SECURITY.md", "docs/security.md"])
def test_it_is_found(page: str) -> None:
    assert "asvs.md)" in (ROOT / page).read_text()


def test_these_rules_find_what_is_wrong() -> None:
    this = "`tests/rules/test_asvs.py::test_these_rules_find_what_is_wrong`"
    levels = {"V1.2.1": "1", "V2.1.1": "2"}
    good = (
        "- **1 shown** x\n- **0 shown by lint** x\n- **1 written** x\n- **0 operator** x\n"
        "- **0 not applicable** x\n- **0 open** x\n- **0 not met** x\n"
        f"| V1.2.1 | 1 | Asks | {this} |\n| V2.1.1 | 2 | Asks | written: [a](a.md) |\n"
    )
    assert faults(good, levels) == []
    for old, new, fault in (
        ("| V1.2.1 | 1 |", "| V1.2.1 | 2 |", "V1.2.1: is missing"),
        ("| V2.1.1 |", "| V1.2.1 |", "V1.2.1: stands"),
        ("| V1.2.1 |", "| V1.2.1 ", "is no row"),
        ("test_these_rules_find_what_is_wrong", "test_gone", "V1.2.1: no test"),
        (this, "yes", "V1.2.1: is no answer"),
        (this, "not met: a pity", "V1.2.1: is no answer"),
        (this, "written: [a](a.md)", "V1.2.1: asks for more"),
        (this, "open: issue 7, later", "V1.2.1: docs/security.md lists no such issue"),
        ("**1 shown**", "**2 shown**", "the top says"),
    ):
        assert any(fault in one for one in faults(good.replace(old, new), levels)), fault
