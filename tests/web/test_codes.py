"""Codes: posters, the QR on a screen, and replacing them."""

import io

import pytest
from pypdf import PdfReader

from app.domain.check_in import CodeReplaced
from app.services import check_in
from app.services.house import house
from app.services.people import viewer


@pytest.fixture
def kim(visit, cast):
    return visit.sign_in(cast.kim)


def pdf(kim, path):
    response = kim.client.get(path)
    assert response.status_code == 200
    assert response.content_type == "application/pdf"
    return PdfReader(io.BytesIO(response.data))


def newest(db, cast, clock):
    return house(db, viewer(db, 2), cast.shop, now=clock()).hanging[0]


def test_it_shows_a_code_on_a_screen(kim, cast):
    page = kim.get(f"/koder/{cast.knitting_code}")
    assert page.h1 == "Kode til Strikkecafé"
    assert "KN1 T22" in page.text
    assert "søndage 10.00–14.00" in page.text
    picture = kim.client.get(page.all("img")[0].get("src"))
    assert picture.content_type == "image/svg+xml"
    assert picture.text.startswith("<svg")


def test_it_prints_one_poster(kim, cast):
    text = pdf(kim, f"/koder/{cast.knitting_code}.pdf").pages[0].extract_text()
    assert "Strikkecafé" in text
    assert "søndage 10.00–14.00" in text
    assert "KN1 T22" in text


def test_it_prints_a_poster_in_english(kim, cast):
    text = pdf(kim, f"/koder/{cast.knitting_code}.pdf?sprog=en").pages[0].extract_text()
    assert "10:00–14:00" in text
    assert "Welcome" in text


def test_it_prints_on_other_papers(kim, cast):
    page = kim.get(f"/koder/{cast.knitting_code}")
    papers = [a.get("href") for a in page.all("a") if "papir=" in a.get("href")]
    assert len(papers) == 8
    sizes = [
        [round(float(x)) for x in pdf(kim, path).pages[0].mediabox[2:]] for path in papers[::2]
    ]
    assert sizes == [[420, 595], [842, 595], [595, 842], [595, 842]]
    assert kim.client.get(f"/koder/{cast.knitting_code}.pdf?papir=a0").status_code == 404


def test_it_tells_the_life_of_a_code(kim, db, cast, clock):
    path = f"/koder/{cast.shop_code}"
    assert "Lavet 22. november 2026. I brug." in kim.get(path).text
    kim.press(kim.get(f"{path}/skift"), "Ja, skift koden ud", grace_days="14")
    told = kim.get(path).text
    assert "version 1 Lavet 22. november 2026. Skiftet ud 22. november 2026. Virker til" in told
    assert "version 2 Lavet 22. november 2026. I brug." in told
    clock.at("2026-12-05")
    assert "Virker til og med 6. december 2026." in kim.get(path).text
    clock.at("2026-12-07")
    assert "Virkede til og med 6. december 2026." in kim.get(path).text


def test_it_prints_every_poster_of_a_venue(kim, cast):
    pages = pdf(kim, f"/steder/{cast.shop}/plakater.pdf").pages
    assert len(pages) == 3
    assert "SH0 P11" in pages[0].extract_text()


def test_it_leaves_out_posters_of_what_is_over(kim, cast):
    kim.press(kim.get(f"/aktiviteter/{cast.repair}"), "Læg i arkivet")
    assert len(pdf(kim, f"/steder/{cast.shop}/plakater.pdf").pages) == 2


def test_it_asks_before_it_replaces_a_code(kim, db, cast, clock):
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


def test_it_can_end_a_code_today(kim, db, cast, clock):
    kim.press(kim.get(f"/koder/{cast.shop_code}/skift"), "Ja, skift koden ud", grace_days="0")
    check_in.arrive(db, cast.shop_code, None, now=clock())
    with pytest.raises(CodeReplaced):
        check_in.arrive(db, cast.shop_code, None, now=clock.at("2026-11-23"))


def test_it_replaces_a_code_once(kim, db, cast, clock):
    page = kim.get(f"/koder/{cast.shop_code}/skift")
    kim.press(page, "Ja, skift koden ud")
    page = kim.press(page, "Ja, skift koden ud")
    assert "Koden er skiftet ud i forvejen" in page.text
    assert newest(db, cast, clock).version == 2


@pytest.mark.parametrize("days", ["30", "-1", "x"])
def test_it_refuses_other_spans_of_grace(kim, cast, days):
    page = kim.get(f"/koder/{cast.shop_code}/skift")
    kim.press(page, "Ja, skift koden ud", status=400, grace_days=days)


def test_it_forgives_how_a_code_is_written(kim, cast):
    assert kim.get("/koder/sho-pii").h1 == "Kode til Genbrugsbutikken"


def test_it_hides_other_partnerships(kim, cast):
    for path in ("", ".pdf", ".svg", "/skift"):
        kim.get(f"/koder/{cast.cafe_code}{path}", status=404)
        kim.get(f"/koder/ZZZZ99{path}", status=404)
    kim.post(f"/koder/{cast.cafe_code}/skift", status=404, grace_days="14")
    kim.get(f"/steder/{cast.cafe}/plakater.pdf", status=404)


@pytest.mark.parametrize("who", ["ane", "lis"])
def test_it_is_only_for_coordinators(visit, cast, who):
    visit.sign_in(getattr(cast, who))
    visit.get(f"/koder/{cast.shop_code}.pdf", status=404)
    visit.get(f"/koder/{cast.shop_code}/skift", status=404)
