"""The migrations there are."""

from __future__ import annotations

from alembic.script import ScriptDirectory

from app.migrating import alembic_config

SCRIPTS = ScriptDirectory.from_config(alembic_config("sqlite://"))
