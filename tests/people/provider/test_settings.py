"""The settings about the provider, and what the doctor says of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.services.operations.provider_check import provider as findings
from config import Config, ConfigError
from tests.support.provider import SECRET, LocalProvider

GIVEN = {
    "BASE_URL": "https://heridag.example",
    "OIDC_ISSUER": "https://login.example.dk/kommune",
    "OIDC_CLIENT_ID": "her-i-dag",
    "OIDC_CLIENT_SECRET": SECRET,
    "OIDC_NAME": "Eksempel Kommune",
}


def test_it_is_off_without_an_issuer() -> None:
    config = Config.from_env({"BASE_URL": "https://heridag.example"})
    assert config.oidc_issuer is None
    assert not config.oidc_two_steps


def test_it_reads_them_and_shows_no_secret(tmp_path: Path) -> None:
    file = tmp_path / "secret"
    file.write_text(SECRET)
    given = GIVEN | {"OIDC_CLIENT_SECRET": "", "OIDC_CLIENT_SECRET_FILE": str(file)}
    config = Config.from_env(given)
    assert config.oidc_client_secret == SECRET
    assert SECRET not in repr(config)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("OIDC_ISSUER", "login.example.dk"),
        ("OIDC_ISSUER", "http://login.example.dk"),
        ("OIDC_ISSUER", "https://login.example.dk/?x"),
        ("OIDC_ISSUER", "https://[login"),
        ("OIDC_ISSUER", ""),
        ("OIDC_CLIENT_ID", ""),
        ("OIDC_CLIENT_SECRET", ""),
        ("OIDC_NAME", ""),
        ("OIDC_NAME", "x" * 41),
        ("OIDC_TWO_STEPS", "perhaps"),
    ],
)
def test_it_says_which_is_wrong(name: str, value: str) -> None:
    with pytest.raises(ConfigError, match=f"{name}: "):
        Config.from_env(GIVEN | {name: value})


def test_a_demo_has_none() -> None:
    with pytest.raises(ConfigError, match="OIDC_ISSUER: leave it out"):
        Config.from_env(GIVEN | {"DEMO": "1"})


def test_the_doctor_asks_the_provider(provider: LocalProvider, impatient: None) -> None:
    assert list(findings(None)) == []
    [found] = findings(provider.issuer)
    assert found.level == 0
    [found] = findings(f"{provider.issuer}/another")
    assert found.level == 2
    assert "calls itself something else" in found.found
    provider.answers["openid-configuration"] = lambda handler: handler.send_error(503)
    [found] = findings(provider.issuer)
    assert found.level == 2


def test_a_port_that_is_none_is_no_address() -> None:
    [found] = findings("http://127.0.0.1:99999/kommune")
    assert found.level == 2


@pytest.mark.parametrize("name", ["authorization_endpoint", "token_endpoint", "jwks_uri"])
def test_it_goes_to_no_address_of_another_kind(
    provider: LocalProvider, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    lies = provider.discovery() | {name: "file:///etc/passwd"}
    monkeypatch.setattr(provider, "discovery", lambda: lies)
    [found] = findings(provider.issuer)
    assert found.level == 2
