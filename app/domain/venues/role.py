"""Roles: what visitors can do at a venue."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.venues import pictograms


@dataclass(frozen=True)
class RoleOption:
    """A role that visitors can choose, named by a verb.

    `verb` is in Danish. `verb_en` is empty if nobody has translated it. `sign` is the chosen
    pictogram.
    """

    id: int
    verb: str
    verb_en: str = ""
    sign: str | None = None

    @property
    def pictogram(self) -> str:
        """The pictogram shown beside the verb: the chosen one, or one derived from the verb."""
        return pictograms.pictogram_of(self.sign, self.verb, pictograms.OF_A_ROLE)

    def label(self, language: str) -> str:
        """Return the English verb if there is one and the language is not Danish."""
        return self.verb_en if self.label_language(language) == "en" else self.verb

    def label_language(self, language: str) -> str:
        """Return the language that `label` is in, `da` or `en`. Roles have no other languages."""
        return "en" if language != "da" and self.verb_en else "da"
