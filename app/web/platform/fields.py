"""Form fields of the staff pages: names, e-mails, numbers, dates and weekly times."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import wtforms
from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms.validators import DataRequired, Length, Optional, Regexp, ValidationError

from app.domain.base.label_hints import Hint, hints
from app.domain.base.opening_hours import MOST_A_DAY
from app.domain.base.text import is_visible, is_writable, tidy, writable
from app.domain.venues.typed_times import (
    TimeProblem,
    TypedOpenings,
    TypedWeek,
    read_openings,
    read_week,
)
from app.web.platform import weekdays
from app.web.platform.forms import Form
from app.web.platform.ids import LARGEST

ANYWAY = "anyway"
"""The value of the button that keeps a name despite the hint."""
EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


def plain_text(_form: object, field: wtforms.Field) -> None:
    """Reject text that cannot be stored or is invisible. Any script and emoji are fine."""
    text = field.data or ""
    # Such characters must not be on the page that shows the text again either.
    field.data = writable(text)
    if not is_writable(text) or (text and not is_visible(text)):
        raise ValidationError(_("Brug almindelige bogstaver og tegn."))


def name_field(label: Any, missing: Any, longest: int, **more: Any) -> wtforms.StringField:
    """Return a required field for a name or verb, which is tidied."""
    return wtforms.StringField(
        label,
        [DataRequired(missing), *_text_rules(longest)],
        filters=[_tidied],
        render_kw={"autocomplete": "off", **more.pop("render_kw", {})},
        **more,
    )


def optional_text_field(label: Any, longest: int, **more: Any) -> wtforms.StringField:
    """Return a field for a short text that may be empty."""
    return wtforms.StringField(
        label, [Optional(), *_text_rules(longest)], filters=[_tidied], **more
    )


def email_field(label: Any, *, required: bool = True, **more: Any) -> wtforms.StringField:
    """Return a field for an e-mail address. Only its form is checked."""
    return wtforms.StringField(
        label,
        [
            DataRequired(_l("Skriv en e-mail")) if required else Optional(),
            Length(max=254, message=_l("E-mailen er for lang")),
            Regexp(EMAIL, message=_l("Skriv e-mailen som navn@eksempel.dk")),
            plain_text,
        ],
        filters=[_tidied],
        render_kw={"type": "email", "autocomplete": "email"},
        **more,
    )


class NumberField(wtforms.IntegerField):
    """A whole number, limited to ±LARGEST so that it fits a column.

    The field needs a range validator that rejects LARGEST.
    """

    def process_formdata(self, valuelist: list[str]) -> None:
        super().process_formdata(valuelist)
        if self.data is not None:
            self.data = max(-LARGEST, min(self.data, LARGEST))


class DateField(wtforms.DateField):
    """An optional date. Browsers send 2026-11-28; people may type 28.11.2026 or 28/11/2026."""

    def __init__(self, label: Any, **more: Any) -> None:
        super().__init__(label, [Optional()], format=["%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y"], **more)

    def process_formdata(self, valuelist: list[str]) -> None:
        """Parse the date. Rejects years outside 2000 to 2199."""
        try:
            super().process_formdata(valuelist)
        except ValueError:
            self.data = None
        if self.data and not 2000 <= self.data.year <= 2199:
            self.data = None
        if self.data is None and "".join(valuelist).strip():
            raise ValueError(_("Skriv datoen som 28.11.2026"))


class TimesField(wtforms.Field):
    """A from and a to time for each weekday, or a single pair. `rows` is the text as typed."""

    def __init__(self, label: Any, pairs: int = 7, **more: Any) -> None:
        super().__init__(label, **more)
        self.pairs = pairs
        self.rows: list[tuple[str, str]] = [("", "")] * pairs
        self.week = TypedWeek()
        self.data: Sequence[tuple[str, str]] = ()

    @property
    def days(self) -> list[str]:
        """The weekdays of the first seven pairs, or "" if there is only one pair."""
        return [weekdays.weekday_name(day) for day in weekdays.ALL] if self.pairs > 1 else [""]

    def in_words(self, rows: Sequence[tuple[str, str]]) -> str:
        """Return these times with their weekdays."""
        spans = [f"{start}–{end}" if start or end else "" for start, end in rows]
        return ", ".join(
            f"{day} {span}".strip()
            for at, day in enumerate(self.days)
            for span in spans[at :: len(self.days)]
            if span
        )

    def process_data(self, value: Sequence[tuple[str, str]] | None) -> None:
        self.rows = list(value or [("", "")] * self.pairs)
        self.week = read_week(self.rows)

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the times, which are sent as from, to, from, to and so on."""
        if not valuelist:
            return
        # Browsers may add seconds.
        typed = [text.strip()[:5] for text in valuelist[: self.pairs * 2]]
        typed += [""] * (self.pairs * 2 - len(typed))
        self.rows = list(zip(typed[::2], typed[1::2], strict=True))
        self.week = read_week(self.rows)

    def pre_validate(self, _form: object) -> None:
        """Report what is wrong with the times of each weekday."""
        self.errors = [
            f"{weekdays.weekday_name(weekday).capitalize()}: {_time_problem(problem)}"
            if self.pairs > 1
            else _time_problem(problem).capitalize()
            for weekday, problem in self.week.problems.items()
        ]
        if self.errors:
            raise wtforms.validators.StopValidation


class OpeningsField(TimesField):
    """The times of each weekday, and of a second opening on it."""

    def __init__(self, label: Any, **more: Any) -> None:
        super().__init__(label, pairs=7 * MOST_A_DAY, **more)
        self.openings = TypedOpenings()

    @property
    def several(self) -> bool:
        """Whether any second opening has been typed."""
        return any("".join(pair) for pair in self.rows[7:])

    def process_data(self, value: Sequence[tuple[str, str]] | None) -> None:
        super().process_data(value)
        self._understand()

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read fourteen pairs: seven first openings, Monday first, and then seven second ones."""
        super().process_formdata(valuelist)
        self._understand()

    def _understand(self) -> None:
        self.openings = read_openings(self.rows)
        self.week = TypedWeek(problems=self.openings.problems)


def _time_problem(problem: TimeProblem) -> str:
    return {
        TimeProblem.NOT_A_TIME: _("skriv tiden som 10.30"),
        TimeProblem.ONE_IS_MISSING: _("skriv begge tider, eller ingen"),
        TimeProblem.ENDS_TOO_LATE: _("slut senest kl. 6 næste morgen"),
        TimeProblem.OVERLAP: _("lad der være tid mellem de to åbninger"),
    }[problem]


class NamingForm(Form):
    """A form that names something. A name that labels people or tells where one lives is shown
    again with a hint first.
    """

    named: str
    """The name of the field with the name."""

    @property
    def is_looked_over(self) -> bool:
        """Whether the user has seen the hint and keeps the name."""
        return request.form.get("do") == ANYWAY

    def settles(self) -> bool:
        """Whether this is a valid post, without a hint that the user has yet to see."""
        return self.accepts() and not self.found

    @property
    def found(self) -> dict[Hint, str]:
        """The words of the name to look at again, by kind of hint. Never an error."""
        if request.method != "POST" or self.errors or self.clashes or self.is_looked_over:
            return {}
        found = hints(self[self.named].data or "")
        return {hint: word for hint, word in found.items() if hint is not Hint.NAME}


def _text_rules(longest: int) -> list[Any]:
    return [
        Length(max=longest, message=_l("Brug højst %(n)s tegn", n=longest)),
        plain_text,
    ]


def _tidied(text: str | None) -> str:
    return tidy(text or "")
