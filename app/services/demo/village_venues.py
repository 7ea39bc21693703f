"""The venues of the demo's villages."""

from __future__ import annotations

from app.domain.venues.kinds import VenueKind
from app.services.demo.shapes import (
    FRI,
    MON,
    SAT,
    SINGLE,
    SUN,
    THU,
    TUE,
    WED,
    WORKDAYS,
    DemoActivity,
    DemoVenue,
    week,
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
    reopens=week((WED,), 16, 19),
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
VILLAGE_HALL = DemoVenue(
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
