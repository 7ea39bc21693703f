"""What the tests may take from each other, and which of them drive a browser."""

from __future__ import annotations

import pytest

from tests.support.source import imported, name, python_files

DRIVERS = {"playwright", "selenium"}


def is_foreign(file: str, module: str) -> bool:
    """Whether a file may not import this: a test, a conftest or what drives a browser."""
    first = module.split(".")[0]
    if first == "tests" and not f"{module}.".startswith("tests.support."):
        return True
    drives = first in DRIVERS or f"{module}.".startswith("tests.support.browser.")
    return drives and not file.startswith(("tests/browser/", "tests/support/browser/"))


def test_what_tests_share_is_in_support_and_browsers_are_left_to_their_tests() -> None:
    assert not [
        f"{name(path)} imports {module}"
        for path in python_files("tests")
        for module in imported(path)
        if is_foreign(name(path), module)
    ]


@pytest.mark.parametrize(
    ("file", "module", "foreign"),
    [
        ("tests/days/test_clock.py", "tests.support.cast", False),
        ("tests/days/test_clock.py", "tests.support", False),
        ("tests/days/test_clock.py", "tests.days.conftest", True),
        ("tests/days/test_clock.py", "tests.supported", True),
        ("tests/days/test_clock.py", "tests", True),
        ("tests/days/test_clock.py", "selenium.webdriver", True),
        ("tests/support/visit.py", "tests.support.browser.axe", True),
        ("tests/browser/test_axe.py", "tests.browser.test_axe_states", True),
        ("tests/browser/test_axe.py", "tests.support.browser.axe", False),
        ("tests/support/browser/webkit.py", "selenium.webdriver", False),
    ],
)
def test_it_can_tell(file: str, module: str, foreign: bool) -> None:
    assert is_foreign(file, module) == foreign
