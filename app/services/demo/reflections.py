"""The logbooks of the demo venues, and which of them have been handed in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from app.db import Database
from app.domain.base.months import Quarter
from app.domain.base.service_day import service_date
from app.domain.logbook.logbook import Mix, Prompt, can_be_handed_in_from
from app.domain.people.access import Viewer
from app.services.demo.building import Built
from app.services.demo.trail import as_of
from app.services.logbook import life, writing

DAYS_LATER = 2


@dataclass(frozen=True)
class Written:
    """A logbook: the venue's code, the quarter, the texts, and how mixed the visitors were."""

    code: str
    quarters_ago: int
    texts: dict[Prompt, str]
    mix: Mix | None = None
    handed_in: bool = False


LOGBOOKS = (
    Written(
        "HEJREN",
        2,
        {
            Prompt.HAPPENED: (
                "Køkkenet blev husets hjerte. Onsdagsmaden begyndte med otte tallerkener, og nu "
                "dækker vi til fyrre.\n\nØvelokalet fik nye plader på væggene. Bandet betalte "
                "med en koncert."
            ),
            Prompt.LEARNED: (
                "Det hjalp at sætte kaffen ved døren. Folk bliver stående og falder i snak, før "
                "de vælger noget. Vi planlægger mindre og venter lidt længere."
            ),
            Prompt.EMERGING: "Nogle af de unge vil have et halvtag ved skateramperne.",
            Prompt.MIX: (
                "Ungevejlederne sidder med ved spillebordet. Pensionister og unge har lavet mad "
                "sammen hver onsdag."
            ),
        },
        Mix.MANY,
        handed_in=True,
    ),
    Written(
        "HEJREN",
        1,
        {
            Prompt.HAPPENED: (
                "Sommeren var stille, og det var godt. I august kom alle på én gang: kor, "
                "lektier og strik på samme eftermiddag. Vi flyttede reolerne og fik plads til dem."
            ),
            Prompt.LEARNED: "At en dag uden program også er en god dag. Folk kom for at være her.",
            Prompt.EMERGING: "En podcast, optaget i kælderen. Den første udgave er om byens bænke.",
        },
        Mix.BLEND,
    ),
    Written(
        "TASKE",
        1,
        {
            Prompt.HAPPENED: (
                "Vi fik en hel flyttebil med stole. Reparationsholdet satte dem i stand, og nu "
                "står de i fælleshuset."
            ),
            Prompt.LEARNED: (
                "Når to sorterer sammen, lærer den ene butikken at kende, og den anden får tid "
                "til at fortælle. Vi sætter ikke længere nogen til det alene."
            ),
            Prompt.MIX: "Kaffebordet er for alle, også for dem, der bare kigger ind.",
        },
        Mix.MANY,
        handed_in=True,
    ),
    Written(
        "HANK",
        1,
        {
            Prompt.HAPPENED: (
                "Sagen om bænke på torvet er slut. Kommunen har sat fem bænke op, og vi holdt "
                "afslutning med kage på den første af dem. Sagen om træer er lige begyndt."
            ),
            Prompt.LEARNED: "En sag må gerne slutte. Vi har lovet hinanden at fejre det hver gang.",
        },
    ),
    Written(
        "KAFFE",
        0,
        {Prompt.HAPPENED: "Græskar. Vi fik 140 kilo græskar. Ingen vil se suppe før jul. 🎃"},
    ),
)


def write_logbooks(
    db: Database, coordinator: Viewer, plans: Iterable[Built], *, now: dt.datetime
) -> None:
    """Write the logbooks as the coordinator, and hand in those that should be.

    Each is dated `DAYS_LATER` days after it can be handed in, but never after `now`.
    """
    venues = {built.plan.code: built.venue_id for built in plans}
    for written in LOGBOOKS:
        quarter = Quarter.of(service_date(now))
        for _step in range(written.quarters_ago):
            quarter = quarter.previous
        venue_id = venues[written.code]
        from_when = can_be_handed_in_from(quarter)
        when = min(now, from_when + dt.timedelta(days=DAYS_LATER))
        for prompt in Prompt:
            text = written.texts.get(prompt, "")
            step = written.mix if prompt is Prompt.MIX else None
            if text or step:
                writing.write(
                    db,
                    coordinator,
                    venue_id,
                    quarter,
                    prompt,
                    text=text,
                    step=step,
                    seen=0,
                    now=when,
                )
        if written.handed_in and when >= from_when:
            with as_of(db, when):
                life.hand_in(db, coordinator, venue_id, quarter, now=when)
