"""Those of the cast who are signed in, each in a browser of their own, and what Ane sees."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from flask import Flask

from app.db import Database
from app.domain.devices.device import DeviceKind
from app.services.board import todays_board
from app.services.devices import device_list
from tests.support.cast import ANE, Cast
from tests.support.clock import Clock
from tests.support.server import Server, serving
from tests.support.viewers import viewer
from tests.support.visit import Visitor


@pytest.fixture
def ane(app: Flask, cast: Cast) -> Visitor:
    """A host at the shop."""
    return Visitor(app).sign_in(cast.ane)


@pytest.fixture
def kim(app: Flask, cast: Cast) -> Visitor:
    """A coordinator of the shop's partnership."""
    return Visitor(app).sign_in(cast.kim)


@pytest.fixture
def board(db: Database, cast: Cast, clock: Clock) -> Callable[[], todays_board.Board]:
    """Reads the shop's board as Ane may see it now."""
    return lambda: todays_board.board(db, viewer(db, ANE), cast.shop, now=clock())


@pytest.fixture
def server(app: Flask) -> Iterator[Server]:
    """The application on a local port, with threads."""
    with serving(app) as running:
        yield running


@pytest.fixture
def start_device(db: Database, cast: Cast, clock: Clock) -> Callable[..., str]:
    """Starts a tablet, a screen or the shop's phone, and answers with the cookie that it gets."""

    def start(kind: DeviceKind, **more: int) -> str:
        return device_list.start(db, viewer(db, ANE), cast.shop, kind, now=clock(), **more)

    return start
