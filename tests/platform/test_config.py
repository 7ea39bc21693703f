"""Settings: a bad value stops the start and says what to set."""

from __future__ import annotations

from pathlib import Path

import pytest

from config import Config, ConfigError

GOOD = {"BASE_URL": "https://heridag.example"}


def test_it_needs_one_setting_alone() -> None:
    config = Config.from_env(GOOD)
    assert config.base_url == "https://heridag.example"
    assert config.database_url.startswith("sqlite:///")
    assert (config.demo, config.trusted_proxies, config.log_level) == (False, 0, "INFO")


def test_it_has_no_address_to_fall_back_on() -> None:
    with pytest.raises(ConfigError, match="BASE_URL: give the address that is printed"):
        Config.from_env({})


def test_it_serves_a_demo_on_this_machine() -> None:
    assert Config.from_env({"DEMO": "1"}).base_url == "http://127.0.0.1:8000"
    assert Config.from_env({"DEMO": "ja", "PORT": "9000"}).base_url == "http://127.0.0.1:9000"


def test_coordinators_need_a_second_factor_but_in_a_demo() -> None:
    server = {"BASE_URL": "https://heridag.example"}
    assert Config.from_env(server).second_factor
    assert not Config.from_env({"DEMO": "1"}).second_factor
    assert not Config.from_env(server | {"SECOND_FACTOR": "0"}).second_factor
    assert Config.from_env({"DEMO": "1", "SECOND_FACTOR": "ja"}).second_factor


def test_it_lists_everything_that_is_wrong_at_once() -> None:
    with pytest.raises(ConfigError) as error:
        Config.from_env(
            {
                "DATABASE_URL": "mysql://root@localhost/x",
                "BASE_URL": "heridag.example",
                "DEMO": "maybe",
                "TRUSTED_PROXIES": "many",
                "LOG_LEVEL": "LOUD",
            }
        )
    for name in ("DATABASE_URL", "BASE_URL", "DEMO", "TRUSTED_PROXIES", "LOG_LEVEL"):
        assert f"{name}: give " in str(error.value)


@pytest.mark.parametrize(
    "url",
    [
        "ftp://heridag.example",
        "https://",
        "https://heridag.example/app",
        "https://heridag.example?x",
    ],
)
def test_it_refuses_an_address_that_no_poster_can_carry(url: str) -> None:
    with pytest.raises(ConfigError, match="BASE_URL"):
        Config.from_env({"BASE_URL": url})


@pytest.mark.parametrize("url", ["sqlite:///", "sqlite://", "oracle://x", "/var/lib/x.sqlite"])
def test_it_refuses_a_database_that_it_does_not_know(url: str) -> None:
    with pytest.raises(ConfigError, match="DATABASE_URL"):
        Config.from_env(GOOD | {"DATABASE_URL": url})


def test_it_chooses_the_driver_itself() -> None:
    config = Config.from_env(GOOD | {"DATABASE_URL": "postgresql://heridag@db/heridag"})
    assert config.database_url == "postgresql+psycopg://heridag@db/heridag"
    assert config.sqlite_path is None


def test_it_knows_its_own_file() -> None:
    config = Config.from_env(GOOD | {"DATABASE_URL": "sqlite:////var/lib/her-i-dag/data.sqlite"})
    assert config.sqlite_path == Path("/var/lib/her-i-dag/data.sqlite")


def test_it_forgives_a_slash_at_the_end() -> None:
    assert Config.from_env({"BASE_URL": "https://heridag.example/"}).base_url == GOOD["BASE_URL"]


@pytest.mark.parametrize("count", ["-1", "6", "1.5", "x"])
def test_it_counts_proxies_up_to_five(count: str) -> None:
    with pytest.raises(ConfigError, match="TRUSTED_PROXIES"):
        Config.from_env(GOOD | {"TRUSTED_PROXIES": count})


@pytest.mark.parametrize(
    ("base_url", "https"), [("https://a.example", True), ("http://a.b", False)]
)
def test_it_knows_whether_it_is_reached_over_https(base_url: str, https: bool) -> None:
    assert Config.from_env({"BASE_URL": base_url}).https is https


def test_it_cannot_be_changed_afterwards() -> None:
    with pytest.raises(AttributeError):
        Config.from_env(GOOD).demo = True  # type: ignore[misc]


@pytest.mark.parametrize(
    "url",
    ["https://a b.dk", "https://a.dk#x", "https://me@a.dk", "https://a.dk:port", "https://a.dk/x"],
)
def test_it_refuses_what_cannot_be_printed_as_an_address(url: str) -> None:
    with pytest.raises(ConfigError, match="BASE_URL"):
        Config.from_env({"BASE_URL": url})


@pytest.mark.parametrize(
    "url", ["https://heridag.example", "http://127.0.0.1:8000", "http://[::1]:8000", "http://hus"]
)
def test_it_takes_names_and_addresses(url: str) -> None:
    assert Config.from_env({"BASE_URL": url}).base_url == url


@pytest.mark.parametrize("port", ["0", "65536", "abc", "-1"])
def test_it_refuses_what_is_no_port(port: str) -> None:
    with pytest.raises(ConfigError, match="PORT: give a number"):
        Config.from_env({"DEMO": "1", "PORT": port})


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "[::]", "", "192.168.1.20", "demo.local"])
def test_it_knows_that_others_can_reach_it(host: str) -> None:
    assert Config.from_env({"DEMO": "1", "HOST": host}).listens_beyond_this_machine


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.2", "localhost", "::1", "[::1]"])
def test_it_knows_that_only_this_machine_reaches_it(host: str) -> None:
    assert not Config.from_env({"DEMO": "1", "HOST": host}).listens_beyond_this_machine
    assert not Config.from_env({"DEMO": "1"}).listens_beyond_this_machine
