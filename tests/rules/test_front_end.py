"""Style sheets and scripts are linted by a program from npm, locked as the other packages are."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.support import front_end
from tests.support.source import ROOT

TOOLS = ("front_end", "lighthouse")
FAULTS = {
    "app/static/js/a.js": "total = 1;\n",
    "app/static/css/a.css": "p { colr: red; }\n",
    "app/static/css/desk/b.css": "p { color: red; color: blue; }\n",
}


def project(folder: Path, *, installed: bool) -> Path:
    """A project with the linter and nothing to find fault with."""
    here = folder / "tests" / "front_end"
    here.mkdir(parents=True)
    for name in ("lint", "biome.json"):
        shutil.copy(front_end.HERE / name, here)
    if installed:
        (here / "node_modules").symlink_to(front_end.HERE / "node_modules")
    for name in (
        "app/static/js",
        "app/static/css/desk",
        "tests/support/browser",
        "tests/lighthouse",
    ):
        (folder / name).mkdir(parents=True)
    (folder / "app/static/js/fine.js").write_text("console.log(1);\n")
    return folder


def lint(folder: Path, ci: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [folder / "tests" / "front_end" / "lint"],
        env={"PATH": os.environ["PATH"], "CI": ci},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("tools", TOOLS)
def test_it_locks_what_comes_from_npm(tools: str) -> None:
    folder = ROOT / "tests" / tools
    wanted = json.loads((folder / "package.json").read_text())["dependencies"]
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in wanted.values())
    packages = json.loads((folder / "package-lock.json").read_text())["packages"]
    assert packages.pop("")["dependencies"] == wanted
    assert all(one["integrity"].startswith("sha512-") for one in packages.values())
    assert not [one for one in packages.values() if "resolved" in one], "it is no registry's"


def test_it_is_part_of_lint_and_installed_in_ci() -> None:
    lint_target = (ROOT / "Makefile").read_text().split("\nlint: ")[1].split("\n\n")[0]
    assert "@tests/front_end/lint" in lint_target.split()
    (installed,) = re.findall(
        r"for tools in ([\w ]+); do\n  npm ci", (ROOT / ".ci/run").read_text()
    )
    assert sorted(installed.split()) == sorted(TOOLS)


@pytest.mark.parametrize(("ci", "code"), [("", 0), ("true", 1)])
def test_it_says_so_where_it_is_not_installed(tmp_path: Path, ci: str, code: int) -> None:
    done = lint(project(tmp_path, installed=False), ci)
    assert done.stderr.startswith("NOT CHECKED: styles and scripts.")
    assert done.returncode == code


@pytest.mark.skipif(not front_end.available(), reason="Biome is not installed")
def test_it_finds_what_is_wrong(tmp_path: Path) -> None:
    folder = project(tmp_path, installed=True)
    done = lint(folder)
    assert done.returncode == 0, done.stdout + done.stderr
    for name, wrong in FAULTS.items():
        (folder / name).write_text(wrong)
        done = lint(folder)
        assert done.returncode == 1, name
        assert name in done.stdout + done.stderr
        (folder / name).unlink()
