"""Letters come in a few sizes: the same seven steps, by name, in every style sheet."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

CSS = Path(__file__).parents[2] / "app" / "static" / "css"
STEPS = ("small", "text", "lead", "head", "title", "large", "huge")
SIZE = re.compile(r"(?:font-size|--most):\s*([^;}]+)|font:\s*(?:\d+ )?([^;}/]+)/[^;}]+")
STEP = re.compile(rf"var\(--(?:{'|'.join(STEPS)})\)")
# On paper in points, in drawings in their own units, on the wall in hundredths of the screen.
ELSEWHERE = re.compile(r"[\d.]+pt|[\d.]+px|[\d.]+em|inherit|.*var\(--u\).*")


def style(name):
    return re.sub(r"/\*.*?\*/", "", (CSS / name).read_text("utf-8"), flags=re.S)


@pytest.mark.parametrize("name", ["door.css", "desk.css", "device.css"])
def test_it_has_the_same_steps_by_name(name):
    steps = re.findall(rf"--({'|'.join(STEPS)}):", style(name))
    assert tuple(dict.fromkeys(steps)) == STEPS


@pytest.mark.parametrize("path", sorted(CSS.glob("*.css")), ids=lambda path: path.name)
def test_every_size_is_a_step(path):
    sizes = [first or second for first, second in SIZE.findall(style(path.name))]
    assert sizes
    assert [one for one in sizes if not (STEP.search(one) or ELSEWHERE.fullmatch(one))] == []
