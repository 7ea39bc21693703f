"""The check-in pages use no words that label people, and sentences everybody can read."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from flask import Flask

from app.db import Database
from app.domain.base.languages import TO_BE_READ
from app.web.platform.language import LANGUAGES
from tests.support.cast import Cast
from tests.support.check_in_states import seen_states
from tests.support.plain_words import lix, running_text, sentences
from tests.support.visit import Page

BANNED = (
    "bruger",
    "udsat",
    "sårbar",
    "målgruppe",
    "klient",
    "borger med",
    "diagnose",
    "fravær",
    "mødepligt",
    "passiv",
    "status",
    "registrer",
    "cpr",
    "velkommen tilbage",
    "welcome back",
    "vulnerable",
    "target group",
    "diagnosis",
    "absence",
    "register",
    "passive",
    "client",
)
# The same in the other languages, as far as their words start alike: user, client, vulnerable,
# target group, diagnosis, absence, registering, passive, welcome back.
BANNED_ELSEWHERE = {
    "uk": "користувач клієнт вразлив цільов діагноз відсутн зареєстр пасивн інвалід з_поверненням",
    "ar": "مستخدم عميل هش مستهدف تشخيص غياب تسجيل_الحضور سلبي مرحبا_بعودتك مرحبًا_بعودتك",
    "de": "nutzer benutzer klient kunde gefährdet schutzbedürftig zielgruppe diagnose abwesen"
    " fehlzeit registrier passiv status willkommen_zurück",
    "pl": "użytkowni klien wrażliw docelow diagnoz nieobecn rejestr zarejestr biern witaj_ponownie",
    "tr": "kullanıcı müşteri danışan kırılgan hedef_grup teşhis devamsız kaydol kayıt pasif"
    " tekrar_hoş",
    "so": "isticmaale macmiil nugul beegsa cudur maqnaan diiwaangeli diiwaan_geli",
    "fa": "کاربر مشتری آسیب گروه_هدف تشخیص غیبت ثبت_نام ثبت‌نام منفعل خوش_برگشت",
    "ro": "utilizator client vulnerab grup_țintă diagnostic absen înregistr pasiv bine_ai_revenit",
}
SPOKEN = ("aria-label", "title", "alt", "placeholder")


@pytest.fixture
def pages(app: Flask, db: Database, cast: Cast) -> Callable[[str], list[tuple[str, Page]]]:
    return lambda language: seen_states(app, db, cast, language)


def test_it_knows_the_words_of_every_further_language() -> None:
    assert set(BANNED_ELSEWHERE) == set(TO_BE_READ)


@pytest.mark.parametrize("language", [*LANGUAGES, *TO_BE_READ])
def test_it_sorts_nobody(pages: Callable[[str], list[tuple[str, Page]]], language: str) -> None:
    elsewhere = BANNED_ELSEWHERE.get(language, "").replace("_", r"\s").split()
    for name, page in pages(language):
        spoken = [e.get(a, "") for e in page.html.iter() for a in SPOKEN]
        said = " ".join([page.text, *spoken, "".join(page.all("head")[0].itertext())])
        for word in (*BANNED, *elsewhere):
            assert not re.search(rf"\b{word}", said, re.I), f"{name} says {word!r}"


def test_it_speaks_plainly(pages: Callable[[str], list[tuple[str, Page]]]) -> None:
    hard = []
    for name, page in pages("da"):
        said = running_text(page.all("body")[0])
        hard += [f"{name}: {' '.join(words)}" for words in sentences(said) if len(words) > 12]
        if (index := lix(said)) > 20:
            hard.append(f"{name}: LIX {index:.1f}")
    assert not hard


def test_it_can_tell_easy_from_hard() -> None:
    easy = "Hej. Du er her. Vil du tælles med?"
    hard = "Administrationens registreringsforpligtelser overholdes kontinuerligt i institutionen."
    assert lix(easy) < 20 < lix(hard)
    assert list(sentences("Åbent i dag, 10.00–17.00. Tak")) == [
        ["Åbent", "i", "dag", "10.00–17.00"],
        ["Tak"],
    ]
