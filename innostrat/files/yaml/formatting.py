"""Puts a file's keys in order by moving whole lines, so that no value is ever written anew."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple, Protocol

from innostrat.files.normal import with_returns
from innostrat.files.yaml.document import parse

if TYPE_CHECKING:
    from collections.abc import Sequence

    from innostrat.files.yaml.document import YamlDocument
    from innostrat.files.yaml.events import Mark
    from innostrat.findings import Finding

BREAK: Final = re.compile(r"\r\n?")
BLOCK_SCALARS: Final = ("|", ">")
QUOTES: Final = ("'", '"')
END: Final = re.compile(r"\.\.\.(?:[ \t]|$)")


class Order(Protocol):
    """What the model says of the order of keys at one place of a file."""

    def names(self) -> Sequence[str]:
        """Return the known keys of the mapping at this place, in order; none if any key may be."""

    def below(self, step: str | int) -> Order:
        """Return the order at the key, or at the list's index, `step`."""


@dataclass(frozen=True, slots=True)
class Formatted:
    """A file before and after; `after` is None where the file is left alone.

    It is left alone when it has findings of its own, or else because a value would have changed.
    """

    path: str
    before: bytes
    after: bytes | None
    findings: tuple[Finding, ...] = ()

    @property
    def changed(self) -> bool:
        """Whether there is something to write."""
        return self.after is not None and self.after != self.before


class _Line(NamedTuple):
    """A line: whether it lies within a text of several lines, and may not even lose a space.

    `ends` is set where a text begins that keeps the empty lines after it (`|+`): it cannot move.
    """

    text: str
    inside: bool = False
    exact: bool = False
    ends: bool = False

    @property
    def blank(self) -> bool:
        return not self.inside and not self.text.strip(" \t")

    def comment(self, column: int) -> bool:
        """Whether the line is a comment that begins in `column` or before it."""
        start = self.text.lstrip(" \t")
        return not self.inside and start.startswith("#") and len(self.text) - len(start) <= column


def formatted(path: str, data: bytes, order: Order) -> Formatted:
    """Return the file with its keys in order, no spaces at line ends and one line break at its end.

    Line ends are line feeds, unless git or somebody gave every line a carriage return too.
    A comment goes with the key below it, or with the key above it where it stands further in than
    that one; the comment that a file begins with stays there. Flow mappings stay as they are.
    """
    document, findings = parse(path, data)
    if document is None or findings:
        return Formatted(path, data, None, findings)
    plain, _ = parse(path, BREAK.sub("\n", document.text).encode())
    after = b"" if plain is None else _rewritten(plain, order).encode()
    if with_returns(data):
        after = after.replace(b"\n", b"\r\n")
    again, _ = parse(path, after)
    # The proof that nothing is lost: both texts mean the same, but for the order of keys.
    same = again is not None and again.value == document.value
    return Formatted(path, data, after if same else None)


def _rewritten(document: YamlDocument, order: Order) -> str:
    lines = _lines(document)
    _sort(lines, document.marks, order, _end(lines))
    while lines and lines[-1].blank:
        lines.pop()
    return "".join((one.text if one.exact else one.text.rstrip(" \t")) + "\n" for one in lines)


def _end(lines: list[_Line]) -> int:
    """Return the number of the line `...` that ends the document, or of the one after the last."""
    ends = (i for i, one in enumerate(lines) if not one.inside and END.match(one.text))
    return next(ends, len(lines))


def _lines(document: YamlDocument) -> list[_Line]:
    texts = document.text.removesuffix("\n").split("\n")
    lines = [_Line(text) for text in texts]
    stack = [document.marks]
    while stack:
        mark = stack.pop()
        if isinstance(mark.children, dict):
            stack += [child for _, child in mark.children.values()]
        elif isinstance(mark.children, list):
            stack += mark.children
        else:
            _mark_text(lines, mark)
    return lines


def _mark_text(lines: list[_Line], mark: Mark) -> None:
    """Mark the lines of a text that stands on several lines."""
    start, column, end, end_column = mark.place
    if end == start:
        return
    first = lines[start].text[column : column + 1]
    keeps = first in BLOCK_SCALARS and "+" in lines[start].text[column : column + 3]
    last = end if end_column else end - 1
    if first in BLOCK_SCALARS:
        while not keeps and last > start and not lines[last].text:
            last -= 1
    for number in range(start + 1, last + 1):
        exact = first in BLOCK_SCALARS or (first in QUOTES and number < last)
        lines[number] = _Line(lines[number].text, inside=True, exact=exact)
    lines[start] = lines[start]._replace(exact=first in QUOTES, ends=keeps)


