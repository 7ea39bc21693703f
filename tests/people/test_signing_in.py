"""Password guessing is stopped, account owners are not, and check-in stays quick."""

from __future__ import annotations

import dataclasses
import threading

import pytest
from flask import Flask
from werkzeug.security import check_password_hash

from app.services.people import password_hash
from app.services.people.tries import LIMITS, MOST_NAMES, TriedBy, Tries
from app.web.platform.context import State
from tests.support.cast import PASSWORD, Cast
from tests.support.clock import Clock
from tests.support.server import serving
from tests.support.visit import Visitor


def tries(visitor: Visitor, email: str, password: str, source: str = "192.0.2.1") -> int:
    """Try to sign in from an address; returns the status."""
    answer = visitor.client.post(
        "/log-ind",
        data={"email": email, "password": password},
        environ_base={"REMOTE_ADDR": source},
    )
    return answer.status_code


@pytest.mark.parametrize("owner", ["198.51.100.7", "2001:db8::7"])
def test_one_wrong_try_a_second_keeps_no_owner_out(
    app: Flask, cast: Cast, clock: Clock, owner: str
) -> None:
    stranger = Visitor(app)
    for _second in range(900):
        assert tries(stranger, cast.ane, "forkert") in (400, 429)
        clock.pass_(seconds=1)
    assert tries(Visitor(app), cast.ane, PASSWORD, owner) == 303


def test_it_lets_a_device_pass_that_has_signed_in_before(app: Flask, cast: Cast) -> None:
    """Also from the café's own network, which the stranger is on as well."""
    ane = Visitor(app).sign_in(cast.ane)
    ane.press(ane.get("/konto"), "Log ud")
    for _time in range(LIMITS[TriedBy.SOURCE] + 1):
        last = tries(Visitor(app), cast.ane, "forkert", "127.0.0.1")
    assert last == 429
    ane.sign_in(cast.ane)
    # It is known as Ane's, so it does not help with somebody else's account.
    assert tries(ane, cast.kim, PASSWORD, "127.0.0.1") == 429


def test_it_stops_whoever_guesses_with_a_device_that_is_known(app: Flask, cast: Cast) -> None:
    ane = Visitor(app).sign_in(cast.ane)
    answers = [tries(ane, cast.ane, "forkert") for _time in range(60)]
    assert answers.count(400) == LIMITS[TriedBy.DEVICE] + LIMITS[TriedBy.SOURCE]
    assert answers[-1] == 429


def test_it_forgets_a_device_when_the_password_changes(app: Flask, cast: Cast) -> None:
    ane, there = Visitor(app).sign_in(cast.ane), Visitor(app).sign_in(cast.ane)
    new = "et helt nyt ord"
    ane.press(ane.get("/konto"), "Skift adgangskode", old=PASSWORD, new=new)
    for _time in range(LIMITS[TriedBy.SOURCE]):
        tries(Visitor(app), cast.ane, "forkert", "127.0.0.1")
    there.client.delete_cookie("heridag")
    assert tries(there, cast.ane, new, "127.0.0.1") == 429
    ane.press(ane.get("/konto"), "Log ud")
    assert tries(ane, cast.ane, new, "127.0.0.1") == 303


def test_it_stops_a_source_that_tries_many_accounts_and_says_what_to_do(
    app: Flask, cast: Cast, clock: Clock
) -> None:
    visitor = Visitor(app)
    for n in range(LIMITS[TriedBy.SOURCE]):
        assert tries(visitor, f"n{n}@example.dk", "forkert", "127.0.0.1") == 400
    page = visitor.post("/log-ind", status=429, email=cast.ane, password=PASSWORD)
    assert "Der er prøvet for mange gange. Vent ti minutter, og prøv igen." in page.text
    assert page.field("email") == cast.ane
    clock.pass_(minutes=10)
    visitor.sign_in(cast.ane)


def test_it_stops_many_sources_that_try_one_account(app: Flask, cast: Cast) -> None:
    limit = LIMITS[TriedBy.ACCOUNT]
    answers = [tries(Visitor(app), cast.ane, "forkert", f"192.0.2.{n}") for n in range(limit + 1)]
    assert answers == [400] * limit + [429]
    assert tries(Visitor(app), cast.kim, PASSWORD) == 303


def test_one_house_of_ipv6_addresses_is_one_source(app: Flask, cast: Cast) -> None:
    for n in range(LIMITS[TriedBy.SOURCE]):
        assert tries(Visitor(app), cast.ane, "forkert", f"2001:db8::{n:x}") == 400
    assert tries(Visitor(app), cast.ane, PASSWORD, "2001:db8::ffff") == 429
    assert tries(Visitor(app), cast.ane, PASSWORD, "2001:db8:0:1::1") == 303


