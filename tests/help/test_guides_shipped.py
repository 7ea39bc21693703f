"""What is installed has the guides and papers: the app reads them from beside its own folder."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from app.exports.data_protection import papers
from app.web.help import guides
from tests.support.source import ROOT


def test_a_build_has_every_guide_and_paper_where_the_app_looks_for_it(tmp_path: Path) -> None:
    # Without a Python the build stops where its packages would be installed, after the copying.
    stub, target = tmp_path / "bin", tmp_path / "built"
    stub.mkdir()
    (stub / "python3").write_text("#!/bin/sh\nexit 1\n")
    (stub / "python3").chmod(0o755)
    path = f"{stub}{os.pathsep}{os.environ['PATH']}"
    build = ROOT / "deploy" / "build.sh"
    subprocess.run([build, ROOT, target], env={**os.environ, "PATH": path}, capture_output=True)
    for folder in (guides.FOLDER, papers.FOLDER):
        there = target / folder.relative_to(ROOT)
        here = sorted(file.relative_to(folder) for file in folder.rglob("*.md"))
        assert here
        assert sorted(file.relative_to(there) for file in there.rglob("*.md")) == here
