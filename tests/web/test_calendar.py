"""A place's public calendar: everybody may follow it, and nobody is counted."""

import pytest
from sqlalchemy import func, select

from app.models import Visit
from tests.visit import Visitor


@pytest.fixture
def database_url(sqlite_url):
    """It only reads; both databases answer the same."""
    return sqlite_url


def test_it_can_be_followed_without_an_account(visit, cast, db):
    got = visit.client.get(f"/c/{cast.shop_code}.ics")
    assert got.status_code == 200
    assert got.content_type == "text/calendar; charset=utf-8"
    assert "Set-Cookie" not in got.headers
    assert "SUMMARY:Strikkecafé\r\n" in got.text
    assert "RRULE:FREQ=WEEKLY;BYDAY=SU\r\n" in got.text
    assert "Reparation" not in got.text
    again = visit.client.get(
        f"/c/{cast.shop_code}.ics", headers={"If-None-Match": got.headers["ETag"]}
    )
    assert (again.status_code, again.data) == (304, b"")
    assert visit.client.post(f"/c/{cast.shop_code}.ics").status_code == 404
    with db.reading() as session:
        assert session.scalar(select(func.count()).select_from(Visit)) == 0
    visit.get("/c/ZZZZ99.ics", status=404)


def test_the_places_page_has_its_link_and_a_replaced_code_still_leads_to_it(
    app, visit, cast, clock
):
    kim = Visitor(app).sign_in(cast.kim)
    address = f"/c/{cast.shop_code}.ics"
    assert [a for a in kim.get(f"/steder/{cast.shop}").all("a") if a.get("href") == address]
    kim.press(kim.get(f"/koder/{cast.shop_code}/skift"), "Ja, skift koden ud", grace_days="0")
    clock.at("2027-03-01")
    assert "Strikkecafé" in visit.client.get(address).text


def test_it_changes_with_what_goes_on_and_ends_with_the_place(app, visit, cast):
    kim = Visitor(app).sign_in(cast.kim)
    address = f"/c/{cast.shop_code}.ics"
    before = visit.client.get(address).headers["ETag"]
    kim.press(kim.get(f"/aktiviteter/{cast.knitting}"), "Læg i arkivet")
    after = visit.client.get(address, headers={"If-None-Match": before})
    assert after.status_code == 200
    assert "Strikkecafé" not in after.text
    kim.post(f"/steder/{cast.shop}/arkiver")
    visit.get(address, status=410)
    assert address not in kim.get(f"/steder/{cast.shop}").response.text
