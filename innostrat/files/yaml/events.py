"""Builds located values from libyaml's events, in one walk that is bounded in depth and size.

Events are used, not nodes: libyaml's composer recurses in C and overflows the interpreter's stack
on deep nesting, and it follows aliases. Here nothing recurses, and an alias is a finding.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeAlias

import yaml
from yaml.cyaml import CSafeLoader

from innostrat.files import rules
from innostrat.files.normal import composed
from innostrat.files.yaml.syntax import explain_syntax
from innostrat.messages import Message, msg

if TYPE_CHECKING:
    from collections.abc import Callable

MAX_DEPTH: Final = 32
TOO_DEEP: Final = msg("The nesting is deeper than {limit} levels", limit=MAX_DEPTH)
NESTING: Final = "maximum nesting depth"  # libyaml's own limit, from 0.2.6 on
NULLS: Final = frozenset({"", "~", "null", "Null", "NULL"})
HASH: Final = re.compile(r"[ \t]+#[^\s#!]")
LOST: Final = re.compile(r"[ \t]#[^\s#!]")  # as above, and no longer for many blanks

Place: TypeAlias = tuple[int, int, int, int]
YamlValue: TypeAlias = "dict[str, YamlValue] | list[YamlValue] | str | None"


# A carriage return of its own ends a line for libyaml, but not for editors and git.
INVISIBLE: Final = re.compile(
    "\r(?!\n)|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff"
    "\ufff9-\ufffb\ufffe\uffff\ud800-\udfff\U000e0000-\U000e007f]"
)


def invisible(found: re.Match[str]) -> Message:
    """Return what to say of a match of `INVISIBLE`."""
    return msg("The invisible character {name}", name=f"U+{ord(found.group()):04X}")


class Mark(NamedTuple):
    """The place of a value and the marks of what it holds: by index, or by key with its place."""

    place: Place
    children: dict[str | int, tuple[Place, Mark]] | list[Mark] | None = None
    empty: bool = False


Built: TypeAlias = "tuple[YamlValue, Mark]"


class _Open:
    """A mapping or list whose end has not come; `key` is the key that waits for its value."""

    __slots__ = ("key", "mark", "value")

    def __init__(self, value: dict[str, YamlValue] | list[YamlValue], mark: Mark) -> None:
        self.value, self.mark = value, mark
        self.key: tuple[str, Place] | None = None


class Broken(Exception):  # noqa: N818  (it ends a walk; nobody outside sees it)
    """The rest of the file cannot be used; a finding says why."""


class Builder:
    """One walk over the events of one text; `report` takes (rule, message, place, hint)."""

    def __init__(self, text: str, report: Callable[..., None]) -> None:
        self._text = text
        self._report = report
        self._lines = text.split("\n") if LOST.search(text) else []
        self._stack: list[_Open] = []
        self._root: Built | None = None

    def build(self) -> Built | None:
        """Return the value and its marks, or None when a finding says why there is none."""
        try:
            self._walk()
        except yaml.MarkedYAMLError as error:
            self._syntax(error)
            return None
        except yaml.reader.ReaderError as error:
            self._report(
                rules.SYNTAX, msg("The file cannot be read as YAML: {why}", why=error.reason)
            )
            return None
        except Broken:
            return None
        if self._root is None:
            self._report(rules.EMPTY, msg("The file is empty"))
        return self._root

    def _walk(self) -> None:
        parser = CSafeLoader(self._text)
        # A look-up by class, since most of the time that reading takes is spent here.
        take: dict[type[yaml.Event], Callable[[Any], None]] = {
            yaml.ScalarEvent: self._scalar,
            yaml.MappingStartEvent: self._mapping,
            yaml.SequenceStartEvent: self._list,
            yaml.MappingEndEvent: self._close,
            yaml.SequenceEndEvent: self._close,
            yaml.AliasEvent: self._alias,
            yaml.DocumentStartEvent: self._document,
        }
        next_event, handler = parser.get_event, take.get
        try:
            while (event := next_event()) is not None:
                if (act := handler(type(event))) is not None:
                    act(event)
        finally:
            parser.dispose()

    def _mapping(self, event: yaml.MappingStartEvent) -> None:
        self._open({}, Mark(_place(event), {}), event)

    def _list(self, event: yaml.SequenceStartEvent) -> None:
        self._open([], Mark(_place(event), []), event)

    def _close(self, event: yaml.CollectionEndEvent) -> None:
        del event
        done = self._stack.pop()
        self._add(done.value, done.mark)

    def _alias(self, event: yaml.AliasEvent) -> None:
        self._refuse_alias(event, msg("The alias *{name}", name=event.anchor))

    def _document(self, event: yaml.DocumentStartEvent) -> None:
        if self._root is not None:
            self._report(
                rules.SEVERAL_DOCUMENTS, msg("A second document begins here"), _place(event)
            )
            raise Broken

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        if event.anchor is not None or event.tag is not None:
            self._refuse_properties(event)
        place = _place(event)
        if not event.style:
            if self._lines:
                self._look_for_lost_text(place)
            if event.value in NULLS:
                self._add(None, Mark(place, empty=True))
                return
        elif event.style == '"' and (found := INVISIBLE.search(event.value)):
            self._report(rules.INVISIBLE, invisible(found), place)
            raise Broken
        # The marks stay those of what stands in the file, however it spells its letters.
        self._add(composed(event.value), Mark(place))

    def _open(
        self,
        value: dict[str, YamlValue] | list[YamlValue],
        mark: Mark,
        event: yaml.MappingStartEvent | yaml.SequenceStartEvent,
    ) -> None:
        self._refuse_properties(event)
        if self._waits_for_key():
            self._report(rules.KEY, msg("A key is a list or a mapping"), mark.place)
            raise Broken
        if len(self._stack) >= MAX_DEPTH:
            self._report(rules.TOO_DEEP, TOO_DEEP, mark.place)
            raise Broken
        self._stack.append(_Open(value, mark))

    def _waits_for_key(self) -> bool:
        return (
            bool(self._stack)
            and isinstance(self._stack[-1].value, dict)
            and self._stack[-1].key is None
        )

    def _add(self, value: YamlValue, mark: Mark) -> None:
        if not self._stack:
            self._root = (value, mark)
            return
        parent = self._stack[-1]
        if isinstance(parent.value, list):
            parent.value.append(value)
            parent.mark.children.append(mark)  # type: ignore[union-attr]
        elif parent.key is None:
            parent.key = self._key(value, mark)
        else:
            key, place = parent.key
            parent.key = None
            self._put(parent, key, place, (value, mark))

    def _key(self, value: YamlValue, mark: Mark) -> tuple[str, Place]:
        if value == "<<":
            self._report(rules.ALIAS, msg("A merge key <<"), mark.place)
            raise Broken
        if not isinstance(value, str) or not value.strip():
            self._report(rules.KEY, msg("A key is empty"), mark.place)
            raise Broken
        # The models strip what they read, so that " 2027" and "2027" would be one key twice.
        return value.strip(), mark.place

    def _put(self, parent: _Open, key: str, place: Place, built: Built) -> None:
        children = parent.mark.children
        if key in parent.value:
            first = children[key][0]  # type: ignore[call-overload, index]
            self._report(
                rules.DUPLICATE_KEY,
                msg("The key {key} stands twice", key=key),
                place,
                msg("It stands on line {line} already", line=first[0] + 1),
            )
            return
        parent.value[key], children[key] = built[0], (place, built[1])  # type: ignore[call-overload, index]

    def _refuse_properties(
        self, event: yaml.ScalarEvent | yaml.MappingStartEvent | yaml.SequenceStartEvent
    ) -> None:
        if event.anchor is not None:
            self._refuse_alias(event, msg("The anchor &{name}", name=event.anchor))
        if event.tag is not None:
            self._report(rules.TAG, msg("The tag {tag}", tag=event.tag), _place(event))
            raise Broken

    def _refuse_alias(self, event: yaml.NodeEvent, message: object) -> None:
        self._report(rules.ALIAS, message, _place(event))
        raise Broken

    def _look_for_lost_text(self, place: Place) -> None:
        if place[2] >= len(self._lines):  # libyaml sees a line after the last
            return
        rest = self._lines[place[2]][place[3] :]
        if found := HASH.match(rest):
            column = place[3] + found.end() - 2
            self._report(
                rules.SWALLOWED,
                msg("The text after # is read as a comment and lost"),
                (place[2], column, place[2], place[3] + len(rest.rstrip())),
                msg("Put the whole text in double quotes"),
            )

    def _syntax(self, error: yaml.MarkedYAMLError) -> None:
        mark = error.problem_mark
        line, column = (0, 0) if mark is None else (mark.line, mark.column)
        lines = self._text.split("\n")
        if line >= len(lines):  # libyaml sees a line after the last, which nobody else does
            line, column = len(lines) - 1, len(lines[-1])
        place = (line, column, line, min(column + 1, len(lines[line])))  # the line may end here
        if NESTING in (error.problem or ""):  # it reads ahead, so its limit may come before ours
            self._report(rules.TOO_DEEP, TOO_DEEP, place)
            return
        message, hint = explain_syntax(error, self._text, line)
        self._report(rules.SYNTAX, message, place, hint)


def _place(event: yaml.Event) -> Place:
    start, end = event.start_mark, event.end_mark
    return (start.line, start.column, end.line, end.column)  # type: ignore[union-attr]
