"""Passwords are stored as hashes that are slow to guess, whatever the tests use."""

from __future__ import annotations

import importlib.util

from app.services.people import password_hash
from tests.rules.source import name, python_files


def test_it_keeps_a_password_as_a_heavy_hash() -> None:
    spec = importlib.util.spec_from_file_location("passwords", str(password_hash.__file__))
    assert spec and spec.loader
    as_it_is = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(as_it_is)
    assert as_it_is.slow_hash("tre tilfældige ord").startswith("scrypt:32768:8:1$")


def test_it_hashes_in_one_place() -> None:
    venues = [name(p) for p in python_files("app") if "generate_password_hash" in p.read_text()]
    assert venues == ["app/services/people/password_hash.py"]
