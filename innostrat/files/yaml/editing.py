"""Changes single values in a YAML file and leaves every other line, comments included, as it is.

An edit is made on the lines that the value stands on. The result is read again and must mean what
was wanted, and hold every comment that stood there before; else nothing is changed.
"""

from __future__ import annotations

import copy
import re
import sys
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

from innostrat.errors import CannotGoOnError
from innostrat.files.normal import composed, with_returns
from innostrat.files.yaml.document import parse, standing_at
from innostrat.files.yaml.emitting import entry, sequence
from innostrat.files.yaml.formatting import formatted
from innostrat.messages import msg

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from innostrat.files.yaml.document import YamlDocument
    from innostrat.files.yaml.events import Mark, YamlValue
    from innostrat.files.yaml.formatting import Order

COMMENT: Final = re.compile(r"(?:^|(?<=[ \t]))#")
MARK: Final = b"\xef\xbb\xbf"  # the byte order mark that some editors write
END: Final = (sys.maxsize, 0)  # after every place in a file
TRAILING: Final = re.compile(r"(?<![ \t])[ \t]+#")
Where: TypeAlias = "tuple[str | int, ...]"


@dataclass(frozen=True, slots=True)
class Put:
    """Let the key at `where` have `value`; keys on the way that are missing are made."""

    where: Where
    value: YamlValue


@dataclass(frozen=True, slots=True)
class Add:
    """Add `item` to the list at `where`, which is made where it is missing."""

    where: Where
    item: YamlValue


@dataclass(frozen=True, slots=True)
class Remove:
    """Take away the key, or the item of a list, at `where`, which is there."""

    where: Where


Edit: TypeAlias = "Put | Add | Remove"


@dataclass(frozen=True, slots=True)
class _Spot:
    """A value in the file: its mark, and the number of the line that comes after it and its like.

    `line` and `column` are those of its key, or of its own start where it is an item or the whole.
    """

    mark: Mark
    line: int
    column: int
    limit: int


def edited(path: str, data: bytes, edits: Sequence[Edit], order: Order) -> bytes:
    """Return the file with the edits made, one after the other.

    New keys stand in the format's order where those of the file did, else at the end: no other line
    moves. Line ends and a byte order mark stay what they are. A file with findings of its own, or
    one whose comments or other values an edit would touch, is a `CannotGoOnError`.
    """
    in_order = formatted(path, data, order).after == data
    after = data.removeprefix(MARK)
    for edit in edits:
        after = _edited(path, after, _as_read(edit))
    if edits and with_returns(data):
        after = after.replace(b"\n", b"\r\n")
    if in_order:
        return formatted(path, after, order).after or after
    return (MARK if data.startswith(MARK) else b"") + after


def _as_read(edit: Edit) -> Edit:
    """Return an edit with its keys and texts as they are once they are read again."""
    where = tuple(composed(step) if isinstance(step, str) else step for step in edit.where)
    match edit:
        case Put(value=value):
            return Put(where, _composed(value))
        case Add(item=item):
            return Add(where, _composed(item))
    return Remove(where)


def _composed(value: YamlValue) -> YamlValue:
    match value:
        case dict():
            return {composed(key): _composed(one) for key, one in value.items()}
        case list():
            return [_composed(one) for one in value]
        case str():
            return composed(value)
    return value


def _edited(path: str, data: bytes, edit: Edit) -> bytes:
    document, findings = parse(path, data.replace(b"\r\n", b"\n"))  # as fmt writes them
    if document is None or findings or not isinstance(document.value, dict):
        raise CannotGoOnError(
            msg("{path} has errors: mend them first (see innostrat validate)", path=path)
        )
    wanted = _wanted(copy.deepcopy(document.value), edit)
    after = _rewritten(document, edit.where, wanted, edit)
    again, wrong = parse(path, after.encode())
    if wrong:
        raise CannotGoOnError(
            msg("{path} is not changed: {message}", path=path, message=wrong[0].message)
        )
    if again is not None and (lost := _lost(document, again)) is not None:
        raise CannotGoOnError(
            msg(
                "{path} is not changed: its comment {comment} would be lost",
                path=path,
                comment=lost,
            )
        )
    if again is None or again.value != wanted:
        raise CannotGoOnError(
            msg(
                "{path} is not changed: {key} cannot be changed without touching something else; "
                "edit it by hand",
                path=path,
                key=".".join(map(str, edit.where)),
            )
        )
    return after.encode()


