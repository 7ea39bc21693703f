"""Roles: what visitors can do at a venue."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.domain.venues import pictograms


@dataclass(frozen=True)
class RoleOption:
    """A role that visitors can choose, named by a verb.

    `verb` is in Danish. `verb_en` is empty if nobody has translated it. `verbs` has the further
    languages that it is known in, by code. `sign` is the chosen pictogram.
    """

    id: int
    verb: str
    verb_en: str = ""
    sign: str | None = None
    verbs: Mapping[str, str] = field(default_factory=dict, hash=False)

    @property
    def pictogram(self) -> str:
        """The pictogram shown beside the verb: the chosen one, or one derived from the verb."""
        return pictograms.pictogram_of(self.sign, self.verb, pictograms.OF_A_ROLE)

    def label(self, language: str) -> str:
        """Return the verb in this language, or else in English, or else in Danish."""
        spoken = self.label_language(language)
        return self.verb_en if spoken == "en" else self.verbs.get(spoken, self.verb)

    def label_language(self, language: str) -> str:
        """Return the language that `label` is in."""
        if language == "da" or language in self.verbs:
            return language
        return "en" if self.verb_en else "da"
