"""The logbook's forms."""

from __future__ import annotations

from typing import Any

import wtforms
from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms.validators import InputRequired, Length
from wtforms.widgets import HiddenInput

from app.domain.base.label_hints import Hint, hints
from app.domain.logbook.logbook import (
    LONGEST,
    LONGEST_COMMENT,
    LONGEST_REASON,
    Mix,
    Prompt,
    ReflectionText,
    tidy,
)
from app.web.logbook.questions import mix, question
from app.web.platform.fields import NumberField
from app.web.platform.forms import Form

# Two texts are joined only after the writer has checked their own.
LOOKED_OVER = ("anyway", "both")


def labels(text: str | None) -> dict[Hint, str]:
    """Return words that label people or tell where one lives, unless the writer keeps them."""
    if request.form.get("do") in LOOKED_OVER:
        return {}
    return {hint: word for hint, word in hints(text or "").items() if hint is not Hint.NAME}


class ReflectionForm(Form):
    """An answer to a prompt. `seen` is the version that the writer started from."""

    text = wtforms.TextAreaField(
        _l("Jeres svar"),
        [Length(max=LONGEST, message=_l("Skriv højst 5.000 tegn. Det, du skrev, står her endnu."))],
        filters=[lambda text: tidy(text or "")],
        render_kw={"rows": 12},
    )
    seen = NumberField(widget=HiddenInput())

    @property
    def has_seen(self) -> int:
        """The version that the writer started from; 0 if the form does not say."""
        # A field missing from a post keeps its default, which is the current version.
        return (self.seen.data or 0) if self.seen.raw_data else 0

    @property
    def chosen_step(self) -> Mix | None:
        """None: only the prompt about the mix has steps."""
        return None


class MixForm(ReflectionForm):
    """The answer about the mix: one of three steps or none, and a text."""

    step = wtforms.RadioField(_l("Jeres fornemmelse"), validate_choice=False)

    def __init__(self, **known: Any) -> None:
        super().__init__(**known)
        self.step.choices = [
            *((str(step.value), mix(step)) for step in Mix),
            ("", _("vi siger det kun med ord")),
        ]

    @property
    def chosen_step(self) -> Mix | None:
        return next((step for step in Mix if str(step.value) == self.step.data), None)


class CommentForm(Form):
    """A comment on a shared draft."""

    text = wtforms.TextAreaField(
        _l("Din kommentar"),
        [
            InputRequired(_l("Skriv en kommentar først.")),
            Length(max=LONGEST_COMMENT, message=_l("Skriv højst 1.000 tegn.")),
        ],
        filters=[lambda text: tidy(text or "")],
        render_kw={"rows": 3},
    )


class CorrectionForm(Form):
    """The reason for a new version, shown at its top."""

    why = wtforms.TextAreaField(
        _l("Hvad er rettet?"),
        [
            InputRequired(_l("Skriv kort, hvad der er rettet. Det kommer til at stå øverst.")),
            Length(max=LONGEST_REASON, message=_l("Skriv højst 500 tegn.")),
        ],
        filters=[lambda text: tidy(text or "")],
        description=_l("Det står øverst i den nye version."),
        render_kw={"rows": 3},
    )


def reflection_form(written: ReflectionText) -> ReflectionForm:
    """Return the prompt's form, filled in with the current text."""
    step = str(written.step.value) if written.step else ""
    kind = MixForm if written.prompt is Prompt.MIX else ReflectionForm
    form = kind(text=written.text, seen=written.version, step=step)
    form.text.description = question(written.prompt).hint
    return form
