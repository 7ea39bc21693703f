"""Tokens, and what is stored of them."""

from __future__ import annotations

import hashlib

from app.domain.base.tokens import new_token, token_hash
from tests.support.source import name, python_files


def test_it_makes_a_new_token_each_time() -> None:
    assert len({new_token() for _ in range(100)}) == 100
    assert len(new_token(24)) == 32


def test_it_stores_nothing_that_opens_anything() -> None:
    # Links, cookies and keys in use are stored this way: a change would end all of them.
    token = "example"
    assert token_hash(token) == hashlib.sha256(token.encode()).hexdigest()


def test_no_other_module_hashes_a_token() -> None:
    hashing = [
        name(path)
        for path in python_files("app/services")
        if "hashlib" in path.read_text() and "token" in path.read_text()
    ]
    assert not hashing
