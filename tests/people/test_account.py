"""Signing in and out, and managing one's own account."""

from __future__ import annotations

import pytest
from flask import Flask

from app.db import Database
from app.models import SignIn
from tests.support.cast import PASSWORD, Cast
from tests.support.clock import Clock
from tests.support.visit import Visitor, text_of


def cookie(visitor: Visitor) -> str | None:
    found = visitor.client.get_cookie("heridag")
    return found.value if found else None


def test_it_signs_in_and_out(app: Flask, cast: Cast, db: Database) -> None:
    ane = Visitor(app).sign_in(cast.ane.upper())
    kept = cookie(ane)
    page = ane.press(ane.get("/konto"), "Log ud")
    assert page.h1 == "Log ind"
    ane.client.set_cookie("heridag", str(kept))
    assert ane.get("/konto").h1 == "Log ind"
    with db.reading() as session:
        assert session.query(SignIn).count() == 0


@pytest.mark.parametrize("email", ["ane@example.dk", "nobody@example.dk", "", "x" * 300])
def test_it_says_the_same_of_a_wrong_password_and_an_unknown_email(
    app: Flask, cast: Cast, email: str
) -> None:
    visitor = Visitor(app)
    page = visitor.post("/log-ind", email=email, password="forkert", status=400)
    if 0 < len(email) < 254:
        assert "E-mail og adgangskode passer ikke sammen." in page.text
    assert page.field("email") == email
    assert page.field("password") == ""
    assert cookie(visitor) is None


def test_it_gives_a_new_session_at_sign_in(app: Flask, cast: Cast) -> None:
    ane = Visitor(app).sign_in(cast.ane)
    before = cookie(ane)
    ane.press(ane.get("/konto"), "Log ud")
    ane.sign_in(cast.ane)
    assert cookie(ane) != before


def test_it_takes_no_session_that_somebody_else_made_up(app: Flask, cast: Cast) -> None:
    visitor = Visitor(app)
    visitor.client.set_cookie("heridag", "made-up")
    visitor.sign_in(cast.ane)
    assert cookie(visitor) != "made-up"


def test_it_ends_a_session_after_thirty_days(app: Flask, cast: Cast, clock: Clock) -> None:
    ane = Visitor(app).sign_in(cast.ane)
    clock.pass_(days=31)
    assert ane.get("/konto").h1 == "Log ind"


def test_it_changes_the_password_and_ends_other_sessions(app: Flask, cast: Cast) -> None:
    here, there = Visitor(app).sign_in(cast.ane), Visitor(app).sign_in(cast.ane)
    page = here.press(here.get("/konto"), "Skift adgangskode", old=PASSWORD, new="et helt nyt ord")
    assert "Adgangskoden er skiftet." in page.text
    assert there.get("/konto").h1 == "Log ind"
    there.sign_in(cast.ane, "et helt nyt ord")


def test_it_keeps_the_password_when_the_old_one_is_wrong_or_the_new_one_short(
    app: Flask, cast: Cast
) -> None:
    ane = Visitor(app).sign_in(cast.ane)
    ane.post("/konto", old="forkert", new="et helt nyt ord", status=400)
    ane.post("/konto", old=PASSWORD, new="kort", status=400)
    Visitor(app).sign_in(cast.ane)


def test_it_takes_a_password_exactly_as_it_was_typed_and_for_good(
    app: Flask, cast: Cast, clock: Clock
) -> None:
    typed = "  Ærlig talt " + "fire gule støvler, en cykel og en torsk " * 2
    assert len(typed) > 72
    ane = Visitor(app).sign_in(cast.ane)
    ane.press(ane.get("/konto"), "Skift adgangskode", old=PASSWORD, new=typed)
    for other in (typed.strip(), typed.lower(), typed[:72], typed + "x"):
        Visitor(app).post("/log-ind", email=cast.ane, password=other, status=400)
    clock.pass_(days=1000)
    Visitor(app).sign_in(cast.ane, typed)


def test_it_masks_every_password_and_lets_a_manager_fill_it_in(app: Flask, cast: Cast) -> None:
    seen = set()
    for page in (Visitor(app).get("/log-ind"), Visitor(app).sign_in(cast.ane).get("/konto")):
        for field in page.all("input"):
            if field.get("name") in ("password", "old", "new"):
                assert field.get("type") == "password"
                assert field.get("autocomplete") in ("current-password", "new-password")
                assert not {"onpaste", "readonly", "maxlength"} & set(field.keys())
                seen.add(field.get("name"))
    assert seen == {"password", "old", "new"}


