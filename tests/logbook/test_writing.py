"""Answering the logbook's prompts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from app.db import Database
from app.models import DayNote, Reflection
from tests.support.cast import Cast
from tests.support.logbook_pages import write
from tests.support.visit import Visitor


def test_it_keeps_what_is_written(sign_in: Callable[[Any], Visitor], cast: Cast, at: str) -> None:
    ane = sign_in(cast.ane)
    page = write(ane, at, "happened", "Vi fik en ny symaskine.\r\n\r\nOg en til.")
    assert page.h1 == "Genbrugsbutikken"
    assert "Vi fik en ny symaskine." in page.text
    assert "Sidst skrevet af Ane, 22. november 2026" in page.text
    assert "Og en til." in sign_in(cast.kim).get(at).text
    assert "Vi fik en ny symaskine.\n\nOg en til." in ane.get(f"{at}/happened").response.text


def test_it_takes_the_mix_in_three_steps_and_a_sentence(
    sign_in: Callable[[Any], Visitor], cast: Cast, at: str
) -> None:
    ane = sign_in(cast.ane)
    page = write(ane, at, "mix", "Naboer og nye.", step="2")
    assert "Vores fornemmelse: en blanding." in page.text
    assert "Naboer og nye." in page.text
    page = write(ane, at, "mix", "Naboer og nye.", step="")
    assert "fornemmelse" not in page.text
    page = write(ane, at, "mix", "", step="9")
    assert "fornemmelse" not in page.text


def test_it_overwrites_nothing_that_was_not_read(
    sign_in: Callable[[Any], Visitor], cast: Cast, at: str
) -> None:
    ane, kim = sign_in(cast.ane), sign_in(cast.kim)
    anes, kims = ane.get(f"{at}/learned"), kim.get(f"{at}/learned")
    ane.press(anes, "Gem", text="Kaffen først.")
    conflict = kim.press(kims, "Gem", text="Vi må have flere stole.", status=409)
    assert "Ane har skrevet her imens" in conflict.text
    assert "Kaffen først." in conflict.text
    assert "Vi må have flere stole." in conflict.text
    assert "Kaffen først." in ane.get(at).text
    assert "stole" not in ane.get(at).text

    both = kim.press(conflict, "Gem begge tekster")
    assert "Kaffen først. Vi må have flere stole." in both.text


def test_it_lets_one_choose_after_a_conflict(
    sign_in: Callable[[Any], Visitor], cast: Cast, at: str
) -> None:
    ane, kim = sign_in(cast.ane), sign_in(cast.kim)
    kims = kim.get(f"{at}/learned")
    write(ane, at, "learned", "Kaffen først.")
    conflict = kim.press(kims, "Gem", text="Flere stole.", status=409)
    write(ane, at, "learned", "Kaffen først, så teen.")
    again = kim.press(conflict, "Gem min tekst i stedet", status=409)
    assert "så teen" in again.text
    page = kim.press(again, "Gem min tekst i stedet")
    assert "Flere stole." in page.text
    assert "Kaffen" not in page.text


def test_it_overwrites_nothing_for_a_post_that_has_read_nothing(
    sign_in: Callable[[Any], Visitor], cast: Cast, at: str
) -> None:
    ane = sign_in(cast.ane)
    write(ane, at, "learned", "Kaffen først.")
    conflict = ane.post(f"{at}/learned", text="Flere stole.", do="save", status=409)
    assert "Kaffen først." in conflict.text
    assert "Kaffen først." in ane.get(at).text


def test_it_keeps_the_language_of_the_page_that_was_written_on(
    sign_in: Callable[[Any], Visitor], cast: Cast, at: str
) -> None:
    ane = sign_in(cast.ane)
    page = ane.get(f"{at}/learned?sprog=en")
    saved = ane.press(page, "Save", text="Coffee first.")
    assert saved.response.request.args["sprog"] == "en"
    assert "What did we learn?" in saved.text


def test_it_sees_no_conflict_in_the_same_words(
    sign_in: Callable[[Any], Visitor], cast: Cast, at: str
) -> None:
    ane, kim = sign_in(cast.ane), sign_in(cast.kim)
    kims = kim.get(f"{at}/learned")
    write(ane, at, "learned", "Kaffen først.")
    assert "Sidst skrevet af Ane" in kim.press(kims, "Gem", text="Kaffen først.").text


def test_it_keeps_a_text_that_is_too_long_on_the_page(
    sign_in: Callable[[Any], Visitor], cast: Cast, at: str, app: Flask
) -> None:
    ane = sign_in(cast.ane)
    page = write(ane, at, "happened", "x" * 5_001, status=400)
    assert "Skriv højst 5.000 tegn" in page.text
    assert "x" * 5_001 in page.text
    assert "Her er ikke skrevet noget endnu." in ane.get(at).text
    write(ane, at, "happened", "y" * 5_000)


@pytest.mark.parametrize("number", ["290200-1234", "２９ ０２ ００－１２３４", "29020\u200b01234"])
def test_it_refuses_a_cpr_number_and_shows_it_to_nobody(
    sign_in: Callable[[Any], Visitor], cast: Cast, at: str, db: Database, number: str
) -> None:
    ane = sign_in(cast.ane)
    page = write(ane, at, "happened", f"Ane ({number}) hjalp til.", status=400)
    assert "ligner et CPR-nummer" in page.text
    assert "Ane ([fjernet]) hjalp til." in page.text
    assert number not in page.response.text
    assert "1234" not in page.response.text
    assert "hjalp til" not in ane.get(at).text
    with db.reading() as session:
        assert not list(session.scalars(select(Reflection)))


def test_it_has_the_day_notes_of_the_quarter_to_draw_from(
    sign_in: Callable[[Any], Visitor], cast: Cast, at: str, db: Database
) -> None:
    with db.writing() as session:
        for date, text in (("2026-10-05", "Suppen slap op."), ("2026-09-30", "For længe siden.")):
            day = dt.date.fromisoformat(date)
            session.add(DayNote(venue_id=cast.shop, service_date=day, text=text))
    page = sign_in(cast.kim).get(f"{at}/happened")
    assert "5. oktober 2026 Suppen slap op." in page.text
    assert "For længe siden." not in page.text
    assert "5. oktober 2026: Suppen slap op." in sign_in(cast.kim).get(f"{at}.txt").response.text
