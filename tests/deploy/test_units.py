"""The files in deploy/ as the programs that read them see them."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.support import caddy
from tests.support.source import ROOT

DEPLOY = ROOT / "deploy"
SYSTEMD = DEPLOY / "systemd"
SERVICES = sorted(path.stem for path in SYSTEMD.glob("*.service"))
pytestmark = pytest.mark.skipif(not caddy.available(), reason="systemd or caddy is missing")


def run(*command: str | Path, **settings: str) -> str:
    """Run a program, and return what it says."""
    done = subprocess.run(
        [str(part) for part in command],
        env={"PATH": os.environ["PATH"], **settings},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A root with the units as install.sh leaves them, and Debian's own."""
    root = tmp_path_factory.mktemp("root")
    ours = root / "etc/systemd/system"
    for path in SYSTEMD.glob("her-i-dag*"):
        target = ours / path.name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
        if path.name == "her-i-dag.service":
            shutil.copyfile(path, ours / "her-i-dag-bridge.service")
            (ours / "her-i-dag-bridge.service.d").mkdir()
            shutil.copyfile(
                SYSTEMD / "bridge.conf", ours / "her-i-dag-bridge.service.d" / "bridge.conf"
            )
        if path.suffix == ".service":
            beside = ours / f"{path.name}.d"
            beside.mkdir()
            shutil.copyfile(SYSTEMD / "hardening.conf", beside / "hardening.conf")
    shutil.copytree("/usr/lib/systemd/system", root / "usr/lib/systemd/system", symlinks=True)
    for program in ("opt/her-i-dag/current/.venv/bin/flask", "usr/bin/curl"):
        (root / program).parent.mkdir(parents=True, exist_ok=True)
        (root / program).touch(0o755)
    return root


def test_systemd_has_nothing_to_say_about_a_unit(installed: Path) -> None:
    units = sorted((installed / "etc/systemd/system").glob("her-i-dag*.[st]*[er]*"))
    units = [path for path in units if path.is_file()]
    assert len(units) == len(list(SYSTEMD.glob("her-i-dag*"))) + 1
    said = run("systemd-analyze", "verify", "--man=no", f"--root={installed}", *units)
    about_ours = [line for line in said.splitlines() if "her-i-dag" in line]
    assert about_ours == []


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_may_do_little(installed: Path, service: str) -> None:
    said = run(
        "systemd-analyze",
        "security",
        "--no-pager",
        "--offline=true",
        "--threshold=30",  # Tenths. 100 is a service that may do everything.
        f"--root={installed}",
        f"{service}.service",
    )
    assert "Overall exposure level" in said


def test_the_proxy_takes_its_file(tmp_path: Path) -> None:
    command = ("caddy", "validate", "--adapter", "caddyfile", "--config", DEPLOY / "Caddyfile")
    assert "Valid configuration" in run(
        *command, HOME=str(tmp_path), BASE_URL="https://heridag.example"
    )


@pytest.mark.parametrize("script", sorted(DEPLOY.glob("*.sh")), ids=lambda path: path.name)
def test_a_script_is_one_that_bash_can_read(script: Path) -> None:
    assert run("bash", "-n", script) == ""
