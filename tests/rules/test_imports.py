"""Which modules may import which."""

from __future__ import annotations

import sys

import pytest
from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

from tests.support.source import imported, name, python_files


def test_it_keeps_the_layers(capsys: pytest.CaptureFixture[str]) -> None:
    # The contracts are in pyproject.toml.
    status = lint_imports(no_cache=True)
    assert status == EXIT_STATUS_SUCCESS, capsys.readouterr().out


def test_it_builds_the_rules_from_the_standard_library() -> None:
    foreign = [
        f"{name(path)} imports {module}"
        for path in python_files("app/domain")
        for module in imported(path)
        if module.split(".")[0] not in sys.stdlib_module_names
        and not module.startswith("app.domain")
    ]
    assert not foreign


# Exports use the posters' fonts.
@pytest.mark.parametrize(("package", "more"), [("exports", ("app.posters",)), ("posters", ())])
def test_it_makes_files_and_posters_from_the_rules_alone(
    package: str, more: tuple[str, ...]
) -> None:
    foreign = [
        f"{name(path)} imports {module}"
        for path in python_files(f"app/{package}")
        for module in imported(path)
        if module.startswith("app.")
        and not module.startswith((f"app.{package}", "app.domain", "app.translator", *more))
    ]
    assert not foreign
