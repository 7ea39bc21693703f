"""What our forms share: the guard that no form can forget."""

from __future__ import annotations

from typing import Any

import wtforms
from flask import Flask
from wtforms.validators import Optional

from app.web.platform.forms import Form


class SomeForm(Form):
    name = wtforms.StringField("Navn", [Optional()])
    date = wtforms.DateField("Dato")
    number = wtforms.IntegerField("Antal", [Optional()])
    secret = wtforms.PasswordField("Adgangskode")
    key = wtforms.HiddenField()


def posted(app: Flask, **fields: str) -> tuple[bool, Any, str]:
    usual = {"date": "2026-11-22", "secret": "2902001234", "key": "a2902001234b"}
    with app.test_request_context("/", method="POST", data={**usual, **fields}):
        form = SomeForm()
        return form.accepts(), form.errors, "".join(str(field()) for field in form)


def test_it_lets_ordinary_words_and_random_keys_through(app: Flask) -> None:
    accepted, errors, _html = posted(app, name="Ane, tlf. 22 33 44 55", number="12")
    assert accepted, errors


def test_it_refuses_a_cpr_number_in_whatever_field_it_is_typed(app: Flask) -> None:
    for field, label in {"name": "Navn", "date": "Dato", "number": "Antal"}.items():
        accepted, errors, html = posted(app, **{field: "290200-9876"})
        assert not accepted
        assert errors[field] == [
            f"»{label}«: Her står noget, der ligner et CPR-nummer. Skriv uden numre på personer."
        ]
        assert "9876" not in html
        assert "[fjernet]" in html


def test_it_keeps_the_rest_of_what_was_typed(app: Flask) -> None:
    _accepted, _errors, html = posted(app, name="Ane 290200 9876 strikker")
    assert "Ane [fjernet] strikker" in html


def test_it_says_in_our_words_what_cannot_be_read(app: Flask) -> None:
    accepted, errors, html = posted(app, number="mange")
    assert not accepted
    assert errors == {"number": ["Det kan vi ikke bruge. Vælg eller skriv det igen."]}
    assert "mange" in html
