"""A report as a text file."""

from __future__ import annotations

from app.domain.base.text import without_unseen
from app.domain.reports.overview import Overview
from app.exports.report.caveat_notes import caveat_notes
from app.exports.report.sentences import sentences
from app.translator import DANISH, Translator


def report_text(overview: Overview, _: Translator = DANISH) -> bytes:
    """Return the sentences as a UTF-8 text file, with the caveats as a second paragraph."""
    paragraphs = (sentences(overview, _), caveat_notes(overview, _))
    said = "\n\n".join(" ".join(one) for one in paragraphs if one)
    return f"{without_unseen(said)}\n".encode()
