"""What the pages of a place answer with."""

from __future__ import annotations

from typing import Any

from flask import render_template

from app.domain.check_in import Door
from app.web.language import speak


def door_page(template: str, door: Door, **shown: Any) -> str:
    """A page of the place behind a door, in a language that the place speaks."""
    speak(door.languages)
    return render_template(template, door=door, **shown)
