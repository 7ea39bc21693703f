"""Which language a page is in. Never stored for a participant, and never counted."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

from flask import Flask, current_app, g, has_request_context, request
from flask_babel import Babel, force_locale, refresh

from app.domain.base.languages import (
    NAMES,
    ON_EVERY_PAGE,
    RIGHT_TO_LEFT,
    TO_STAFF,
    WITHOUT_A_VENUE,
    WRITTEN_IN,
    Spoken,
)
from app.web.platform.context import signed_in
from app.web.platform.forms import shown_again

LANGUAGES = {code: NAMES[code] for code in ON_EVERY_PAGE}
# Whose pages speak every language, until a place says otherwise. An address that leads nowhere
# has no blueprint.
OPEN_TO_ALL = (None, "check_in")


def register_language(app: Flask) -> None:
    """Hook Flask-Babel in. Texts are written in Danish in the code; the others are catalogues."""
    app.config["BABEL_DEFAULT_LOCALE"] = WRITTEN_IN
    app.config["BABEL_DEFAULT_TIMEZONE"] = "Europe/Copenhagen"
    Babel(app, locale_selector=language)
    app.config["LANGUAGES_AT_HAND"] = frozenset(_at_hand(Path(app.root_path) / "translations"))

    @app.url_defaults
    def keep_language(endpoint: str, values: dict[str, object]) -> None:
        # A chosen language travels in the address: no cookie, nothing to remember.
        if has_request_context() and endpoint != "static" and chosen():
            values.setdefault("sprog", chosen())


def chosen() -> str:
    """The language that was chosen in the menu, empty where nobody chose."""
    code = request.args.get("sprog", "")
    return code if code in NAMES else ""


def language() -> str:
    """The language of this page: chosen in the address, by the account, or by the browser."""
    if not has_request_context():
        return WRITTEN_IN
    if "language" not in g:
        g.language = _chosen_here() or _usual(_of_the_account())
    return str(g.language)


def speak_to(account: str) -> None:
    """From here on the page speaks to somebody whose account speaks this; empty for no account."""
    g.language = _chosen_here() or _usual(account)


def speak(languages: Spoken) -> None:
    """From here on the page speaks what the place speaks."""
    g.spoken = languages
    g.pop("language", None)
    refresh()


@contextmanager
def in_language(code: str) -> Iterator[None]:
    """Texts, dates and clock times in this language, whatever the page's own is."""
    page, g.language = language(), code
    try:
        with force_locale(code):
            yield
    finally:
        g.language = page


def direction() -> str:
    """Which way this page is written: `ltr` or `rtl`."""
    return "rtl" if language() in RIGHT_TO_LEFT else "ltr"


def is_draft() -> bool:
    """Whether nobody has yet read this page's language through."""
    return language() in _spoken().drafts


def menu() -> list[tuple[str, str, str]]:
    """The other languages of this page: code, own name, and the address that chooses it."""
    again = page_again()
    page = "" if again == request.path else again
    args = {name: shown_again(value) for name, value in request.args.items()}
    return [
        (code, NAMES[code], f"{page}?{urlencode(args | {'sprog': code})}")
        for code in _spoken().codes
        if code != language()
    ]


def page_again() -> str:
    """The address that shows this page again: its own, or where it takes posts alone, the nearest
    one above it that shows a page.
    """
    if "nowhere" in g and (g.nowhere or request.method != "GET"):
        return str(g.nowhere or "/")
    address = current_app.create_url_adapter(request)
    methods = set(address.allowed_methods()) if address else set()
    path = request.path
    while address and methods and not address.test(path, "GET"):
        path = path.rpartition("/")[0] or "/"
    return path


def is_nowhere(instead: str = "") -> None:
    """From here on the page is of nothing: an address above it would tell one id from another.

    What can be shown again is the page `instead` of it, if one is given.
    """
    g.nowhere = instead


def _spoken() -> Spoken:
    if "spoken" not in g:
        g.spoken = WITHOUT_A_VENUE if request.blueprint in OPEN_TO_ALL else TO_STAFF
    spoken: Spoken = g.spoken
    at_hand: frozenset[str] = current_app.config["LANGUAGES_AT_HAND"]
    return Spoken(tuple(code for code in spoken.codes if code in at_hand), spoken.drafts)


def _at_hand(folder: Path) -> Iterator[str]:
    """The languages that a page can really be in: Danish, and those whose catalogue is there."""
    yield WRITTEN_IN
    for code in NAMES:
        if (folder / code / "LC_MESSAGES" / "messages.mo").exists():
            yield code


def _chosen_here() -> str:
    return chosen() if chosen() in _spoken().codes else ""


def _of_the_account() -> str:
    viewer = signed_in() if request.blueprint not in OPEN_TO_ALL else None
    return viewer.language if viewer else ""


def _usual(account: str) -> str:
    if account in ON_EVERY_PAGE:
        return account
    return request.accept_languages.best_match(_spoken().codes, WRITTEN_IN)
