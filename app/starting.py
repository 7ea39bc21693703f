"""What is looked at before the first request is served."""

from __future__ import annotations

import dataclasses

import click
from flask import Flask

from app import migrating
from app.db import StorageUnavailable
from app.services.days import closing
from app.services.demo import removal
from app.web.platform.clock_watch import look
from app.web.platform.context import State

DEMO_ACCOUNTS_LEFT = (
    "This database has the demo's accounts, and everybody can read their password. "
    "Remove them with `flask --app wsgi remove-demo`, or set DEMO=1 to serve the demo."
)
OPEN_DEMO = """
**************************************************************************
  THIS DEMO CAN BE REACHED FROM OTHER MACHINES.
  Everybody can sign in: the accounts and their password are on its pages.
  Put nothing real in it, and stop it when you have tried it.
**************************************************************************
"""


class DemoAccountsLeft(Exception):
    """An installation that is no demo has accounts whose password everybody knows."""


def check_demo(app: Flask, host: str = "") -> None:
    """Refuse to serve the demo's accounts where nobody asked for a demo.

    A demo that others can reach is served, and said loudly. `host` is where it will listen, if
    that is not HOST. Raises DemoAccountsLeft.
    """
    state: State = app.extensions["her_i_dag"]
    config = dataclasses.replace(state.config, host=host) if host else state.config
    if config.demo:
        if config.listens_beyond_this_machine:
            click.echo(OPEN_DEMO, err=True)
        return
    if migrating.is_current(state.db) and removal.holds_accounts(state.db):
        raise DemoAccountsLeft(DEMO_ACCOUNTS_LEFT)


def close_at_start(app: Flask) -> None:
    """Close the days that ended while nothing ran, before the first request is served."""
    state: State = app.extensions["her_i_dag"]
    file = state.config.sqlite_path
    if file and not file.exists():
        return  # The migration that will make it loads the application first.
    try:
        if migrating.is_current(state.db) and look(state) is None:
            closing.close_at_start(state.db, now=state.clock())
    except StorageUnavailable as error:
        # The pages say so until it is mended, and then close the days themselves.
        app.logger.error("The database can't be used yet: %s", error)
    # A server may fork workers afterwards; they must not share a connection.
    state.db.close()
