"""Turns the bytes of one file into a value and the place of every key and value in it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, TypeAlias

from innostrat.files import rules
from innostrat.files.normal import is_ordinary, spellings
from innostrat.files.yaml.events import INVISIBLE, Builder, invisible
from innostrat.files.yaml.plain import plain_value
from innostrat.findings import Finding, Location, Rule
from innostrat.messages import Message, msg

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from innostrat.files.yaml.events import Mark, Place, YamlValue

KeyPath: TypeAlias = "Sequence[str | int]"

CONFLICT = re.compile(r"^(?:<{7}|\|{7}|={7}|>{7})(?= |\r?$)", re.MULTILINE)


@dataclass(frozen=True)
class YamlDocument:
    """One YAML file: `value` is dicts, lists, text and None; no scalar is typed yet.

    `path` is what people see. `locate` finds the place of a value by its path of keys and indexes.
    """

    path: str
    text: str
    value: YamlValue

    @cached_property
    def marks(self) -> Mark:
        """The places of all that stands in the text, found when somebody asks for one."""
        built = Builder(self.text, _say_nothing).build()
        assert built is not None, self.path  # noqa: S101  (it was read before)
        return built[1]

    def locate(self, path: KeyPath, *, key: bool = False) -> Location:
        """Return the place of the value at `path`, or of its nearest parent that exists.

        With `key` it is the place of the key itself, for what is wrong with the key. An index into
        a mapping is that of its key: a list may be written short, and what its items are called
        then stands nowhere, so such steps are passed over.
        """
        mark, on_key, short = self.marks, None, False
        for step in path:
            children = mark.children
            if isinstance(children, dict) and step in children:
                on_key, mark = children[step]
            elif isinstance(children, list) and isinstance(step, int) and step < len(children):
                on_key, mark = None, children[step]
            elif isinstance(children, dict) and isinstance(step, int) and step < len(children):
                on_key, mark = list(children.values())[step]
                short = True
            elif not short:
                break
        # A mapping or list is pointed at by its key: its own start may be a line below.
        if on_key is not None and (key or mark.children is not None or mark.empty):
            return self._location(on_key)
        return self._location(mark.place)

    def locate_part(self, path: KeyPath, part: str) -> Location:
        """Return the place of the first `part` in the value at `path`, or of the whole value.

        A part that the file breaks over two lines, or writes with escapes, is not looked for.
        """
        whole = self.locate(path)
        lines = self.text.split("\n")[whole.line - 1 : whole.end_line]
        for number, text in enumerate(lines, start=whole.line):
            begin = whole.column - 1 if number == whole.line else 0
            end = whole.end_column - 1 if number == whole.end_line else None
            for spelled in spellings(part):
                column = text.find(spelled, begin, end) + 1
                if column:
                    return Location(self.path, number, column, number, column + len(spelled))
        return whole

    def _location(self, place: Place) -> Location:
        line, column, end_line, end_column = place
        last = _breaks(self.text)
        if line > last:  # libyaml puts what is missing at the end on a line that is not there
            width = len(self.text) - self.text.rfind("\n")
            return Location(self.path, last + 1, width, last + 1, width)
        return Location(self.path, line + 1, column + 1, end_line + 1, end_column + 1)


@lru_cache(maxsize=4)
def _breaks(text: str) -> int:
    """Return how many lines end in a text: of one file, as often as it has findings."""
    return text.count("\n")


def standing_at(value: YamlValue, path: KeyPath) -> YamlValue:
    """Return what stands at a path of keys and indexes below a value, None where nothing does."""
    for step in path:
        if isinstance(value, dict):
            value = value.get(str(step))
        elif isinstance(value, list) and isinstance(step, int) and step < len(value):
            value = value[step]
        else:
            return None
    return value


@dataclass(slots=True)
class _Reading:
    """The findings gathered while one file is read."""

    path: str
    findings: list[Finding] = field(default_factory=list)

    def add(
        self,
        rule: Rule,
        message: Message,
        place: Place = (0, 0, 0, 0),
        hint: Message | None = None,
    ) -> None:
        line, column, end_line, end_column = place
        location = Location(self.path, line + 1, column + 1, end_line + 1, end_column + 1)
        self.findings.append(Finding(rule, rule.severity, message, location, hint=hint))


def parse(path: str, data: bytes) -> tuple[YamlDocument | None, tuple[Finding, ...]]:
    """Return the document in `data`, and what is wrong with it as YAML.

    The document is None when nothing in the file can be used. No input raises an exception.
    """
    reading = _Reading(path)
    text = _decode(reading, data)
    if text is None or _unfit(reading, text):
        return None, tuple(reading.findings)
    value = plain_value(text)
    if value is not None:
        return YamlDocument(path, text, value), ()
    built = Builder(text, reading.add).build()
    document = None if built is None else YamlDocument(path, text, built[0])
    return document, tuple(reading.findings)


def _say_nothing(*_: object) -> None:
    """Take what was said already when the document was read."""


def _decode(reading: _Reading, data: bytes) -> str | None:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        reading.add(rules.ENCODING, msg("The file is UTF-16, not UTF-8"))
        return None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8", "replace")
        line, column = before.count("\n"), len(before) - before.rfind("\n") - 1
        reading.add(
            rules.ENCODING,
            msg("The byte {byte} is not UTF-8", byte=f"0x{data[error.start]:02X}"),
            (line, column, line, column + 1),
            msg("The file is probably saved as Latin-1 or Windows-1252; save it as UTF-8"),
        )
        return None


def _unfit(reading: _Reading, text: str) -> bool:
    """Report what makes a text unfit to be read as YAML at all."""
    before = len(reading.findings)
    for found in () if is_ordinary(text) else _first_few(INVISIBLE, text):
        reading.add(rules.INVISIBLE, invisible(found), _place(text, found))
    marked = any(sign * 7 in text for sign in "<|=>")
    for found in _first_few(CONFLICT, text) if marked else ():
        reading.add(
            rules.CONFLICT,
            msg("The marker {marker} of a merge conflict", marker=found.group()),
            _place(text, found),
        )
    return len(reading.findings) > before


def _first_few(pattern: re.Pattern[str], text: str, limit: int = 5) -> Iterator[re.Match[str]]:
    for number, found in enumerate(pattern.finditer(text)):
        if number == limit:
            return
        yield found


def _place(text: str, found: re.Match[str]) -> Place:
    line = text.count("\n", 0, found.start())
    column = found.start() - text.rfind("\n", 0, found.start()) - 1
    return line, column, line, column + len(found.group())
