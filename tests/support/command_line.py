"""The operator's commands."""

from __future__ import annotations

from flask import Flask


class Operator:
    """Runs commands."""

    def __init__(self, app: Flask) -> None:
        self.runner = app.test_cli_runner()

    def types(self, *words: object, fails: bool = False) -> str:
        result = self.runner.invoke(args=[str(word) for word in words])
        assert (result.exit_code != 0) == fails, result.output
        assert "Traceback" not in result.output
        return result.output.strip()
