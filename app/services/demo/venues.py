"""The demo venues, in three partnerships of the three kinds that the product is for.

No venue, municipality or person here is real. The awkward cases are deliberate: very long names,
Arabic, emoji, and a venue that nobody has visited yet.
"""

from __future__ import annotations

from app.domain.people.access import Duty
from app.domain.venues.kinds import OrganisationKind
from app.services.demo.shapes import EVERYWHERE, HOST, DemoPartnership, DemoPerson
from app.services.demo.town_venues import CAFE, CORNER, CULTURE_CENTRE, WORKSHOP
from app.services.demo.village_venues import (
    BAKER,
    GREENHOUSE,
    GROCER,
    OLD_SCHOOL,
    SHOP,
    VILLAGE_HALL,
)

PARTNERSHIPS = (
    DemoPartnership(
        name="Hejren og Ådal Kommune",
        organisations={
            "Foreningen Hejren": OrganisationKind.ASSOCIATION,
            "Ådal Kommune": OrganisationKind.MUNICIPALITY,
        },
        plans=(CULTURE_CENTRE,),
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
        plans=(CORNER, CAFE, WORKSHOP),
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
        plans=(SHOP, GROCER, BAKER, VILLAGE_HALL, OLD_SCHOOL, GREENHOUSE),
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
