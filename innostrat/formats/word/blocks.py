"""Writes the sections of a document and their blocks into a Word file, in the order they stand."""

from __future__ import annotations

from io import BytesIO
from itertools import count
from struct import unpack_from
from typing import TYPE_CHECKING, Final

from docx.oxml.ns import qn
from docx.shared import Inches, Pt

from innostrat.formats.cells import texts_of
from innostrat.formats.charts.draw import svg
from innostrat.formats.colour import readable
from innostrat.formats.escape import one_line
from innostrat.formats.pdf import press
from innostrat.formats.pdf.columns import UPRIGHT, fit
from innostrat.formats.pdf.letters import drawable
from innostrat.formats.pdf.logo import PIXELS
from innostrat.formats.prose import ProseKind, prose_blocks
from innostrat.formats.word.elements import word_element, word_field, word_paragraph, word_run
from innostrat.formats.word.places import Captions, Pages
from innostrat.formats.word.tables import Look, table
from innostrat.messages import msg
from innostrat.reports.table import Align, Facts, Paragraph, Row, Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    import docx.document
    import docx.section
    from docx.oxml.xmlchemy import BaseOxmlElement

    from innostrat.formats.word.styles import WordStyles
    from innostrat.language import Language
    from innostrat.messages import Message
    from innostrat.reports.document import Section
    from innostrat.reports.figure import Figure
    from innostrat.reports.table import Block

DEEPEST: Final = 4
BESIDE: Final = 26  # letters; a longer name has the line to itself
MILLIMETRE: Final = 25.4 / 72  # of a point
SPACE: Final = "\N{NO-BREAK SPACE}"
TABLE: Final = msg("Table")
FIGURE: Final = msg("Figure")
STYLES: Final = {ProseKind.POINT: "List Bullet"}


