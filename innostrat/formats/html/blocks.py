"""What the templates show of a document: plain, visible text in the shape that HTML wants."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Final, TypeAlias

from markupsafe import Markup

from innostrat.formats.cells import texts_of
from innostrat.formats.charts.draw import svg
from innostrat.formats.charts.pen import NARROW, WIDTH
from innostrat.formats.escape import one_line
from innostrat.formats.html.tables import HtmlTable, html_table
from innostrat.formats.prose import prose_blocks
from innostrat.messages import msg
from innostrat.reports.figure import Grid
from innostrat.reports.table import Facts, Paragraph, Row, Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from innostrat.language import Language
    from innostrat.messages import Message
    from innostrat.reports.document import Document, Section
    from innostrat.reports.figure import Figure
    from innostrat.reports.table import Block

OWN: Final = ("content", "answer", "what-if", "board")  # ids of the page's own parts
DEEPEST: Final = 6  # a heading has at most this level


@dataclass(frozen=True, slots=True)
class Pairs:
    """Names and what is said of them."""

    title: str
    pairs: tuple[tuple[str, str], ...]
    kind: str = "facts"


@dataclass(frozen=True, slots=True)
class Prose:
    """Running text: groups of paragraphs, points or laid-out text, each with its kind."""

    title: str
    groups: tuple[tuple[str, tuple[str, ...]], ...]
    kind: str = "prose"


@dataclass(frozen=True, slots=True)
class HtmlFigure:
    """A figure: its pictures are ours, and safe.

    `narrow` is the one for a phone; empty where it would lose what it is about.
    """

    label: str
    title: str
    said: tuple[str, ...]
    picture: Markup
    narrow: Markup
    kind: str = "figure"


HtmlBlock: TypeAlias = HtmlTable | Pairs | Prose | HtmlFigure


@dataclass(frozen=True, slots=True)
class Chapter:
    """A section, its id and the level of its heading."""

    name: str
    title: str
    level: int
    page: bool
    blocks: tuple[HtmlBlock, ...]
    chapters: tuple[Chapter, ...]
    back: str = ""  # the id of what leads here

    @property
    def holds_pages(self) -> bool:
        """Whether its parts begin on pages of their own."""
        return any(chapter.page for chapter in self.chapters)


class HtmlBlocks:
    """Turns the blocks of one document into views; no two get the same id or label."""

    def __init__(self, document: Document, speak: Language) -> None:
        self._speak = speak
        self._color = document.brand.color
        self._given = dict.fromkeys(OWN, 1)
        entries = document.overview.entries if document.overview else ()
        self._cards = {f"project-{one.id}": f"card-{one.id}" for one in entries}
        pages = list(_pages(document.sections))
        titles = Counter(self.text(page.title) for page in pages)
        self.links = {
            title: page.key for page in pages if titles[title := self.text(page.title)] == 1
        }
        self.pages = frozenset(page.key for page in pages)

    def chapter(self, section: Section, level: int = 2) -> Chapter:
        """Return a section and its parts."""
        title = self.text(section.title)
        return Chapter(
            name=self._unique(section.key, "-"),
            title=title,
            level=min(level, DEEPEST),
            page=section.page,
            blocks=tuple(self.block(block, title) for block in section.blocks),
            chapters=tuple(self.chapter(part, level + 1) for part in section.sections),
            back=self._cards.get(section.key, "") if section.page else "",
        )

    def block(self, block: Block, within: str) -> HtmlBlock:
        """Return a block of the section with the title `within`."""
        match block:
            case Table():
                return self._table(block, within)
            case Facts():
                return self.facts(block)
            case Paragraph():
                title = "" if block.title is None else self.text(block.title)
                return self.prose(block.text, title)
            case _:
                return self._figure(block, within)

    def text(self, text: Message | str) -> str:
        """Return a text on one line, with nothing hidden in it."""
        return one_line(self._speak(text))

    def facts(self, facts: Facts) -> Pairs:
        """Return pairs; what is not known is a dash."""
        return Pairs(
            "" if facts.title is None else self.text(facts.title),
            tuple(
                (self.text(name), texts_of(Row.of(cell), self._speak)[0])
                for name, cell in facts.pairs
            ),
        )

    def prose(self, text: Sequence[Message | str], title: str = "") -> Prose:
        """Return running text."""
        groups = groupby(prose_blocks(text, self._speak), key=lambda passage: passage.kind)
        return Prose(
            title,
            tuple((kind.name.lower(), tuple(one.text for one in some)) for kind, some in groups),
        )

    def _table(self, table: Table, within: str) -> HtmlTable:
        name = self._unique(f"table-{table.key}", "-")
        label = self._label(table.title, within)
        return html_table(table, name, label, self._speak, self.links)

    def _label(self, title: Message, within: str) -> str:
        label = self.text(msg("{title}: {section}", title=title, section=within))
        return self._unique(label, " ")

    def _figure(self, figure: Figure, within: str) -> HtmlFigure:
        name = self._unique(f"figure-{figure.key}", "-")
        return HtmlFigure(
            self._label(figure.title, within),
            self.text(figure.title),
            tuple(self.text(sentence) for sentence in figure.description),
            self._picture(figure, name, WIDTH),
            # A grid has a column an item, which cannot be told apart when it is narrow.
            Markup("")
            if isinstance(figure.chart, Grid)
            else self._picture(figure, f"{name}-narrow", NARROW),
        )

    def _picture(self, figure: Figure, ids: str, wide: float) -> Markup:
        drawn = svg(figure, self._speak, color=self._color, ids=ids, standalone=False, wide=wide)
        return Markup(drawn)  # noqa: S704  (ours, with its text escaped)

    def _unique(self, name: str, between: str) -> str:
        number = self._given[name] = self._given.get(name, 0) + 1
        return name if number == 1 else self._unique(f"{name}{between}{number}", between)


def _pages(sections: Iterable[Section]) -> Iterator[Section]:
    """Yield the sections that begin on pages of their own, at any depth."""
    for section in sections:
        if section.page:
            yield section
        yield from _pages(section.sections)
