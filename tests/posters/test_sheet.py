"""A poster as it is printed: its code scans, its words are text, and everything is on the page."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pypdf
import pypdfium2
import pytest
import zxingcpp
from PIL import Image, ImageFilter

from app.domain.base.palette import VENUE_COLOURS
from app.domain.venues.pictures import PICTURES
from app.posters.sheet import PAPERS, Further, Paper, PosterSheet, poster, several
from tests.support.logos import logo_file

SHEET = PosterSheet(
    venue="Genbrugsbutikken Æblegården på Ørnø",
    colour="green",
    code="4F7K2Q",
    base_url="https://heridag.example",
    version=2,
    date=dt.date(2026, 11, 22),
    activity="Strik og snak",
    when="tirsdage 10.00–12.00",
)
STATIC = Path(__file__).parents[2] / "app" / "static"
ADDRESS = "HTTPS://HERIDAG.EXAMPLE/C/4F7K2Q"


def _read(pdf: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(pdf))


@cache  # By the poster's bytes: many tests read the same one.
def _text(pdf: bytes) -> str:
    """All words on all pages, on one line."""
    return " ".join(" ".join(page.extract_text() for page in _read(pdf).pages).split())


def _root(pdf: bytes) -> Any:
    """The file's own entries, which pypdf gives no types."""
    return _read(pdf).root_object


def _picture(pdf: bytes) -> Image.Image:
    """The first page as a 200 dpi scanner sees it."""
    picture: Image.Image = pypdfium2.PdfDocument(pdf)[0].render(scale=200 / 72).to_pil()
    return picture.convert("L")


def _extremes(picture: Image.Image) -> tuple[int, int]:
    """The darkest and the lightest dot of a grey picture."""
    darkest, lightest = picture.convert("L").getextrema()
    assert isinstance(darkest, int) and isinstance(lightest, int)
    return darkest, lightest


def _decoded(picture: Image.Image) -> list[str]:
    return [found.text for found in zxingcpp.read_barcodes(picture)]


