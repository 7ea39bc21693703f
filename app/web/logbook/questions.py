"""The wording of the logbook's questions and of the steps for the mix."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import gettext as _

from app.domain.logbook.logbook import Mix, Prompt


@dataclass(frozen=True)
class Question:
    """A prompt's question, with a hint for those who don't know where to begin."""

    text: str
    hint: str


def question(prompt: Prompt) -> Question:
    """Return the prompt's wording."""
    return {
        Prompt.HAPPENED: Question(
            _("Hvad skete der?"),
            _("Det, I selv vil huske om et år. Stort eller småt."),
        ),
        Prompt.LEARNED: Question(
            _("Hvad lærte vi?"),
            _("Hvad gik anderledes, end I troede? Hvad vil I gøre igen?"),
        ),
        Prompt.EMERGING: Question(
            _("Hvilke initiativer spirer?"),
            _("Nyt, som nogen er begyndt på eller taler om. Det må gerne være løst."),
        ),
        Prompt.COMING: Question(
            _("Kunne folk komme og gå, som det passede dem?"),
            _("At trække sig lidt og komme igen er helt i orden. Hvad gav plads til det?"),
        ),
        Prompt.ACROSS: Question(
            _("Hvem mødtes på tværs?"),
            _("Møder mellem folk, som ellers ikke mødes. Skriv ikke om enkelte personer."),
        ),
        Prompt.MIX: Question(
            _("Hvordan var blandingen?"),
            _("Jeres egen fornemmelse i tre trin, og en sætning til. Ingen af dem er bedst."),
        ),
        Prompt.NEXT: Question(
            _("Hvad prøver vi næste gang?"),
            _("Én ting er nok."),
        ),
    }[prompt]


def mix(step: Mix) -> str:
    """Return the wording of a step. No step is better than another."""
    return {
        Mix.SAME: _("mest de samme"),
        Mix.BLEND: _("en blanding"),
        Mix.MANY: _("mange forskellige"),
    }[step]
