"""`.env.example` names every setting, and what it shows may be used as it stands."""

from __future__ import annotations

import re

import pytest

from config import NAMES, Config, ConfigError
from tests.support.source import ROOT

EXAMPLE = (ROOT / ".env.example").read_text()
LINES = re.findall(r"^(#?)([A-Z_]+)=(.*)$", EXAMPLE, re.M)


def test_it_names_every_setting_once() -> None:
    assert sorted(name for _mark, name, _value in LINES) == sorted(NAMES)


def test_every_line_may_be_used_as_it_stands_but_a_key_that_is_nobodys() -> None:
    settings = {name: value for _mark, name, value in LINES}
    with pytest.raises(ConfigError) as error:
        Config.from_env(settings)
    assert str(error.value).splitlines()[1:] == [
        "  BACKUP_RECIPIENT: give the public key that age-keygen shows, as age1…"
    ]
    Config.from_env({name: value for mark, name, value in LINES if not mark})