def _wanted(value: YamlValue, edit: Edit) -> YamlValue:
    """Return the file's value as it is to be."""
    here: YamlValue = value
    for step in edit.where[:-1]:
        if isinstance(here, dict):
            key = str(step)
            if here.get(key) is None:
                here[key] = {}
            here = here[key]
        elif isinstance(here, list) and isinstance(step, int):
            here = here[step]
    last = edit.where[-1]
    if isinstance(edit, Remove):
        if isinstance(here, dict):
            del here[str(last)]
        elif isinstance(here, list) and isinstance(last, int):
            del here[last]
    elif isinstance(here, list) and isinstance(last, int) and isinstance(edit, Put):
        here[last] = edit.value
    elif isinstance(here, dict):
        old = here.get(str(last))
        here[str(last)] = edit.value if isinstance(edit, Put) else [*_items(old), edit.item]
    return value


def _items(value: YamlValue) -> list[YamlValue]:
    return value if isinstance(value, list) else []


def _rewritten(document: YamlDocument, where: Where, wanted: YamlValue, edit: Edit) -> str:
    """Return the text with the innermost block at or above `where` that can be written anew."""
    lines = document.text.removesuffix("\n").split("\n")
    if isinstance(edit, Add):
        spot = _spot(document, lines, where)
        if (
            spot is not None
            and _is_block(spot.mark, lines)
            and isinstance(spot.mark.children, list)
        ):
            at = _trimmed(lines, spot.limit, spot.mark.place[1])
            lines[at:at] = sequence([edit.item], " " * spot.mark.place[1])
            return "\n".join(lines) + "\n"
    if isinstance(edit, Remove):
        if _taken_out(document, lines, where):
            return "\n".join(lines) + "\n"
        where = where[:-1]  # what it stands in is written anew
    for depth in range(len(where), 0, -1):
        parent = _spot(document, lines, where[: depth - 1])
        if parent is not None and _is_block(parent.mark, lines):
            key = where[depth - 1]
            _put(
                document, lines, parent, where[: depth - 1], key, standing_at(wanted, where[:depth])
            )
            return "\n".join(lines) + "\n"
    return document.text


def _taken_out(document: YamlDocument, lines: list[str], where: Where) -> bool:
    """Take out the lines of a key or an item, where it has lines of its own and is not alone."""
    parent, spot = _spot(document, lines, where[:-1]), _spot(document, lines, where)
    if parent is None or spot is None or not _is_block(parent.mark, lines):
        return False
    if len(parent.mark.children or ()) == 1:  # nothing at all is no empty mapping
        return False
    if lines[spot.line][: spot.column].strip():
        return False
    del lines[spot.line : _trimmed(lines, spot.limit, spot.column)]
    return True


def _put(
    document: YamlDocument,
    lines: list[str],
    parent: _Spot,
    above: Where,
    key: str | int,
    value: YamlValue,
) -> None:
    """Write one key, or one item, of a block anew."""
    column = parent.mark.place[1]
    spot = _spot(document, lines, (*above, key))
    if isinstance(key, int):
        new = sequence([value], " " * column)
    else:
        new = entry(key, value, " " * column)
    if spot is None:
        at = _trimmed(lines, parent.limit, column)
        lines[at:at] = new
        return
    prefix = lines[spot.line][:column]
    end = _trimmed(lines, spot.limit, column)
    new[0] = prefix + new[0][column:]
    if end == spot.line + 1:
        new[0] += _comment(lines[spot.line], spot.mark)
    lines[spot.line : end] = new


