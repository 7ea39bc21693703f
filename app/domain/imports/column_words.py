"""Words in the headings and rows of people's own counts, in Danish and English."""

from __future__ import annotations

import re

DATES = frozenset({"dato", "date", "dag", "day", "hvornår", "datoer", "dates", "timestamp"})
ENDS = frozenset(
    {"til", "slut", "slutdato", "til dato", "til og med", "t.o.m", "tom", "to", "end", "end date"}
)
WEEKS = frozenset({"uge", "ugenr", "uge nr", "ugenummer", "week"})
QUARTER = re.compile(
    r"(?:20\d\d[- ]?)?(?:q|k|kv|kvt|kvartal|quarter)\.? ?[1-4](?:[ ,/-]*20\d\d)?"
    r"|[1-4]\.? ?(?:kv|kvt|kvartal|quarter|q)\.?(?:[ ,/-]*20\d\d)?"
)
WEEK_HEADING = re.compile(r"(?:uge|week)\.? ?\d{1,2}(?:[ ,/-]*20\d\d)?")
TIMES = frozenset(
    {"tid", "tidspunkt", "kl", "klokken", "klokkeslæt", "time", "hour", "vagt", "skift", "shift"}
    | {"tidsrum", "interval"}
)
VENUES = frozenset(
    {"sted", "steder", "hus", "venue", "place", "lokation", "center", "afdeling", "filial"}
    | {"location", "site", "branch", "centre", "bibliotek", "museum", "facility", "lokalitet"}
    | {"stednavn", "center name", "facility name", "library", "butik", "adresse"}
)
ACTIVITIES = frozenset(
    {"aktivitet", "aktiviteter", "hold", "kursus", "arrangement", "event", "activity", "program"}
    | {"værksted", "class", "course", "gruppe", "group", "type", "kategori", "indgang", "dør"}
    | {"rum", "lokale", "entrance", "gate", "tæller", "counter", "sensor"}
)
NAMES = frozenset(
    {"navn", "name", "fornavn", "efternavn", "deltager", "medlem", "person", "elev", "barn"}
    | {"participant", "member", "attendee", "student", "first name", "last name", "fulde navn"}
)
NUMBERS = re.compile(
    r"antal|besøg\w*|gæst\w*|deltage\w*|people|visits?|visitors?|fremmød\w*|fremmøde|personer"
    r"|hoveder|tal|count|counts|attendance|guests|hvor mange|talt|tælling|footfall|ind|in|entries"
    r"|total attendance|headcount|number"
)
TOTALS = re.compile(r"i ?alt|total\w{0,2}|sum|samlet|alle|all|hele dagen")
PARTS = re.compile(
    r"(?:tidlig |sen )?(?:morgen|formiddag|middag|eftermiddag|aften|nat|dag|morning|afternoon"
    r"|evening|night|voksne|børn|unge|ældre|kvinder|mænd|piger|drenge|seniorer|pensionister|adults"
    r"|children|kids|youth|seniors|women|men|girls|boys|familier|babyer|medlemmer|ikke-medlemmer"
    r"|members|\w*dør|\w*indgang|entrance|vagt|hold|runde|frokost|middag|lunch|dinner|am|pm)"
    r"(?: ?\d+| ?[a-d])?"
)
HOURS = re.compile(
    r"(?:kl\.? ?)?\d{1,2}(?:[.:]\d\d)?(?: ?(?:-|–|til) ?\d{1,2}(?:[.:]\d\d)?)?(?: ?(?:am|pm))?"
)
OF_THESE = re.compile(r"\b(?:heraf|deraf|of which|hvoraf)\b")
NO_VISITS = re.compile(
    r"temp\w*|temperatur|grader|åbningst\w*|timer|hours|kaffe\w*|solgt\w*|salg|omsætning|kr|kroner"
    r"|beløb|pris|frivillige?|vagter|personale|ansatte|medarbejdere|volunteers|staff|uge|ugenr|week"
    r"|nr|id|år|year|måned|month|regn|nedbør|vind|alder|age|postnr|lat|lon|lng|telefon|tlf|phone"
    r"|sold|sales|revenue|opening|open|vejr|weather|portioner|kopper|lån|udlån|loans|minutter"
    r"|værter|vært|host|hosts|procent|pct|gennemsnit|snit|kapacitet|pladser|budget|mål|brugt"
    r"|arrangementer|kvadratmeter|nummer|no"
)
OF_A_PERSON = frozenset(
    {"id", "nr", "nummer", "postnr", "postnummer", "medlemsnr", "medlemsnummer", "telefonnummer"}
    | {"mobil", "alder", "gammel", "fødselsår", "årgang", "født", "age", "old", "born", "zip"}
    | {"rating", "score", "karakter", "point", "points", "stjerner", "stars", "tilfreds"}
)
"""Words anywhere in a heading of numbers that are about somebody, and no counts of people."""
NOTES = frozenset(
    {"note", "noter", "bemærkning", "bemærkninger", "kommentar", "kommentarer", "ugedag", "vejr"}
    | {"vært", "weekday", "notes", "comment", "comments", "remarks"}
)
STATES = frozenset({"tilstand", "status", "state", "åbent", "åben"})
VENUE_WORDS = re.compile(
    r"(?:\w*(?:hus|huset|bibliotek|biblioteket|caféen|cafeen|klubben|centret|centeret|butikken"
    r"|værkstedet|museet|hallen|skolen|gården|laden)|center|centre|library|museum|hall|house"
    r"|church|park|school|branch)"
)
SUM_ROW = re.compile(
    r"(?:i ?alt|sum|total|subtotal|grand total|gennemsnit|snit|gns|average|mean"
    r"|(?:måneden|ugen|året|månedens|ugens|årets) i ?alt)(?:\b.*)?"
)
MONTHS = (
    ("januar", "jan", "january"),
    ("februar", "feb", "february"),
    ("marts", "mar", "march", "mrt"),
    ("april", "apr"),
    ("maj", "may"),
    ("juni", "jun", "june"),
    ("juli", "jul", "july"),
    ("august", "aug"),
    ("september", "sep", "sept"),
    ("oktober", "okt", "october", "oct"),
    ("november", "nov"),
    ("december", "dec"),
)
MONTH_OF = {name: at for at, names in enumerate(MONTHS, 1) for name in names}
WEEKDAYS = (
    ("mandag", "man", "ma", "monday", "mon"),
    ("tirsdag", "tirs", "tir", "ti", "tuesday", "tue"),
    ("onsdag", "ons", "on", "wednesday", "wed"),
    ("torsdag", "tors", "tor", "to", "thursday", "thu"),
    ("fredag", "fre", "fr", "friday", "fri"),
    ("lørdag", "lør", "lø", "saturday", "sat"),
    ("søndag", "søn", "sø", "sunday", "sun"),
)
WEEKDAY_OF = {name: at for at, names in enumerate(WEEKDAYS) for name in names}
