"""Definitions of every number in a report, in Danish and English, for pages, files and print."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Number(StrEnum):
    """A kind of number in a report. Exported files use the value, so it must not change."""

    VISITS = "visits"
    JUST_HERE = "just_here"
    TOOK_PART = "took_part"
    CHANGED = "changed"
    SEVERAL_ROLES = "several_roles"
    COMPANY = "company"
    PARTICIPATIONS = "participations"
    TIMES_HELD = "times_held"
    KIND = "kind"
    ROLE = "role"
    ROLE_IN_ACTIVITY = "role_in_activity"
    SOURCE = "source"
    DAYS_COUNTED = "days_counted"
    OPENING_DAYS = "opening_days"
    VISITS_PER_DAY = "visits_per_day"
    WEEKDAY = "weekday"
    TIME_OF_DAY = "time_of_day"
    HELD = "held"
    CODES_CAUGHT = "codes_caught"
    RANGE = "range"


@dataclass(frozen=True)
class Definition:
    number: Number
    term_da: str
    term_en: str
    text_da: str
    text_en: str

    def term(self, language: str) -> str:
        """The term in Danish for `da`, otherwise in English."""
        return self.term_da if language == "da" else self.term_en

    def text(self, language: str) -> str:
        """The definition in Danish for `da`, otherwise in English."""
        return self.text_da if language == "da" else self.text_en


DEFINITIONS = (
    Definition(
        Number.VISITS,
        "Besøg",
        "Visits",
        "Et besøg er én person, som er på stedet én dag. En gruppe på tre er tre besøg. "
        "Den, der kommer i dag og i morgen, er to besøg. Tallet er ikke et antal personer.",
        "A visit is one person at the place on one day. A group of three is three visits. "
        "Someone who comes today and tomorrow is two visits. It is not a number of people.",
    ),
    Definition(
        Number.JUST_HERE,
        "Bare her hele dagen",
        "Just here all day",
        "Besøg uden aktivitet og uden rolle. Den, der ikke har svaret, står her også. Den, der "
        "drikker kaffen, tæller lige så meget som den, der laver den.",
        "Visits with no activity and no role. Those who did not answer are included too. Whoever "
        "drinks the coffee counts as much as whoever makes it.",
    ),
    Definition(
        Number.TOOK_PART,
        "Var med",
        "Took part",
        "Besøg med mindst én aktivitet eller rolle, da dagen sluttede. »Bare her« og »Var med« "
        "giver tilsammen alle besøg, undtagen dem fra en tidligere optælling.",
        "Visits with at least one activity or role when the day ended. “Just here” and “Took "
        "part” together make all visits, except those from an earlier count.",
    ),
    Definition(
        Number.CHANGED,
        "Skiftede undervejs",
        "Changed during the day",
        "Besøg, som gik fra bare at være her til at være med, eller omvendt.",
        "Visits that went from just being here to taking part, or the other way round.",
    ),
    Definition(
        Number.SEVERAL_ROLES,
        "To roller eller flere",
        "Two roles or more",
        "Besøg med mindst to roller samme dag.",
        "Visits with at least two roles on the same day.",
    ),
    Definition(
        Number.COMPANY,
        "Ville følges med nogen",
        "Would like company",
        "Besøg, som sagde: Jeg vil gerne følges med nogen. Hvem der fulgtes, skrives ingen steder.",
        "Visits that said: I'd like some company. Who went with whom is not written down anywhere.",
    ),
    Definition(
        Number.PARTICIPATIONS,
        "Deltagelser",
        "Participations",
        "Besøg, som var med i aktiviteten. Den, der samme dag er med til både strik og "
        "fællesspisning, er ét besøg og to deltagelser. Derfor er summen af deltagelser ikke "
        "antallet af besøg.",
        "Visits that took part in the activity. Someone who joins both knitting and the shared "
        "meal on the same day is one visit and two participations. So the sum of participations "
        "is not the number of visits.",
    ),
    Definition(
        Number.TIMES_HELD,
        "Gange holdt",
        "Times held",
        "Dage, hvor mindst én var med i aktiviteten.",
        "Days on which at least one visit took part in the activity.",
    ),
    Definition(
        Number.KIND,
        "Deltagelser efter slags",
        "Participations by kind",
        "Deltagelser i alle aktiviteter af samme slags: fast, enkelt eller spirende. En sag er af "
        "en af de tre slags og står også for sig. En aktivitet tæller, når mindst én var med.",
        "Participations in all activities of one kind: regular, one-off or emerging. A cause is "
        "one of the three kinds and is also shown by itself. An activity counts when at least "
        "one visit took part.",
    ),
    Definition(
        Number.ROLE,
        "Rolle",
        "Role",
        "Besøg, som havde rollen, i en aktivitet eller på stedet. Den besøgende vælger selv.",
        "Visits that held the role, in an activity or at the place. Visitors choose it themselves.",
    ),
    Definition(
        Number.ROLE_IN_ACTIVITY,
        "Rolle i aktivitet",
        "Role in activity",
        "Besøg, som havde rollen i aktiviteten. Den vises kun, når mange havde rollen, og "
        "mange andre var med.",
        "Visits that held the role in the activity. It is only listed if many held the role, and "
        "many others took part.",
    ),
    Definition(
        Number.SOURCE,
        "Talt med",
        "Counted by",
        "Hvordan besøget blev talt: telefon, tablet, vært, papir eller tidligere optælling. Fra en "
        "tidligere optælling har vi kun besøgene, ikke hvem der var med i noget.",
        "How the visit was counted: phone, tablet, host, paper or an earlier count. An earlier "
        "count only has the visits, not who took part in anything.",
    ),
    Definition(
        Number.DAYS_COUNTED,
        "Dage talt",
        "Days counted",
        "Dage, hvor der blev talt, også når tallet blev nul. Nul er ikke det samme som ikke talt: "
        "Nul betyder, at ingen kom. Ikke talt betyder, at ingen ved, hvor mange der kom.",
        "Days that were counted, even if the count was zero. Zero is not the same as not counted: "
        "zero means that nobody came, and not counted means that nobody knows how many came.",
    ),
    Definition(
        Number.OPENING_DAYS,
        "Åbningsdage",
        "Opening days",
        "Dage, der er gået, og hvor stedet har åbent efter sine åbningstider, eller hvor der er "
        "talt alligevel. Lukkede dage er ikke åbningsdage.",
        "Days that are over, when the place is open by its opening hours or was counted anyway. "
        "Closed days are not opening days.",
    ),
    Definition(
        Number.VISITS_PER_DAY,
        "Besøg pr. talt dag",
        "Visits per day counted",
        "Besøg delt med dage talt, med én decimal: 60 besøg på 8 talte dage er 7,5. Dage, hvor "
        "tallet blev nul, er med, og dage, der ikke er talt, er ikke. I en sum af flere steder "
        "tæller hvert steds dage for sig: To steder, der begge talte mandag, er to talte dage.",
        "Visits divided by days counted, to one decimal: 60 visits on 8 days counted is 7.5. Days "
        "on which the count was zero are included, and days that were not counted are not. In a "
        "sum of several places, each place's days count separately: two places that both counted "
        "on Monday make two days counted.",
    ),
    Definition(
        Number.WEEKDAY,
        "Besøg efter ugedag",
        "Visits by weekday",
        "Besøg på alle periodens mandage, tirsdage og så videre.",
        "Visits on all the Mondays in the period, all the Tuesdays, and so on.",
    ),
    Definition(
        Number.TIME_OF_DAY,
        "Besøg efter tid på dagen",
        "Visits by time of day",
        "Besøg efter den del af dagen, hvor de blev talt. Appen tæller op for hele måneden og ved "
        "ikke, hvilket besøg det var. Papir, tastede tal, rettelser og tidligere optælling har "
        "intet tidspunkt. Et besøg, der tages tilbage, trækkes fra der, hvor det sker. Det samme "
        "gør en rettelse nedad på dagen selv. Et besøg, der ventede på en vært, tælles, når værten "
        "siger ja.",
        "Visits by the part of the day when they were counted. The app adds up for the whole month "
        "and does not know which visit it was. Paper, typed numbers, corrections and earlier "
        "counts have no time. A visit that is taken back is taken off at the time when that "
        "happens. So is a correction downwards on the day itself. A visit that waited for a host "
        "is counted when the host says yes.",
    ),
    Definition(
        Number.HELD,
        "Ventede på en vært",
        "Waited for a host",
        "Besøg ud over det antal, som stedet har sagt, at der er plads til på en dag. Ingen vært "
        "har sagt ja til dem. De er ikke talt med i noget andet tal.",
        "Visits beyond the number that the place has said it has room for in a day. No host has "
        "said yes to them. They are not counted in any other number.",
    ),
    Definition(
        Number.CODES_CAUGHT,
        "Koderne fangede",
        "The codes caught",
        "Nogle dage skriver værten, hvor mange der er i huset lige nu. Tallet viser, hvor stor en "
        "del af dem der blev talt med telefon og tablet, afrundet til nærmeste 10 procent. Det "
        "siger noget om usikkerheden. Intet tal er ganget op med det.",
        "On some days the host writes how many people are in the house right now. The number shows "
        "how large a share of them was counted by phone and tablet, to the nearest 10 per cent. "
        "It is approximate, and says something about the uncertainty. No number is scaled up "
        "by it.",
    ),
    Definition(
        Number.RANGE,
        "Hvad der vises",
        "What is shown",
        "Besøg, deltagelser og dage er præcise tal. Roller, to roller eller flere og følgeskab "
        "gøres op én gang, når kvartalet eller måneden ikke kan rettes mere. Et lille tal blandt "
        "dem står som under 5 eller en anden grænse, og nul er også under. En sum, hvor en del "
        "ikke er præcis, står som mindst: 12 og under 5 er tilsammen mindst 12. Er her få besøg, "
        "eller kunne de andre tal pege på nogen, vises rollerne ikke.",
        "Visits, participations and days are exact numbers. Roles, two roles or more, and company "
        "are settled once, when the quarter or month can no longer be corrected. A small number "
        "among them reads as under 5 or another limit, and zero is under it too. A sum of which a "
        "part is not exact reads as at least: 12 and under 5 make at least 12. If there are few "
        "visits, or if the other numbers could point to somebody, roles are not shown.",
    ),
)
BY_NUMBER = {definition.number: definition for definition in DEFINITIONS}
