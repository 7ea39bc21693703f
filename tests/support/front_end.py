"""Biome, a linter of style sheets and scripts: `make lint` runs it if Node is there."""

from __future__ import annotations

from pathlib import Path

from tests.support import lighthouse

HERE = Path(__file__).parents[1] / "front_end"


def available() -> bool:
    """Whether Node and Biome are installed (`npm ci`)."""
    return lighthouse.node() is not None and (HERE / "node_modules" / ".bin" / "biome").exists()
