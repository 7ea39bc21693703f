"""Settings: read once from the environment, checked at start, frozen afterwards.

Everything that is missing or wrong is listed in one go, so that an operator
mends the whole list instead of one line at a time. docs/settings.md describes each setting.
"""

from __future__ import annotations

import ipaddress
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent
DATABASES = ("sqlite:///", "postgresql+psycopg://")
# A host name or address and perhaps a port: it is printed, so it must be short and plain.
BASE_ADDRESS = re.compile(r"https?://([a-z0-9.-]+|\[[0-9a-f:]+\])(:[0-9]{1,5})?", re.IGNORECASE)
YES = {"1", "true", "yes", "on", "ja"}
NO = {"", "0", "false", "no", "off", "nej"}


class ConfigError(Exception):
    """At least one setting is missing or wrong; the message lists them all."""


@dataclass(frozen=True)
class Config:
    """The settings of one installation."""

    database_url: str
    base_url: str
    demo: bool = False
    host: str = "127.0.0.1"
    trusted_proxies: int = 0
    log_level: str = "INFO"

    @property
    def https(self) -> bool:
        """Whether people reach this installation over HTTPS."""
        return self.base_url.startswith("https://")

    @property
    def listens_beyond_this_machine(self) -> bool:
        """Whether HOST lets in more than this machine. An empty one lets in everybody."""
        if self.host == "localhost":
            return False
        try:
            return not ipaddress.ip_address(self.host.strip("[]")).is_loopback
        except ValueError:
            return True

    @property
    def sqlite_path(self) -> Path | None:
        """The database file, or None on PostgreSQL."""
        if self.database_url.startswith("sqlite:///"):
            return Path(self.database_url.removeprefix("sqlite:///"))
        return None

    @classmethod
    def from_env(cls, env: Mapping[str, str] | None = None) -> Config:
        """Read and check the settings.

        Raises ConfigError with one line for each setting that must be mended.
        """
        env = os.environ if env is None else env
        wrong: list[str] = []
        demo = _yes_or_no(env, "DEMO", wrong)
        config = cls(
            database_url=_database_url(env, wrong),
            base_url=_base_url(env, demo, wrong),
            demo=demo,
            host=env.get("HOST", "127.0.0.1"),
            trusted_proxies=_count(env, "TRUSTED_PROXIES", wrong),
            log_level=_log_level(env, wrong),
        )
        if wrong:
            raise ConfigError("These settings must be mended:\n  " + "\n  ".join(wrong))
        return config


def _database_url(env: Mapping[str, str], wrong: list[str]) -> str:
    url = env.get("DATABASE_URL") or f"sqlite:///{ROOT / 'instance' / 'her-i-dag.sqlite'}"
    if url.startswith("postgresql://"):
        # The driver is ours to choose; hosting providers hand out the bare scheme.
        url = url.replace("postgresql://", "postgresql+psycopg://", 1)
    if not url.startswith(DATABASES) or url == "sqlite:///":
        wrong.append("DATABASE_URL: give sqlite:///FILE or postgresql://USER@HOST/NAME")
    return url


def _base_url(env: Mapping[str, str], demo: bool, wrong: list[str]) -> str:
    port = _port(env, wrong)
    url = env.get("BASE_URL", "").rstrip("/")
    if not url and demo:
        return f"http://127.0.0.1:{port}"
    if not BASE_ADDRESS.fullmatch(url):
        wrong.append(
            "BASE_URL: give the address that is printed on the posters, "
            "as https://heridag.example (no path)"
        )
    return url


def _port(env: Mapping[str, str], wrong: list[str]) -> int:
    value = env.get("PORT") or "8000"
    if not (value.isascii() and value.isdecimal() and 0 < int(value) < 65_536):
        wrong.append("PORT: give a number from 1 to 65535")
        return 8000
    return int(value)


def _yes_or_no(env: Mapping[str, str], name: str, wrong: list[str]) -> bool:
    value = env.get(name, "").strip().lower()
    if value not in YES | NO:
        wrong.append(f"{name}: give 1 or 0")
    return value in YES


def _count(env: Mapping[str, str], name: str, wrong: list[str]) -> int:
    value = env.get(name, "0").strip() or "0"
    if not value.isdecimal() or int(value) > 5:
        wrong.append(f"{name}: give the number of proxies in front, 0 to 5")
        return 0
    return int(value)


def _log_level(env: Mapping[str, str], wrong: list[str]) -> str:
    value = env.get("LOG_LEVEL", "INFO").upper()
    if value not in ("DEBUG", "INFO", "WARNING", "ERROR"):
        wrong.append("LOG_LEVEL: give DEBUG, INFO, WARNING or ERROR")
    return value