def _comment(line: str, mark: Mark) -> str:
    """Return the comment that follows a value on its line, with the spaces before it."""
    if mark.place[0] != mark.place[2]:
        return ""
    if mark.children is not None:  # the mark of a collection ends where it begins
        closed = 1 + max(line.rfind(sign) for sign in "\"']}")  # before it, a # may be of a text
        found = TRAILING.search(line, max(mark.place[3], closed))
        return line[found.start() :] if found else ""
    rest = line[mark.place[3] :]
    return rest if rest.lstrip(" \t").startswith("#") and rest[:1] in {" ", "\t"} else ""


def _spot(document: YamlDocument, lines: list[str], where: Where) -> _Spot | None:
    """Return where a value stands, None where there is none."""
    mark, limit = document.marks, len(lines)
    line, column = mark.place[0], mark.place[1]
    for step in where:
        if isinstance(mark.children, dict) and str(step) in mark.children:
            starts = [place[0] for place, _ in mark.children.values()]
            names = list(mark.children)
            at = names.index(str(step))
            limit = starts[at + 1] if at + 1 < len(starts) else limit
            place, mark = mark.children[str(step)]
            line, column = place[0], place[1]
        elif (
            isinstance(mark.children, list) and isinstance(step, int) and step < len(mark.children)
        ):
            dash = mark.place[1]
            starts = [_dash(lines, child.place[0], dash) for child in mark.children]
            limit = starts[step + 1] if step + 1 < len(starts) else limit
            line, column, mark = starts[step], dash, mark.children[step]
        else:
            return None
    return _Spot(mark, line, column, limit)


def _dash(lines: list[str], line: int, column: int) -> int:
    while line > 0 and lines[line][column : column + 1] != "-":
        line -= 1
    return line


def _is_block(mark: Mark, lines: list[str]) -> bool:
    line, column, *_ = mark.place
    return bool(mark.children) and lines[line][column : column + 1] not in {"{", "["}


def _trimmed(lines: list[str], limit: int, column: int) -> int:
    """Return `limit` without the empty lines and comments before it that belong to what follows."""
    while limit > 0:
        text = lines[limit - 1].lstrip(" \t")
        if text and not (text.startswith("#") and len(lines[limit - 1]) - len(text) <= column):
            break
        limit -= 1
    return limit


def _lost(before: YamlDocument, after: YamlDocument) -> str | None:
    """Return a comment that stood there more often than it does now."""
    return next(iter(Counter(comments(before)) - Counter(comments(after))), None)


def comments(document: YamlDocument) -> Iterator[str]:
    """Yield the comments, in the order of the file; a ` #` within a text is none."""
    texts = sorted(_texts(document))
    for number, line in enumerate(document.text.split("\n")):
        for found in COMMENT.finditer(line):
            at = bisect_right(texts, ((number, found.start()), END)) - 1
            if at < 0 or texts[at][1] <= (number, found.start()):
                yield line[found.start() :].strip()
                break


def _texts(document: YamlDocument) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Yield where each key and text begins, and the place after it.

    Between the sign of a block of text (`|`, `>`) and the block itself there may be a comment.
    """
    lines = document.text.split("\n")
    stack = [document.marks]
    places = []
    while stack:
        mark = stack.pop()
        if isinstance(mark.children, dict):
            places += [place for place, _ in mark.children.values()]
            stack += [child for _, child in mark.children.values()]
        elif isinstance(mark.children, list):
            stack += mark.children
        else:
            places.append(mark.place)
    for line, column, end_line, end_column in places:
        block = line < end_line and lines[line][column] in {"|", ">"}
        yield (line + 1, 0) if block else (line, column), (end_line, end_column)
