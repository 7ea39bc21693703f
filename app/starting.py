"""Checks and closing of days before the first request is served."""

from __future__ import annotations

import dataclasses

import click
from flask import Flask
from flask.cli import run_command

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
    """The installation is not a demo, but has the demo's accounts with their public password."""


def check_demo(app: Flask, host: str = "") -> None:
    """Raise DemoAccountsLeft if the database has the demo's accounts without DEMO=1.

    Prints a warning if a demo can be reached from other machines. `host` is the address the server
    will listen on, if not HOST.
    """
    state: State = app.extensions["her_i_dag"]
    config = dataclasses.replace(state.config, host=host) if host else state.config
    if config.demo:
        if config.listens_beyond_this_machine:
            click.echo(OPEN_DEMO, err=True)
        return
    if migrating.is_current(state.db) and removal.holds_accounts(state.db):
        raise DemoAccountsLeft(DEMO_ACCOUNTS_LEFT)


def before_serving(app: Flask) -> None:
    """Call `check_demo` and `close_at_start` if the application is being loaded to serve pages.

    It is, unless a command loads it. One of them removes what the server refuses, and none should
    rewrite tables while the server counts. Of the commands, `run` serves (Flask's own server), and
    `serve` does both itself.
    """
    command = click.get_current_context(silent=True)
    if command is None:
        check_demo(app)
    elif command.command is run_command:
        check_demo(app, command.params["host"])
    else:
        return
    close_at_start(app)


def close_at_start(app: Flask) -> None:
    """Close the days that ended while the server was down."""
    state: State = app.extensions["her_i_dag"]
    file = state.config.sqlite_path
    if file and not file.exists():
        return  # The migration that creates the file loads the application too.
    try:
        if migrating.is_current(state.db) and look(state) is None:
            closing.close_at_start(state.db, now=state.clock())
    except StorageUnavailable as error:
        # Pages answer 503 until it works again, and then requests close the days.
        app.logger.error("The database can't be used yet: %s", error)
    # A server may fork workers afterwards; they must not share a connection.
    state.db.close()
