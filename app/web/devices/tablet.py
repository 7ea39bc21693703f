"""The venue's tablet: the question for each person, a thank-you page, and back to the start."""

from __future__ import annotations

from collections.abc import Callable

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.domain.devices.device import DeviceKind, RunningDevice
from app.domain.visits.idempotency_key import is_key
from app.domain.visits.my_visit import GROUP_SIZES
from app.domain.visits.refusals import CheckInRefused, NoVisit
from app.services.check_in import my_choices, my_visit
from app.services.check_in.my_visit import NotOffered
from app.services.devices import tablet
from app.web.check_in.check_in import JUST_HERE, TAKING_PART
from app.web.check_in.check_in_page import venue_page
from app.web.devices import bp
from app.web.devices.guard import device_only, end_sign_in
from app.web.platform.access import everybody
from app.web.platform.context import db, now, pace
from app.web.platform.ids import carried, whole
from app.web.platform.language import speak
from app.web.platform.late_tap import tapped


@bp.get("/tavle/")
@everybody
@device_only(DeviceKind.TABLET)
def start_page(device: RunningDevice) -> str:
    """Show the next person's page, and sign out a host who used the tablet.

    With `kopi`, return the copy that the tablet keeps for offline use.
    """
    end_sign_in()
    a_page = tablet.page_to_keep if "kopi" in request.args else tablet.start_page
    page = a_page(db(), device, now=now())
    speak(page.languages)
    return render_template(
        "devices/tablet.html", page=page, note=request.args.get("besked"), sizes=GROUP_SIZES
    )


@bp.get("/tavle/i-gang")
@everybody
@device_only(DeviceKind.TABLET)
def still_running(_device: RunningDevice) -> tuple[str, int]:
    """Return 204 while the tablet is running, for its open page to check now and then."""
    return "", 204


@bp.get("/tavle/knap")
@everybody
@device_only(DeviceKind.TABLET)
def button_page(_device: RunningDevice) -> str:
    """Show how a big button counts on this tablet. What is chosen there stays in its browser."""
    return render_template("devices/tablet_button.html")


@bp.post("/tavle/")
@everybody
@device_only(DeviceKind.TABLET)
def count(device: RunningDevice) -> Response:
    """Count the visit once and redirect to its thank-you page."""
    answer, key = request.form.get("svar"), request.form.get("key", "")
    activities = _numbers("aktivitet")
    if is_key(key) and "undo" in request.form:
        tablet.take_back(db(), device, key, tapped=tapped(), now=now())
        return _start("fortrudt")
    if not is_key(key) or not (activities or answer in (TAKING_PART, JUST_HERE)):
        return _start("problem")
    chosen = tablet.Choices(
        activities,
        _numbers("take"),
        carried("size") or 1,
        wants_company=carried("company") == 1,
        has_idea=carried("idea") == 1,
        changed="changed" in request.form,
        number=min(carried("step"), tablet.LAST_FORM - 1),
    )
    late = tapped()
    try:
        showing = tablet.count(
            db(), device, key, chosen=chosen, tapped=late, pace=pace(), now=now()
        )
    except CheckInRefused:
        if late:
            raise
        return _start("problem")
    if not showing:
        return _start("talt")
    return _thanks(key, 0, first_answer=answer != JUST_HERE)


@bp.get("/tavle/tak/<key>")
@everybody
@device_only(DeviceKind.TABLET)
def thanks(device: RunningDevice, key: str) -> str | Response:
    """Show the thank-you page while it is the newest, otherwise redirect to the start."""
    turn = _turn()
    try:
        target, visit = tablet.thanks(db(), device, key, turn, now=now())
    except NoVisit:
        return _start()
    return venue_page(
        "devices/thanks.html",
        target,
        visit=visit,
        key=key,
        turn=turn,
        first_answer=_first_answer(),
        stepping_in=_stepping_in(),
        sizes=GROUP_SIZES,
    )


@bp.post("/tavle/tak/<key>")
@everybody
@device_only(DeviceKind.TABLET)
def change(device: RunningDevice, key: str) -> Response:
    """Make the change that was tapped, and redirect to a new thank-you page.

    The old page can no longer change the visit, so that Back leads to the start.
    """
    turn = _turn()
    try:
        way = tablet.turn(db(), device, key, turn, now=now())
        if "undo" in request.form:
            my_visit.undo(db(), way.code, way.ticket, now=now())
            return _start("fortrudt")
        for name, do in CHANGES.items():
            if name in request.form:
                do(way, carried(name))
    except NotOffered:
        pass  # No longer offered; the new page shows what is.
    except CheckInRefused:
        return _start()
    if "back" in request.form or "in" in request.form:
        return _thanks(key, turn + 1, first_answer=False, stepping_in="in" in request.form)
    return _thanks(key, turn + 1, first_answer=_first_answer(), stepping_in=_stepping_in())


def _join(way: tablet.Ticket, activity_id: int) -> None:
    my_choices.join(
        db(), way.code, way.ticket, activity_id, first_answer=_first_answer(), now=now()
    )


def _leave(way: tablet.Ticket, activity_id: int) -> None:
    my_choices.leave(db(), way.code, way.ticket, activity_id, now=now())


def _take_role(way: tablet.Ticket, role_id: int) -> None:
    my_choices.take_role(
        db(), way.code, way.ticket, role_id, first_answer=_first_answer(), now=now()
    )


def _drop_role(way: tablet.Ticket, role_id: int) -> None:
    my_choices.drop_role(db(), way.code, way.ticket, role_id, now=now())


def _step_back(way: tablet.Ticket, _value: int) -> None:
    my_visit.step_back(db(), way.code, way.ticket, now=now())


def _set_size(way: tablet.Ticket, size: int) -> None:
    my_visit.set_size(db(), way.code, way.ticket, size, pace=pace(), now=now())


def _wish_for_company(way: tablet.Ticket, wish: int) -> None:
    my_visit.wish_for_company(db(), way.code, way.ticket, bool(wish), now=now())


def _raise_hand(way: tablet.Ticket, raised: int) -> None:
    my_visit.raise_hand(db(), way.code, way.ticket, bool(raised), now=now())


CHANGES: dict[str, Callable[[tablet.Ticket, int], None]] = {
    "join": _join,
    "leave": _leave,
    "take": _take_role,
    "drop": _drop_role,
    "back": _step_back,
    "size": _set_size,
    "company": _wish_for_company,
    "idea": _raise_hand,
}


def _first_answer() -> bool:
    return request.args.get("svar") == TAKING_PART


def _stepping_in() -> bool:
    """Return whether a "just here" visitor asked to see the choices again."""
    return "ind" in request.args


def _turn() -> int:
    """Return the number of changes made on thank-you pages so far."""
    return request.args.get("tur", 0, type=whole)


def _numbers(name: str) -> list[int]:
    return request.form.getlist(name, type=whole)


def _thanks(key: str, turn: int, *, first_answer: bool, stepping_in: bool = False) -> Response:
    answer, again = TAKING_PART if first_answer else None, 1 if stepping_in else None
    return redirect(
        url_for("devices.thanks", key=key, tur=turn or None, svar=answer, ind=again), 303
    )


def _start(note: str | None = None) -> Response:
    return redirect(url_for("devices.start_page", besked=note), 303)
