"""Settings: read once from the environment, checked at start, frozen afterwards.

Everything that is missing or wrong is listed in one go, so that an operator
mends the whole list instead of one line at a time. docs/settings.md describes each setting.
"""

from __future__ import annotations

import ipaddress
import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).parent
DATABASES = ("sqlite:///", "postgresql+psycopg://")
# A host name or address and perhaps a port: it is printed, so it must be short and plain.
BASE_ADDRESS = re.compile(r"https?://([a-z0-9.-]+|\[[0-9a-f:]+\])(:[0-9]{1,5})?", re.IGNORECASE)
LOG_LEVELS = ("INFO", "DEBUG", "WARNING", "ERROR")
LOG_FORMATS = ("text", "json")
YES = {"1", "true", "yes", "on", "ja"}
NO = {"", "0", "false", "no", "off", "nej"}
# An age recipient, the public half of a key: https://age-encryption.org/v1
AGE_RECIPIENT = re.compile(r"age1[02-9ac-hj-np-z]{58}")
# A host name or address, or an e-mail address: both stand in the lines that SMTP speaks.
MAIL_HOST = re.compile(r"[A-Za-z0-9.:_-]{1,253}")
MAIL_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9.-]{1,189}")
SMTP_PORTS = {"starttls": 587, "tls": 465, "none": 25}
"""The port of each SMTP_SECURITY; the first is the default."""
NAMES = (
    *("BASE_URL", "DATABASE_URL", "DEMO", "TRUSTED_PROXIES", "HOST", "PORT"),
    *("BACKUP_FOLDER", "BACKUP_RECIPIENT", "METRICS_PORT", "LOG_LEVEL", "LOG_FORMAT"),
    *("SHARED_FOLDER", "PARTIES", "SECOND_FACTOR", "DATABASE_OWNER_URL"),
    *("SMTP_HOST", "SMTP_PORT", "SMTP_SECURITY", "SMTP_USER", "SMTP_PASSWORD"),
    *("MAIL_FROM", "OPERATOR_MAIL"),
    *("OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET", "OIDC_NAME", "OIDC_TWO_STEPS"),
)
"""Every setting. Each may be given in a file instead."""
LAWFUL_BASES = ("e", "f")
PARTIES: dict[str, tuple[str, ...]] = {
    "controller": ("name", "cvr", "address", "mail", "phone", "basis", "law"),
    "dpo": ("name", "mail", "phone", "opinion"),
    "processor": ("name", "cvr", "address", "mail", "phone"),
    "hosting": ("name", "country"),
    "mail": ("name", "country"),
    "backups": ("name", "country"),
    "partners": ("names", "contacts", "basis"),
    "accessibility": ("mail", "phone", "updated", "statement"),
}
"""What PARTIES may say, which is TOML: by table, the keys."""
LISTS = ("partners.names", "partners.contacts")
"""What is a list in PARTIES, of one text for each party; here a line for each."""


