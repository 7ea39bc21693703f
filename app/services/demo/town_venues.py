"""The venues of the demo's town."""

from __future__ import annotations

from app.domain.venues.kinds import VenueKind
from app.services.demo.shapes import (
    EMERGING,
    EVERY_DAY,
    FRI,
    MON,
    SAT,
    SINGLE,
    SUN,
    THU,
    TUE,
    WED,
    DemoActivity,
    DemoVenue,
    week,
)

CULTURE_CENTRE = DemoVenue(
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
CORNER = DemoVenue(
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
