"""One writing block per use case: only the blocks commit."""

from __future__ import annotations

from tests.support.source import attributes, name, python_files


def test_it_commits_in_the_writing_block_alone() -> None:
    commits = {
        name(path)
        for path in python_files("app")
        for _line, dotted in attributes(path)
        if dotted.endswith((".commit", ".rollback"))
    }
    assert commits == {"app/db.py"}
