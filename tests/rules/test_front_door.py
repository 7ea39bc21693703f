"""The files a newcomer reads first exist, and their links work."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from tests.support.source import ROOT, name

FIRST = ("README.md", "LICENSE", "CONTRIBUTING.md", "SECURITY.md", "CODE_OF_CONDUCT.md")
TOP = sorted(ROOT.glob("*.md"))
DOCS = sorted((ROOT / "docs").rglob("*.md"))
PAGES = [*TOP, *DOCS, ROOT / "bench" / "README.md"]
INDEX = ROOT / "docs" / "README.md"
LINK = re.compile(r"\]\(([^)\s]+)\)|(?:src|href)=\"([^\"]+)\"")
RELEASE = re.compile(r"^## (\d+)\.(\d+)\.(\d+) – (\d{4}-\d\d-\d\d)$")
PICTURE_BYTES = 60_000


def prose(path: Path) -> str:
    """The page without its code, where links do not count."""
    text = re.sub(r"^```.*?^```$", "", path.read_text(), flags=re.M | re.S)
    return re.sub(r"`[^`\n]*`(?!\])", "", text)


def links(path: Path) -> Iterator[tuple[Path, str]]:
    """The page's internal links: file and anchor."""
    for match in LINK.finditer(prose(path)):
        target = match[1] or match[2]
        if not re.match(r"[a-z]+:", target):
            file, _, anchor = target.partition("#")
            yield (path.parent / file).resolve() if file else path, anchor


def anchors(path: Path) -> list[str]:
    """The anchors a repository host gives the page's headings."""
    text = re.sub(r"^```.*?^```$", "", path.read_text(), flags=re.M | re.S)
    found: list[str] = []
    for heading in re.findall(r"^#{1,6} (.+)$", text, re.M):
        words = re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", heading)
        slug = re.sub(r"[^\w\- ]", "", words.strip().lower()).replace(" ", "-")
        again = sum(re.fullmatch(rf"{re.escape(slug)}(-\d+)?", one) is not None for one in found)
        found.append(f"{slug}-{again}" if again else slug)
    return found


def broken(path: Path) -> list[str]:
    """The broken links."""
    return [
        f"{file}#{anchor}"
        for file, anchor in links(path)
        if not file.exists() or (anchor and anchor not in anchors(file))
    ]


def disorder(changelog: str) -> str:
    """What is wrong with the order of releases in a changelog; empty if nothing."""
    first, *rest = [line for line in changelog.splitlines() if line.startswith("## ")]
    releases = [match for line in rest if (match := RELEASE.match(line))]
    if first != "## Unreleased" or not rest or len(releases) != len(rest):
        return f"the headings are {[first, *rest]}"
    keys = [((int(m[1]), int(m[2]), int(m[3])), m[4]) for m in releases]
    wrong = [
        f"{new} before {old}" for new, old in pairwise(keys) if new[0] <= old[0] or new[1] < old[1]
    ]
    return ", ".join(wrong)


@pytest.mark.parametrize("file", [*FIRST, "CHANGELOG.md", ".editorconfig"])
def test_it_has_what_a_stranger_looks_for(file: str) -> None:
    assert (ROOT / file).read_text().strip(), file


def test_it_is_licensed_as_its_package_says() -> None:
    licence = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["license"]
    assert (ROOT / "LICENSE").read_text().startswith(f"{licence} License\n")


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_link_leads_somewhere(page: Path) -> None:
    assert broken(page) == []


def test_the_readme_leads_to_all_that_comes_first() -> None:
    found = {file for file, _anchor in links(ROOT / "README.md")}
    assert {ROOT / file for file in FIRST[1:4]} | {ROOT / "CHANGELOG.md", INDEX} <= found


def test_the_index_lists_every_page_once() -> None:
    found = [file for file, _anchor in links(INDEX) if file in DOCS]
    assert sorted(found) == sorted(set(DOCS) - {INDEX})


def test_the_readme_shows_every_picture_and_each_is_small() -> None:
    pictures = sorted((ROOT / "docs" / "pictures").iterdir())
    shown = {file for file, _anchor in links(ROOT / "README.md") if file.suffix == ".png"}
    assert shown == set(pictures)
    for picture in pictures:
        assert picture.stat().st_size < PICTURE_BYTES, picture.name


def test_the_changelog_has_its_releases_newest_first() -> None:
    assert disorder((ROOT / "CHANGELOG.md").read_text()) == ""


def test_the_newest_release_is_the_packages_version() -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    releases = re.findall(r"^## (\d\S*)", (ROOT / "CHANGELOG.md").read_text(), re.M)
    assert releases[0] == version


def test_these_rules_find_what_is_wrong(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(
        "# A `word` & more\n## Twice\n## Twice\n"
        "[a](#a-word--more) [b](#twice-1) [c](page.md#twice)\n"
        "[d](https://example.dk/x) `[e](no.md)`\n"
        '[f](gone.md) [g](#twice-2) <img src="gone.png">\n'
    )
    assert [link.rpartition("/")[2] for link in broken(page)] == [
        "gone.md#",
        "page.md#twice-2",
        "gone.png#",
    ]
    new, old = "## 1.10.0 – 2027-01-02\n", "## 1.9.0 – 2026-12-01\n"
    assert not disorder(f"## Unreleased\n{new}{old}")
    for wrong in (f"{new}{old}", "## Unreleased\n", f"## Unreleased\n{old}{new}", "## New\n"):
        assert disorder(wrong), wrong
