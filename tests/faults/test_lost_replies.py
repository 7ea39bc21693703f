"""Connections drop before, during and after the reply, and everything is sent again in any order.

Each form counts once, whichever of its sendings got through.
"""

from __future__ import annotations

import datetime as dt
import random
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

from sqlalchemy import func, select

from app.db import Database
from app.domain.visits.idempotency_key import new_key as fresh_key
from app.domain.visits.source import Source
from app.models import Visit
from app.services.board import adjustments
from app.services.people import sessions
from tests.support.cast import ANE, Cast
from tests.support.faults.effort import rounds
from tests.support.faults.killable import Killable
from tests.support.faults.sending import Sent, check_in, insist, lose, new_key
from tests.support.viewers import viewer


def pressed_by_ane(chance: random.Random, cast: Cast, cookie: str, do: str) -> Sent:
    fields = (("do", do), ("key", new_key(chance)))
    return Sent(f"/i-dag/{cast.shop}", fields, cookie)


def counted(db: Database) -> Counter[str]:
    """Today's visits, by source."""
    with db.reading() as session:
        sizes = select(Visit.source, func.sum(Visit.size)).group_by(Visit.source)
        return Counter(dict(session.execute(sizes).all()))


def test_every_form_counts_once_however_often_its_reply_is_lost(
    server: Killable, db: Database, cast: Cast, now: dt.datetime, chance: random.Random
) -> None:
    cookie = f"heridag={sessions.begin_session(db, ANE, now=now)}"
    phones = [check_in(chance, cast.shop_code, cast.repair_code) for _ in range(rounds(20))]
    pluses = [pressed_by_ane(chance, cast, cookie, "plus") for _ in range(rounds(10))]
    minuses = [pressed_by_ane(chance, cast, cookie, "minus") for _ in range(rounds(10))]
    # There are enough of a host's visits for every minus, whichever comes first.
    for _ in minuses:
        adjustments.add_one(db, viewer(db, ANE), cast.shop, key=fresh_key(), now=now)
    forms = phones + pluses + minuses
    sendings = [sent for sent in forms for _time in range(chance.randint(1, 3))]
    chance.shuffle(sendings)
    chances = [random.Random(chance.random()) for _ in sendings]
    server.start()
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(lose, chances, [server.port] * len(sendings), sendings))
    chance.shuffle(forms)
    insist(server.port, forms)
    expected = {Source.PHONE: len(phones), Source.HOST: len(pluses)}
    assert counted(db) == expected
