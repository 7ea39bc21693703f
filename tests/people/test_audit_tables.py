"""Every table is in the trail, told by its service, or left out for a reason."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from app import models
from app.models.audit_watched import PARTS, WATCHED, WHOLE
from tests.support.source import name, nodes, python_files

BY_ITS_SERVICE = {
    "Code": "codes.replace_code; a new one comes with its venue or activity",
    "ClosedAhead": "closed_days: a visitor's first check-in of a closed day moves such rows",
    "Device": "device_list: its other columns are of its running",
    "EarlierImport": "take, imports.take_back",
    "HandedIn": "life.hand_in",
    "Invitation": "invitations",
    "Passkey": "passkeys",
    "Person": "access, passwords: a name is never in the trail",
    "ReadingKey": "reading_keys",
    "Released": "releases",
}
LEFT_OUT = {
    "ActivityDay": "what a host opens and closes on the day is nobody's statistics",
    "AuditEntry": "is the trail",
    "ClockSeen": "is the server's",
    "Correction": "has rules of its own",
    "Day": "is counted",
    "DayCount": "is counted",
    "DayKey": "is of visitors",
    "DayNote": "has no author",
    "HalfSignIn": "is half a session",
    "HeadCheck": "is an estimate of the day",
    "HostTime": "is of no single host",
    "ImportedDay": "is counted",
    "ImportedVenue": "is told as a venue",
    "Logbook": "is told when it is handed in",
    "LogbookComment": "says itself by whom",
    "Mail": "waits to be sent, and goes",
    "MailedLink": "is a secret",
    "MonthCount": "is counted",
    "PartOfDayCount": "is counted",
    "Participation": "is of visitors",
    "PasskeyChallenge": "lasts five minutes",
    "ProviderSignIn": "is a sign-in that has begun",
    "RecoveryCode": "is a secret; that there are new ones is told by second_factor",
    "Reflection": "says itself by whom",
    "SetAside": "is the server's",
    "SettledActivityRole": "is counted",
    "SettledRole": "is counted",
    "SettledUnit": "is counted",
    "SignIn": "is a session",
    "Tap": "is of visitors",
    "TiedSubject": "is told as provider",
    "Visit": "is of visitors",
    "VisitRole": "is of visitors",
}
SECRET = ("hash", "key", "token", "secret", "email", "password", "profile_version")


def test_it_says_of_every_table_whether_it_is_in_the_trail() -> None:
    tables = {mapper.class_.__name__ for mapper in models.Base.registry.mappers}
    watched = {table.__name__ for table in WATCHED}
    said = (watched, set(BY_ITS_SERVICE), set(LEFT_OUT))
    assert set.union(*said) == tables, "say in app/models/audit_watched.py or here"
    assert sum(map(len, said)) == len(tables)


def test_it_tells_of_no_column_that_is_a_secret_or_names_a_person() -> None:
    told = {table.__name__: set(watched.fields) for table, watched in WHOLE.items()}
    told |= {table.__name__: set(parts.told) for table, parts in PARTS.items()}
    columns = {f"{table}.{column}" for table, some in told.items() for column in some}
    assert not {each for each in columns if any(word in each for word in SECRET)}
    assert "Person" not in told


def test_every_setting_of_a_watched_table_is_told_or_left_out_by_name() -> None:
    unset = {
        *("id", "partnership_id", "venue_id", "activity_id", "person_id", "created_on"),
        *("position", "profile_version", "screen_key", "since", "approved_on", "approved_by"),
    }
    for table, watched in WHOLE.items():
        columns = {each.key for each in table.__mapper__.column_attrs}
        assert columns - set(watched.fields) <= unset, table


def writers() -> Iterator[tuple[str, ast.With]]:
    """Every service's function that has a viewer and opens a writing block, with that block."""
    for path in python_files("app/services"):
        for node in nodes(path):
            if not isinstance(node, ast.FunctionDef):
                continue
            if "viewer" not in [each.arg for each in node.args.args]:
                continue
            for block in ast.walk(node):
                if isinstance(block, ast.With) and any(
                    ast.unparse(each.context_expr).startswith("db.writing(") for each in block.items
                ):
                    yield f"{name(path)} {node.name}", block


def hands_its_viewer(block: ast.With) -> bool:
    calls = [each for each in ast.walk(block) if isinstance(each, ast.Call)]
    return any(
        [ast.unparse(one) for one in call.args[:2]] == ["session", "viewer"] for call in calls
    )


NOT_SET_UP = {
    "app/services/imports/take.py take",  # Its later blocks; the first one looks up.
    "app/services/people/accounts.py choose_language",
    "app/services/people/passkeys.py rename_passkey",
    "app/services/reports/mailed_packages.py choose_packages",  # Is a wish of one's own.
}
"""They write what no trail is kept of."""


def test_whoever_writes_for_somebody_looks_up_what_they_may_touch() -> None:
    """The lookups of `services.core.lookup` hand the session its actor."""
    found = {writer for writer, block in writers() if not hands_its_viewer(block)}
    assert found == NOT_SET_UP
