"""What the template shows of a document: plain, drawable text in the shape of JSON."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Final, TypeAlias

from innostrat.formats.cells import texts_of
from innostrat.formats.charts.draw import svg
from innostrat.formats.escape import one_line
from innostrat.formats.pdf.columns import ACROSS, UPRIGHT, fit
from innostrat.formats.pdf.letters import drawable
from innostrat.formats.prose import ProseKind, prose_blocks
from innostrat.messages import msg
from innostrat.reports.table import Align, Bar, Facts, Paragraph, Row, Table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from innostrat.language import Language
    from innostrat.messages import Message
    from innostrat.reports.document import Section
    from innostrat.reports.figure import Figure
    from innostrat.reports.table import Block, Json

Shape: TypeAlias = "Mapping[str, Json]"
# A table of few rows with little text is not divided, and keeps its notes.
SHORT: Final = 8  # rows
LITTLE: Final = 1500  # characters
GUTTER: Final = 19.85  # points between columns of text: 7 mm
SPACE: Final = "\N{NO-BREAK SPACE}"


class PdfBlocks:
    """Turns blocks into what the template takes; figures are drawn in the organisation's colour."""

    def __init__(self, speak: Language, color: str) -> None:
        self._speak = speak
        self._color = color
        self._rooms = (UPRIGHT, ACROSS)
        self.naming: list[int] = []
        """The column that names the rows, of each table that has any, in the order of the file."""

    def chapter(self, section: Section) -> Shape:
        """Return a section and its parts."""
        width = (UPRIGHT - GUTTER * (section.columns - 1)) / section.columns
        self._rooms = (width, ACROSS if section.columns == 1 else width)
        return {
            "title": self.title(section.title),
            "page": section.page and section.columns > 1,
            "columns": section.columns,
            "short": section.fits,
            "runs": self._runs(section.blocks),
            "chapters": [self.chapter(part) for part in section.sections],
        }

    def text(self, text: Message | str) -> str:
        """Return a text on one line, with nothing hidden in it."""
        return drawable(one_line(self._speak(text)))

    def title(self, text: Message | str) -> str:
        """Return a text where PDF/UA takes none that is empty."""
        return self.text(text) or "–"

    def pairs(self, facts: Facts) -> Json:
        """Return names and what is said of them; what is not known is a dash."""
        return [
            [self.text(name), drawable(texts_of(Row.of(cell), self._speak)[0])]
            for name, cell in facts.pairs
        ]

    def prose(self, text: Sequence[Message | str]) -> Json:
        """Return running text: groups of paragraphs, points or laid-out text."""
        groups = groupby(prose_blocks(text, self._speak), key=lambda passage: passage.kind)
        return [
            {"kind": kind.value, "texts": [_set(one.text, kind) for one in some]}
            for kind, some in groups
        ]

    def _runs(self, blocks: Sequence[Block]) -> list[Shape]:
        """Return the blocks in runs that stand, or lie across pages of their own."""
        shapes = map(self._block, blocks)
        runs = groupby(shapes, key=lambda shape: bool(shape.get("across")))
        return [{"across": across, "blocks": list(some)} for across, some in runs]

    def _block(self, block: Block) -> Shape:
        match block:
            case Table():
                return {"kind": "table", **self._table(block)}
            case Facts():
                title = "" if block.title is None else self.title(block.title)
                return {"kind": "facts", "title": title, "pairs": self.pairs(block)}
            case Paragraph():
                title = "" if block.title is None else self.title(block.title)
                return {"kind": "prose", "title": title, "groups": self.prose(block.text)}
            case _:
                return {"kind": "figure", **self._figure(block)}

    def _table(self, table: Table) -> Shape:
        head = [self.text(column.title) for column in table.columns]
        texts = [[drawable(text) for text in texts_of(row, self._speak)] for row in table.rows]
        right = [column.align is Align.RIGHT for column in table.columns]
        alone = [row.role.is_heading for row in table.rows]
        body = [one for one, heads in zip(texts, alone, strict=True) if not heads]
        if table.rows:
            self.naming.append(right.index(False) if False in right else 0)
        found = fit(head, body, right, self._rooms)
        return {
            "title": self.text(table.title),
            "head": head,
            "right": right,
            "widths": found.widths,
            "size": found.size,
            "across": found.across and self._rooms[1] == ACROSS,
            "whole": len(texts) <= SHORT and sum(len("".join(one)) for one in texts) <= LITTLE,
            "rows": [
                {
                    "role": row.role.value,
                    "cells": [
                        {"text": text, "bar": round(float(cell.share) * 100)}
                        if isinstance(cell, Bar)
                        else text
                        for cell, text in zip(row.cells, one, strict=True)
                    ],
                }
                for row, one in zip(table.rows, texts, strict=True)
            ],
            "notes": [self.text(note) for note in table.notes],
            "empty": self.text(table.empty or msg("Nothing to show")),
        }

    def _figure(self, figure: Figure) -> Shape:
        said = " ".join(self.text(sentence) for sentence in figure.description)
        picture = svg(figure, self._speak, color=self._color, ids="figure", standalone=True)
        title = self.text(figure.title)
        return {"title": title, "said": f"{title}. {said}", "picture": drawable(picture)}


def _set(text: str, kind: ProseKind) -> str:
    """Return a passage as it is set; the indentation of laid-out text must not be lost."""
    if kind is not ProseKind.LAID_OUT:
        return drawable(text)
    rows = text.split("\n")
    return drawable(
        "\n".join(SPACE * (len(row) - len(row.lstrip(" "))) + row.lstrip(" ") for row in rows)
    )
