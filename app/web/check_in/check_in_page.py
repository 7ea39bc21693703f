"""Rendering for pages about one venue."""

from __future__ import annotations

from typing import Any

from flask import render_template

from app.domain.visits.code_target import CodeTarget
from app.web.platform.language import speak


def venue_page(template: str, target: CodeTarget, **shown: Any) -> str:
    """Render a template in one of the venue's languages."""
    speak(target.languages)
    return render_template(template, target=target, **shown)
