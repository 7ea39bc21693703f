"""The logbook's pages: writing, reading, handing in."""

import datetime as dt
import io
import zipfile
from xml.etree import ElementTree

import pypdf
import pytest
from sqlalchemy import select

from app.domain.counting import Cell, Measure
from app.models import (
    Activity,
    Day,
    DayNote,
    HostVenue,
    LogbookComment,
    Membership,
    Person,
    Reflection,
    Role,
    Venue,
)
from app.services.closing import write_day
from tests.visit import Visitor

QUARTER = "2026-4"
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture
def at(cast):
    return f"/logbog/{cast.shop}/{QUARTER}"


@pytest.fixture
def last_day(clock):
    """The quarter's last day; a sign-in does not last from November to January."""
    clock.at("2026-12-31")


@pytest.fixture
def sign_in(app, cast):
    return lambda email: Visitor(app).sign_in(email)


@pytest.fixture
def counted(db, cast):
    """Write the counts of a closed day."""

    def write(date, visits, **more):
        with db.writing() as session:
            date = dt.date.fromisoformat(date)
            if session.get(Day, (cast.shop, date)) is None:
                ends = dt.datetime.combine(date, dt.time(3), tzinfo=dt.UTC) + dt.timedelta(days=1)
                day = Day(venue_id=cast.shop, service_date=date, ends_at=ends, closed=True)
                day.state = "counted"
                session.add(day)
                session.flush()
            counts = {
                Cell(Measure.VISITS): visits,
                Cell(Measure.JUST_HERE): visits - more.get("knitting", 0),
                Cell(Measure.TOOK_PART): more.get("knitting", 0),
                Cell(Measure.ACTIVITY, activity_id=cast.knitting): more.get("knitting", 0),
                Cell(Measure.ROLE, cast.knitting, cast.cooks): more.get("cooks", 0),
            }
            write_day(session, cast.shop, date, {c: n for c, n in counts.items() if n})

    return write


def write(person, at, prompt, text, *, status=200, **more):
    return person.press(person.get(f"{at}/{prompt}"), "Gem", text=text, status=status, **more)


def row(page, name, table=0):
    """The cells of a row: the three months and the sum."""
    tables = page.all("table")
    for tr in tables[table].iter("tr"):
        cells = ["".join(cell.itertext()).strip() for cell in tr]
        if cells[0] == name:
            return cells[1:]
    raise AssertionError(f"no row {name}: {page.text}")


def test_it_keeps_what_is_written(sign_in, cast, at):
    ane = sign_in(cast.ane)
    page = write(ane, at, "happened", "Vi fik en ny symaskine.\r\n\r\nOg en til.")
    assert page.h1 == "Genbrugsbutikken"
    assert "Vi fik en ny symaskine." in page.text
    assert "Sidst skrevet af Ane, 22. november 2026" in page.text
    assert "Og en til." in sign_in(cast.kim).get(at).text
    assert "Vi fik en ny symaskine.\n\nOg en til." in ane.get(f"{at}/happened").response.text


def test_it_asks_reflection_before_numbers(sign_in, cast, at):
    page = sign_in(cast.kim).get(at)
    headings = ["".join(h.itertext()) for h in page.all("h2")]
    assert headings == [
        "Hvad skete der?",
        "Hvad lærte vi?",
        "Hvilke initiativer spirer?",
        "Kunne folk komme og gå, som de kunne?",
        "Hvem mødte hvem på tværs?",
        "Hvordan var blandingen?",
        "Hvad prøver vi næste gang?",
        "Kvartalet i tal",
        "Sådan er tallene talt",
        "Kommentarer",
        "Gem og ret",
    ]


def test_it_takes_the_mix_in_three_steps_and_a_sentence(sign_in, cast, at):
    ane = sign_in(cast.ane)
    page = write(ane, at, "mix", "Naboer og nye.", step="2")
    assert "Vores fornemmelse: en blanding." in page.text
    assert "Naboer og nye." in page.text
    page = write(ane, at, "mix", "Naboer og nye.", step="")
    assert "fornemmelse" not in page.text
    page = write(ane, at, "mix", "", step="9")
    assert "fornemmelse" not in page.text


