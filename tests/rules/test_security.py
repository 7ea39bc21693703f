"""Every property in docs/security.md names a test that exists, or says what is missing.

test_front_door.py checks the links, as on all pages.
"""

from __future__ import annotations

import re

from tests.support.source import ROOT, missing_tests

PAGE = ROOT / "docs" / "security.md"
# Nine on privacy and dignity, eleven on reliability and security. Dropping one means removing it
# here in the same commit, so none is lost by accident.
NUMBERS = [*(f"P{number}" for number in range(1, 10)), *(f"R{number}" for number in range(1, 12))]


def properties(text: str) -> dict[str, str]:
    """The page's text on each property, by number, in page order."""
    parts = re.split(r"^### ([PR]\d+)\. ", text, flags=re.M)[1:]
    numbers, said = parts[::2], [re.split(r"^## ", part, flags=re.M)[0] for part in parts[1::2]]
    assert len(set(numbers)) == len(numbers), "a property stands twice"
    return dict(zip(numbers, said, strict=True))


def named_tests(text: str) -> list[str]:
    return re.findall(r"`([^`\s]+::[^`\s]+)`", text)


def open_points(text: str) -> list[str]:
    """The issue numbers of the points left open."""
    return re.findall(r"^- Open, issue (\d+): \S", text, re.M)


def issues(text: str) -> list[str]:
    """The issue numbers listed on the page."""
    return re.findall(r"^\| (\d+) \| \S.* \|$", text, re.M)


def faults(text: str) -> list[str]:
    """What is wrong with the page; empty if nothing."""
    said = properties(text)
    found = [f"{test}: there is no such test" for test in missing_tests(named_tests(text))]
    found += [f"{number}: is missing" for number in NUMBERS if number not in said]
    found += [f"{number}: nobody knows it" for number in said if number not in NUMBERS]
    for number, part in said.items():
        if not named_tests(part) and not open_points(part):
            found.append(f"{number}: neither a test nor what is open")
        # Otherwise one written differently would be taken for prose.
        if len(open_points(part)) != len(re.findall(r"\bOpen\b", part)):
            found.append(f"{number}: write '- Open, issue N: …'")
    points, listed = set(open_points(text)), set(issues(text))
    found += [f"issue {number}: is not listed" for number in sorted(points - listed)]
    found += [f"issue {number}: nothing is open" for number in sorted(listed - points)]
    return found


def test_it_has_a_test_or_an_open_point_for_every_property() -> None:
    assert faults(PAGE.read_text()) == []


def test_it_keeps_the_properties_in_their_order() -> None:
    assert list(properties(PAGE.read_text())) == NUMBERS


def test_a_reporter_finds_it() -> None:
    assert "(docs/security.md)" in (ROOT / "SECURITY.md").read_text()


def test_these_rules_find_what_is_wrong() -> None:
    this = "`tests/rules/test_security.py::test_these_rules_find_what_is_wrong`"
    lines = [f"### {number}. Something\n\n- {this}\n" for number in NUMBERS]
    point, table = "- Open, issue 7: more.\n", "## Issues\n\n| 7 | More |\n"
    good = "".join([*lines, point, table])
    assert faults(good) == []
    for wrong, fault in (
        (good.replace(this, "`tests/rules/test_security.py::test_gone`", 1), "no such test"),
        (good.replace(this, "`tests/rules/test_gone.py::test_it`", 1), "no such test"),
        (good.replace(this, "`tests/rules/test_security.py::faults`", 1), "no such test"),
        (good.replace(this, "a promise", 1), "P1: neither"),
        (good.replace("### R5.", "#### R5."), "R5: is missing"),
        (good.replace("### R5.", "### R55."), "R55: nobody knows it"),
        (good.replace("| 7 |", "| 8 |"), "issue 7: is not listed"),
        (good.replace(point, ""), "issue 7: nothing is open"),
        (good.replace(point, "- Open: more.\n"), "R11: write"),
    ):
        assert any(fault in found for found in faults(wrong)), fault
