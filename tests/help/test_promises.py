"""Every sentence that promises a municipality something about privacy is bound to its tests."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tests.support.guides import sections
from tests.support.source import missing_tests

SCHEMA = "tests/rules/test_schema.py::test_it_stores_exactly_what_was_reviewed"
RELEASED = (
    "tests/reports/test_releases.py::test_it_shows_readers_what_was_released_and_nothing_else"
)
TENANTS = "tests/rules/test_access.py::test_it_hides_what_is_somebody_elses"
COUNTING = (
    "tests/visits/test_counting.py::test_the_total_is_visits_and_adds_up_over_sources_and_presence"
)
NEW_VISIT = (
    "tests/check_in/test_check_in.py"
    "::test_it_makes_a_new_visit_tomorrow_even_if_the_phone_kept_its_cookie"
)
PROMISES = {
    "Navne på dem, der kommer.": [SCHEMA],
    "Appen har dem ikke.": [SCHEMA],
    "Antal personer.": [COUNTING, NEW_VISIT],
    "Den, der kommer to dage, er to besøg.": [NEW_VISIT],
    "Hvem der er i målgruppen.": [SCHEMA],
    "Appen spørger ikke.": [SCHEMA, "tests/rules/test_words.py::test_it_sorts_nobody"],
    "Hvem der kommer igen, og hvem der bliver væk.": [
        "tests/visits/test_check_in_rules.py::test_ids_of_days_and_venues_have_nothing_in_common"
    ],
    "Det, som partnerskabet ikke har frigivet eller afleveret.": [RELEASED],
    "Tal om en enkelt vært.": [SCHEMA],
    "Et besøg gemmes uden navn, telefon og klokkeslæt.": [
        "tests/check_in/test_privacy.py::test_it_keeps_nothing_of_the_phone_while_the_day_runs",
        "tests/rules/test_schema.py::test_it_keeps_nothing_of_a_visit_that_is_finer_than_a_date",
    ],
    "Telefonen får en lille fil, en cookie, når man har trykket.": [
        "tests/browser/test_first_view.py::test_it_sets_one_cookie_and_only_after_the_press"
    ],
    "Den udløber samme nat.": [
        "tests/check_in/test_check_in.py::test_it_sets_one_cookie_that_ends_with_the_service_day"
    ],
    "Om natten bliver dagens besøg til tal, og besøgene bliver slettet.": [
        "tests/days/test_closing.py::test_it_turns_visits_into_counts_and_destroys_them",
        "tests/days/test_closing_bytes.py::test_it_leaves_nothing_of_the_day",
    ],
    "Indtil da kan den, der passer serveren, se besøgenes rækkefølge.": [
        "tests/days/test_arrival_order.py::test_the_files_show_it_until_the_day_is_closed"
    ],
    "Små tal om roller bliver skjult.": [
        "tests/reports/test_report_pages.py::test_it_hides_small_numbers"
    ],
    "De, der logger ind, har en adgang med navn og e-mail: værter, koordinatorer og læsere.": [
        SCHEMA
    ],
    "Koordinatorer kan se, hvem der har ændret, frigivet og hentet noget.": [
        "tests/people/test_audit.py::test_what_is_no_row_of_its_own_is_told_by_its_service",
        "tests/people/test_audit_page.py::test_files_of_reports_are_told_to_coordinators",
        "tests/people/test_audit_page.py::test_hosts_and_readers_do_not_see_it",
    ],
    "Det bliver slettet efter 13 måneder.": [
        "tests/people/test_audit.py::test_lines_older_than_thirteen_months_are_deleted"
    ],
    "De kan bruge kommunens eget login, hvis det er sat op.": [
        "tests/people/provider/test_provider.py::test_it_signs_in_who_has_tied_an_account"
    ],
    "Det giver ingen adgang i sig selv: man skal være inviteret.": [
        "tests/people/provider/test_provider.py::test_an_unknown_account_there_opens_none_here"
    ],
    "Partnerskabet ejer sine tal.": [TENANTS],
    "Et andet partnerskab kan ikke se dem.": [TENANTS],
    "Appen kører på en server, som kommunen, foreningen eller en leverandør passer.": [
        "tests/people/test_members.py::test_it_lets_the_operator_set_up_everything_and_see_no_count"
    ],
}


def promised() -> Iterator[str]:
    """The sentences of the three sections that say what is never told, stored or shown."""
    for _heading, text in sections("da", "kommunen")[1:4]:
        plain = re.sub(r"(?:^|\n)- ", " ", text)
        yield from re.split(r"(?<=[.!?])\s+", plain.strip())


def test_it_binds_every_promise_to_a_test() -> None:
    assert list(PROMISES) == list(promised())


def test_it_names_tests_that_there_are() -> None:
    for promise, tests in PROMISES.items():
        assert not missing_tests(tests), promise
