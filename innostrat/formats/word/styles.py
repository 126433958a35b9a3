"""The styles of the Word file: a template's own by their built-in names, ours where it has none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml.ns import qn
from docx.shared import Cm, Mm, Pt, RGBColor

from innostrat.formats.word.bullets import bullet, not_numbered, numbered_headings
from innostrat.formats.word.elements import word_element

if TYPE_CHECKING:
    from docx.document import Document
    from docx.styles.style import ParagraphStyle

FONT: Final = "Arial"  # there, or another of the same widths, on every machine
BODY: Final = 10  # points
DARK: Final = "1B2128"
QUIET: Final = "4A5460"
WORD_LOCALES: Final = {"nb": "nb-NO", "nn": "nn-NO", "en": "en-GB"}
PAGE: Final = Mm(170)  # where the page of an entry of the contents ends
BESIDE: Final = Cm(5.4)  # where what is said of a name begins
# Size, bold, coloured, space before, space after, kept with the next; sizes and spaces in points.
LOOKS: Final = {
    "Title": (18, True, True, 2, 4, False),
    "Subtitle": (13, False, False, 0, 0, False),
    "TOC Heading": (18, True, True, 0, 10, True),
    "Heading 1": (15, True, True, 10, 4, True),
    "Heading 2": (12, True, True, 9, 3, True),
    "Heading 3": (11, True, True, 9, 2, True),
    "Heading 4": (10, True, True, 10, 2, True),
    "Caption": (9.5, True, False, 6, 2, True),
    "List Bullet": (10, False, False, 0, 3, False),
    "Table Text": (9, False, False, 0.5, 0.5, False),
    "Table Note": (9, False, False, 2, 2, False),
    "Facts": (10, False, False, 0, 2, False),
    "toc 1": (10, False, False, 6, 0, False),
    "toc 2": (10, False, False, 0, 0, False),
    "Header": (9, False, False, 0, 0, False),
    "Footer": (9, False, False, 0, 0, False),
}
BUILT_IN: Final = frozenset(LOOKS) - {"Table Text", "Table Note", "Facts"}


class WordStyles:
    """The ids of styles by their names."""

    def __init__(self, made: Document, color: str, *, ours: bool) -> None:
        """Make what is lacking; with `ours` also set how the others look."""
        self._all = made.styles
        if ours:
            _normal(cast("ParagraphStyle", self._all["Normal"]))
        for name in LOOKS:
            lacking = name not in self._all
            if lacking:
                new = self._all.add_style(name, WD_STYLE_TYPE.PARAGRAPH, builtin=name in BUILT_IN)
                new.base_style = self._all["Normal"]
            if ours or lacking:
                _look(cast("ParagraphStyle", self._all[name]), name, color, ours=ours)
            if lacking and name == "List Bullet":
                bullet(made, cast("ParagraphStyle", self._all[name]))
        if ours:
            numbered_headings(made, cast("ParagraphStyle", self._all["Heading 1"]))
            not_numbered(cast("ParagraphStyle", self._all["TOC Heading"]))

    def __getitem__(self, name: str) -> str:
        """Return the id of a style."""
        return str(self._all[name].style_id)


def speaks(made: Document, code: str) -> None:
    """Set the language of all text, for spelling and for reading aloud."""
    for properties in (
        made.styles.element.find(".//" + qn("w:rPrDefault") + "/" + qn("w:rPr")),
        made.styles["Normal"].element.get_or_add_rPr(),
    ):
        if properties is not None:
            for old in properties.findall(qn("w:lang")):
                properties.remove(old)
            properties.append(
                word_element("lang", val=WORD_LOCALES[code], eastAsia=WORD_LOCALES[code])
            )


def _normal(style: ParagraphStyle) -> None:
    style.font.name = FONT
    style.font.size = Pt(BODY)
    style.font.color.rgb = RGBColor.from_string(DARK)
    style.paragraph_format.space_after = Pt(3)
    style.paragraph_format.line_spacing = 1.0
    _divided(style, words=False)


def _look(style: ParagraphStyle, name: str, color: str, *, ours: bool) -> None:
    """Set how a style looks; in a template it takes the type of `Normal`, and mostly the size."""
    size, bold, coloured, before, after, with_next = LOOKS[name]
    _plain(style)
    quiet = name in {"Subtitle", "Table Note", "Header", "Footer"}
    if ours:
        style.font.name = FONT
    if ours or size != BODY:
        style.font.size = Pt(size)
    style.font.bold = bold
    style.font.italic = False
    style.font.color.rgb = RGBColor.from_string(color if coloured else QUIET if quiet else DARK)
    form = style.paragraph_format
    form.space_before, form.space_after = Pt(before), Pt(after)
    form.keep_with_next = with_next
    if name == "Table Text":
        form.line_spacing = 1.0
        if ours:
            _divided(style, words=True)
    if name.startswith("toc"):
        form.left_indent = Cm(0.6) if name == "toc 2" else None
        form.tab_stops.add_tab_stop(PAGE, WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
    if name == "Facts":
        form.left_indent, form.first_line_indent = BESIDE, -BESIDE
        form.tab_stops.add_tab_stop(BESIDE)


def _divided(style: ParagraphStyle, *, words: bool) -> None:
    """Let words be divided or not, where the file divides words at all."""
    rule = word_element("suppressAutoHyphens", val=int(not words))
    style.element.get_or_add_pPr().insert_element_before(rule, "w:spacing")


def _plain(style: ParagraphStyle) -> None:
    """Take away lines, theme fonts and letter spacing that a style came with."""
    for path in ("w:pPr/w:pBdr", "w:rPr/w:rFonts", "w:rPr/w:spacing", "w:rPr/w:kern"):
        for old in style.element.xpath(path):
            old.getparent().remove(old)
