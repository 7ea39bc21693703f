"""Looking into what was answered."""

from __future__ import annotations

import re
from typing import Any

from werkzeug.test import TestResponse


def json_of(answer: TestResponse) -> Any:
    """What a machine was answered."""
    return answer.json


def must_find(pattern: str | re.Pattern[str], text: str) -> re.Match[str]:
    """Return the first place that matches; a text without one fails the test."""
    found = re.search(pattern, text)
    assert found is not None, f"{pattern} is not in: {text}"
    return found
