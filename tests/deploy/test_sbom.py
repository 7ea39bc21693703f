"""The list of components states what its packages do."""

from __future__ import annotations

import json
import subprocess
import sys

from tests.support.source import ROOT


def test_it_adds_the_licence_of_what_is_installed() -> None:
    names = ("flask", "waitress", "not-installed-anywhere")
    bom = {"bomFormat": "CycloneDX", "components": [{"name": name} for name in names]}
    done = subprocess.run(
        [sys.executable, ROOT / "deploy" / "sbom.py"],
        input=json.dumps(bom),
        capture_output=True,
        text=True,
        check=True,
    )
    told = json.loads(done.stdout)
    assert told["bomFormat"] == "CycloneDX"
    assert [component.get("licenses") for component in told["components"]] == [
        [{"expression": "BSD-3-Clause"}],
        [{"license": {"name": "Zope Public License"}}],
        None,
    ]
