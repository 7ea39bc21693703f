"""Codes: posters, the QR on a screen, and replacing them."""

from __future__ import annotations

import io
from typing import Any

import pypdfium2
import pytest
import zxingcpp
from pypdf import PdfReader
from pypdf._reader import PdfReader as _readerPdfReader

from app.db import Database
from app.domain.visits.refusals import CodeReplaced
from app.services.check_in import check_in
from app.services.venues.codes import PosterCode
from app.services.venues.venue_set_up import venue_set_up
from tests.support.cast import Cast
from tests.support.clock import Clock
from tests.support.viewers import viewer
from tests.support.visit import Page, Visitor


def pdf(kim: Visitor, path: str) -> _readerPdfReader:
    response = kim.client.get(path)
    assert response.status_code == 200
    assert response.content_type == "application/pdf"
    return PdfReader(io.BytesIO(response.data))


def newest(db: Database, cast: Cast, clock: Clock) -> PosterCode:
    return venue_set_up(db, viewer(db, 2), cast.shop, now=clock()).hanging[0]


def test_it_shows_a_code_on_a_screen(kim: Visitor, cast: Cast) -> None:
    page = kim.get(f"/koder/{cast.knitting_code}")
    assert page.h1 == "Kode til Strikkecafé"
    assert "KN1 T22" in page.text
    assert "søndage 10.00–14.00" in page.text
    picture = kim.client.get(page.all("img")[0].get("src"))
    assert picture.content_type == "image/svg+xml; charset=utf-8"
    assert picture.text.startswith("<svg")


def test_it_prints_one_poster(kim: Visitor, cast: Cast) -> None:
    text = pdf(kim, f"/koder/{cast.knitting_code}.pdf").pages[0].extract_text()
    assert "Strikkecafé" in text
    assert "søndage 10.00–14.00" in text
    assert "KN1 T22" in text


def test_it_prints_a_poster_in_english(kim: Visitor, cast: Cast) -> None:
    text = pdf(kim, f"/koder/{cast.knitting_code}.pdf?sprog=en").pages[0].extract_text()
    assert "10:00–14:00" in text
    assert "Welcome" in text


PAPERS = {
    "a4": (595, 842, 1),
    "a5": (420, 595, 1),
    "table": (842, 595, 2),
    "large": (595, 842, 1),
    "cards": (595, 842, 10),
}


def taken(kim: Visitor, page: Page, words: str, **choices: Any) -> bytes:
    got = kim.press(page, words, **choices).response
    assert got.content_type == "application/pdf"
    return bytes(got.data)


def addresses(pdf: bytes) -> list[list[str]]:
    return [
        [found.text for found in zxingcpp.read_barcodes(page.render(scale=200 / 72).to_pil())]
        for page in pypdfium2.PdfDocument(pdf)
    ]


@pytest.mark.parametrize("paper", PAPERS)
def test_it_prints_all_posters_of_a_venue_on_every_paper(
    kim: Visitor, cast: Cast, paper: str
) -> None:
    width, height, times = PAPERS[paper]
    page = kim.get(f"/steder/{cast.shop}/plakater")
    data = taken(kim, page, "Hent alle plakater (PDF)", paper=paper, first="uk", second="ar")
    pages = PdfReader(io.BytesIO(data)).pages
    assert [[round(float(x)) for x in one.mediabox[2:]] for one in pages] == [[width, height]] * 3
    codes = (cast.shop_code, cast.repair_code, cast.knitting_code)
    found = addresses(data)
    assert sorted(one[0].rpartition("/")[2] for one in found) == sorted(codes)
    assert [len(one) for one in found] == [times] * 3
    words = "Відскануйте код" if paper != "cards" else cast.shop_code[:3]
    assert words in pages[0].extract_text()


def test_it_prints_one_poster_in_danish_and_two_more_languages(kim: Visitor, cast: Cast) -> None:
    page = kim.get(f"/koder/{cast.knitting_code}")
    data = taken(kim, page, "Hent plakaten (PDF)", paper="a4", first="en", second="so")
    text = PdfReader(io.BytesIO(data)).pages[0].extract_text()
    assert "Velkommen" in text
    assert "You don't need to give your name." in " ".join(text.split())
    once = taken(kim, page, "Hent plakaten (PDF)", first="en", second="en")
    assert PdfReader(io.BytesIO(once)).pages[0].extract_text().count("Scan the code") == 1
    kim.press(page, "Hent plakaten (PDF)", paper="a0", status=400)
    kim.press(page, "Hent plakaten (PDF)", first="xx", status=400)
    assert kim.client.get(f"/koder/{cast.knitting_code}.pdf?papir=a0").status_code == 404


