"""The pages of help: the contents, and each chapter."""

from __future__ import annotations

from flask import abort, render_template, url_for

from app.web.help import bp
from app.web.help.guides import CHAPTERS, Guide, guide
from app.web.platform.access import everybody
from app.web.platform.language import language


@bp.get("/hjaelp")
@everybody
def contents() -> str:
    """List the chapters. Nothing here is secret: a municipality may read it before it asks."""
    return render_template("help/contents.html", guides=_all())


@bp.get("/hjaelp/<chapter>")
@everybody
def chapter(chapter: str) -> str:
    """Show a chapter, and links to the others."""
    if chapter not in CHAPTERS:
        abort(404)
    shown = guide(chapter, language())
    page = shown.html(_chapter, _picture)
    return render_template("help/chapter.html", guide=shown, page=page, guides=_all())


def _all() -> list[Guide]:
    return [guide(each, language()) for each in CHAPTERS]


def _chapter(chapter: str, anchor: str) -> str:
    return url_for("help.chapter", chapter=chapter, _anchor=anchor or None)


def _picture(filename: str) -> str:
    return url_for("static", filename=filename)
