"""The guides as pages: in both languages, with one set of anchors, and nothing but Markdown."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.web.help import guides
from app.web.help.guides import CHAPTERS, FOLDER, guide
from tests.support.cast import Cast
from tests.support.guides import EACH, source
from tests.support.plain_words import lix, running_text
from tests.support.visit import Visitor, text_of


@pytest.mark.parametrize(("language", "chapter"), EACH)
def test_it_shows_each_chapter(visit: Visitor, language: str, chapter: str) -> None:
    page = visit.get(f"/hjaelp/{chapter}?sprog={language}")
    assert page.html.get("lang") == language
    assert f"# {page.h1}\n" in source(language, chapter)
    assert "**" not in page.text
    assert not page.response.headers.getlist("Set-Cookie")


def test_it_lists_every_chapter_and_each_leads_to_the_others(visit: Visitor) -> None:
    listed = visit.get("/hjaelp")
    for chapter in CHAPTERS:
        assert listed.all("a", href=f"/hjaelp/{chapter}"), chapter
        page = visit.get(f"/hjaelp/{chapter}")
        for other in CHAPTERS:
            assert other == chapter or page.all("a", href=f"/hjaelp/{other}"), (chapter, other)


def test_it_has_a_file_for_each_chapter_in_each_language_and_no_other() -> None:
    found = {path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*.md")}
    assert found == {f"{language}/{chapter}.md" for language, chapter in EACH}


def test_it_knows_no_other_chapter(visit: Visitor) -> None:
    for path in ("/hjaelp/findes-ikke", "/hjaelp/..%2f..%2fREADME", "/hjaelp/da"):
        visit.get(path, status=404)


def test_it_speaks_the_language_of_the_account(visit: Visitor, cast: Cast) -> None:
    visit.sign_in(cast.kim)
    visit.post("/konto/sprog", language="en", back="/konto")
    assert visit.get("/hjaelp/vaertens-dag").h1 == "The host's day"


@pytest.mark.parametrize(("language", "chapter"), EACH)
def test_its_anchors_are_the_same_in_every_language(
    visit: Visitor, language: str, chapter: str
) -> None:
    page = visit.get(f"/hjaelp/{chapter}?sprog={language}")
    ids = [e.get("id", "") for e in page.html.iter() if e.tag in ("h1", "h2")]
    assert ids == list(guide(chapter, "da").anchors)
    assert all(re.fullmatch(r"[a-z0-9-]+", one) for one in ids)


def test_its_links_lead_to_chapters_of_the_app_in_the_language_that_was_chosen(
    visit: Visitor,
) -> None:
    page = visit.get("/hjaelp/opsaetning?sprog=en")
    (article,) = page.all("article")
    (link,) = article.iter("a")
    assert link.get("href") == "/hjaelp/vaertens-dag?sprog=en"


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_it_is_written_plainly(visit: Visitor, chapter: str) -> None:
    (article,) = visit.get(f"/hjaelp/{chapter}?sprog=da").all("article")
    assert lix(running_text(article)) <= 35


@pytest.fixture
def written(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Iterator[Callable[[str, str], None]]:
    """Guides of a single chapter, with this in Danish and that in English."""
    for kept in (guides.guide, guides._anchors):
        kept.cache_clear()
    monkeypatch.setattr(guides, "FOLDER", tmp_path)

    def written(danish: str, english: str) -> None:
        for language, text in (("da", danish), ("en", english)):
            (tmp_path / language).mkdir()
            (tmp_path / language / "kommunen.md").write_text(text)

    yield written
    for kept in (guides.guide, guides._anchors):
        kept.cache_clear()


def test_it_takes_no_html(written: Callable[[str, str], None]) -> None:
    written("# A\n\n<script>x</script> <b>b</b> [c](javascript:d)\n", "")
    shown = str(guide("kommunen", "da").html(lambda *_: "", lambda _: ""))
    assert "&lt;script&gt;" in shown
    assert "<b>" not in shown
    assert "<a" not in shown


def test_it_leads_from_an_english_heading_to_the_anchor_of_the_danish(
    written: Callable[[str, str], None],
) -> None:
    written("# A\n\nB\n\n## Når vi åbner\n", "# A\n\n[b](kommunen.md#we-open)\n\n## We open\n")
    shown = str(guide("kommunen", "en").html(lambda *to: "/".join(to), lambda _: ""))
    assert '<h2 id="naar-vi-aabner">We open</h2>' in shown
    assert '<a href="kommunen/naar-vi-aabner">' in shown


def test_it_refuses_a_translation_with_other_headings(written: Callable[[str, str], None]) -> None:
    written("# A\n\nB\n\n## C\n", "# A\n\nB\n")
    with pytest.raises(ValueError, match="argument 2"):
        guide("kommunen", "en")


def test_the_contents_say_what_each_chapter_is_about(visit: Visitor) -> None:
    listed = visit.get("/hjaelp")
    for chapter in CHAPTERS:
        (link,) = listed.all("a", href=f"/hjaelp/{chapter}")
        assert guide(chapter, "da").summary.split(".")[0] in text_of(link)
