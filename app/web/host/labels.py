"""Labels for days, corrections, ways of hosting and the host's workload."""

from __future__ import annotations

from flask_babel import gettext as _

from app.domain.board.host_workload import HostPage
from app.domain.days.corrections import CorrectionReason
from app.domain.days.day_note import Way
from app.domain.days.day_state import DayState, WhyClosed
from app.domain.days.holidays import Holiday
from app.web.host import bp
from app.web.platform import labels


@bp.app_template_filter("state_name")
def state(value: DayState) -> str:
    return labels.day_state(value)


@bp.app_template_filter("why_closed_name")
def why_closed(value: WhyClosed) -> str:
    return {
        WhyClosed.HOLIDAY: _("helligdag eller ferie"),
        WhyClosed.ILLNESS: _("sygdom"),
        WhyClosed.MOVED: _("vi var et andet sted"),
    }[value]


@bp.app_template_filter("why_name")
def why(value: CorrectionReason) -> str:
    return {
        CorrectionReason.FORGOTTEN: _("glemt at tælle"),
        CorrectionReason.TWICE: _("talt to gange"),
        CorrectionReason.MISCOUNTED: _("talt forkert"),
        CorrectionReason.WRONG_DAY: _("talt på en forkert dag"),
        CorrectionReason.PAPER: _("skrevet ind fra papir"),
        CorrectionReason.UNDONE: _("fortrudt"),
    }[value]


@bp.app_template_filter("way_name")
def way(value: Way) -> str:
    return {
        Way.CONNECTING: _("forbindende"),
        Way.INVITING: _("inviterende"),
        Way.FACILITATING: _("faciliterende"),
    }[value]


@bp.app_template_filter("holiday_name")
def holiday(value: Holiday) -> str:
    return {
        Holiday.NEW_YEAR: _("nytårsdag"),
        Holiday.MAUNDY_THURSDAY: _("skærtorsdag"),
        Holiday.GOOD_FRIDAY: _("langfredag"),
        Holiday.EASTER_SUNDAY: _("påskedag"),
        Holiday.EASTER_MONDAY: _("2. påskedag"),
        Holiday.ASCENSION: _("Kristi himmelfartsdag"),
        Holiday.WHIT_SUNDAY: _("pinsedag"),
        Holiday.WHIT_MONDAY: _("2. pinsedag"),
        Holiday.CONSTITUTION_DAY: _("grundlovsdag"),
        Holiday.CHRISTMAS_EVE: _("juleaften"),
        Holiday.CHRISTMAS_DAY: _("juledag"),
        Holiday.BOXING_DAY: _("2. juledag"),
    }[value]


def prompt(about: Way, number: int) -> str:
    """Return the wording of a day note's prompt; `prompt_of` chooses it for a date."""
    return {
        Way.CONNECTING: (
            _("Hvem mødte hinanden i dag, som ikke kendte hinanden før?"),
            _("Hvad bragte folk sammen i dag?"),
            _("Hvor opstod der en ny kontakt i dag?"),
        ),
        Way.INVITING: (
            _("Hvordan blev en, der var ny, taget imod i dag?"),
            _("Hvad gjorde det let at komme ind ad døren i dag?"),
            _("Hvad inviterede I til i dag?"),
        ),
        Way.FACILITATING: (
            _("Hvad satte nogen selv i gang i dag?"),
            _("Hvad hjalp du på vej i dag uden at tage over?"),
            _("Hvilken idé fik plads i dag?"),
        ),
    }[about][number]


@bp.app_template_filter("part_name")
def part(value: HostPage) -> str:
    return {
        HostPage.BOARD: _("tavlen med plus og minus"),
        HostPage.NUMBERS: _("tal, der skrives"),
        HostPage.NOTE: _("dagens note"),
        HostPage.DAYS: _("rettelser"),
        HostPage.PAPER: _("papir"),
        HostPage.ACTIVITIES: _("nye aktiviteter"),
    }[value]


@bp.app_template_filter("part_advice")
def advice(value: HostPage) -> str:
    """Suggest what to drop if this page takes up much of the host's time."""
    return {
        HostPage.BOARD: _("Tæl kun besøg i alt, og lad aktiviteter og roller ligge. Eller stil en "
            "tablet ved døren."),
        HostPage.NUMBERS: _("Skriv ét tal, når dagen er slut. Det er nok."),
        HostPage.NOTE: _("Lad dagens note ligge. Den er frivillig."),
        HostPage.DAYS: _("Ret kun det, der er helt galt. Små fejl jævner sig ud."),
        HostPage.PAPER: _("Tast kun besøg i alt fra arket. Lad linjerne under ligge."),
        HostPage.ACTIVITIES: _("Bed koordinatoren om at lave aktiviteterne faste."),
    }[value]  # fmt: skip