def test_it_prints_posters_in_english_alone_or_with_danish_below(kim: Visitor, cast: Cast) -> None:
    page = kim.get(f"/steder/{cast.shop}/plakater")
    alone = PdfReader(io.BytesIO(taken(kim, page, "Hent alle plakater (PDF)", main="en")))
    assert str(alone.root_object["/Lang"]) == "en"
    text = " ".join(one.extract_text() for one in alone.pages)
    assert "Welcome" in text
    assert "10:00–14:00" in text
    assert "Velkommen" not in text
    data = taken(kim, page, "Hent alle plakater (PDF)", main="en", first="da", second="en")
    both = " ".join(PdfReader(io.BytesIO(data)).pages[0].extract_text().split())
    assert "Du skal ikke skrive dit navn." in both
    assert both.count("You don’t need to give your name.") == 1
    kim.press(page, "Hent alle plakater (PDF)", main="uk", status=400)


def test_it_offers_the_languages_that_check_in_speaks(kim: Visitor, cast: Cast) -> None:
    kim.post(f"/steder/{cast.shop}/sprog", languages=["en", "ar"])
    page = kim.get(f"/steder/{cast.shop}/plakater")
    (first,) = page.all("select", name="first")
    assert [option.get("value") for option in first.iter("option")] == ["", "da", "en", "ar"]


def test_a_draft_is_named_in_the_choice_and_on_the_poster_until_it_is_approved(
    kim: Visitor, cast: Cast
) -> None:
    def printed() -> tuple[str, str]:
        page = kim.get(f"/koder/{cast.shop_code}")
        data = taken(kim, page, "Hent plakaten (PDF)", first="so", second="en")
        text = " ".join(PdfReader(io.BytesIO(data)).pages[0].extract_text().split())
        return page.text, text

    page, poster = printed()
    assert "Soomaali (udkast)" in page
    assert "English (udkast)" not in page
    assert "Qabyo: weli lama wada akhriyin." in poster
    assert "Draft" not in poster
    kim.post(f"/partnerskab/{cast.partnership}/sprog/so", do="approve")
    page, poster = printed()
    assert "(udkast)" in page  # The others.
    assert "Soomaali (udkast)" not in page
    assert "Qabyo" not in poster


def test_it_says_when_a_poster_was_last_taken_out(kim: Visitor, cast: Cast, clock: Clock) -> None:
    path = f"/koder/{cast.shop_code}"
    assert "Plakaten er ikke hentet endnu." in kim.get(path).text
    kim.client.get(f"{path}.pdf")
    kim.client.get(f"/steder/{cast.shop}/plakater.pdf")
    assert "Plakaten er ikke hentet endnu." in kim.get(path).text
    taken(kim, kim.get(path), "Hent plakaten (PDF)")
    assert "Plakaten er sidst hentet 22. november 2026." in kim.get(path).text
    page = kim.get(f"/steder/{cast.shop}/plakater")
    assert page.text.count("ikke hentet endnu") == 2
    clock.at("2026-12-01")
    taken(kim, page, "Hent alle plakater (PDF)")
    assert "Plakaten er sidst hentet 1. december 2026." in kim.get(path).text
    kim.press(kim.get(f"{path}/skift"), "Ja, skift koden ud", grace_days="14")
    told = kim.get(path).text
    assert "version 2 Lavet 1. december 2026. Plakaten er ikke hentet endnu. I brug." in told
    kim.post(f"{path}/plakat", paper="a4", first="", second="", status=404)


def test_it_is_held_up_over_the_whole_screen_and_shared_as_a_link(
    kim: Visitor, cast: Cast, clock: Clock
) -> None:
    page = kim.get(f"/koder/{cast.shop_code}")
    assert [a for a in page.all("a") if a.get("href") == f"/c/{cast.shop_code}"]
    shown = kim.get(f"/koder/{cast.shop_code}/vis")
    assert shown.h1 == "Genbrugsbutikken"
    assert "SH0 P11" in shown.text
    kim.press(kim.get(f"/koder/{cast.shop_code}/skift"), "Ja, skift koden ud", grace_days="0")
    clock.at("2026-12-01")
    kim.get(f"/koder/{cast.shop_code}/vis", status=404)


