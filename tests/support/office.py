"""LibreOffice, to read exported files back."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

PACKAGES = ("libreoffice-calc-nogui", "libreoffice-writer-nogui")
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
XLINK = "{http://www.w3.org/1999/xlink}"
# Empty cells up to a sheet's end are written as one repeated cell.
FURTHEST = 50
SETTINGS = """\
<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Setup/L10N"><prop oor:name="ooSetupSystemLocale" oor:op="fuse">
<value>{}</value></prop></item></oor:items>
"""


def missing() -> list[str]:
    """Missing packages."""
    program = shutil.which("soffice")
    if program is None:
        return list(PACKAGES)
    folder = Path(program).resolve().parent
    parts = zip(PACKAGES, ("libsclo.so", "libswlo.so"), strict=True)
    return [package for package, part in parts if not (folder / part).exists()]


@dataclass(frozen=True)
class Cell:
    """A cell as LibreOffice holds it: its type (`float`, `date`, `string` or none) and value."""

    kind: str | None
    value: str
    shown: str = ""
    formula: str | None = None
    links: tuple[str, ...] = ()


class Office:
    """LibreOffice with its own profile, in a given locale."""

    def __init__(self, folder: Path, locale: str) -> None:
        self._profile = folder / f"profile-{locale}"
        (self._profile / "user").mkdir(parents=True)
        (self._profile / "user/registrymodifications.xcu").write_text(SETTINGS.format(locale))

    def convert(self, files: Sequence[Path], ending: str, into: Path, reading: str = "") -> None:
        """Open the files in a single run and save each as `ending` in the folder `into`."""
        command = [
            "soffice",
            f"-env:UserInstallation={self._profile.as_uri()}",
            "--headless",
            "--norestore",
            *([f"--infilter={reading}"] if reading else []),
            "--convert-to",
            ending,
            "--outdir",
            str(into),
            *map(str, files),
        ]
        environment = {**os.environ, "HOME": str(self._profile), "SAL_USE_VCLPLUGIN": "svp"}
        subprocess.run(command, check=True, capture_output=True, env=environment)


def sheets(path: Path) -> Mapping[str, list[list[Cell]]]:
    """The cells of each sheet of a flat OpenDocument file, without trailing empty ones."""
    root = ElementTree.parse(path).getroot()
    return {
        str(table.get(f"{TABLE}name")): [
            row for row in map(_row, table.iter(f"{TABLE}table-row")) if row
        ]
        for table in root.iterfind(f"{OFFICE}body/{OFFICE}spreadsheet/{TABLE}table")
    }


def writing(path: Path) -> tuple[list[str], list[str]]:
    """The headings of a flat OpenDocument text, and all paragraphs including the headings."""
    root = ElementTree.parse(path).getroot()
    body = root.find(f"{OFFICE}body/{OFFICE}text")
    assert body is not None
    found = [
        (element.tag == f"{TEXT}h", _said(element))
        for element in body.iter()
        if element.tag in (f"{TEXT}h", f"{TEXT}p")
    ]
    return [text for heading, text in found if heading], [text for _heading, text in found]


def _row(row: ElementTree.Element) -> list[Cell]:
    cells = []
    for element in row.findall(f"{TABLE}table-cell"):
        times = int(element.get(f"{TABLE}number-columns-repeated", "1"))
        cells += [_cell(element)] * min(times, FURTHEST)
    while cells and cells[-1] == Cell(None, ""):
        cells.pop()
    return cells


def _cell(element: ElementTree.Element) -> Cell:
    kind = element.get(f"{OFFICE}value-type")
    links = tuple(str(link.get(f"{XLINK}href")) for link in element.iter(f"{TEXT}a"))
    text = "\n".join(_said(line) for line in element.findall(f"{TEXT}p"))
    value = element.get(f"{OFFICE}value") or element.get(f"{OFFICE}date-value") or text
    return Cell(kind, value, text, element.get(f"{TABLE}formula"), links)


def _said(element: ElementTree.Element) -> str:
    said = element.text or ""
    for child in element:
        if child.tag == f"{TEXT}s":
            said += " " * int(child.get(f"{TEXT}c", "1"))
        elif child.tag == f"{TEXT}tab":
            said += "\t"
        else:
            said += _said(child)
        said += child.tail or ""
    return said
