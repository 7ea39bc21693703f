"""What an installation says of itself in its papers: who is responsible, and how to reach them."""

from __future__ import annotations

import re
from collections.abc import Mapping

PLACE = re.compile(r"\{([a-z]+\.[a-z]+(?:\.[0-9]+)?)\}")
"""A place in a paper where what PARTIES says is filled in, as `{controller.name}`.

Of a list, `{partners.names}` is all of it and `{partners.names.2}` the second.
"""
BASES = {
    "da": {
        "e": "artikel 6, stk. 1, litra e: en opgave i samfundets interesse",
        "f": "artikel 6, stk. 1, litra f: en legitim interesse i at kunne tælle besøg uden at "
        "vide, hvem der kommer",
    },
    "en": {
        "e": "Article 6(1)(e): a task carried out in the public interest",
        "f": "Article 6(1)(f): a legitimate interest in counting visits without knowing who comes",
    },
}
NO_BREAK = "\u00a0"
AND = {"da": "og", "en": "and"}
MISSING = {
    "controller.name": ("den dataansvarliges navn", "name of the controller"),
    "controller.cvr": ("CVR-nummer", "CVR number"),
    "controller.address": ("den dataansvarliges adresse", "address of the controller"),
    "controller.mail": ("den dataansvarliges e-mail", "e-mail of the controller"),
    "controller.phone": ("den dataansvarliges telefon", "phone of the controller"),
    "controller.basis": ("grundlaget efter artikel 6", "the basis under Article 6"),
    "controller.law": ("loven og paragraffen", "the act and its section"),
    "dpo.name": ("databeskyttelsesrådgiverens navn", "name of the data protection officer"),
    "dpo.mail": ("rådgiverens e-mail", "e-mail of the officer"),
    "dpo.phone": ("rådgiverens telefon", "phone of the officer"),
    "dpo.opinion": ("rådgiverens udtalelse", "the officer's opinion"),
    "processor.name": ("databehandlerens navn", "name of the processor"),
    "processor.cvr": ("databehandlerens CVR-nummer", "CVR number of the processor"),
    "processor.address": ("databehandlerens adresse", "address of the processor"),
    "processor.mail": ("databehandlerens e-mail", "e-mail of the processor"),
    "processor.phone": ("databehandlerens telefon", "phone of the processor"),
    "hosting.name": ("den, der har maskinen", "whoever has the machine"),
    "hosting.country": ("landet, hvor den står", "the country where it stands"),
    "mail.name": ("den, der sender mails", "whoever sends the mail"),
    "mail.country": ("landet, hvor mailserveren står", "the country of the mail server"),
    "backups.name": ("den, der har sikkerhedskopierne", "whoever has the backups"),
    "backups.country": ("landet, hvor kopierne ligger", "the country where the backups are"),
    "partners.names": ("de andre parter", "the other parties"),
    "partners.contacts": ("partens CVR-nummer, adresse og e-mail", "the party's CVR and address"),
    "partners.basis": ("de andres grundlag efter artikel 6", "the others' basis under Article 6"),
    "app.provider": ("den, der spørger, hvem der logger ind", "whoever asks who signs in"),
    "app.address": ("webstedets adresse", "address of the website"),
    "accessibility.mail": ("e-mail om tilgængelighed", "e-mail about accessibility"),
    "accessibility.phone": ("telefon om tilgængelighed", "phone about accessibility"),
    "accessibility.updated": ("datoen for den seneste ændring", "date of the last change"),
    "accessibility.statement": ("adressen på was.digst.dk", "the address at was.digst.dk"),
}
"""What is put in brackets where the settings leave a gap, in Danish and English."""


def filled(text: str, parties: Mapping[str, str], language: str) -> str:
    """Return the text with its places filled in, or with what is missing in brackets."""
    return PLACE.sub(lambda place: _said(place[1], parties, language), text)


def lacking(text: str, parties: Mapping[str, str]) -> list[str]:
    """The places of the text of which nothing is said, each once, in their order there."""
    places = dict.fromkeys(place.rstrip(".0123456789") for place in PLACE.findall(text))
    return [place for place in places if place not in parties]


def _said(place: str, parties: Mapping[str, str], language: str) -> str:
    table, key, number = (*place.split("."), "")[:3]
    place = f"{table}.{key}"
    if place not in parties:
        danish, english = MISSING[place]
        return f"[{danish if language == 'da' else english}]"
    if place.endswith(".basis"):
        return BASES[language][parties[place]]
    lines = _unbroken(key, parties[place]).splitlines()
    if number:
        return lines[int(number) - 1]
    return f" {AND[language]} ".join(filter(None, (", ".join(lines[:-1]), lines[-1])))


def _unbroken(key: str, said: str) -> str:
    """Return it with spaces that no line ends at: in a phone number, and before a section."""
    if key == "phone":
        return said.replace(" ", NO_BREAK)
    return said.replace("§ ", f"§{NO_BREAK}")
