"""Settings that are in files: a secret need not stand in the environment."""

from __future__ import annotations

from pathlib import Path

import pytest

from config import NAMES, Config, ConfigError
from tests.support.source import headings

BASE = {"BASE_URL": "https://heridag.example"}
URL = "postgresql://heridag:hemmeligt@db/heridag"


def test_a_setting_may_be_in_a_file(tmp_path: Path) -> None:
    file = tmp_path / "url"
    file.write_text(URL + "\n")
    config = Config.from_env(BASE | {"DATABASE_URL_FILE": str(file)})
    assert config.database_url == URL.replace("postgresql", "postgresql+psycopg")


def test_a_setting_may_be_a_credential_of_systemd(tmp_path: Path) -> None:
    (tmp_path / "DATABASE_URL").write_text(URL + "\n")
    (tmp_path / "PORT").write_text("9000")
    env = BASE | {"CREDENTIALS_DIRECTORY": str(tmp_path)}
    assert Config.from_env(env).database_url.endswith("hemmeligt@db/heridag")
    assert Config.from_env(env).port == 9000
    # What stands in the environment is nearer.
    assert Config.from_env(env | {"PORT": "9001"}).port == 9001


def test_it_says_which_file_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="DATABASE_URL: give a file that can be read; /no/file"):
        Config.from_env(BASE | {"DATABASE_URL_FILE": "/no/file"})
    with pytest.raises(ConfigError, match="PORT: give it or PORT_FILE, not both"):
        Config.from_env(BASE | {"PORT_FILE": str(tmp_path), "PORT": "8000"})


def test_every_setting_may_be(tmp_path: Path) -> None:
    assert {*NAMES, "CREDENTIALS_DIRECTORY"} == headings("docs/settings.md")
