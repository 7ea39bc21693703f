"""The roles that a new partnership starts with. All can be changed later.

They are verbs, so that none ranks above another. Their words in the eight further languages are in
the catalogues, where those who proofread the check-in pages find them.
"""

from __future__ import annotations

from app.domain.base.marked import N_

ROLES: tuple[tuple[str, str], ...] = (
    (N_("er vært"), "hosting"),
    (N_("hjælper til"), "lending a hand"),
    (N_("laver mad"), "cooking"),
    (N_("bager"), "baking"),
    (N_("serverer"), "serving"),
    (N_("passer kassen"), "minding the till"),
    (N_("sorterer"), "sorting things"),
    (N_("reparerer"), "repairing things"),
    (N_("viser, hvordan man gør"), "showing how"),
    (N_("stiller op"), "setting things up"),
    (N_("rydder op"), "tidying up"),
    (N_("er her på arbejde"), "here for work"),
)
"""The Danish and English verbs, in the order in which they are offered."""
VERBS = frozenset(danish for danish, _english in ROLES)