def _tilted(picture: Image.Image) -> Image.Image:
    """Photographed at an angle from a few steps away: few pixels, and no right angles."""
    width, height = picture.width // 6, picture.height // 6
    small = picture.resize((width, height), Image.Resampling.BILINEAR)
    aslant = small.rotate(11, Image.Resampling.BILINEAR, expand=True, fillcolor=255)
    right, foot = aslant.size
    corners = (0, 0, right // 12, foot, right - right // 12, foot, right, 0)
    return aslant.transform(
        aslant.size, Image.Transform.QUAD, corners, Image.Resampling.BILINEAR, fillcolor=255
    )


def _blurred(picture: Image.Image) -> Image.Image:
    return picture.filter(ImageFilter.GaussianBlur(4))


def _in_poor_light(picture: Image.Image) -> Image.Image:
    return picture.point(lambda light: 40 + light // 5)


def _with_a_sticker(picture: Image.Image) -> Image.Image:
    """A white sticker over about a tenth of the code, between its corners."""
    corners = zxingcpp.read_barcodes(picture)[0].position
    left, top = corners.top_left.x, corners.top_left.y
    side = corners.bottom_right.x - left
    covered = picture.copy()
    covered.paste(
        255,
        (
            left + side * 40 // 100,
            top + side * 45 // 100,
            left + side * 72 // 100,
            top + side * 77 // 100,
        ),
    )
    return covered


def test_it_prints_a_code_that_leads_to_the_address() -> None:
    assert _decoded(_picture(poster(SHEET))) == [ADDRESS]


@pytest.mark.parametrize(
    ("base_url", "level"),
    [("https://heridag.example", "H"), ("https://heridag.storehuset.example", "Q")],
)
def test_it_can_lose_as_much_of_its_code_as_its_size_allows(base_url: str, level: str) -> None:
    """Level H loses up to 30 %, level Q up to 25 %; both of these addresses need version 3."""
    (found,) = zxingcpp.read_barcodes(_picture(poster(replace(SHEET, base_url=base_url))))
    extra: Any = found.extra
    assert (extra["Version"], found.ec_level) == ("3", level)


@pytest.mark.parametrize("harm", [_tilted, _blurred, _in_poor_light, _with_a_sticker])
def test_it_scans_in_a_hurry(harm: Callable[[Image.Image], Image.Image]) -> None:
    assert _decoded(harm(_picture(poster(SHEET)))) == [ADDRESS]


@pytest.mark.parametrize(
    "words",
    [
        "Genbrugsbutikken Æblegården på Ørnø",
        "Strik og snak",
        "tirsdage 10.00–12.00",
        "Peg på koden med telefonen. Tryk én gang, så er du talt med.",
        "Du skal ikke skrive dit navn.",
        "Brug telefonens kamera – det er gratis",
        "heridag.example/kode 4F7 K2Q",
        "Har du ikke en telefon? Sig det til en vært.",
        "Plakat version 2 · 22. november 2026",
    ],
)
def test_it_says_all_its_words_as_text(words: str) -> None:
    assert words in _text(poster(SHEET))


def test_it_speaks_english() -> None:
    pdf = poster(replace(SHEET, language="en"))
    text = _text(pdf)
    assert "Tap once, and you’re counted." in text
    assert "Poster version 2 · 22 November 2026" in text
    assert _root(pdf)["/Lang"] == "en"


def test_it_prints_the_venue_alone_where_there_is_no_activity() -> None:
    pdf = poster(replace(SHEET, activity=None, when=""))
    assert _text(pdf).startswith("Genbrugsbutikken Æblegården på Ørnø Velkommen")
    assert _decoded(_picture(pdf)) == [ADDRESS]


def test_it_is_tagged_titled_and_marked_as_accessible() -> None:
    reader = _read(poster(SHEET))
    root = _root(poster(SHEET))
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "da"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata is not None
    assert reader.metadata.title == "Genbrugsbutikken Æblegården på Ørnø – Strik og snak"
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data()


def test_it_is_read_aloud_in_order() -> None:
    tags = _tags(_root(poster(SHEET))["/StructTreeRoot"])
    assert [tag for tag in tags if tag[0] != "/Div"] == [
        ("/H1", None),
        ("/H2", None),
        ("/P", None),
        ("/Figure", f"QR-kode, som fører til {ADDRESS}"),
        ("/H2", None),
        *[("/P", None)] * 9,
    ]


def _tags(element: dict[Any, Any]) -> list[tuple[str, str | None]]:
    """Kind and description of each element below this one, in reading order."""
    kids = element.get("/K", [])
    tags = []
    for kid in kids if isinstance(kids, list) else [kids]:
        kid = kid.get_object()
        if isinstance(kid, dict) and "/S" in kid:
            if kid["/S"] != "/Document":
                tags.append((str(kid["/S"]), kid.get("/Alt")))
            tags += _tags(kid)
    return tags


def test_it_makes_the_same_bytes_for_the_same_sheet() -> None:
    assert poster(SHEET) == poster(replace(SHEET))
    assert poster(SHEET) != poster(replace(SHEET, version=3))


@pytest.mark.parametrize(
    "name",
    [
        '#import "hemmeligt.typ": *',
        "*fed* _kursiv_ $x^2$ = `kode` // væk",
        '"citat" \\ #panic() <mærke> @ref',
        "Café Solsikken 🥕😀",
        "Кафе Сонях",
    ],
)
def test_it_takes_hostile_names_as_text(name: str) -> None:
    pdf = poster(replace(SHEET, venue=name, activity=name, when=name))
    assert _text(pdf).count(name) == 3
    assert len(_read(pdf).pages) == 1
    assert _decoded(_picture(pdf)) == [ADDRESS]


def test_it_keeps_each_weekday_on_the_line_of_its_hours() -> None:
    days = ("mandage", "tirsdage", "onsdage", "torsdage", "fredage")
    when = ", ".join(f"{day} 10.00–12.00" for day in days)
    lines = _read(poster(replace(SHEET, when=when))).pages[0].extract_text().splitlines()
    times = [line.strip(" ,") for line in lines if "0–1" in line or "10.00" in line]
    assert len(times) > 1
    whole = re.compile(r"(?:[a-z]+dage 10\.00–12\.00(?:, )?)+")
    assert [line for line in times if not whole.fullmatch(line)] == []


def test_it_draws_arabic_names_from_the_right() -> None:
    pdf = poster(replace(SHEET, venue="مقهى الحي"))
    assert {"مقهى", "الحي"} <= set(_text(pdf).split())
    assert _read(pdf).metadata.title == "مقهى الحي – Strik og snak"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "name",
    [
        "Genbrugsbutikken og Fælleshuset i Nørre Snæde-Østergårds Gamle Mejeri",
        "Frivilligcenterkoordineringsudvalgets Medborgerhus",
        "W" * 80,
        "W" * 1000,
        "ord " * 500,
        "Kalligrafi 書法",
        "\x00",
    ],
)
def test_it_keeps_every_name_on_one_page(name: str) -> None:
    pdf = poster(replace(SHEET, venue=name, activity=name, when=name[:60]))
    assert len(_read(pdf).pages) == 1
    assert "Plakat version 2" in _text(pdf)
    assert _decoded(_picture(pdf)) == [ADDRESS]


@pytest.mark.parametrize("paper", ["a4", "large"])
def test_it_keeps_two_more_languages_and_long_names_on_one_page(paper: Paper) -> None:
    words = "Skan koden her på plakaten hvor du er og tryk så én eneste gang. " * 2
    crowded = replace(
        SHEET,
        venue="Foreningen af frivillige i det gamle forsamlingshus ved søen og skoven",
        activity="Reparation af cykler, møbler og alt det andet, som går i stykker derhjemme",
        further=(
            Further("so", words),
            Further("ar", "امسح الرمز على الملصق " * 6, right_to_left=True),
        ),
    )
    pdf = poster(crowded, paper)
    assert len(_read(pdf).pages) == 1
    assert _decoded(_picture(pdf)) == [ADDRESS]


def _wide(pdf: bytes) -> float:
    """How wide the code is on the first page, in millimetres."""
    corners = zxingcpp.read_barcodes(_picture(pdf))[0].position
    return float(corners.top_right.x - corners.top_left.x) / 200 * 25.4


@pytest.mark.parametrize(("paper", "least"), [("a4", 74), ("a5", 52), ("table", 52), ("large", 81)])
@pytest.mark.parametrize("activity", ["Strik og snak", None])
def test_the_code_is_as_large_in_several_languages(
    paper: Paper, least: int, activity: str | None
) -> None:
    words = "Відскануйте код на плакаті там, де ви є. Натисніть один раз. І вас пораховано."
    further = (Further("uk", words, "Чернетка"), Further("so", words))
    alone = replace(SHEET, activity=activity)
    several = poster(replace(alone, further=further), paper)
    assert _wide(several) == pytest.approx(_wide(poster(alone, paper)), abs=0.5)
    assert _wide(several) > least
    assert len(_read(several).pages) == 1


def test_a_language_says_of_itself_that_it_is_a_draft() -> None:
    draft = Further("uk", "Ім'я писати не потрібно.", "Чернетка: ще не перечитано.")
    pdf = poster(replace(SHEET, further=(draft,)))
    assert "потрібно. Чернетка: ще не перечитано." in _text(pdf)


def test_it_keeps_the_name_inside_the_awning() -> None:
    """Beside the name, at the edge of the awning, only its colour is printed."""
    picture = _picture(poster(replace(SHEET, venue="Frivilligcenterkoordineringsudvalget")))
    millimetre = picture.width / 210
    for x in (11, 199):
        edge = picture.crop(
            tuple(int(at * millimetre) for at in (x - 1, 20, x + 1, 22))  # type: ignore[arg-type]
        )
        darkest, lightest = _extremes(edge)
        assert darkest == lightest < 128


@pytest.mark.parametrize("name", PICTURES)
def test_it_has_the_venues_picture_over_its_name(name: str) -> None:
    alone = replace(SHEET, activity=None, when="")
    with_picture, without = (poster(replace(alone, picture=one)) for one in (name, ""))
    assert _text(with_picture) == _text(without), "it is an ornament"
    page = _picture(with_picture)
    millimetre = page.width / 210
    drawn = page.crop(tuple(int(at * millimetre) for at in (94, 26, 116, 42)))  # type: ignore[arg-type]
    darkest, lightest = _extremes(drawn)
    assert darkest < lightest == 255


def test_a_small_awning_keeps_its_room_for_the_name() -> None:
    further = (Further("uk", "Ім'я"), Further("so", "Magac"))
    one = replace(SHEET, further=further)
    assert poster(replace(one, picture="bag")) == poster(one)


@pytest.mark.parametrize("colour", VENUE_COLOURS)
def test_it_wears_the_colour_that_the_venue_has_on_the_phone(colour: str) -> None:
    css = (STATIC / "css" / "door.css").read_text("utf-8")
    painted = dict(re.findall(r"^\.(\w+) \{ --place: (#\w{6})", css, re.MULTILINE))
    page = pypdfium2.PdfDocument(poster(replace(SHEET, colour=colour)))[0].render().to_pil()
    awning = "#{:02x}{:02x}{:02x}".format(*page.getpixel((page.width // 2, 30)))
    assert awning == painted[colour]


def test_it_prints_on_exact_a4() -> None:
    box = _read(poster(SHEET)).pages[0].mediabox
    assert float(box.width) * 25.4 / 72 == pytest.approx(210, abs=0.01)
    assert float(box.height) * 25.4 / 72 == pytest.approx(297, abs=0.01)


@pytest.mark.parametrize(
    ("paper", "size", "times"),
    [
        ("a5", (148, 210), 1),
        ("table", (297, 210), 2),
        ("large", (210, 297), 1),
        ("cards", (210, 297), 10),
    ],
)
def test_it_prints_on_other_papers_too(paper: Paper, size: tuple[int, int], times: int) -> None:
    """Anything that appears several times is read aloud once."""
    long = "Genbrugsbutikken og Fælleshuset i Nørre Snæde-Østergårds Gamle Mejeri"
    pdf = poster(replace(SHEET, venue=long, activity=long, when=long), paper)
    (page,) = _read(pdf).pages
    millimetres = (float(page.mediabox.width) * 25.4 / 72, float(page.mediabox.height) * 25.4 / 72)
    assert millimetres == pytest.approx(size, abs=0.01)
    assert _decoded(_picture(pdf)) == [ADDRESS] * times
    assert "heridag.example/kode 4F7 K2Q" in _text(pdf)
    assert "Brug telefonens kamera – det er gratis" in _text(pdf)
    root = _root(pdf)
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data()
    kinds = [kind for kind, _alt in _tags(root["/StructTreeRoot"])]
    assert (kinds.count("/H1"), kinds.count("/Figure")) == (1, 1)


def test_it_prints_all_codes_of_a_venue_in_one_file() -> None:
    codes = ["4F7K2Q", "M8W0QZ", "7RT2BX"]
    pdf = several([replace(SHEET, code=code, activity=f"Nummer {code[0]}") for code in codes])
    document = pypdfium2.PdfDocument(pdf)
    pages = [document[n].render(scale=200 / 72).to_pil() for n in range(len(document))]
    assert [_decoded(page) for page in pages] == [
        [f"HTTPS://HERIDAG.EXAMPLE/C/{code}"] for code in codes
    ]
    assert _read(pdf).metadata.title == f"Plakater: {SHEET.venue}"  # type: ignore[union-attr]


def test_it_refuses_to_print_nothing() -> None:
    with pytest.raises(ValueError, match="at least one"):
        several([])


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("size", [(120, 48), (40, 400), (600, 20)])
def test_it_has_the_places_own_logo_within_its_room(paper: Paper, size: tuple[int, int]) -> None:
    plain, own = poster(SHEET, paper), poster(replace(SHEET, logo=logo_file(size)), paper)
    assert len(_read(own).pages) == len(_read(plain).pages) == 1
    pictures = [len(page.images) for page in _read(own).pages]
    assert pictures == [0 if paper == "cards" else 1]
    assert _decoded(_picture(own)) == _decoded(_picture(plain))
    # It is read aloud on the awning, once.
    assert _text(own) == _text(plain)
