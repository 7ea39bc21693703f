"""Which parts of a paper are true for an installation: it has those, and no others.

A part stands between two lines, `::: case` and `:::`. One of `each` stands there once for every
other party, and a line `::: paper NAME` is that whole paper without its title.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

PART = re.compile(r"^::: ([a-z]+)\n(.*?)^:::\n", re.M | re.S)
OTHER_PAPER = re.compile(r"^::: paper ([a-z-]+)$", re.M)
OF_A_PARTNER = re.compile(r"\{(partners\.[a-z]+)\}")
CASES: dict[str, Callable[[Mapping[str, str]], bool]] = {
    "alone": lambda said: "partners.names" not in said,
    "several": lambda said: "partners.names" in said,
    "sqlite": lambda said: said.get("app.database") != "PostgreSQL",
    "postgresql": lambda said: said.get("app.database") == "PostgreSQL",
    "provider": lambda said: "app.provider" in said,
    "twosteps": lambda said: "app.steps" in said,
    "onestep": lambda said: "app.steps" not in said,
    "mail": lambda said: "app.mail" in said,
    "opinion": lambda said: "dpo.opinion" in said,
    "noopinion": lambda said: "dpo.opinion" not in said,
}


def of_the_case(text: str, said: Mapping[str, str], other: Callable[[str], str]) -> str:
    """Return the text with the parts that are true. `other` gives a paper's text by its name."""
    whole = OTHER_PAPER.sub(lambda found: other(found[1]).partition("\n\n")[2].strip(), text)
    return PART.sub(lambda found: _part(found[1], found[2], said), whole)


def _part(case: str, text: str, said: Mapping[str, str]) -> str:
    if case == "each":
        number = len(said.get("partners.names", "").splitlines())
        return "".join(OF_A_PARTNER.sub(rf"{{\1.{each}}}", text) for each in range(1, number + 1))
    return text if CASES[case](said) else ""
