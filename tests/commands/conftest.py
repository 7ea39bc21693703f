"""The operator of the app under test."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.support.command_line import Operator


@pytest.fixture
def operator(app: Flask) -> Operator:
    return Operator(app)
