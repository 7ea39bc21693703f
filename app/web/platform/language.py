"""The language of a page. It is never stored or counted for participants."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlencode

from flask import Flask, current_app, g, has_app_context, has_request_context, request
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
# Blueprints whose pages are in every language, unless the venue has turned some off. None is for
# addresses without a route.
OPEN_TO_ALL = (None, "check_in")


def register_language(app: Flask) -> None:
    """Set up Flask-Babel. Texts in the code are Danish; other languages have catalogues."""
    app.config["BABEL_DEFAULT_LOCALE"] = WRITTEN_IN
    app.config["BABEL_DEFAULT_TIMEZONE"] = "Europe/Copenhagen"
    Babel(app, locale_selector=language)
    app.config["LANGUAGES_AT_HAND"] = frozenset(_at_hand(Path(app.root_path) / "translations"))

    @app.url_defaults
    def keep_language(endpoint: str, values: dict[str, object]) -> None:
        # Keep a chosen language in every link, so that no cookie is needed.
        if has_request_context() and endpoint != "static" and chosen():
            values.setdefault("sprog", chosen())


def chosen() -> str:
    """Return the language code chosen in the menu, or "" if none was."""
    # Asked several times for each page, and looking up what is missing costs an exception.
    code = request.args["sprog"] if "sprog" in request.args else ""  # noqa: SIM401
    return code if code in NAMES else ""


def language() -> str:
    """Return the code of the page's language: from the address, the account or the browser."""
    if not has_request_context():  # A mail has a language too (`in_language`).
        return str(g.get("language", WRITTEN_IN)) if has_app_context() else WRITTEN_IN
    if "language" not in g:
        g.language = _chosen_here() or _usual(_of_the_account())
    return str(g.language)


def speak_to(account: str) -> None:
    """Use an account's language from here on ("" for no account), unless one is chosen."""
    g.language = _chosen_here() or _usual(account)


def speak(languages: Spoken) -> None:
    """Limit this page to the venue's languages from here on."""
    g.spoken = languages
    g.pop("language", None)
    refresh()


@contextmanager
def in_language(code: str) -> Iterator[None]:
    """Translate texts, dates and times in the block to this language, whatever the page's is."""
    page, g.language = language(), code
    try:
        with force_locale(code):
            yield
    finally:
        g.language = page


def direction() -> str:
    """Return the text direction of this page: `ltr` or `rtl`."""
    return "rtl" if language() in RIGHT_TO_LEFT else "ltr"


def is_draft() -> bool:
    """Return whether the translation of this page is not yet proofread."""
    return language() in _spoken().drafts


def language_name() -> str:
    """Return the name of the page's language, in that language."""
    return NAMES[language()]


def menu() -> list[tuple[str, str, str]]:
    """Return the page's other languages as (code, name in that language, address)."""
    again = page_again()
    page = "" if again == request.path else again
    args = {name: shown_again(value) for name, value in request.args.items()}
    return [
        (code, NAMES[code], f"{page}?{urlencode(args | {'sprog': code})}")
        for code in _spoken().codes
        if code != language()
    ]


def page_again() -> str:
    """Return the path that shows this page again.

    If the page only accepts posts, it is the nearest parent path that accepts GET.
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
    """Mark the page as a 404, so that `page_again` returns `instead` or "/" rather than a parent.

    A parent path would reveal which ids exist.
    """
    g.nowhere = instead


def _spoken() -> Spoken:
    if "spoken" not in g:
        g.spoken = WITHOUT_A_VENUE if request.blueprint in OPEN_TO_ALL else TO_STAFF
    return _spoken_here(g.spoken, current_app.config["LANGUAGES_AT_HAND"])


@lru_cache(1_000)
def _spoken_here(spoken: Spoken, at_hand: frozenset[str]) -> Spoken:
    return Spoken(tuple(code for code in spoken.codes if code in at_hand), spoken.drafts)


def _at_hand(folder: Path) -> Iterator[str]:
    """Yield the languages that are available: Danish, and those with a compiled catalogue."""
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
