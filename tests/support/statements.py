"""What the papers say: their sentences, and the rows of their tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from app.exports.data_protection.papers import PAPERS, paper
from app.exports.formats.document import Grid, Items, Text

FACT = re.compile(
    r"""gem\w|slet|cookie|kopi|\blog\b|loggen|krypt|session|nøgle|\bnat\b|natten|\bdage?\b|måned
    |\btime\b|adgang|\bse\b|\bser\b|hent|fjern|tæller|besøg|tallene|aftryk|browser|serveren
    |afvist|frigiv|følge|skjul""",
    re.IGNORECASE | re.VERBOSE,
)
"""Words that a sentence about storage, time or access has one of."""


ALONE = {"controller.basis": "e", "app.database": "SQLite"}
SEVERAL = ALONE | {
    "partners.names": "[de andre parter]",
    "partners.contacts": "[partens CVR-nummer, adresse og e-mail]",
    "partners.basis": "f",
    "dpo.opinion": "[rådgiverens udtalelse]",
    "app.database": "PostgreSQL",
    "app.mail": "smtp.example.dk",
    "app.provider": "[den, der spørger, hvem der logger ind]",
    "app.steps": "2",
}
"""Two installations of which every part of a paper is true in one."""


def statements(name: str) -> Iterator[str]:
    """The sentences of a paper and its tables' rows, in Danish, not filled in, in every case."""
    said = [*_statements(name, SEVERAL), *_statements(name, ALONE)]
    yield from dict.fromkeys(said)


def _statements(name: str, said: Mapping[str, str]) -> Iterator[str]:
    for block in paper(name, "da", said).blocks():
        match block:
            case Text():
                yield from _sentences(block.text)
            case Items():
                for item in block.items:
                    yield from _sentences(item)
            case Grid():
                for row in block.rows:
                    yield " · ".join(row)


def factual() -> dict[str, list[str]]:
    """Every sentence or row with a word of FACT, with the papers that have it."""
    found: dict[str, list[str]] = {}
    for name in PAPERS:
        for statement in statements(name):
            if FACT.search(statement):
                found.setdefault(statement, []).append(name)
    return found


def _sentences(text: str) -> list[str]:
    return [each for each in re.split(r"(?<=[.!?])\s+(?=[A-ZÆØÅ\[])", text) if each]