def test_it_counts_the_address_that_the_trusted_proxy_has_seen(app: Flask, cast: Cast) -> None:
    state: State = app.extensions["her_i_dag"]
    behind = dataclasses.replace(state.config, trusted_proxies=1)
    app.extensions["her_i_dag"] = dataclasses.replace(state, config=behind)

    def answer(password: str, forwarded: str) -> int:
        return (
            Visitor(app)
            .client.post(
                "/log-ind",
                data={"email": cast.ane, "password": password},
                headers={"X-Forwarded-For": forwarded},
            )
            .status_code
        )

    for n in range(LIMITS[TriedBy.SOURCE]):
        assert answer("forkert", f"203.0.113.{n}, 192.0.2.1") == 400
    assert answer(PASSWORD, "203.0.113.99, 192.0.2.1") == 429
    assert answer(PASSWORD, "192.0.2.2") == 303


def test_right_passwords_use_nothing_up(app: Flask, cast: Cast) -> None:
    for _time in range(LIMITS[TriedBy.SOURCE] + 5):
        assert tries(Visitor(app), cast.ane, PASSWORD) == 303


def test_it_keeps_no_address_and_no_e_mail_in_memory(clock: Clock) -> None:
    counted = Tries()
    counted.take((TriedBy.SOURCE, "192.0.2.1"), (TriedBy.ACCOUNT, "ane@example.dk"), now=clock())
    kept = repr(vars(counted))
    assert "192.0.2" not in kept
    assert "ane" not in kept
    other = Tries()
    other.take((TriedBy.SOURCE, "192.0.2.1"), (TriedBy.ACCOUNT, "ane@example.dk"), now=clock())
    assert not set(vars(counted)["_counts"]) & set(vars(other)["_counts"]), "a key of its own"


def test_it_forgets_the_oldest_before_it_fills_the_memory(clock: Clock) -> None:
    counted = Tries()
    for n in range(MOST_NAMES + 10):
        counted.take((TriedBy.SOURCE, str(n)), now=clock())
        clock.pass_(seconds=0.001)
    assert len(vars(counted)["_counts"]) == MOST_NAMES


def test_a_clock_set_back_keeps_nobody_waiting(clock: Clock) -> None:
    counted, name = Tries(), (TriedBy.SOURCE, "x")
    while counted.take(name, now=clock()):
        pass
    clock.pass_(minutes=-1)
    assert counted.take(name, now=clock())


def test_many_at_once_get_no_more_tries_than_one_after_the_other(clock: Clock) -> None:
    counted, ready, taken = Tries(), threading.Barrier(40), []

    def guess() -> None:
        ready.wait()
        for _time in range(3):
            taken.append(counted.take((TriedBy.SOURCE, "x"), now=clock()))

    threads = [threading.Thread(target=guess) for _thread in range(40)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert taken.count(True) == LIMITS[TriedBy.SOURCE]


def test_it_looks_at_one_password_at_a_time_and_turns_the_rest_away(
    app: Flask, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Through a real server: one computes, one waits, the rest are told to try again, and somebody
    at the door is served meanwhile."""
    computing, go_on = threading.Event(), threading.Event()
    at_once, most = 0, 0
    real = check_password_hash

    def held(stored: str, password: str) -> bool:
        nonlocal at_once, most
        at_once += 1
        most = max(most, at_once)
        computing.set()
        assert go_on.wait(60)
        right = real(stored, password)
        at_once -= 1
        return right

    monkeypatch.setattr(password_hash, "check_password_hash", held)
    answers: list[int] = []
    said: set[bool] = set()
    turned_away = threading.Event()

    with serving(app) as server:

        def sign_in() -> None:
            answer = server.post("/log-ind", email=cast.ane, password=PASSWORD)
            answers.append(answer.status)
            if answer.status == 503:
                said.add("Der er mange, der logger ind lige nu." in answer.text)
            if answers.count(503) == 10:
                turned_away.set()

        threads = [threading.Thread(target=sign_in) for _thread in range(12)]
        for thread in threads:
            thread.start()
        assert computing.wait(60)
        assert turned_away.wait(60)
        checked_in = server.post(f"/c/{cast.shop_code}", svar="nej")
        assert checked_in.status < 500
        go_on.set()
        for thread in threads:
            thread.join()
    assert most == 1
    assert said == {True}
    assert sorted(answers) == [303] * password_hash.AT_ONCE + [503] * 10
