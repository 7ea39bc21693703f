"""The command that writes the papers for somebody to sign."""

from __future__ import annotations

from pathlib import Path

import pypdf
from flask import Flask

from app.exports.data_protection.papers import papers_of


def test_it_writes_each_as_pdf_and_says_what_is_lacking(app: Flask, tmp_path: Path) -> None:
    result = app.test_cli_runner().invoke(args=["write-papers", str(tmp_path / "papers")])
    assert result.exit_code == 0, result.output
    files = sorted(path.name for path in (tmp_path / "papers").iterdir())
    assert files == sorted(f"{name}.pdf" for name in papers_of({}))
    assert "controller.name" in result.output
    agreement = pypdf.PdfReader(tmp_path / "papers" / "databehandleraftale.pdf")
    assert "[databehandlerens navn]" in agreement.pages[0].extract_text()