def test_it_overwrites_nothing_that_was_not_read(sign_in, cast, at):
    ane, kim = sign_in(cast.ane), sign_in(cast.kim)
    anes, kims = ane.get(f"{at}/learned"), kim.get(f"{at}/learned")
    ane.press(anes, "Gem", text="Kaffen først.")
    conflict = kim.press(kims, "Gem", text="Vi må have flere stole.", status=409)
    assert "Ane har skrevet her imens" in conflict.text
    assert "Kaffen først." in conflict.text
    assert "Vi må have flere stole." in conflict.text
    assert "Kaffen først." in ane.get(at).text
    assert "stole" not in ane.get(at).text

    both = kim.press(conflict, "Gem begge tekster")
    assert "Kaffen først. Vi må have flere stole." in both.text


def test_it_lets_one_choose_after_a_conflict(sign_in, cast, at):
    ane, kim = sign_in(cast.ane), sign_in(cast.kim)
    kims = kim.get(f"{at}/learned")
    write(ane, at, "learned", "Kaffen først.")
    conflict = kim.press(kims, "Gem", text="Flere stole.", status=409)
    write(ane, at, "learned", "Kaffen først, så teen.")
    again = kim.press(conflict, "Gem min tekst i stedet", status=409)
    assert "så teen" in again.text
    page = kim.press(again, "Gem min tekst i stedet")
    assert "Flere stole." in page.text
    assert "Kaffen" not in page.text


def test_it_overwrites_nothing_for_a_post_that_has_read_nothing(sign_in, cast, at):
    ane = sign_in(cast.ane)
    write(ane, at, "learned", "Kaffen først.")
    conflict = ane.post(f"{at}/learned", text="Flere stole.", do="save", status=409)
    assert "Kaffen først." in conflict.text
    assert "Kaffen først." in ane.get(at).text


def test_it_keeps_the_language_of_the_page_that_was_written_on(sign_in, cast, at):
    ane = sign_in(cast.ane)
    page = ane.get(f"{at}/learned?sprog=en")
    saved = ane.press(page, "Save", text="Coffee first.")
    assert saved.response.request.args["sprog"] == "en"
    assert "What did we learn?" in saved.text


def test_it_sees_no_conflict_in_the_same_words(sign_in, cast, at):
    ane, kim = sign_in(cast.ane), sign_in(cast.kim)
    kims = kim.get(f"{at}/learned")
    write(ane, at, "learned", "Kaffen først.")
    assert "Sidst skrevet af Ane" in kim.press(kims, "Gem", text="Kaffen først.").text


def test_it_keeps_a_text_that_is_too_long_on_the_page(sign_in, cast, at, app):
    ane = sign_in(cast.ane)
    page = write(ane, at, "happened", "x" * 5_001, status=400)
    assert "Skriv højst 5.000 tegn" in page.text
    assert "x" * 5_001 in page.text
    assert "Her er ikke skrevet noget endnu." in ane.get(at).text
    write(ane, at, "happened", "y" * 5_000)


@pytest.mark.parametrize("number", ["290200-1234", "２９ ０２ ００－１２３４", "29020\u200b01234"])
def test_it_refuses_a_cpr_number_and_shows_it_to_nobody(sign_in, cast, at, db, number):
    ane = sign_in(cast.ane)
    page = write(ane, at, "happened", f"Ane ({number}) hjalp til.", status=400)
    assert "ligner et CPR-nummer" in page.text
    assert "Ane ([fjernet]) hjalp til." in page.text
    assert number not in page.response.text
    assert "1234" not in page.response.text
    assert "hjalp til" not in ane.get(at).text
    with db.reading() as session:
        assert not list(session.scalars(select(Reflection)))


@pytest.mark.parametrize("prompt", ["", "/happened", "/mix"])
def test_it_is_missing_for_strangers(sign_in, cast, at, prompt):
    sign_in(cast.bo).get(f"{at}{prompt}", status=404)
    sign_in(cast.ane).get(f"/logbog/{cast.cafe}/{QUARTER}{prompt}", status=404)
    sign_in(cast.lis).get(f"{at}{prompt}", status=404)


@pytest.mark.parametrize("quarter", ["2026-5", "2026-04", "2027-1", "2019-1", "x", "٢٠٢٦-٤"])
def test_it_is_missing_for_a_quarter_that_there_is_not(sign_in, cast, quarter):
    sign_in(cast.kim).get(f"/logbog/{cast.shop}/{quarter}", status=404)


