"""The demo venues, in three partnerships of the three kinds that the product is for.

No venue, municipality or person here is real. The awkward cases are deliberate: very long names,
Arabic, emoji, and a venue that nobody has visited yet.
"""

from __future__ import annotations

from app.domain.people.access import Duty
from app.domain.venues.activity import ActivityKind
from app.domain.venues.kinds import OrganisationKind, VenueKind
from app.services.demo.shapes import (
    EVERY_DAY,
    FRI,
    MON,
    SAT,
    SUN,
    THU,
    TUE,
    WED,
    WORKDAYS,
    DemoActivity,
    DemoPartnership,
    DemoPerson,
    DemoVenue,
    week,
)

HOST, COORDINATOR, READER = (
    "vaert@demo.example",
    "koordinator@demo.example",
    "laeser@demo.example",
)
EMERGING, SINGLE = ActivityKind.EMERGING, ActivityKind.SINGLE
EVERYWHERE = (
    DemoPerson("Kim Koordinator", COORDINATOR, Duty.COORDINATOR),
    DemoPerson("Lis Læser", READER, Duty.READER),
)
CULTURE_HOUSE = DemoVenue(
    name="Kulturhuset Hejren",
    kind=VenueKind.CULTURE,
    organisation="Foreningen Hejren",
    code="HEJREN",
    old_code="VARM",
    # Long hours, so that the venue is nearly always open when somebody tries the demo.
    hours=week(EVERY_DAY, 6, 26),
    visits=34,
    at_least_today=23,
    happenings=(
        DemoActivity("Åbent værksted", pull=2, code="VAERK"),
        DemoActivity("Brætspil", week((TUE, THU), 15, 21), code="BRAET"),
        DemoActivity("Øvelokalet", week(EVERY_DAY, 14, 23), pull=2, code="SANG"),
        DemoActivity("Fællesspisning", week((WED, SUN), 17.5, 20), pull=3, code="KAGE"),
        DemoActivity("Strik & snak 🧶", week((MON, THU), 13, 15), code="GARN"),
        DemoActivity("Lektiecafé", week((MON, TUE, WED, THU), 15, 17), code="HEFTE"),
        DemoActivity("مقهى اللغة", week((WED, SAT), 11, 13), code="HEJHEJ"),
        DemoActivity("Te med kommunens ungevejledere", week((TUE, FRI), 14, 16), code="TEKANDE"),
        DemoActivity("Kor uden noder", week((THU, SUN), 19, 21), pull=1.5, code="STEMMER"),
        DemoActivity(
            "Torsdagsforedraget om alt mellem himmel og jord, med kage og tid til spørgsmål 🍰",
            week((THU,), 17, 18.5),
            pull=1.5,
            code="TANKER",
        ),
        DemoActivity(
            "Skatere søger halvtag",
            kind=EMERGING,
            is_cause=True,
            began=110,
            grows=True,
            code="SKATE",
        ),
        DemoActivity("Podcast fra kælderen", kind=EMERGING, began=25, pull=0.4, code="KVARTER"),
        DemoActivity("Filmklub", week((FRI,), 19, 22), ended=100, pull=1.5, code="FREDAG"),
        DemoActivity("Koncert: tre bands fra kælderen", kind=SINGLE, on_day=33, pull=8),
        DemoActivity("Loppemarked i gården", kind=SINGLE, on_day=-9, code="RAMME"),
    ),
    feasts={33: 112},
)
CAFE = DemoVenue(
    name="Caféen Overskud",
    kind=VenueKind.CAFE,
    organisation="Huset på Hjørnet",
    code="KAFFE",
    hours=week((TUE, WED, THU, FRI), 11, 18) | week((SAT,), 10, 14),
    visits=26,
    happenings=(
        DemoActivity(
            "Frokost af det, der ellers blev smidt ud", pull=3, is_cause=True, code="MADMAD"
        ),
        DemoActivity(
            "Hente varer hos butikkerne", week((TUE, FRI), 11, 13), pull=0.7, is_cause=True
        ),
        DemoActivity(
            "Suppe til gaden", kind=EMERGING, is_cause=True, began=140, grows=True, code="GADE"
        ),
        DemoActivity("Sylteklub", kind=EMERGING, began=300, ended=150, pull=0.8),
        DemoActivity("Høstgilde", kind=SINGLE, on_day=58, pull=6),
    ),
    feasts={58: 74},
)
CORNER_HOUSE = DemoVenue(
    name="Huset på Hjørnet",
    kind=VenueKind.OTHER,
    organisation="Huset på Hjørnet",
    code="HANK",
    hours=week((MON, TUE, WED, THU), 10, 20) | week((FRI,), 10, 15),
    visits=17,
    happenings=(
        DemoActivity(
            "Cykler til alle", week((MON, WED), 13, 18), is_cause=True, grows=True, pull=2
        ),
        DemoActivity("Bænke på torvet", is_cause=True, began=340, ended=60, pull=1.2, code="BAENK"),
        DemoActivity(
            "Flere træer på Østergade", kind=EMERGING, is_cause=True, began=45, grows=True
        ),
        DemoActivity("Snak uden dagsorden", week((TUE, THU), 16, 18), pull=1.5, code="SNAK"),
        DemoActivity("Naboer følges til træning", week((WED,), 16, 17.5), is_cause=True, pull=0.6),
    ),
)
WORKSHOP = DemoVenue(
    name="Værkstedet for alt det, der kan lappes, limes, loddes og leve et helt nyt liv 🛠️",
    kind=VenueKind.OTHER,
    organisation="Huset på Hjørnet",
    code="STEN",
    hours=week((THU,), 16, 20) | week((SAT,), 10, 14),
    visits=6,
    happenings=(
        DemoActivity("Reparer sammen", code="HAMMER"),
        DemoActivity("Symaskinerne", pull=0.6),
    ),
)
SHOP = DemoVenue(
    name="Genbrugsbutikken Ræven",
    kind=VenueKind.SHOP,
    organisation="Støtteforeningen for Birkelyng",
    code="TASKE",
    hours=week(WORKDAYS, 10, 17) | week((SAT,), 10, 13),
    visits=24,
    phones=0.45,
    happenings=(
        DemoActivity("Sortere og sætte på plads", pull=2, code="SKAB"),
        DemoActivity("Reparere møbler", week((TUE, THU), 10, 14)),
        DemoActivity("Kaffebordet", pull=2.5, code="KANDE"),
        DemoActivity("Strygeholdet", week((MON, WED), 10, 12), pull=0.7),
        DemoActivity("Modeshow med fund fra butikken", kind=SINGLE, on_day=76, pull=7),
    ),
    feasts={76: 88},
)
GROCER = DemoVenue(
    name="Høkeren",
    kind=VenueKind.OTHER,
    organisation="Andelsselskabet Høkeren",
    code="HAVRE",
    hours=week(WORKDAYS, 8, 17) | week((SAT, SUN), 8, 13),
    visits=15,
    phones=0.3,
    happenings=(
        DemoActivity("Bag disken", code="VAEGT"),
        DemoActivity("Bringe varer ud", pull=0.5),
    ),
)
BAKER = DemoVenue(
    name="Bageriet Surdejen",
    kind=VenueKind.OTHER,
    organisation="Støtteforeningen for Birkelyng",
    code="GAER",
    # So few visits that most numbers are below the small-number threshold.
    hours=week((WED, FRI), 6, 11),
    visits=4,
    phones=0.3,
    happenings=(DemoActivity("Ælte og bage", code="DEJ"), DemoActivity("Pakke og sælge", pull=0.6)),
)
FEAST = (
    "Fælles morgenmad i teltet",
    "Optog med fakler og trommer",
    "Boder på pladsen",
    "Kagekonkurrence",
    "Tovtrækning: nord mod syd",
    "Koncert i laden",
    "Rundtur i de gamle haver",
    "Børnenes værksted",
    "Fællessang",
    "Byt en bog",
    "Grillmad og salatbord",
    "Oprydning med musik",
)
VILLAGE_HOUSE = DemoVenue(
    name="Fælleshuset i Birkelyng",
    kind=VenueKind.VILLAGE,
    organisation="Borgerforeningen i Birkelyng",
    code="FEST",
    hours=week((MON, WED, THU), 14, 21) | week((SUN,), 10, 16),
    visits=14,
    phones=0.5,
    happenings=(
        DemoActivity("Torsdagsspisning", week((THU,), 17, 20), pull=3, code="GRYDE"),
        DemoActivity("Seniorgymnastik", week((MON, WED), 14, 15), pull=1.5),
        DemoActivity("Søndagskaffe", week((SUN,), 14, 16), pull=2),
        *(DemoActivity(name, kind=SINGLE, on_day=1, pull=20) for name in FEAST),
    ),
    feasts={1: 300},
)
OLD_SCHOOL = DemoVenue(
    name="Den gamle skole",
    kind=VenueKind.VILLAGE,
    organisation="Borgerforeningen i Birkelyng",
    code="GREN",
    hours=week((TUE, THU), 15, 20),
    visits=9,
    happenings=(DemoActivity("Legestue"), DemoActivity("Tegnekursus", week((THU,), 18, 20))),
    ended=120,
)
GREENHOUSE = DemoVenue(
    name="Drivhuset",
    kind=VenueKind.OTHER,
    organisation="Borgerforeningen i Birkelyng",
    code="REGN",
    hours={},
    visits=0,
    began=4,
)
PARTNERSHIPS = (
    DemoPartnership(
        name="Hejren og Ådal Kommune",
        organisations={
            "Foreningen Hejren": OrganisationKind.ASSOCIATION,
            "Ådal Kommune": OrganisationKind.MUNICIPALITY,
        },
        plans=(CULTURE_HOUSE,),
        people=(
            *EVERYWHERE,
            DemoPerson("Vera Vært", HOST, Duty.HOST, ("HEJREN",)),
            DemoPerson("Yusuf", "yusuf@demo.example", Duty.HOST, ("HEJREN",)),
            DemoPerson("Ungevejleder Anne-Mette", "anne-mette@demo.example", Duty.COORDINATOR),
        ),
        roles=(("øver", "rehearsing"), ("holder oplæg", "giving a talk")),
    ),
    DemoPartnership(
        name="Huset på Hjørnet og Fjordby Kommune",
        organisations={
            "Huset på Hjørnet": OrganisationKind.ASSOCIATION,
            "Fjordby Kommune": OrganisationKind.MUNICIPALITY,
            "Butikkerne på Østergade": OrganisationKind.COMPANY,
        },
        plans=(CORNER_HOUSE, CAFE, WORKSHOP),
        people=(
            *EVERYWHERE,
            DemoPerson("Ibrahim", "ibrahim@demo.example", Duty.HOST, ("KAFFE", "HANK")),
            DemoPerson("Gro", "gro@demo.example", Duty.HOST, ("STEN",)),
        ),
        roles=(("skriver til kommunen om bænke og træer", ""), ("henter varer", "fetching goods")),
    ),
    DemoPartnership(
        name="Landsbyen Birkelyng",
        organisations={
            "Borgerforeningen i Birkelyng": OrganisationKind.ASSOCIATION,
            "Støtteforeningen for Birkelyng": OrganisationKind.ASSOCIATION,
            "Andelsselskabet Høkeren": OrganisationKind.COMPANY,
            "Birkelyng Kommune": OrganisationKind.MUNICIPALITY,
        },
        plans=(SHOP, GROCER, BAKER, VILLAGE_HOUSE, OLD_SCHOOL, GREENHOUSE),
        people=(
            *EVERYWHERE,
            DemoPerson("Vera Vært", HOST, Duty.HOST, ("TASKE",)),
            DemoPerson("Bodil og Jens Ole", "hoeker@demo.example", Duty.HOST, ("HAVRE", "GAER")),
            DemoPerson("Astrid", "astrid@demo.example", Duty.HOST, ("FEST", "TASKE")),
        ),
        roles=(("bringer ud", "delivering"),),
        small_number=5,
    ),
)
