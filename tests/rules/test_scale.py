"""docs/scale.md reckons right, and with the figures of the code."""

from __future__ import annotations

import re
from typing import Any

import pytest

from app import db
from tests.support.source import ROOT

PAGE = (ROOT / "docs/scale.md").read_text()
TERM = r"\(*\d[\d,.]*\)*"
SUM = re.compile(rf"({TERM}(?:\s+[×+/]\s+{TERM})+)\s+=\s+(\d[\d,.]*\d)")
NUMBERS = {10: "ten", 15: "fifteen"}


def sums() -> list[Any]:
    return SUM.findall(PAGE)


def reckoned(terms: str) -> float:
    plain = re.sub(r"\s+", " ", terms).replace(",", "").replace("×", "*")
    assert re.fullmatch(r"[\d.*+/() ]+", plain), plain
    return float(eval(plain))


def test_it_finds_the_sums() -> None:
    assert len(sums()) == len(re.findall(r"\s=\s", PAGE)) > 10


@pytest.mark.parametrize(("terms", "said"), sums())
def test_it_reckons_right(terms: str, said: str) -> None:
    digits = len(said.partition(".")[2])
    assert round(reckoned(terms), digits) == float(said.replace(",", ""))


def test_a_server_has_as_many_connections_as_it_says() -> None:
    kept, most = db.CONNECTIONS, db.CONNECTIONS + db.FOR_A_MOMENT
    assert f"A server keeps {NUMBERS[kept]} open, and {NUMBERS[most]} at most" in PAGE
    assert f"be {most} for each machine" in PAGE
    assert f"6 × {most} = " in PAGE