def _sort(lines: list[_Line], mark: Mark, order: Order, limit: int) -> None:
    """Sort all mappings at and below `mark`, whose lines end before `limit`; the innermost first.

    A mapping's lines are as many after sorting as before, so no other place in the file moves.
    """
    line, column, *_ = mark.place
    if mark.children is None or lines[line].text[column : column + 1] in {"{", "["}:
        return
    if isinstance(mark.children, list):
        starts = [_dash(lines, child.place[0], column) for child in mark.children]
        ends = [*starts[1:], limit]
        for index, child in enumerate(mark.children):
            _sort(lines, child, order.below(index), ends[index])
        return
    starts = [place[0] for place, _ in mark.children.values()]
    ends = [*starts[1:], limit]
    for (key, (_, child)), end in zip(mark.children.items(), ends, strict=True):
        _sort(lines, child, order.below(key), end)
    if all(place[1] == column for place, _ in mark.children.values()):  # no `? key`
        _sort_mapping(lines, starts, column, _ranks(mark, order), limit)


def _dash(lines: list[_Line], line: int, column: int) -> int:
    """Return the line of the `-` in `column` of the item that begins on `line`."""
    above = line
    while above > 0 and lines[above].text[column : column + 1] != "-":
        above -= 1
    return above


def _ranks(mark: Mark, order: Order) -> list[int]:
    """Return the rank of each key of the mapping; what the model does not know comes last."""
    ranks = {name: rank for rank, name in enumerate(order.names())}
    return [ranks.get(str(key), len(ranks)) for key in mark.children or ()]


def _sort_mapping(
    lines: list[_Line], starts: list[int], column: int, ranks: list[int], limit: int
) -> None:
    """Sort one block mapping whose keys stand on the lines `starts`, all in `column`."""
    wanted = sorted(range(len(ranks)), key=ranks.__getitem__)
    prefix = lines[starts[0]].text[:column]
    leads = [_lead(lines, starts[0], column) if not prefix.strip() else starts[0]]
    leads += [_above(lines, start, column) for start in starts[1:]]
    end = _above(lines, limit, column)
    movable = not prefix.strip(" -") and not any(one.ends for one in lines[leads[0] : end])
    if wanted == list(range(len(ranks))) or not movable:
        return
    bounds = [*leads, end]
    blocks = [lines[a:b] for a, b in pairwise(bounds)]
    if wanted[0] != 0:
        _change_first(blocks, wanted[0], starts[wanted[0]] - leads[wanted[0]], prefix)
    lines[leads[0] : end] = [line for index in wanted for line in blocks[index]]


def _lead(lines: list[_Line], start: int, column: int) -> int:
    """Return where the comments right above a mapping's first key begin.

    At the very top of a file they are about the file, and stay.
    """
    first = start
    while first > 0 and lines[first - 1].comment(column):
        first -= 1
    return first if first > 0 and column > 0 else start


def _above(lines: list[_Line], start: int, column: int) -> int:
    """Return where the comments and empty lines above the key on line `start` begin."""
    while start > 0 and (lines[start - 1].blank or lines[start - 1].comment(column)):
        start -= 1
    return start


def _change_first(blocks: list[list[_Line]], new: int, key: int, prefix: str) -> None:
    """Make the block `new`, whose key is on its line `key`, ready to come first.

    The empty lines above it then stand above the one that was first. In a list the dashes in
    `prefix` change hands, and the comments above the key go above the dash.
    """
    block, column = blocks[new], len(prefix)
    blank = next(i for i, line in enumerate(block) if not line.blank)
    blocks[0][:0], block[:blank] = block[:blank], []
    key -= blank
    if "-" not in prefix:
        return
    dash = " " * prefix.index("-")
    for number, line in enumerate(block[:key]):
        if not line.blank:
            block[number] = line._replace(text=dash + line.text.lstrip(" \t"))
    block[key] = block[key]._replace(text=prefix + block[key].text[column:])
    old = blank  # the first line of the old block: a first key after a dash has no lead
    blocks[0][old] = blocks[0][old]._replace(text=" " * column + blocks[0][old].text[column:])
