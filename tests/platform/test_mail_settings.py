"""Settings of the mail server: checked at start, each and against each other."""

from __future__ import annotations

from pathlib import Path

import pytest

from config import Config, ConfigError

BASE = {"BASE_URL": "https://heridag.example"}
MAIL = BASE | {"SMTP_HOST": "smtp.example.dk", "MAIL_FROM": "heridag@example.dk"}


def test_there_is_none_unless_it_is_set() -> None:
    assert not Config.from_env(BASE).sends_mail
    assert Config.from_env(MAIL).sends_mail


@pytest.mark.parametrize(("security", "port"), [("", 587), ("STARTTLS", 587), ("tls", 465)])
def test_the_port_follows_from_how_it_is_encrypted(security: str, port: int) -> None:
    env = MAIL | {"SMTP_SECURITY": security}
    assert Config.from_env(env).smtp_port == port
    assert Config.from_env(env | {"SMTP_PORT": "2525"}).smtp_port == 2525


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "::1"])
def test_only_this_machine_gets_mail_in_clear(host: str) -> None:
    none = MAIL | {"SMTP_SECURITY": "none"}
    assert Config.from_env(none | {"SMTP_HOST": host}).smtp_port == 25
    with pytest.raises(ConfigError, match="SMTP_SECURITY: give starttls or tls"):
        Config.from_env(none)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"SMTP_HOST": "smtp://x"}, "SMTP_HOST: give the name"),
        ({"DEMO": "1"}, "SMTP_HOST: leave it out"),
        ({"SMTP_PORT": "0"}, "SMTP_PORT: give"),
        ({"SMTP_SECURITY": "ssl"}, "SMTP_SECURITY: give starttls, tls or none"),
        ({"SMTP_USER": "heridag"}, "SMTP_PASSWORD: give it and SMTP_USER"),
        ({"MAIL_FROM": ""}, "MAIL_FROM: give"),
        ({"MAIL_FROM": "Her i dag <heridag@example.dk>"}, "MAIL_FROM: give an e-mail"),
        ({"OPERATOR_MAIL": "a@x.dk\nBcc: b@x.dk"}, "OPERATOR_MAIL: give"),
        ({"SMTP_HOST": ""}, "SMTP_HOST: give the mail server that MAIL_FROM need"),
    ],
)
def test_it_says_what_to_mend(changes: dict[str, str], said: str) -> None:
    with pytest.raises(ConfigError) as error:
        Config.from_env(MAIL | changes)
    assert said in str(error.value)


def test_the_password_may_be_in_a_file_and_is_not_shown(tmp_path: Path) -> None:
    file = tmp_path / "password"
    file.write_text("hemmeligt\n")
    config = Config.from_env(MAIL | {"SMTP_USER": "x", "SMTP_PASSWORD_FILE": str(file)})
    assert config.smtp_password == "hemmeligt"
    assert "hemmeligt" not in repr(config)
