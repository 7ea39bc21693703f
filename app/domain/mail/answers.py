"""What a mail server answered, without what it repeats of the mail."""

from __future__ import annotations

import re

LONGEST = 160
SECRET = re.compile(r"\S*(?:@|://)\S*")


def without_addresses(text: str, *addresses: str) -> str:
    """Return the answer as one short line that holds no address, no part of one, and no link."""
    text = SECRET.sub("…", " ".join(text.split()))
    for address in addresses:
        name = address.partition("@")[0]
        text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", "…", text, flags=re.I) if name else text
    return "".join(each for each in text if each.isprintable())[:LONGEST]
