"""Names and texts from before the rule lose the signs that nobody sees

The signs are those of `app.domain.base.text.UNSEEN` as they were in November 2026. A logbook that was
handed in stays as it is; it loses them when it is read.
"""

import sqlalchemy as sa
from alembic import op

revision = "0014_names_without_unseen_signs"
down_revision = "0013_newest_form"
branch_labels = None
depends_on = None

UNSEEN = dict.fromkeys(
    (
        *(0x00AD, 0x061C, 0x180E, 0x200B, 0x200E, 0x200F, 0xFEFF),
        *range(0x202A, 0x202F),
        *range(0x2060, 0x2070),
        *range(0xFFF9, 0xFFFC),
    )
)
"""Read by `str.translate`, which leaves these out."""
NAMES = {
    "partnership": ("name",),
    "organisation": ("name",),
    "venue": ("name",),
    "activity": ("name",),
    "role": ("verb", "verb_en"),
    "person": ("name",),
}
LONGEST_VERB = 40


def upgrade() -> None:
    for table, columns in NAMES.items():
        for column in columns:
            _clean(table, ("id",), column, _named)
    _clean("logbook_comment", ("id",), "text", _seen)
    _clean("reflection", ("logbook_id", "prompt"), "text", _seen)
    _clean_notes()


def downgrade() -> None:
    """What nobody saw is not put back."""


def _clean(table, key, column, rule) -> None:
    rows = sa.table(table, *(sa.column(name) for name in (*key, column)))
    every = sa.select(rows).order_by(*(rows.c[name] for name in key))
    found = op.get_bind().execute(every).mappings().all()
    for row in found:
        text = row[column]
        if text and _seen(text) != text:
            new = rule(text)
            if (table, column) == ("role", "verb"):
                new = _its_own(new, row["id"])
            here = sa.and_(*(rows.c[name] == row[name] for name in key))
            op.get_bind().execute(rows.update().where(here).values({column: new}))


def _seen(text: str) -> str:
    return text.translate(UNSEEN)


def _named(text: str) -> str:
    return " ".join(_seen(text).split()) or "?"


def _its_own(verb: str, role_id: int) -> str:
    """The verb, or with a number where the partnership has one that looks the same already."""
    roles = sa.table("role", *(sa.column(name) for name in ("id", "partnership_id", "verb")))
    mine = sa.select(roles.c.partnership_id).where(roles.c.id == role_id).scalar_subquery()
    others = sa.select(roles.c.verb).where(roles.c.partnership_id == mine, roles.c.id != role_id)
    taken = set(op.get_bind().scalars(others))
    number, tried = 1, verb
    while tried in taken:
        number += 1
        tried = f"{verb[: LONGEST_VERB - len(str(number)) - 1]} {number}"
    return tried


def _clean_notes() -> None:
    """A note that now says the same as another of its day is the same note, as if written today."""
    columns = ("id", "venue_id", "service_date", "text")
    notes = sa.table("day_note", *(sa.column(name) for name in columns))
    found = op.get_bind().execute(sa.select(notes).order_by(notes.c.id)).mappings().all()
    stand = {(n["venue_id"], n["service_date"], n["text"]) for n in found}
    for note in found:
        text = _named(note["text"])
        if _seen(note["text"]) == note["text"]:
            continue
        same = (note["venue_id"], note["service_date"], text)
        here = notes.c.id == note["id"]
        if same in stand:
            op.get_bind().execute(notes.delete().where(here))
        else:
            op.get_bind().execute(notes.update().where(here).values(text=text))
            stand.add(same)