def test_it_sends_those_who_are_not_signed_in_to_sign_in(visit, cast, at):
    assert visit.get(at).h1 == "Log ind"


def test_it_shows_the_numbers_month_by_month(sign_in, cast, at, counted):
    kim = sign_in(cast.kim)
    counted("2026-10-05", 20, knitting=12, cooks=6)
    counted("2026-10-06", 11)
    counted("2026-11-03", 30, knitting=10, cooks=7)
    page = kim.get(at)
    assert "Her er talt 61 besøg. Dage talt: 3." in page.text
    assert row(page, "Besøg") == ["31", "30", "", "61"]
    assert row(page, "Dage talt") == ["2", "1", "", "3"]
    assert row(page, "Bare her hele dagen") == ["19", "20", "", "39"]
    assert row(page, "Deltagelser", 1) == ["12", "10", "", "22"]
    assert row(page, "Gange holdt", 1) == ["1", "1", "", "2"]
    assert row(page, "laver mad", 1) == ["6", "7", "", "13"]
    assert row(page, "laver mad", 2) == ["6", "7", "", "13"]
    counted("2026-11-04", 5)
    assert row(kim.get(at), "Besøg") == ["31", "35", "", "66"]


def test_it_hides_small_numbers_in_the_month_and_the_sum(sign_in, cast, at, counted):
    counted("2026-10-05", 20, knitting=12, cooks=6)
    counted("2026-11-03", 30, knitting=10, cooks=2)
    page = sign_in(cast.kim).get(at)
    assert row(page, "Besøg") == ["20", "30", "", "50"]
    october, november, _december, whole = row(page, "laver mad", 2)
    assert october == "6"
    assert "–" in november
    assert "–" in whole
    # Within the activity November is below the limit, and the row would say nothing.
    with pytest.raises(AssertionError):
        row(page, "laver mad", 1)


def test_it_can_be_handed_in_when_the_last_day_is_over(last_day, sign_in, cast, at, clock):
    kim = sign_in(cast.kim)
    assert "Den kan afleveres fra 1. januar 2027." in kim.get(at).text
    clock.at("2027-01-01", 3, 59)
    page = kim.post(f"{at}/aflever")
    assert "Kvartalet er ikke slut endnu" in page.text
    assert "Aflevér logbogen" not in page.text
    clock.at("2027-01-01", 4)
    page = kim.get(at)
    assert "Aflevér logbogen" in page.text
    page = kim.get(f"{at}/aflever")
    assert page.h1 == "Aflevér logbogen?"
    assert "Disse spørgsmål er uden svar" in page.text
    page = kim.press(page, "Ja, aflevér den nu")
    assert "Version 1, afleveret 1. januar 2027 af Kim." in page.text


def test_it_is_handed_in_by_coordinators_alone(last_day, sign_in, cast, at, clock):
    ane = sign_in(cast.ane)
    clock.at("2027-01-02")
    assert "Aflevér" not in ane.get(at).text
    ane.get(f"{at}/aflever", status=404)
    ane.post(f"{at}/aflever", status=404)
    sign_in(cast.bo).post(f"{at}/aflever", status=404)
    assert "Udkast" in ane.get(at).text


def test_it_stands_once_it_is_handed_in(last_day, sign_in, cast, at, clock, counted, db):
    ane, kim, lis = sign_in(cast.ane), sign_in(cast.kim), sign_in(cast.lis)
    counted("2026-10-05", 20, knitting=12, cooks=6)
    write(ane, at, "happened", "Vi åbnede.")
    clock.at("2027-01-02")
    lis.get(at, status=404)
    kim.press(kim.get(f"{at}/aflever"), "Ja, aflevér den nu")
    before = lis.get(at)
    assert row(before, "Besøg") == ["20", "0", "0", "20"]

    counted("2026-10-06", 40, knitting=30)
    with db.writing() as session:
        session.get_one(Activity, cast.knitting).name = "Hækling"
        session.get_one(Role, cast.cooks).verb = "rører i gryden"
        session.get_one(Venue, cast.shop).name = "Et andet navn"
        for person in session.query(Person):
            person.name = "En anden"
    after = lis.get(at)
    assert after.text == before.text
    assert "Strikkecafé" in after.text
    assert "laver mad" in after.text
    assert "Genbrugsbutikken" in after.text


