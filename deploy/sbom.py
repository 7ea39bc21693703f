"""Adds to a list of components in CycloneDX, read from stdin, the licences they are under.

These are what the packages installed beside this Python state: `make sbom`.
"""

from __future__ import annotations

import json
import sys
from importlib.metadata import PackageNotFoundError, metadata
from typing import Any

CLASSIFIER = "License :: OSI Approved :: "


def licence(package: str) -> dict[str, Any] | None:
    """Return a package's licence as CycloneDX writes it, or None if it is not installed here.

    Newer packages give an SPDX expression, older ones a classifier or free text.
    """
    try:
        about = metadata(package)
    except PackageNotFoundError:
        return None  # Windows alone needs it.
    if expression := about.get("License-Expression"):
        return {"expression": expression}
    classifiers = about.get_all("Classifier") or []
    named = [each.removeprefix(CLASSIFIER) for each in classifiers if each.startswith(CLASSIFIER)]
    first_line = (about.get("License") or "not stated").splitlines()[0]
    return {"license": {"name": " or ".join(named) or first_line}}


def main() -> None:
    bom = json.load(sys.stdin)
    for component in bom["components"]:
        if found := licence(component["name"]):
            component["licenses"] = [found]
    json.dump(bom, sys.stdout, indent=2, ensure_ascii=False)
    sys.stdout.write("\n")


if __name__ == "__main__":
    main()