def test_it_tells_the_life_of_a_code(kim: Visitor, db: Database, cast: Cast, clock: Clock) -> None:
    path = f"/koder/{cast.shop_code}"
    assert "Lavet 22. november 2026. Plakaten er ikke hentet endnu. I brug." in kim.get(path).text
    kim.press(kim.get(f"{path}/skift"), "Ja, skift koden ud", grace_days="14")
    told = kim.get(path).text
    assert "version 1 Lavet 22. november 2026. Skiftet ud 22. november 2026. Virker til" in told
    assert "version 2 Lavet 22. november 2026. Plakaten er ikke hentet endnu. I brug." in told
    clock.at("2026-12-05")
    assert "Virker til og med 6. december 2026." in kim.get(path).text
    clock.at("2026-12-07")
    assert "Virkede til og med 6. december 2026." in kim.get(path).text


def test_it_prints_every_poster_of_a_venue(kim: Visitor, cast: Cast) -> None:
    pages = pdf(kim, f"/steder/{cast.shop}/plakater.pdf").pages
    assert len(pages) == 3
    assert "SH0 P11" in pages[0].extract_text()


def test_it_leaves_out_posters_of_what_is_over(kim: Visitor, cast: Cast) -> None:
    kim.press(kim.get(f"/aktiviteter/{cast.repair}"), "Læg i arkivet")
    assert len(pdf(kim, f"/steder/{cast.shop}/plakater.pdf").pages) == 2


def test_it_asks_before_it_replaces_a_code(
    kim: Visitor, db: Database, cast: Cast, clock: Clock
) -> None:
    page = kim.get(f"/koder/{cast.shop_code}/skift")
    assert page.h1 == "Skift koden til Genbrugsbutikken ud?"
    page = kim.press(page, "Ja, skift koden ud", grace_days="14")
    assert "Print en ny plakat" in page.text
    fresh = newest(db, cast, clock)
    assert (fresh.code != cast.shop_code, fresh.version) == (True, 2)
    venue = kim.get(f"/steder/{cast.shop}")
    assert "Gamle koder (1)" in venue.text
    assert "Version 1, virker til og med 6. december 2026" in venue.text
    check_in.arrive(db, cast.shop_code, None, now=clock.at("2026-12-06"))
    with pytest.raises(CodeReplaced):
        check_in.arrive(db, cast.shop_code, None, now=clock.at("2026-12-07"))
    check_in.arrive(db, fresh.code, None, now=clock())
    assert "virker ikke mere" in kim.get(f"/koder/{cast.shop_code}").text


def test_it_can_end_a_code_today(kim: Visitor, db: Database, cast: Cast, clock: Clock) -> None:
    kim.press(kim.get(f"/koder/{cast.shop_code}/skift"), "Ja, skift koden ud", grace_days="0")
    check_in.arrive(db, cast.shop_code, None, now=clock())
    with pytest.raises(CodeReplaced):
        check_in.arrive(db, cast.shop_code, None, now=clock.at("2026-11-23"))


def test_it_replaces_a_code_once(kim: Visitor, db: Database, cast: Cast, clock: Clock) -> None:
    page = kim.get(f"/koder/{cast.shop_code}/skift")
    kim.press(page, "Ja, skift koden ud")
    page = kim.press(page, "Ja, skift koden ud")
    assert "Koden er skiftet ud i forvejen" in page.text
    assert newest(db, cast, clock).version == 2


@pytest.mark.parametrize("days", ["30", "-1", "x"])
def test_it_refuses_other_spans_of_grace(kim: Visitor, cast: Cast, days: str) -> None:
    page = kim.get(f"/koder/{cast.shop_code}/skift")
    kim.press(page, "Ja, skift koden ud", status=400, grace_days=days)


def test_it_forgives_how_a_code_is_written(kim: Visitor, cast: Cast) -> None:
    assert kim.get("/koder/sho-pii").h1 == "Kode til Genbrugsbutikken"


def test_it_hides_other_partnerships(kim: Visitor, cast: Cast) -> None:
    for path in ("", ".pdf", ".svg", "/skift"):
        kim.get(f"/koder/{cast.cafe_code}{path}", status=404)
        kim.get(f"/koder/ZZZZ99{path}", status=404)
    kim.post(f"/koder/{cast.cafe_code}/skift", status=404, grace_days="14")
    kim.get(f"/steder/{cast.cafe}/plakater.pdf", status=404)


@pytest.mark.parametrize("who", ["ane", "lis"])
def test_it_is_only_for_coordinators(visit: Visitor, cast: Cast, who: str) -> None:
    visit.sign_in(getattr(cast, who))
    visit.get(f"/koder/{cast.shop_code}.pdf", status=404)
    visit.get(f"/koder/{cast.shop_code}/skift", status=404)
