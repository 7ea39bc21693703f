"""What a paper says is true for the installation whose paper it is."""

from __future__ import annotations

import pytest

from app.exports.data_protection.papers import FOLDER, JOINT, PAPERS, paper, papers_of
from config import Config

TWO = """
[partners]
names = ["Landsbyforeningen", "Kulturhuset"]
contacts = ["CVR 1, Bygaden 1", "CVR 2, Bygaden 2"]
basis = "f"
"""


def words(name: str, language: str = "da", **env: str) -> str:
    """A paper's text as HTML, of the installation with these settings."""
    return paper(name, language, Config.from_env(env).of_papers).html(str)


def test_it_says_which_database_the_setting_names() -> None:
    sqlite = words("databehandleraftale", DATABASE_URL="sqlite:///a.sqlite", DEMO="1")
    postgresql = words("databehandleraftale", DATABASE_URL="postgresql://a@b/c", DEMO="1")
    assert "Databasen er SQLite." in sqlite
    assert "PostgreSQL" not in sqlite
    assert "Databasen er PostgreSQL." in postgresql
    assert "SQLite." not in postgresql
    for name in ("opbevaring", "konsekvensanalyse"):
        assert "PostgreSQL" not in words(name, DEMO="1"), name
        assert "transaktionslog" in words(name, DATABASE_URL="postgresql://a@b/c", DEMO="1"), name


def test_it_names_who_sends_mail_where_there_is_mail() -> None:
    mail = {
        "BASE_URL": "https://a.example",
        "SMTP_HOST": "smtp.a.example",
        "MAIL_FROM": "a@a.example",
    }
    for name in ("databehandleraftale", "oplysning-personale"):
        assert "[den, der sender mails]" in words(name, **mail), name
        assert "[den, der sender mails]" not in words(name, DEMO="1"), name


PROVIDER = {
    "BASE_URL": "https://a.example",
    "OIDC_ISSUER": "https://login.a.example",
    "OIDC_CLIENT_ID": "her-i-dag",
    "OIDC_CLIENT_SECRET": "a secret",
    "OIDC_NAME": "Byens login",
}
CONCERNED = ("fortegnelse", "databehandleraftale", "konsekvensanalyse", "oplysning-personale")


def test_it_names_who_else_one_signs_in_with() -> None:
    for name in CONCERNED:
        assert "Byens login" in words(name, **PROVIDER), name
        assert "[den, der spørger" not in words(name, **PROVIDER), name
        assert "konto der er" not in words(name, DEMO="1"), name


def test_it_says_whether_coordinators_sign_in_in_two_steps() -> None:
    at = {"BASE_URL": "https://a.example"}
    risk, answer = "En koordinator uden to trin", "Koordinatorer logger ind i to trin"
    with_it = words("konsekvensanalyse", **at, SECOND_FACTOR="1")
    without = words("konsekvensanalyse", **at, SECOND_FACTOR="0")
    assert answer in with_it
    assert risk not in with_it
    assert answer not in without
    assert risk in without


@pytest.mark.parametrize("language", ["da", "en"])
def test_a_visitor_is_told_whether_one_decides_or_several(language: str) -> None:
    sole = {"da": "er alene ansvarlig", "en": "alone is responsible"}[language]
    joint = {"da": "Landsbyforeningen og Kulturhuset", "en": "Landsbyforeningen and Kulturhuset"}
    alone = words("oplysning", language, DEMO="1")
    assert sole in alone
    together = words("oplysning", language, DEMO="1", PARTIES=TWO)
    assert sole not in together
    assert joint[language] in together


def test_several_have_an_agreement_with_a_signature_for_each() -> None:
    assert JOINT in papers_of(Config.from_env({"DEMO": "1", "PARTIES": TWO}).of_papers)
    assert JOINT not in papers_of(Config.from_env({"DEMO": "1"}).of_papers)
    agreement = words(JOINT, DEMO="1", PARTIES=TWO)
    for said in ("Landsbyforeningen, CVR 1, Bygaden 1", "For Kulturhuset", "For Landsbyforeningen"):
        assert said in agreement, said
    assert agreement.count("Underskrift:") == 3


def test_nobody_speaks_for_the_data_protection_officer() -> None:
    without = words("konsekvensanalyse", DEMO="1")
    assert "har udtalt sig" not in without
    assert "Udtalelse:" in without
    said = words("konsekvensanalyse", DEMO="1", PARTIES='[dpo]\nopinion = "uden bemærkninger"')
    assert "har udtalt sig: uden bemærkninger." in said
    assert "Udtalelse:" not in said


def test_what_is_kept_is_part_of_the_agreement() -> None:
    whole = words("opbevaring", DEMO="1")
    table = whole[whole.index("<tbody>") : whole.index("</tbody>")]
    assert table in words("databehandleraftale", DEMO="1")


def test_no_mark_of_a_case_is_left() -> None:
    settings: tuple[dict[str, str], ...] = (
        {"DEMO": "1"},
        {"DEMO": "1", "PARTIES": TWO, "DATABASE_URL": "postgresql://a@b/c"},
        PROVIDER,
    )
    assert any(":::" in path.read_text("utf-8") for path in FOLDER.rglob("??/*.md"))
    for env in settings:
        for name in PAPERS:
            for language in ("da", "en"):
                assert ":::" not in words(name, language, **env), name
