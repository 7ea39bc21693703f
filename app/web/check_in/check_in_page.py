"""What the pages of a place answer with."""

from __future__ import annotations

from typing import Any

from flask import render_template

from app.domain.visits.code_target import CodeTarget
from app.web.platform.language import speak


def venue_page(template: str, target: CodeTarget, **shown: Any) -> str:
    """A page of the place behind a door, in a language that the place speaks."""
    speak(target.languages)
    return render_template(template, target=target, **shown)
