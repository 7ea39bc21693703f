"""Roles as the rules know them, with the words that the catalogues have for the default ones."""

from __future__ import annotations

import gettext
from functools import cache
from pathlib import Path

from app import models
from app.domain.base.languages import TO_BE_READ
from app.domain.venues.default_roles import VERBS
from app.domain.venues.role import RoleOption

TRANSLATIONS = Path(__file__).parents[2] / "translations"


def role_option(row: models.Role) -> RoleOption:
    """Return the role. What the partnership has written goes before what the catalogues have.

    A role whose Danish verb has been changed is no longer the default one, so the catalogues'
    words for that do not follow it.
    """
    return RoleOption(
        row.id, row.verb, row.verb_en, row.sign, {**default_verbs(row.verb), **(row.verbs or {})}
    )


@cache
def default_verbs(verb: str) -> dict[str, str]:
    """Return the catalogues' words for a default role by language, none for any other role."""
    if verb not in VERBS:
        return {}
    said = {language: _catalogue(language).gettext(verb) for language in TO_BE_READ}
    return {language: word for language, word in said.items() if word != verb}


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    # A language whose catalogue is not compiled is not offered, and has no words.
    return gettext.translation("messages", TRANSLATIONS, [language], fallback=True)
