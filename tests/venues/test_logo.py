"""A venue's own logo: chosen, shown, replaced and taken away."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from PIL import Image
from sqlalchemy import select

from app.db import Database
from app.domain.venues.logo import checked, digest_of
from app.models import Venue, VenueLogo
from app.services.venues import codes
from tests.support.cast import Cast
from tests.support.clock import Clock
from tests.support.logos import logo_file, noisy_file
from tests.support.viewers import viewer
from tests.support.visit import Page, Visitor

LIGHT, OTHER, HEAVIER = logo_file(), logo_file((48, 48)), noisy_file(80)
ADDRESS = f"/logo/{digest_of(checked(LIGHT))}.png"


@pytest.fixture
def sends(kim: Visitor, cast: Cast) -> Callable[..., Page]:
    """Sends a file as the shop's logo, and returns the page that follows."""

    def send(content: bytes, *, status: int = 200, everywhere: bool = False) -> Page:
        page = kim.get(f"/steder/{cast.shop}/logo")
        part = b'--edge\r\nContent-Disposition: form-data; name="'
        body = part + b'file"; filename="logo.png"\r\n\r\n' + content + b"\r\n"
        body += part + b'everywhere"\r\n\r\n1\r\n' if everywhere else b""
        answer = kim.client.post(
            page.path,
            data=body + b"--edge--\r\n",
            content_type="multipart/form-data; boundary=edge",
            follow_redirects=True,
        )
        return kim._checked(answer, page.path, status, is_get=False)

    return send


@pytest.fixture
def logo_of(db: Database) -> Callable[[int], bytes | None]:
    def stored(venue_id: int) -> bytes | None:
        with db.reading() as session:
            own = VenueLogo.venue_id == venue_id
            return session.scalar(select(VenueLogo.png).where(own))

    return stored


def test_it_is_stored_without_what_is_no_picture(
    sends: Callable[..., Page], logo_of: Callable[[int], bytes | None], cast: Cast
) -> None:
    page = sends(LIGHT + b"and a letter")
    assert "Logoet er gemt. Print plakaterne igen." in page.text
    assert logo_of(cast.shop) == checked(LIGHT)


def test_anybody_may_see_it_and_keep_it(sends: Callable[..., Page], visit: Visitor) -> None:
    assert visit.client.get(ADDRESS).status_code == 404
    sends(LIGHT)
    answer = visit.client.get(ADDRESS)
    assert answer.data == checked(LIGHT)
    assert answer.content_type == "image/png"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert "Set-Cookie" not in answer.headers


def test_it_is_under_the_thanks_but_not_in_the_first_view(
    sends: Callable[..., Page], visit: Visitor, cast: Cast
) -> None:
    sends(LIGHT)
    page = visit.get(f"/c/{cast.shop_code}")
    assert not page.all("img")
    [picture] = visit.press(page, "Jeg er her").all("img")
    assert picture.get("src") == ADDRESS
    assert picture.get("alt") == "Genbrugsbutikken"
    assert (picture.get("width"), picture.get("height")) == ("120", "48")


def test_a_heavy_one_is_not_sent_to_phones(
    sends: Callable[..., Page], kim: Visitor, visit: Visitor, cast: Cast
) -> None:
    assert len(checked(HEAVIER)) > 3000
    sends(HEAVIER)
    page = visit.press(visit.get(f"/c/{cast.shop_code}"), "Jeg er her")
    assert not page.all("img")
    page = kim.get(f"/steder/{cast.shop}/logo")
    assert "Det fylder mere end 3 kB, så det er ikke på telefonens tak." in page.text


def test_it_is_on_the_posters(
    sends: Callable[..., Page], db: Database, cast: Cast, clock: Clock
) -> None:
    def on_posters() -> set[bytes]:
        person = viewer(db, 2)
        return {one.logo for one in codes.codes_in_use(db, person, cast.shop, now=clock())}

    assert on_posters() == {b""}
    sends(LIGHT)
    assert on_posters() == {checked(LIGHT)}


@pytest.mark.parametrize(
    ("file", "says"),
    [
        (b"", "Vælg et billede først."),
        (b"<svg/>", "Filen er ikke et PNG-billede."),
        (LIGHT[:-20], "Billedet er gået i stykker."),
        (logo_file((601, 20)), "Billedet er for stort. Gør det mindre: højst 600 punkter"),
        (noisy_file(300), "Billedet fylder for meget. Gør det mindre: det må fylde 60 kB."),
        (b"\0" * 13_000_000, "Billedet fylder for meget. Gør det mindre: det må fylde 60 kB."),
    ],
    ids=["none", "svg", "broken", "large", "heavy", "enormous"],
)
def test_a_wrong_file_is_told_why_and_changes_nothing(
    sends: Callable[..., Page],
    logo_of: Callable[[int], bytes | None],
    cast: Cast,
    file: bytes,
    says: str,
) -> None:
    sends(LIGHT)
    page = sends(file, status=400)
    assert says in page.text
    assert [one.get("src") for one in page.all("img")] == [ADDRESS]
    assert logo_of(cast.shop) == checked(LIGHT)


def test_one_that_moves_is_refused(sends: Callable[..., Page]) -> None:
    frames = [Image.new("L", (8, 8), shade) for shade in (0, 255)]
    file = io.BytesIO()
    frames[0].save(file, "PNG", save_all=True, append_images=frames[1:])
    assert "Billedet bevæger sig." in sends(file.getvalue(), status=400).text


def test_another_one_takes_its_place(
    sends: Callable[..., Page], visit: Visitor, logo_of: Callable[[int], bytes | None], cast: Cast
) -> None:
    sends(LIGHT)
    sends(OTHER)
    assert logo_of(cast.shop) == checked(OTHER)
    assert visit.client.get(ADDRESS).status_code == 404


def test_it_can_be_on_all_places_of_the_partnership(
    sends: Callable[..., Page], db: Database, logo_of: Callable[[int], bytes | None], cast: Cast
) -> None:
    with db.writing() as session:
        shop = session.get_one(Venue, cast.shop)
        barn = Venue(
            partnership_id=shop.partnership_id,
            name="Laden",
            kind=shop.kind,
            created_on=shop.created_on,
        )
        session.add(barn)
        session.flush()
        barn_id = barn.id
    sends(LIGHT)
    assert logo_of(barn_id) is None
    sends(OTHER, everywhere=True)
    assert logo_of(cast.shop) == logo_of(barn_id) == checked(OTHER)
    assert logo_of(cast.cafe) is None


def test_it_asks_before_it_takes_it_away(
    sends: Callable[..., Page],
    kim: Visitor,
    visit: Visitor,
    logo_of: Callable[[int], bytes | None],
    cast: Cast,
) -> None:
    sends(LIGHT)
    page = kim.get(f"/steder/{cast.shop}/logo/fjern")
    assert logo_of(cast.shop) == checked(LIGHT), "looking changes nothing"
    assert "Logoet er fjernet." in kim.press(page, "Ja, fjern det").text
    assert logo_of(cast.shop) is None
    assert visit.client.get(ADDRESS).status_code == 404
    assert not kim.get(f"/steder/{cast.shop}/logo").all("img")


def test_a_copy_of_the_venue_has_it_too(
    sends: Callable[..., Page], kim: Visitor, logo_of: Callable[[int], bytes | None], cast: Cast
) -> None:
    sends(LIGHT)
    page = kim.press(kim.get(f"/steder/{cast.shop}/kopi"), "Opret kopien", name="Brugsen")
    copy = int(page.response.request.path.rsplit("/", 1)[1])
    assert logo_of(copy) == checked(LIGHT)