class Writer:
    """Writes into a Word file before a place in it; wide tables lie across pages of their own."""

    def __init__(
        self, made: docx.document.Document, styles: WordStyles, speak: Language, color: str
    ) -> None:
        """Begin at the end of the file."""
        self._made = made
        self._styles = styles
        self._speak = speak
        self._color = color
        self._room = _room(made.sections[0])
        own = made.element.body.find(f"{qn('w:tbl')}/{qn('w:tblPr')}/{qn('w:tblStyle')}")
        self._own = None if own is None else own.get(qn("w:val"))  # of the template's first table
        self._pages = Pages(made)
        self._bookmarks = count(1)
        self._captions = Captions()
        self.entries: list[tuple[int, str, str]] = []
        """What the contents name: level, title and bookmark."""

    def begin(self, place: BaseOxmlElement, chapter: int) -> None:
        """Write before `place` from now on; so many chapters stand before it."""
        self._pages.end()
        self._pages.place = place
        self._captions = Captions(chapter)

    def section(self, section: Section, level: int = 1) -> None:
        """Write a section and its parts; one that is set in columns has a page of its own."""
        self._pages.lie(across=any(map(self._lies, section.blocks[:1])))
        self.heading(
            self.text(section.title), level, mark=True, page=section.page and section.columns > 1
        )
        self.inside(section, level)

    def inside(self, section: Section, level: int) -> None:
        """Write what stands under the heading of a section."""
        for block in section.blocks:
            self._block(block, level + 1)
        for part in section.sections:
            self.section(part, level + 1)

    def heading(self, title: str, level: int, *, mark: bool = False, page: bool = False) -> None:
        """Write a heading; with `mark` the contents can lead to it."""
        made = self.add(f"Heading {min(level, DEEPEST)}", word_run(title))
        if level == 1:
            self._captions = Captions(self._captions.chapter + 1)
        if page:
            made.pPr.insert(1, word_element("pageBreakBefore"))
        if mark:
            number = next(self._bookmarks)
            name = f"_Toc{number:06}"
            made.insert(1, word_element("bookmarkStart", id=number, name=name))
            made.append(word_element("bookmarkEnd", id=number))
            self.entries.append((level, title, name))

    def caption(self, word: Message, title: str) -> None:
        """Write a caption with a number of its own: *Table 3.2 …*."""
        label = self.text(word)
        before, order, shown = self._captions.next(label)
        self.add(
            "Caption",
            word_run(f"{label} {before}"),
            word_field(order, shown),
            word_run(f"{SPACE}{SPACE}{title}"),
            with_next=True,
        )

    def add(self, style: str, *runs: BaseOxmlElement, with_next: bool = False) -> BaseOxmlElement:
        """Write a paragraph in a style of this name."""
        made = word_paragraph(self._styles[style], *runs, with_next=with_next)
        self._pages.place.addprevious(made)
        return made

    def text(self, text: Message | str) -> str:
        """Return a text on one line, with nothing hidden in it."""
        return one_line(self._speak(text))

    def facts(self, facts: Facts) -> None:
        """Write pairs; what is not known is a dash."""
        for pair, cell in facts.pairs:
            name = self.text(pair)
            said = texts_of(Row.of(cell), self._speak)[0]
            between = word_element("r", word_element("tab" if len(name) <= BESIDE else "br"))
            self.add("Facts", word_run(name, word_element("b")), between, word_run(said))

    def prose(self, text: Sequence[Message | str]) -> None:
        """Write running text."""
        for kind, said in prose_blocks(text, self._speak):
            self.add(STYLES.get(kind, "Normal"), *_lines(said))

    def picture(self, png: bytes, said: str) -> None:
        """Write a picture of the press with what it shows in words."""
        self._pages.lie(across=False)
        (pixels,) = unpack_from(">L", png, 16)  # the width in the header of a PNG
        shown = self._made.add_picture(BytesIO(png), width=Inches(pixels / PIXELS))
        inline = shown._inline  # noqa: SLF001  (python-docx has no word for it)
        self._pages.place.addprevious(next(inline.iterancestors(qn("w:p"))))
        for side in "TBLR":
            inline.set(f"dist{side}", "0")  # LibreOffice would leave room beside it
        properties = inline.docPr
        properties.set("descr", said)
        properties.set("name", f"{properties.get('id')}")

    def _block(self, block: Block, level: int) -> None:
        self._pages.lie(across=self._lies(block))
        match block:
            case Table():
                self._table(block)
            case Facts() | Paragraph():
                if block.title is not None:
                    self.heading(self.text(block.title), level)
                if isinstance(block, Facts):
                    self.facts(block)
                else:
                    self.prose(block.text)
            case _:
                self._figure(block)

    def _table(self, block: Table) -> None:
        title = self.text(block.title)
        self.caption(TABLE, title)
        if block.rows:
            look, head, rows = self._looks(block)
            made = table(
                title, head, list(zip((r.role for r in block.rows), rows, strict=True)), look
            )
            self._pages.place.addprevious(made)
        else:
            self.add("Normal", word_run(self.text(block.empty or msg("Nothing to show"))))
        for note in block.notes:
            self.add("Table Note", word_run(self.text(note)))

    def _looks(self, block: Table) -> tuple[Look, list[str], list[list[str]]]:
        head = [self.text(column.title) for column in block.columns]
        rows = [texts_of(row, self._speak) for row in block.rows]
        right = tuple(column.align is Align.RIGHT for column in block.columns)
        plain = [
            texts for row, texts in zip(block.rows, rows, strict=True) if not row.role.is_heading
        ]
        color = readable(self._color).removeprefix("#").upper()
        found = fit(head, plain, right, self._room)
        look = Look(self._styles["Table Text"], color, found, right, self._own)
        return look, head, rows

    def _figure(self, figure: Figure) -> None:
        title = self.text(figure.title)
        said = " ".join([f"{title}.", *(self.text(one) for one in figure.description)])
        drawn = svg(figure, self._speak, color=self._color, ids="figure", standalone=True)
        self.caption(FIGURE, title)
        width = min(self._room[0], UPRIGHT)  # or it would be higher than a page that lies across
        self.picture(press.figure(drawable(drawn), width * MILLIMETRE), said)

    def _lies(self, block: Block) -> bool:
        stands = self._room[0] < self._room[1]
        if not (stands and isinstance(block, Table) and block.rows):
            return False
        return self._looks(block)[0].fit.across


def _room(page: docx.section.Section) -> tuple[float, float]:
    """Return the points between the margins of a page as it is, and of one that lies across."""
    sides = (page.left_margin or 0) + (page.right_margin or 0)
    wide, high = page.page_width or 0, page.page_height or 0
    return (wide - sides) / Pt(1), (max(wide, high) - sides) / Pt(1)


def _lines(text: str) -> list[BaseOxmlElement]:
    """Return runs with line breaks between; the indentation of laid-out text must not be lost."""
    runs = []
    for place, row in enumerate(text.split("\n")):
        if place:
            runs.append(word_element("r", word_element("br")))
        left = row.lstrip(" ")
        runs.append(word_run(SPACE * (len(row) - len(left)) + left))
    return runs