def test_it_cannot_be_changed_once_it_is_handed_in(last_day, sign_in, cast, at, clock):
    ane, kim = sign_in(cast.ane), sign_in(cast.kim)
    clock.at("2027-01-02")
    open_page = ane.get(f"{at}/happened")
    kim.press(kim.get(f"{at}/aflever"), "Ja, aflevér den nu")
    late = ane.press(open_page, "Gem", text="En ting til.", status=409)
    assert late.h1 == "Logbogen er afleveret"
    assert "En ting til." in late.text
    assert "En ting til." not in ane.get(at).text
    page = ane.get(f"{at}/happened")
    assert "Teksten kan ikke rettes mere." in page.text
    assert not [a for a in page.all("a") if a.get("href", "").startswith(f"{at}/")]
    assert "Den står, som den er." in kim.post(f"{at}/aflever").text


def test_it_lists_what_one_may_open(last_day, sign_in, cast, at, clock, counted):
    counted("2026-05-05", 3)
    ane, kim, lis = sign_in(cast.ane), sign_in(cast.kim), sign_in(cast.lis)
    assert "Her er ingen logbog endnu." in lis.get("/logbog").text
    write(ane, at, "happened", "Vi åbnede.")
    page = ane.get("/logbog")
    assert "1 af 7 svar" in page.text
    assert "2. kvartal 2026" in page.text
    assert "Skraldecaféen" not in page.text
    clock.at("2027-01-02")
    kim.press(kim.get(f"{at}/aflever"), "Ja, aflevér den nu")
    page = lis.get("/logbog")
    assert "afleveret" in page.text
    assert "3. kvartal 2026" not in page.text
    assert lis.press(page, "Åbn logbogen").h1 == "Genbrugsbutikken"


def test_it_leads_to_the_chosen_one(sign_in, cast, counted):
    counted("2026-05-05", 3)
    ane = sign_in(cast.ane)
    page = ane.press(ane.get("/logbog"), "Åbn logbogen", kvartal="2026-2")
    assert "Logbog for 2. kvartal 2026" in page.text
    page = ane.get(f"/logbog?sted={cast.cafe}&kvartal=2026-4")
    assert "Den logbog er her ikke." in page.text
    ane.get(f"/logbog?sted={cast.shop}&kvartal=x", status=404)


def test_it_says_so_where_nobody_has_counted(sign_in, cast, at):
    page = sign_in(cast.kim).get(at)
    assert "Her er ikke talt endnu i dette kvartal." in page.text
    assert not page.all("table")


def test_it_prints_without_forms(sign_in, cast, at):
    page = sign_in(cast.kim).get(at)
    (article,) = page.all("article")
    for tag in ("form", "button", "input", "textarea", "select"):
        assert not list(article.iter(tag))


@pytest.fixture
def next_door(db, cast, sign_in):
    """Ida, a host of another house in the partnership."""
    with db.writing() as session:
        made_on = session.get_one(Venue, cast.shop).made_on
        barn = Venue(
            partnership_id=cast.partnership, name="Laden", kind="faelleshus", made_on=made_on
        )
        ane = session.query(Person).filter_by(email=cast.ane).one()
        ida = Person(email="ida@example.dk", name="Ida", password_hash=ane.password_hash)
        session.add_all([barn, ida])
        session.flush()
        session.add(Membership(person_id=ida.id, partnership_id=cast.partnership, duty="host"))
        session.add(HostVenue(person_id=ida.id, venue_id=barn.id))
    return sign_in("ida@example.dk")


