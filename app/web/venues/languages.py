"""Languages of the check-in pages: partnerships approve them, venues choose them."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from babel.messages.pofile import read_po
from flask import abort, current_app, render_template, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectMultipleField

from app.domain.base.languages import NAMES, RIGHT_TO_LEFT, TO_BE_READ, WRITTEN_IN
from app.domain.people.access import Act
from app.services.venues import languages, venue_set_up
from app.web.platform.access import needs
from app.web.platform.answers import Answer, done, form_page
from app.web.platform.context import db, now, viewer
from app.web.platform.forms import Form
from app.web.platform.labels import called
from app.web.venues import bp

PLACEHOLDER = re.compile(r"%\(\w+\)s")


class LanguagesForm(Form):
    """The languages that a venue offers besides Danish."""

    languages = SelectMultipleField(
        _l("Siderne ved døren er på dansk og på"),
        description=_l("Telefonens eget sprog bliver valgt, når det er med her."),
    )

    def __init__(self, chosen: tuple[str, ...]) -> None:
        super().__init__(data={"languages": [code for code in chosen if code != WRITTEN_IN]})
        self.languages.choices = [
            (code, f"{called(code)} ({NAMES[code]})") for code in NAMES if code != WRITTEN_IN
        ]


@bp.get("/partnerskab/<int:partnership_id>/sprog")
@needs(Act.SET_UP)
def language_list(partnership_id: int) -> str:
    """List the languages that need approval, and whether they have it."""
    return render_template(
        "venues/languages.html",
        partnership=languages.of_partnership(db(), viewer(), partnership_id),
        codes=TO_BE_READ,
        names=NAMES,
        called=called,
    )


@bp.get("/partnerskab/<int:partnership_id>/sprog/<language>")
@needs(Act.SET_UP)
def read_language(partnership_id: int, language: str) -> str:
    """Show all texts of a language beside the Danish ones, for proofreading."""
    partnership = languages.of_partnership(db(), viewer(), partnership_id)
    if language not in TO_BE_READ:
        abort(404)
    return render_template(
        "venues/language.html",
        partnership=partnership,
        code=language,
        own_name=NAMES[language],
        called=called(language),
        written="rtl" if language in RIGHT_TO_LEFT else "ltr",
        texts=texts(current_app.root_path, language),
    )


@bp.post("/partnerskab/<int:partnership_id>/sprog/<language>")
@needs(Act.SET_UP)
def approve_language(partnership_id: int, language: str) -> Answer:
    """Approve the language, or withdraw the approval."""
    if "tilbage" in request.form:
        languages.withdraw(db(), viewer(), partnership_id, language)
        said = _("Sproget er et udkast igen.")
    else:
        languages.approve(db(), viewer(), partnership_id, language, now=now())
        said = _("Sproget er godkendt. Siderne siger ikke længere, at det er et udkast.")
    return done(said, "venues.language_list", partnership_id=partnership_id)


@bp.route("/steder/<int:venue_id>/sprog", methods=["GET", "POST"])
@needs(Act.SET_UP)
def venue_languages(venue_id: int) -> Answer:
    """Choose the languages of a venue's check-in pages."""
    shown = venue_set_up.venue_set_up(db(), viewer(), venue_id, now=now())
    form = LanguagesForm(languages.of_venue(db(), viewer(), venue_id).codes)
    if form.accepts():
        languages.choose(db(), viewer(), venue_id, form.languages.data or [])
        return done(_("Det er gemt."), "venues.venue", venue_id=venue_id)
    return form_page("venues/venue_languages.html", form, venue=shown)


@cache
def texts(root: str, language: str) -> list[tuple[str, str]]:
    """Return (Danish, translated) pairs of the check-in texts, in the templates' order.

    Placeholders for names and numbers are shown as dots.
    """
    path = Path(root) / "translations" / language / "LC_MESSAGES" / "messages.po"
    with path.open("rb") as file:
        catalogue = read_po(file, locale=language)
    return [
        (PLACEHOLDER.sub("…", str(message.id)), PLACEHOLDER.sub("…", str(message.string)))
        for message in catalogue
        if message.id
    ]
