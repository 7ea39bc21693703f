"""Letters come in a few sizes: the same seven steps, by name, in every style sheet."""

from __future__ import annotations

import re

import pytest

from tests.support.source import ROOT, style

CSS = ROOT / "app" / "static" / "css"
SHEETS = ("desk.css", *sorted(path.name for path in CSS.glob("*.css")))
STEPS = ("small", "text", "lead", "head", "title", "large", "huge")
SIZE = re.compile(r"(?:font-size|--most):\s*([^;}]+)|font:\s*(?:\d+ )?([^;}/]+)/[^;}]+")
STEP = re.compile(rf"var\(--(?:{'|'.join(STEPS)})\)")
# On paper in points, in drawings in their own units, on the wall in hundredths of the screen.
ELSEWHERE = re.compile(r"[\d.]+pt|[\d.]+px|[\d.]+em|inherit|.*var\(--u\).*")


def rules(name: str) -> str:
    return re.sub(r"/\*.*?\*/", "", style(name), flags=re.S)


@pytest.mark.parametrize("name", ["door.css", "desk.css", "device.css"])
def test_it_has_the_same_steps_by_name(name: str) -> None:
    steps = re.findall(rf"--({'|'.join(STEPS)}):", rules(name))
    assert tuple(dict.fromkeys(steps)) == STEPS


@pytest.mark.parametrize("name", SHEETS)
def test_every_size_is_a_step(name: str) -> None:
    sizes = [first or second for first, second in SIZE.findall(rules(name))]
    assert sizes
    assert [one for one in sizes if not (STEP.search(one) or ELSEWHERE.fullmatch(one))] == []