def test_it_is_shared_for_comments_within_the_partnership(sign_in, cast, at, next_door):
    ane, lis, bo = sign_in(cast.ane), sign_in(cast.lis), sign_in(cast.bo)
    write(ane, at, "happened", "Vi åbnede.")
    next_door.get(at, status=404)
    next_door.post(f"{at}/kommentar", text="Hej", status=404)
    assert "ikke delt" in ane.post(f"{at}/kommentar", text="Hej").text

    assert "Udkastet er delt." in ane.press(ane.get(at), "Del til kommentarer").text
    assert "1 af 7 svar, delt" in next_door.get("/logbog").text
    page = next_door.get(at)
    assert "Vi åbnede." in page.text
    assert not [a for a in page.all("a") if a.get("href", "").startswith(f"{at}/happened")]
    next_door.get(f"{at}/happened", status=404)
    page = next_door.press(page, "Send kommentaren", text="Husk også koncerten.")
    assert "Husk også koncerten.Ida, 22. november 2026" in page.text
    for stranger in (lis, bo):
        stranger.get(at, status=404)
        stranger.post(f"{at}/kommentar", text="Hej", status=404)

    ane.press(ane.get(at), "Del ikke mere")
    next_door.get(at, status=404)
    assert "Husk også koncerten." in ane.get(at).text


def test_it_keeps_a_comment_that_cannot_be_sent(sign_in, cast, at, db):
    ane = sign_in(cast.ane)
    page = ane.press(ane.get(at), "Del til kommentarer")
    assert "Skriv en kommentar først." in ane.press(page, "Send kommentaren", status=400).text
    number = ane.press(page, "Send kommentaren", text="Ida 290200-1234 kom.", status=400)
    assert "ligner et CPR-nummer" in number.text
    assert "Ida [fjernet] kom." in number.text
    with db.reading() as session:
        assert not list(session.scalars(select(LogbookComment)))


def test_it_asks_kindly_to_look_at_labels_again_wherever_one_writes(
    last_day, sign_in, cast, at, clock, db
):
    kim = sign_in(cast.kim)
    asked = write(kim, at, "happened", "To sårbare kom.")
    assert "»sårbare« sætter folk i bås." in asked.text
    assert "To sårbare kom." in asked.response.text
    assert "To sårbare" not in kim.get(at).text
    kim.press(asked, "Gem", text="To nye kom. Karen Hansen sang.")
    assert "To nye kom." in kim.get(at).text
    asked = write(kim, at, "learned", "Vi er ikke så svage endda.", step="")
    kim.press(asked, "Gem det, som det er")
    assert "svage endda" in kim.get(at).text

    page = kim.press(kim.get(at), "Del til kommentarer")
    asked = kim.press(page, "Send kommentaren", text="Skriv om klienterne.")
    assert "»klienterne« sætter folk i bås." in asked.text
    with db.reading() as session:
        assert not list(session.scalars(select(LogbookComment)))
    assert "Skriv om klienterne." in kim.press(asked, "Send det, som det er").text

    clock.at("2027-01-02")
    kim.press(kim.get(f"{at}/aflever"), "Ja, aflevér den nu")
    kim.press(kim.get(f"{at}/ret"), "Ja, ret den")
    words = "Ja, aflevér den nu"
    asked = kim.press(kim.get(f"{at}/aflever"), words, why="Målgruppen var ny.")
    assert "»Målgruppen« sætter folk i bås." in asked.text
    assert "Version 2" in kim.press(asked, "Aflevér den, som den er").text


def test_it_is_corrected_by_a_new_version_that_says_what_changed(
    last_day, sign_in, cast, at, clock, counted
):
    kim, lis = sign_in(cast.kim), sign_in(cast.lis)
    counted("2026-10-05", 20, knitting=12)
    write(kim, at, "happened", "Vi åbnede.")
    clock.at("2027-01-02")
    kim.press(kim.get(f"{at}/aflever"), "Ja, aflevér den nu")
    counted("2026-10-06", 30, knitting=30)
    page = kim.press(kim.get(f"{at}/ret"), "Ja, ret den")
    assert "Rettelse. Læsere ser version 1" in page.text
    write(kim, at, "learned", "Kaffen først.")
    assert "Kaffen" not in lis.get(at).text
    asked = kim.get(f"{at}/aflever")
    assert (
        "Skriv kort, hvad der er rettet." in kim.press(asked, "Ja, aflevér den nu", status=400).text
    )
    kim.press(asked, "Ja, aflevér den nu", why="En glemt dag i oktober.")
    page = lis.get(at)
    assert "Version 2, afleveret 2. januar 2027 af Kim." in page.text
    assert "Rettet: En glemt dag i oktober." in page.text
    assert "Ny tekst: Hvad lærte vi?" in page.text
    assert "Besøg: før 20, nu 50" in page.text
    assert row(page, "Besøg") == ["50", "0", "0", "50"]
    first = lis.get(f"{at}?version=1")
    assert row(first, "Besøg") == ["20", "0", "0", "20"]
    assert "Kaffen" not in first.text
    lis.get(f"{at}?version=3", status=404)


