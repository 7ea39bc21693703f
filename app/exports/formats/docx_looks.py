"""How a Word file looks: its styles, its page, and the footer with page numbers."""

from __future__ import annotations

from docx.document import Document as Word
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph

from app.domain.base.palette import INK, SOFT
from app.translator import Translator

FONT = "Calibri"
SPOKEN = {"da": "da-DK", "en": "en-GB"}
QUIET, CELL, LARGE = "Quiet", "Table Cell", "Large"
STYLES = {
    # name: size in points, bold, points before and after, colour
    "Normal": (11, False, 0, 6, INK),
    "Title": (24, True, 0, 3, INK),
    "Subtitle": (13, False, 0, 12, SOFT),
    "Heading 1": (15, True, 20, 6, INK),
    "Heading 2": (12, True, 14, 4, INK),
    QUIET: (9, False, 0, 4, SOFT),
    CELL: (10, False, 2.5, 2.5, INK),
    LARGE: (28, True, 6, 6, INK),
}


def set_looks(word: Word, language: str) -> None:
    """Set the styles, and the language that the text is spelled and read aloud in."""
    spoken = SPOKEN.get(language, language)
    for tongue in word.styles.element.iter(qn("w:lang")):
        tongue.set(qn("w:val"), spoken)
    for name, (size, is_bold, before, after, colour) in STYLES.items():
        if name in (QUIET, CELL, LARGE):
            word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style = word.styles[name]
        assert isinstance(style, ParagraphStyle)  # noqa: S101  for mypy
        style.font.size, style.font.bold, style.font.italic = Pt(size), is_bold, False
        style.font.color.rgb = RGBColor.from_string(colour[1:].upper())
        _set_font(style)
        spacing = style.paragraph_format
        spacing.space_before, spacing.space_after = Pt(before), Pt(after)
        spacing.keep_with_next = is_bold
        # The template draws a line below a title.
        for border in style.element.findall(f".//{qn('w:pBdr')}"):
            border.getparent().remove(border)


def set_page(word: Word, about: str, origin: str, _: Translator) -> None:
    """Make it A4, with what it is about, whose it is and the page's number at the foot."""
    [section] = word.sections
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = section.top_margin = Mm(20)
    section.bottom_margin, section.footer_distance = Mm(22), Mm(10)
    [foot] = section.footer.paragraphs
    foot.style = QUIET
    stops = foot.paragraph_format.tab_stops
    stops.add_tab_stop(Mm(170), WD_TAB_ALIGNMENT.RIGHT)
    page, of = _("Side"), _("af")
    foot.add_run(f"{about}\t{page} ")
    _add_field(foot, "PAGE")
    foot.add_run(f" {of} ")
    _add_field(foot, "NUMPAGES")
    if origin:
        section.footer.add_paragraph(origin, style=QUIET)


def _set_font(style: ParagraphStyle) -> None:
    style.font.name = FONT
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    # The template's headings follow a theme, which would win.
    for key in [key for key in fonts.attrib if "Theme" in str(key)]:
        del fonts.attrib[key]
    fonts.set(qn("w:cs"), FONT)


def _add_field(paragraph: Paragraph, name: str) -> None:
    """Add a number that Word and LibreOffice work out: PAGE, or NUMPAGES."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), name)
    paragraph._p.append(field)
    run = paragraph.add_run("1")
    field.append(run._r)
