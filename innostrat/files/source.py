"""Reads a portfolio's folder into bytes by path, and nothing outside that folder."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Final

from innostrat.errors import CannotGoOnError, why
from innostrat.files import rules, strays
from innostrat.files.journal import JOURNAL
from innostrat.files.kinds import ENDING, FOLDERS, STRATEGY, kind_of
from innostrat.files.normal import composed
from innostrat.findings import Finding, Location, Rule
from innostrat.messages import Message, msg

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

MAX_BYTES: Final = 1_000_000
MAX_FILES: Final = 50_000
MAX_TOTAL: Final = 100_000_000
MAX_OTHERS: Final = 2_000  # files looked at in a folder that is not read
TWICE: Final = msg("The file is not read: another one has the same name")
TWICE_HINT: Final = msg("The names differ only in how their letters are stored: rename one")
TOO_MANY: Final = msg("From here on nothing is read: there are too many files")


@dataclass(frozen=True, slots=True)
class Files:
    """A portfolio's files as bytes, sorted by path, and what could not be read.

    Paths are relative to the portfolio, with forward slashes and composed letters; `prefix` makes
    them what people see. `places` holds those that the disk spells in another way,
    `unread` those of files that are not read and could be missed.
    """

    prefix: str
    contents: Mapping[str, bytes]
    findings: tuple[Finding, ...] = ()
    places: Mapping[str, str] = field(default_factory=dict)
    unread: tuple[str, ...] = ()

    def place(self, path: str) -> str:
        """Return the path as the disk spells it."""
        return self.places.get(path, path)

    def shown(self, path: str) -> str:
        """Return the path as people see it."""
        return shown_path(self.prefix, path)


@dataclass(slots=True)
class Measure:
    """How much of a portfolio has been looked at: its files, and their bytes together."""

    files: int = 0
    total: int = 0

    @property
    def full(self) -> bool:
        """Whether no more may be read."""
        return self.files >= MAX_FILES or self.total >= MAX_TOTAL


def belongs(path: str) -> bool:
    """Whether a path below a portfolio is one of the files that are read."""
    return kind_of(path) is not None


def shown_path(prefix: str, path: str) -> str:
    """Return `path` below `prefix`, which is empty or `.` for the working directory."""
    return path if prefix in {"", "."} else f"{prefix}/{path}"


@dataclass(slots=True)
class _Folder:
    root: Path
    prefix: str
    contents: dict[str, bytes] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    places: dict[str, str] = field(default_factory=dict)
    measure: Measure = field(default_factory=Measure)
    others: list[str] = field(default_factory=list)

    def report(self, rule: Rule, path: str, message: Message, hint: Message | None = None) -> None:
        location = Location(shown_path(self.prefix, composed(path)))
        self.findings.append(Finding(rule, rule.severity, message, location, hint=hint))

    def scan(self, folder: str) -> list[os.DirEntry[str]]:
        try:
            with os.scandir(self.root / folder) as entries:
                found = list(islice(entries, MAX_FILES + 1))
        except OSError as error:
            self.report(
                rules.UNREADABLE, folder, msg("The folder cannot be read: {why}", why=why(error))
            )
            return []
        if len(found) > MAX_FILES:
            self.report(rules.TOO_MANY, folder, TOO_MANY)
            return []
        return sorted(found, key=lambda entry: entry.name)

    def top(self) -> None:
        for entry in self.scan(""):
            if entry.name == STRATEGY:
                self.file(entry, entry.name)
            elif entry.name in FOLDERS:
                self.folder(entry)
            elif entry.name == JOURNAL:
                self.report(rules.UNFINISHED, entry.name, rules.UNFINISHED.title)
            else:
                self.other(entry, entry.name)

    def folder(self, entry: os.DirEntry[str]) -> None:
        if entry.is_symlink():
            self.report(rules.SYMLINK, entry.name, msg("The folder is a symbolic link"))
        elif not entry.is_dir(follow_symlinks=False):
            self.report(rules.NOT_A_FILE, entry.name, msg("A folder was expected here"))
        else:
            for item in self.scan(entry.name):
                path = f"{entry.name}/{item.name}"
                if item.name.endswith(ENDING) and not item.name.startswith("."):
                    self.file(item, path)
                else:
                    self.other(item, path)

    def other(self, entry: os.DirEntry[str], path: str) -> None:
        """Remember what is not read; of a folder, the files in it."""
        if strays.left_alone(path):
            return
        if entry.is_dir(follow_symlinks=False):
            self.others += islice(_below(self.root, path), MAX_OTHERS)
        else:
            self.others.append(path)

    def file(self, entry: os.DirEntry[str], path: str) -> None:
        if self.measure.full:
            if rules.TOO_MANY not in {finding.rule for finding in self.findings[-1:]}:
                self.report(rules.TOO_MANY, path, TOO_MANY)
            return
        self.measure.files += 1
        if entry.is_symlink():
            self.report(rules.SYMLINK, path, msg("The file is a symbolic link"))
            return
        try:
            data = _read(entry.path)
        except OSError as error:
            self.report(
                rules.UNREADABLE, path, msg("The file cannot be read: {why}", why=why(error))
            )
            return
        if data is None:
            self.report(rules.NOT_A_FILE, path, msg("This is not a file"))
        elif len(data) > MAX_BYTES:
            self.report(
                rules.TOO_LARGE,
                path,
                msg("The file is larger than {limit} bytes", limit=MAX_BYTES),
            )
        elif (name := composed(path)) in self.contents:
            self.report(rules.MISPLACED, path, TWICE, TWICE_HINT)
        else:
            self.contents[name] = data
            self.measure.total += len(data)
            if name != path:
                self.places[name] = path


def read_folder(root: Path, prefix: str) -> Files:
    """Return the files of the portfolio in `root`; no link is followed, every size is bounded."""
    folder = _Folder(root, prefix)
    if root.is_symlink():
        folder.report(rules.SYMLINK, STRATEGY, msg("The folder is a symbolic link"))
    else:
        folder.top()
    return gathered(prefix, folder.contents, folder.others, folder.findings, folder.places)


def gathered(
    prefix: str,
    contents: Mapping[str, bytes],
    others: Sequence[str],
    findings: Iterable[Finding],
    places: Mapping[str, str],
) -> Files:
    """Return what was read, with a finding for each of the `others` that nobody should miss."""
    paths = {*contents, *map(composed, others)}
    strategy = contents.get(STRATEGY, b"")
    told = strays.findings(paths, strategy, lambda path: shown_path(prefix, path))
    found = sorted((*findings, *told), key=lambda one: one.order)
    unread = strays.unread(paths, strategy)
    return Files(prefix, dict(sorted(contents.items())), tuple(found), places, unread)


def _below(root: Path, folder: str) -> Iterator[str]:
    """Yield the paths of the files below a folder that is not read; no link is followed."""
    waiting = [folder]
    while waiting:
        here = waiting.pop()
        try:
            with os.scandir(root / here) as entries:
                found = sorted(islice(entries, MAX_OTHERS), key=lambda entry: entry.name)
        except OSError:
            continue
        for entry in found:
            path = f"{here}/{entry.name}"
            if entry.is_dir(follow_symlinks=False):
                waiting.append(path)
            else:
                yield path


def read_bounded(path: str, most: int = MAX_BYTES) -> bytes | None:
    """Return a file of at most `most` bytes; None for a larger one, or what is no regular file."""
    data = _read(path, most)
    return None if data is None or len(data) > most else data


def read_given(path: Path, most: int) -> bytes:
    """Return a file that somebody named, of at most `most` bytes; else a `CannotGoOnError`.

    A link is followed, since it is the user's own; a pipe or a device is not waited for.
    """
    try:
        data = read_bounded(str(path.resolve()), most)
    except (OSError, RuntimeError) as error:  # RuntimeError: a circle of links, before Python 3.13
        raise CannotGoOnError(
            msg("{path} cannot be read: {why}", path=str(path), why=why(error))
        ) from error
    if data is None:
        limit = most // 1_000_000
        raise CannotGoOnError(
            msg("{path} is no file of at most {limit} MB", path=str(path), limit=limit)
        )
    return data


def _read(path: str, most: int = MAX_BYTES) -> bytes | None:
    """Return at most one byte more than may be read, or None for what is no regular file."""
    # Between the look and the opening, a file may be changed for a link or a pipe.
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    descriptor = os.open(path, flags | getattr(os, "O_BINARY", 0))
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            return None
        with open(descriptor, "rb", closefd=False) as file:
            return file.read(most + 1)
    finally:
        os.close(descriptor)
