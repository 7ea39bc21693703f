"""The day note: its length, its prompt, and what it should not contain."""

from __future__ import annotations

import datetime as dt

import pytest

from app.domain.base.label_hints import Hint, find_email, hints
from app.domain.days.day_note import Way, one_line, prompt_of


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("En psykisk sårbar mand kom", {Hint.LABEL: "psykisk"}),
        ("To udviklingshæmmede bagte", {Hint.LABEL: "udviklingshæmmede"}),
        ("A vulnerable guest", {Hint.LABEL: "vulnerable"}),
        ("Karen Hansen bagte brød", {Hint.NAME: "Karen Hansen"}),
        ("Brødet er bagt af Ole Jensen.", {Hint.NAME: "Ole Jensen"}),
        ("Vi fik besøg, og Bente sagde ja", {Hint.NAME: "Bente"}),
        ("Kaffe med enken fra nr. 14", {Hint.HOME: "fra nr. 14"}),
        ("Han fra Nørregade 7B kom", {Hint.HOME: "fra Nørregade 7B"}),
        ("Tea with her from flat 3", {Hint.HOME: "from flat 3"}),
        ("Suppe for ensomme", {Hint.LABEL: "ensomme"}),
        ("Vi bagte brød med naboerne.", {}),
        ("Folk fra hele vejen, fra kl. 14", {}),
        ("Bussen nr. 14 kører fra 10 til 12", {}),
        ("Strikkecaféen mødte høkeren.", {}),
        ("Vi talte om en svær sag og gik en tur", {}),
        ("", {}),
    ],
)
def test_it_hints_at_labels_and_names_and_at_nothing_else(
    text: str, found: dict[Hint, str]
) -> None:
    assert hints(text) == found


def test_it_finds_an_email_also_in_disguise() -> None:
    assert find_email("Skriv til ole@example.dk")
    assert find_email("Skriv til ole＠example．dk")
    assert not find_email("Vi ses @ caféen, 3.5 kg mel")


def test_it_keeps_one_line() -> None:
    assert one_line("  Vi\r\nbagte \x00 brød\t i dag ") == "Vi bagte brød i dag"


def test_the_prompts_come_in_turn() -> None:
    days = [dt.date(2026, 11, 1) + dt.timedelta(days=n) for n in range(9)]
    assert len({prompt_of(day) for day in days}) == 9
    assert {way for way, _n in map(prompt_of, days[:3])} == set(Way)
