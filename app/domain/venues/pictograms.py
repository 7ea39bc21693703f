"""Pictograms for activities and roles. They show what is done, never who does it.

A coordinator may choose one; otherwise it is derived from the name.
"""

from __future__ import annotations

import re

# Maps a drawing in app/templates/components/icon.html to a regular expression for names. Most
# alternatives match parts of words, because Danish writes compounds as one word.
PICTOGRAMS: dict[str, str] = {
    "jug": r"kaffe|\bte\b|\bthe\b|tekande|café|cafe|coffee|مقهى",
    "pot": r"lave(r)? mad|madlav|madhold|suppe|sylte|kogek|køkken|gryde|cook",
    "cutlery": r"spisning|spiser|frokost|morgenmad|middag|brunch|grill|server|smag|eating|lunch",
    "bread": r"\bbag(e|er|ning|eri)|brød|kage|dej|ælte|bread|bake",
    "basket": r"loppe|marked|bod(er)?\b|pakke|bytte|\bbyt\b|gratis|overskud|market",
    "tag": r"sorter|prismærk|sætte på plads|genbrug|sorting",
    "shirt": r"\btøj|stryge|modeshow|vask|clothes",
    "scissors": r"\bsy(r|ning|maskin\w*|værksted|klub|café)?\b|klip|syning|sewing",
    "yarn": r"strik|hækl|garn|broderi|væv|knit",
    "hammer": r"repar|værksted|snedk|træarbejd|lappe|byg|møbl|repair|workshop",
    "plant": r"have(n|r|dag|hold)?\b|grønne|plant|træer|blomst|urte|drivhus|garden",
    "broom": r"rydde|oprydning|rengør|feje|opvask|tidies|clean",
    "till": r"kasse|butik|disk(en)?\b|sælge|shop",
    "book": r"\bbog|bøger|læse|lektie|\bbib|homework|\bbook",
    "pencil": r"skriv|tegn|writ",
    "music": r"musik|\bkor\b|sang|synge|koncert|øvelokale|\bøver\b|band|trommer|dans|music|choir",
    "brush": r"\bmal(e|er|ing|eri|eværksted)|kunst|paint",
    "ball": r"gymnast|bold|idræt|sport|træning|motion|yoga",
    "walk": r"gåtur|\bgå\b|vandre|rundtur|optog|\bwalk",
    "bicycle": r"cyke?l|bicycl|\bbike",
    "game": r"spil|skak|kort\b|bingo|game",
    "kite": r"leg(e|er|estue|eplads|etøj)?\b|\bbørn",
    "dog": r"hund|dyr\b|\bdog",
    "film": r"film|biograf|\bfoto",
    "talk": r"snak|samtale|foredrag|oplæg|sprog|podcast|radio|debat|samvær|talk",
    "screen": r"digital|computer|\bit\b|\bit-|mobil|telefon",
    "van": r"hente|bringe|køre|flyt|deliver|fetch",
    "chair": r"stille(r)? op|bænk|bord(e|ene)?\b|stole|sets things up",
    "hands": r"hjælp|følges|støtte|helps",
    "lamp": r"viser|idé|\bnyt\b|lære|kursus|shows",
    "star": r"fest|gilde|fejr|jul|forestilling|teater|konkurrence|party",
    "door": r"vært|åbent hus|velkomst|host",
    "case": r"arbejde|møde|work",
}
_WORDS = {sign: re.compile(words, re.I) for sign, words in PICTOGRAMS.items()}
OF_AN_ACTIVITY, OF_A_ROLE = "activity", "role"
"""The pictograms used when none was chosen and the name matches none."""


def pictogram_of(chosen: str | None, name: str, otherwise: str) -> str:
    """The pictogram to show: `chosen` if valid, else the name's first match, else `otherwise`."""
    if chosen in PICTOGRAMS:
        return str(chosen)
    found = {
        match.start(): sign
        for sign, words in reversed(_WORDS.items())
        if (match := words.search(name))
    }
    return found[min(found)] if found else otherwise
