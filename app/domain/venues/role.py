"""A role: something one can do at a venue today."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.base import pictograms


@dataclass(frozen=True)
class RoleOption:
    """Something one can do here today; a verb. `sign` is the chosen pictogram."""

    id: int
    verb: str
    verb_en: str = ""
    sign: str | None = None

    @property
    def pictogram(self) -> str:
        """The sign to show beside the verb: the chosen one, or what the verb proposes."""
        return pictograms.pictogram_of(self.sign, self.verb, pictograms.OF_A_ROLE)

    def label(self, language: str) -> str:
        """The verb in the reader's language, or in Danish where nobody has translated it."""
        return self.verb_en if self.label_language(language) == "en" else self.verb

    def label_language(self, language: str) -> str:
        """The language of that label: the partnership's own words are Danish or English."""
        return "en" if language != "da" and self.verb_en else "da"