def test_every_page_leads_to_signing_out(app: Flask, cast: Cast) -> None:
    ane = Visitor(app).sign_in(cast.ane)
    for path in ("/start", f"/i-dag/{cast.shop}", "/hjaelp"):
        assert [a for a in ane.get(path).all("a") if a.get("href") == "/konto"], path
    assert ane.get("/konto").button("Log ud")


def test_no_page_of_staff_is_kept_by_a_browser_or_a_proxy(app: Flask, cast: Cast) -> None:
    ane = Visitor(app).sign_in(cast.ane)
    for path in ("/start", f"/i-dag/{cast.shop}", "/konto"):
        assert ane.get(path).response.headers["Cache-Control"] == "no-store", path


@pytest.mark.parametrize("new", ["ti tegn her", "password1234", "ane@example.dk"])
def test_it_keeps_the_password_when_the_new_one_is_easy_to_guess(
    app: Flask, cast: Cast, new: str
) -> None:
    ane = Visitor(app).sign_in(cast.ane)
    page = ane.post("/konto", old=PASSWORD, new=new, status=400)
    assert "Tre tilfældige ord er fint." in text_of(page.all("p", class_="error")[0])
    Visitor(app).sign_in(cast.ane)


ELSEWHERE = [
    "//elsewhere.example",
    "https://elsewhere.example",
    "/\\elsewhere.example",
    "/\t/elsewhere.example",
    "/\n/elsewhere.example",
    "/\r\nSet-Cookie: a=b",
    "\n",
    "/i-dag//elsewhere.example",
    "/i-dag\n",
    "/log-ud",
    "/nowhere/at/all",
    "/static/../../elsewhere",
]


@pytest.mark.parametrize("path", ELSEWHERE)
def test_it_never_leads_to_another_site(app: Flask, cast: Cast, path: str) -> None:
    visitor = Visitor(app)
    response = visitor.client.post(
        "/log-ind", query_string={"videre": path}, data={"email": cast.ane, "password": PASSWORD}
    )
    assert (response.status_code, response.headers["Location"]) == (303, "/start")
    again = visitor.client.get("/log-ind", query_string={"videre": path})
    assert (again.status_code, again.headers["Location"]) == (303, "/start")
    language = visitor.client.post("/konto/sprog", data={"language": "da", "back": path})
    assert (language.status_code, language.headers["Location"]) == (303, "/konto")


@pytest.mark.parametrize(
    ("named", "led_to"),
    [
        ("/i-dag/1", "/i-dag/1"),
        ("/rapporter?maaned=2026-10", "/rapporter?maaned=2026-10"),
        ("/rapporter?_external=1&_anchor=x&_scheme=evil", "/rapporter"),
        ("/i-dag/1?venue_id=2", "/i-dag/1"),
        ("/velkommen/a%0d%0ab", "/velkommen/a%250d%250ab"),
        ("/velkommen/a\r\nb", "/velkommen/a%0D%0Ab"),
    ],
)
def test_it_leads_on_to_the_page_that_one_wanted(
    app: Flask, cast: Cast, named: str, led_to: str
) -> None:
    response = Visitor(app).client.post(
        "/log-ind", query_string={"videre": named}, data={"email": cast.ane, "password": PASSWORD}
    )
    assert (response.status_code, response.headers["Location"]) == (303, led_to)


def test_it_remembers_the_language(app: Flask, cast: Cast) -> None:
    ane = Visitor(app).sign_in(cast.ane)
    page = ane.post("/konto/sprog", language="en", back="/konto")
    assert page.html.get("lang") == "en"
    assert ane.get("/i-dag").html.get("lang") == "en"


@pytest.mark.parametrize(
    ("who", "path"), [("ane", "/i-dag/1"), ("kim", "/overblik"), ("lis", "/frigivet")]
)
def test_it_starts_where_the_person_most_likely_wants_to_be(
    app: Flask, cast: Cast, who: str, path: str
) -> None:
    visitor = Visitor(app).sign_in(getattr(cast, who))
    assert visitor.get("/start").response.request.path.startswith(path)


def test_it_shows_demo_sign_ins_in_demo_installations_only(app: Flask, cast: Cast) -> None:
    assert "demo.example" not in Visitor(app).get("/log-ind").text