def version() -> str:
    """Return this version of the application."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return str(project["version"])


class ConfigError(Exception):
    """At least one setting is missing or wrong; the message lists them all."""


@dataclass(frozen=True)
class Config:
    """The settings of one installation."""

    database_url: str
    base_url: str
    demo: bool = False
    host: str = "127.0.0.1"
    port: int = 8000
    trusted_proxies: int = 0
    log_level: str = "INFO"
    log_format: str = "text"
    backup_folder: Path | None = None
    backup_recipient: str | None = None
    metrics_port: int | None = None
    shared_folder: Path | None = None
    parties: Mapping[str, str] = field(default_factory=dict)
    second_factor: bool = False
    """Whether coordinators must sign in in two steps."""
    database_owner_url: str | None = None
    smtp_host: str | None = None
    smtp_port: int = 587
    smtp_security: str = "starttls"
    smtp_user: str | None = None
    smtp_password: str | None = field(default=None, repr=False)
    mail_from: str = ""
    operator_mail: str | None = None
    oidc_issuer: str | None = None
    oidc_client_id: str = ""
    oidc_client_secret: str = field(default="", repr=False)
    oidc_name: str = ""
    oidc_two_steps: bool = False
    """Whether the provider asks everybody for two steps, so that no code is asked for here."""

    @property
    def sends_mail(self) -> bool:
        """Whether there is a mail server. Everything works without one."""
        return self.smtp_host is not None

    @property
    def of_papers(self) -> dict[str, str]:
        """What the papers say of this installation: PARTIES, and what other settings tell."""
        database = "PostgreSQL" if self.sqlite_path is None else "SQLite"
        said = {**self.parties, "app.database": database, "app.address": self.base_url}
        has = {
            "app.mail": self.smtp_host,
            "app.provider": self.oidc_name if self.oidc_issuer else "",
            "app.steps": "2" if self.second_factor else "",
        }
        return said | {place: value for place, value in has.items() if value}

    @property
    def https(self) -> bool:
        """Whether people reach this installation over HTTPS."""
        return self.base_url.startswith("https://")

    @property
    def listens_beyond_this_machine(self) -> bool:
        """Whether HOST lets in more than this machine. An empty one lets in everybody."""
        return not _is_this_machine(self.host.strip("[]"))

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
        wrong: list[str] = []
        env = _with_files(os.environ if env is None else env, wrong)
        demo = _yes_or_no(env, "DEMO", wrong)
        port = _port(env, "PORT", wrong) or 8000
        config = cls(
            database_url=_database_url(env, wrong),
            base_url=_base_url(env, demo, port, wrong),
            demo=demo,
            host=env.get("HOST", "127.0.0.1"),
            port=port,
            trusted_proxies=_count(env, "TRUSTED_PROXIES", wrong),
            log_level=_one_of(env, "LOG_LEVEL", LOG_LEVELS, wrong),
            log_format=_one_of(env, "LOG_FORMAT", LOG_FORMATS, wrong),
            backup_folder=_folder(env, "BACKUP_FOLDER", "/var/backups/her-i-dag", wrong),
            backup_recipient=_backup_recipient(env, wrong),
            metrics_port=_port(env, "METRICS_PORT", wrong),
            shared_folder=_folder(env, "SHARED_FOLDER", "/mnt/her-i-dag", wrong),
            parties=_parties(env, wrong),
            second_factor=_yes_or_no(env, "SECOND_FACTOR", wrong, default=not demo),
            database_owner_url=_owner_url(env, wrong),
            smtp_host=_smtp_host(env, demo, wrong),
            smtp_security=_one_of(env, "SMTP_SECURITY", tuple(SMTP_PORTS), wrong),
            smtp_port=_port(env, "SMTP_PORT", wrong) or 0,
            smtp_user=env.get("SMTP_USER") or None,
            smtp_password=env.get("SMTP_PASSWORD") or None,
            mail_from=_mail_address(env, "MAIL_FROM", wrong) or "",
            operator_mail=_mail_address(env, "OPERATOR_MAIL", wrong),
            oidc_issuer=_issuer(env, wrong),
            oidc_client_id=env.get("OIDC_CLIENT_ID", "").strip(),
            oidc_client_secret=env.get("OIDC_CLIENT_SECRET", "").strip(),
            oidc_name=_button_name(env, wrong),
            oidc_two_steps=_yes_or_no(env, "OIDC_TWO_STEPS", wrong),
        )
        config = replace(config, smtp_port=config.smtp_port or SMTP_PORTS[config.smtp_security])
        _check_mail(config, wrong)
        _check_provider(config, wrong)
        if wrong:
            raise ConfigError("These settings must be mended:\n  " + "\n  ".join(wrong))
        return config


def _database_url(env: Mapping[str, str], wrong: list[str]) -> str:
    url = env.get("DATABASE_URL") or f"sqlite:///{ROOT / 'instance' / 'her-i-dag.sqlite'}"
    url = _with_driver(url)
    if not url.startswith(DATABASES) or url == "sqlite:///":
        wrong.append("DATABASE_URL: give sqlite:///FILE or postgresql://USER@HOST/NAME")
    return url


def _owner_url(env: Mapping[str, str], wrong: list[str]) -> str | None:
    url = _with_driver(env.get("DATABASE_OWNER_URL", "").strip())
    if url and not url.startswith("postgresql+psycopg://"):
        wrong.append("DATABASE_OWNER_URL: give postgresql://USER@HOST/NAME, or leave it out")
    return url or None


def _with_driver(url: str) -> str:
    # The driver is ours to choose; hosting providers hand out the bare scheme.
    if url.startswith("postgresql://"):
        return url.replace("postgresql://", "postgresql+psycopg://", 1)
    return url


def _base_url(env: Mapping[str, str], demo: bool, port: int, wrong: list[str]) -> str:
    url = env.get("BASE_URL", "").rstrip("/")
    if not url and demo:
        return f"http://127.0.0.1:{port}"
    if not BASE_ADDRESS.fullmatch(url):
        wrong.append(
            "BASE_URL: give the address that is printed on the posters, "
            "as https://heridag.example (no path)"
        )
    return url


def _port(env: Mapping[str, str], name: str, wrong: list[str]) -> int | None:
    value = env.get(name, "").strip()
    if not value:
        return None
    if not (value.isascii() and value.isdecimal() and 0 < int(value) < 65_536):
        wrong.append(f"{name}: give a number from 1 to 65535")
        return None
    return int(value)


def _yes_or_no(
    env: Mapping[str, str], name: str, wrong: list[str], *, default: bool = False
) -> bool:
    value = env.get(name, "").strip().lower()
    if not value:
        return default
    if value not in YES | NO:
        wrong.append(f"{name}: give 1 or 0")
    return value in YES


def _count(env: Mapping[str, str], name: str, wrong: list[str]) -> int:
    value = env.get(name, "0").strip() or "0"
    if not value.isdecimal() or int(value) > 5:
        wrong.append(f"{name}: give the number of proxies in front, 0 to 5")
        return 0
    return int(value)


def _one_of(env: Mapping[str, str], name: str, choices: tuple[str, ...], wrong: list[str]) -> str:
    """Return the value as it is written in `choices`; the first is the default."""
    value = env.get(name, "").strip() or choices[0]
    found = [choice for choice in choices if choice.lower() == value.lower()]
    if not found:
        wrong.append(f"{name}: give {', '.join(choices[:-1])} or {choices[-1]}")
    return found[0] if found else choices[0]


def _folder(env: Mapping[str, str], name: str, example: str, wrong: list[str]) -> Path | None:
    value = env.get(name, "").strip()
    if value and not Path(value).is_absolute():
        wrong.append(f"{name}: give the whole path of a folder, as {example}")
    return Path(value) if value else None


def _backup_recipient(env: Mapping[str, str], wrong: list[str]) -> str | None:
    value = env.get("BACKUP_RECIPIENT", "").strip()
    if value and not AGE_RECIPIENT.fullmatch(value):
        wrong.append("BACKUP_RECIPIENT: give the public key that age-keygen shows, as age1…")
    return value or None


def _parties(env: Mapping[str, str], wrong: list[str]) -> dict[str, str]:
    """Return what PARTIES says, as `table.key`."""
    found = {}
    try:
        tables = tomllib.loads(env.get("PARTIES", ""))
    except tomllib.TOMLDecodeError as error:
        wrong.append(f"PARTIES: give TOML; {error}")
        return {}
    for table, said in tables.items():
        for key, value in said.items() if isinstance(said, dict) else {"": said}.items():
            if key not in PARTIES.get(table, ()):
                wrong.append(f"PARTIES: {'.'.join(filter(None, (table, key)))} is none of its keys")
                continue
            place = f"{table}.{key}"
            lines = value if isinstance(value, list) and place in LISTS else [value]
            if not all(isinstance(line, str) for line in lines):
                wrong.append(f"PARTIES: {place}: give text in quotes")
            elif said_lines := [" ".join(line.split()) for line in lines if line.strip()]:
                found[place] = "\n".join(said_lines)
    _check_parties(found, wrong)
    return found


def _check_parties(found: Mapping[str, str], wrong: list[str]) -> None:
    for place in ("controller.basis", "partners.basis"):
        if found.get(place, "e") not in LAWFUL_BASES:
            wrong.append(f"PARTIES: {place}: give e or f, the letter of Article 6(1)")
    names, contacts = (found.get(place, "").count("\n") for place in LISTS)
    if "partners.contacts" in found and names != contacts:
        wrong.append("PARTIES: partners.contacts: give one for each of partners.names")


def _smtp_host(env: Mapping[str, str], demo: bool, wrong: list[str]) -> str | None:
    host = env.get("SMTP_HOST", "").strip()
    if host and not MAIL_HOST.fullmatch(host):
        wrong.append("SMTP_HOST: give the name of the mail server, as smtp.example.dk")
    if host and demo:
        # Everybody knows the password of its accounts, and their addresses are nobody's.
        wrong.append("SMTP_HOST: leave it out, as a demo sends no mail")
    return host or None


def _mail_address(env: Mapping[str, str], name: str, wrong: list[str]) -> str | None:
    value = env.get(name, "").strip()
    if value and not MAIL_ADDRESS.fullmatch(value):
        wrong.append(f"{name}: give an e-mail address alone, as heridag@example.dk")
    return value or None


def _check_mail(config: Config, wrong: list[str]) -> None:
    """Check the settings about mail against each other."""
    if not config.sends_mail:
        given = {
            "SMTP_USER": config.smtp_user,
            "SMTP_PASSWORD": config.smtp_password,
            "MAIL_FROM": config.mail_from,
            "OPERATOR_MAIL": config.operator_mail,
        }
        if names := [name for name, value in given.items() if value]:
            wrong.append(f"SMTP_HOST: give the mail server that {' and '.join(names)} need")
        return
    if not config.mail_from:
        wrong.append("MAIL_FROM: give the address that mail comes from, as heridag@example.dk")
    if bool(config.smtp_user) != bool(config.smtp_password):
        wrong.append("SMTP_PASSWORD: give it and SMTP_USER, or neither")
    if config.smtp_security == "none" and not _is_this_machine(config.smtp_host or ""):
        wrong.append("SMTP_SECURITY: give starttls or tls; none is for a server on this machine")


def _issuer(env: Mapping[str, str], wrong: list[str]) -> str | None:
    value = env.get("OIDC_ISSUER", "").strip()
    try:
        parts = urlsplit(value)
        is_safe = parts.scheme == "https" or _is_this_machine(parts.hostname or "")
        is_address = bool(parts.hostname) and not parts.query and not parts.fragment
        is_right = is_safe and is_address and parts.scheme in ("http", "https") and len(value) < 256
    except ValueError:
        is_right = False
    if value and not is_right:
        wrong.append(
            "OIDC_ISSUER: give the provider's address, as https://login.example.dk/kommune"
        )
    return value or None


def _button_name(env: Mapping[str, str], wrong: list[str]) -> str:
    value = env.get("OIDC_NAME", "").strip()
    if len(value) > 40 or not value.isprintable():
        wrong.append("OIDC_NAME: give at most 40 characters, as Eksempel Kommune")
    return value


def _check_provider(config: Config, wrong: list[str]) -> None:
    """Check the settings about the provider against each other."""
    given = {
        "OIDC_CLIENT_ID": config.oidc_client_id,
        "OIDC_CLIENT_SECRET": config.oidc_client_secret,
        "OIDC_NAME": config.oidc_name,
    }
    if config.oidc_issuer is None:
        if names := [name for name, value in given.items() if value]:
            wrong.append(f"OIDC_ISSUER: give the provider that {' and '.join(names)} need")
        return
    if config.demo:
        wrong.append("OIDC_ISSUER: leave it out, as a demo has its own accounts")
    for name, value in given.items():
        if not value:
            wrong.append(f"{name}: give it too, as OIDC_ISSUER needs it")


def _is_this_machine(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _with_files(env: Mapping[str, str], wrong: list[str]) -> dict[str, str]:
    """Return the settings, with those that are in files: named by NAME_FILE, or in the folder that
    systemd names in CREDENTIALS_DIRECTORY. A value in the environment comes first.
    """
    found = dict(env)
    credentials = env.get("CREDENTIALS_DIRECTORY")
    for name in NAMES:
        named = env.get(f"{name}_FILE")
        if named and env.get(name):
            wrong.append(f"{name}: give it or {name}_FILE, not both")
        file = Path(named) if named else Path(credentials, name) if credentials else None
        if file is None or env.get(name) or not (named or file.exists()):
            continue
        try:
            found[name] = file.read_text("utf-8").strip()
        except (OSError, UnicodeDecodeError):
            wrong.append(f"{name}: give a file that can be read; {file} can't be")
    return found
