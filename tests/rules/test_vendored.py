"""Vendored files match the record next to them."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest

STATIC = Path(__file__).parents[2] / "app" / "static"
FOLDERS = [folder for name in ("fonts", "vendor") if (folder := STATIC / name).is_dir()]
ROW = re.compile(r"^\| (\S+) \| (\S+) \| (\S+) \| ([^|]+) \| `([0-9a-f]{64})` \|$", re.MULTILINE)


def _record(folder: Path) -> dict[str, str]:
    """The hash of each file, according to its folder's record."""
    record = folder / "RECORD.md"
    rows = ROW.findall(record.read_text("utf-8")) if record.exists() else []
    return {name: digest for name, *_, digest in rows}


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_it_finds_every_file_as_recorded(folder: Path) -> None:
    found = {
        str(file.relative_to(folder)): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in folder.rglob("*")
        if file.is_file() and file.name != "RECORD.md"
    }
    assert found == _record(folder)


def test_it_has_fonts_to_check() -> None:
    assert any(name.endswith(".ttf") for name in _record(STATIC / "fonts"))
