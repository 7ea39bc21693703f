"""No script lets what was sent choose which property of an object it writes."""

from __future__ import annotations

import re

from tests.support.source import ROOT

COMPUTED = re.compile(r"[\w)\]]\[(?![\"'\d])[^\]\n]+\]\s*(?:[-+*/|&?]{0,2}=)(?![=>])")
MERGED = re.compile(
    r"(?:Object\.assign\(|\.\.\.JSON\.parse|structuredClone\(|__proto__|\.prototype\b)"
)
# Looked at: the key is a date that the page was drawn with, or the value is a literal of ours.
LOOKED_AT = {
    "door.js: Object.assign({ id, action: form.action, body: String(body), words }, clock())",
    "late.js: days[day] = (days[day] || 0) + 1;",
    "tablet_button.js: Object.assign(said, { voice, lang: voice.lang });",
    "tablet.js: Object.assign(mine, { bare, first: false });",
    "board.js: Object.assign(tap, clock())",
}


def found(text: str, file: str) -> list[str]:
    """The lines of a script that may write a property by a name from outside."""
    return [
        f"{file}: {line.strip()}"
        for line in text.splitlines()
        if (COMPUTED.search(line) or MERGED.search(line)) and not line.strip().startswith("//")
    ]


def test_no_script_merges_what_was_sent_into_an_object() -> None:
    scripts = sorted((ROOT / "app" / "static" / "js").glob("*.js"))
    assert len(scripts) > 20
    lines = [line for path in scripts for line in found(path.read_text("utf-8"), path.name)]
    unknown = [
        line
        for line in lines
        if not any(
            line.startswith(f"{a}: ") and b in line
            for a, b in (one.split(": ", 1) for one in LOOKED_AT)
        )
    ]
    assert not unknown
    assert len(lines) == len(LOOKED_AT), "one of LOOKED_AT is gone"


def test_it_knows_one_that_does() -> None:
    for line in ("into[key] = from[key];", "a.b[c.d] += 1;", "Object.assign(state, JSON.parse(x))"):
        assert found(line, "a.js") == [f"a.js: {line}"]
    for line in ("const [a] = list;", "if (a[b] === c) {", "a[0] = b;", "a['b'] = c;"):
        assert not found(line, "a.js"), line