def test_it_lets_a_correction_be_dropped(last_day, sign_in, cast, at, clock):
    kim, ane = sign_in(cast.kim), sign_in(cast.ane)
    write(ane, at, "happened", "Vi åbnede.")
    clock.at("2027-01-02")
    kim.press(kim.get(f"{at}/aflever"), "Ja, aflevér den nu")
    kim.press(kim.get(f"{at}/ret"), "Ja, ret den")
    page = write(kim, at, "happened", "Vi lukkede.")
    words = "Drop rettelsen, og lad logbogen stå, som den blev afleveret"
    page = kim.press(page, words)
    assert "Vi åbnede." in page.text
    kim.press(kim.get(f"{at}/ret"), "Ja, ret den")
    assert "Vi åbnede." in kim.get(f"{at}/happened").response.text
    ane.get(f"{at}/ret", status=404)
    ane.post(f"{at}/ret/fortryd", status=404)


def test_it_has_the_day_notes_of_the_quarter_to_draw_from(sign_in, cast, at, db):
    with db.writing() as session:
        for date, text in (("2026-10-05", "Suppen slap op."), ("2026-09-30", "For længe siden.")):
            day = dt.date.fromisoformat(date)
            session.add(DayNote(venue_id=cast.shop, service_date=day, text=text))
    page = sign_in(cast.kim).get(f"{at}/happened")
    assert "5. oktober 2026 Suppen slap op." in page.text
    assert "For længe siden." not in page.text
    assert "5. oktober 2026: Suppen slap op." in sign_in(cast.kim).get(f"{at}.txt").response.text


def test_it_is_a_pdf_a_text_document_and_a_text(last_day, sign_in, cast, at, clock, counted):
    kim = sign_in(cast.kim)
    counted("2026-10-05", 1220, knitting=12)
    write(kim, at, "happened", "Vi åbnede.\n\nOg <lukkede> & åbnede.")
    write(kim, at, "mix", "Naboer.", step="3")
    text = kim.get(f"{at}.txt").response.data.decode()
    assert text.startswith("Genbrugsbutikken\nLogbog for 4. kvartal 2026\nLandsbyen\nUdkast\n")
    assert "Hvad skete der?\n===============\nVi åbnede.\n\nOg <lukkede> & åbnede." in text
    assert "Vores fornemmelse: mange forskellige.\nNaboer." in text
    [visits] = [line.split() for line in text.splitlines() if line.startswith("Besøg  ")]
    assert visits == ["Besøg", "1.220", "0", "0", "1.220"]
    pdf = pypdf.PdfReader(io.BytesIO(kim.get(f"{at}.pdf").response.data))
    assert pdf.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert "Og <lukkede> & åbnede." in pdf.pages[0].extract_text()
    with zipfile.ZipFile(io.BytesIO(kim.get(f"{at}.docx").response.data)) as package:
        for name in package.namelist():
            ElementTree.fromstring(package.read(name))
        tree = ElementTree.fromstring(package.read("word/document.xml"))
    paragraphs = ["".join(p.itertext()) for p in tree.iter(f"{WORD}p")]
    assert paragraphs[0] == "Genbrugsbutikken"
    assert "Og <lukkede> & åbnede." in paragraphs
    assert "1.220" in paragraphs
    assert len(list(tree.iter(f"{WORD}tbl"))) == 3
    sheet = pypdf.PdfReader(io.BytesIO(kim.get(f"{at}/moedeark.pdf").response.data))
    assert len(sheet.pages) == 1
    assert "Hvad prøver vi næste gang?" in sheet.pages[0].extract_text()
    lis = sign_in(cast.lis)
    for ending in (".pdf", ".docx", ".txt", "/moedeark.pdf"):
        lis.get(at + ending, status=404)
    clock.at("2027-01-02")
    kim.press(kim.get(f"{at}/aflever"), "Ja, aflevér den nu")
    assert "Version 1, afleveret 2. januar 2027 af Kim" in lis.get(f"{at}.txt").response.text
