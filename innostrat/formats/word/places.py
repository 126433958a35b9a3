"""Where in a Word file is written: before a place, on pages that stand or lie, in which chapter."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, cast

from docx.oxml.ns import qn

from innostrat.formats.word.elements import word_element

if TYPE_CHECKING:
    from docx.document import Document
    from docx.oxml.xmlchemy import BaseOxmlElement


class Captions:
    """The numbers of captions in one chapter, each kind for itself."""

    def __init__(self, chapter: int = 0) -> None:
        self.chapter = chapter
        self._numbers: dict[str, int] = {}

    def next(self, label: str) -> tuple[str, str, str]:
        """Return what stands before the number, the field that counts it, and what that shows.

        The first of a chapter begins anew; no program but Word can look for the chapter by itself.
        """
        number = self._numbers[label] = self._numbers.get(label, 0) + 1
        anew = " \\r 1" if number == 1 else ""
        before = f"{self.chapter}." if self.chapter else ""
        return before, f"SEQ {label} \\* ARABIC{anew}", str(number)


class Pages:
    """The place before which is written, and whether its pages stand or lie."""

    def __init__(self, made: Document) -> None:
        self._last: BaseOxmlElement = made.element.body.get_or_add_sectPr()
        self.place = self._last
        self._across = False

    def lie(self, *, across: bool) -> None:
        """Begin pages that lie across, or stand again, unless they do.

        A paragraph ends the pages so far (ECMA-376, part 1, 17.6.17), so what follows is as the
        file has it.
        """
        if across is self._across:
            return
        ended = deepcopy(self._governing())
        if self._across:
            _turn(ended)
        self.place.addprevious(word_element("p", word_element("pPr", ended)))
        # Only the first page of the file differs, if any does.
        for first in self._governing().findall(qn("w:titlePg")):
            self._governing().remove(first)
        self._across = across

    def end(self) -> None:
        """Let pages stand again."""
        self.lie(across=False)

    def _governing(self) -> BaseOxmlElement:
        """Return the properties of the pages at the place: the next there are."""
        ends = f"{qn('w:pPr')}/{qn('w:sectPr')}"
        after = (self.place, *self.place.itersiblings())
        found = (one if one is self._last else one.find(ends) for one in after)
        return cast("BaseOxmlElement", next(one for one in found if one is not None))


def _turn(pages: BaseOxmlElement) -> None:
    size = pages.find(qn("w:pgSz"))
    if size is not None:
        wide, high = size.get(qn("w:w")), size.get(qn("w:h"))
        size.set(qn("w:w"), high)
        size.set(qn("w:h"), wide)
        size.set(qn("w:orient"), "landscape")
