"""Says which files in a portfolio's folder are not read: lost proposals, and what is foreign."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Final
from unicodedata import normalize

from innostrat.files import rules
from innostrat.files.kinds import ENDING, FOLDERS, KINDS, STRATEGY, kind_of
from innostrat.findings import Finding, Location, Rule, Severity
from innostrat.messages import Listing, Message, msg

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

# Beside the portfolio's own files there may be folders for people and for editors, which are never
# read, and the documents that every folder may have.
DOCUMENTS: Final = "documents"
BESIDE: Final = frozenset({DOCUMENTS, "docs", "schemas"})
DOCUMENT: Final = re.compile(
    r"(readme|licen[cs]e|copying|changelog|contributing|security|lesmeg|lisens)(\.\w+)?",
    re.IGNORECASE,
)
# What systems, editors and office programs leave behind; hidden files too are other programs' own.
LEFT_BEHIND: Final = re.compile(
    r"\..*|~\$.*|.*~|#.*#|.*\.sw[op]|thumbs\.db|desktop\.ini|__pycache__", re.IGNORECASE
)
YAML: Final = re.compile(r"\.ya?ml(?![a-z])", re.IGNORECASE)
MISNAMED: Final = {name: kind for kind in KINDS for name in (kind.name, kind.folder, *kind.also)}


@dataclass(frozen=True, slots=True)
class _Stray:
    """A file that is not read, or a folder with all that is in it; `held` are its files."""

    path: str
    held: tuple[str, ...]

    @property
    def is_yaml(self) -> bool:
        return any(YAML.search(path.rpartition("/")[2]) for path in self.held)

    @property
    def is_folder(self) -> bool:
        return self.held != (self.path,)


def findings(
    paths: Collection[str], strategy: bytes, shown: Callable[[str], str]
) -> Iterator[Finding]:
    """Yield a finding for each file, or folder of files, that is not read and could be missed.

    `paths` are those of all files below the portfolio. What `strategy`, the text of strategy.yaml,
    names is part of the portfolio: its logo. `shown` turns a path into what people see.
    """
    for stray in _missed(paths, strategy):
        rule, severity, hint = _judged(stray, paths)
        yield Finding(rule, severity, rule.title, Location(shown(stray.path)), hint=hint)


def unread(paths: Iterable[str], strategy: bytes) -> tuple[str, ...]:
    """Return the path of each file that `findings` tells of, also of those within a folder."""
    return tuple(path for stray in _missed(paths, strategy) for path in stray.held)


def left_alone(path: str) -> bool:
    """Return whether nobody looks for a proposal at a path: documents, and what programs leave."""
    first, _, rest = path.partition("/")
    name = rest or first
    if first in BESIDE or any(LEFT_BEHIND.fullmatch(part) for part in path.split("/")):
        return True
    return (not rest or first in FOLDERS) and DOCUMENT.fullmatch(name) is not None


def resembles(name: str) -> str | None:
    """Return the folder, or strategy.yaml, that a name was likely meant to be; None if unlike."""
    word = normalize("NFC", YAML.split(name)[0]).casefold()
    close = get_close_matches(word, MISNAMED, n=1, cutoff=0.8)
    if not close:
        return None
    return MISNAMED[close[0]].folder or STRATEGY


def _missed(paths: Iterable[str], strategy: bytes) -> Iterator[_Stray]:
    return (one for one in _strays(paths) if not _named_in(strategy, one.path))


def _strays(paths: Iterable[str]) -> Iterator[_Stray]:
    """Yield what is not read: in the folder of a kind each file, elsewhere each thing at the top.

    A folder within a kind's folder is told as a whole too.
    """
    held: dict[str, list[str]] = {}
    for path in sorted(paths):
        if kind_of(path) is None and not left_alone(path):
            parts = path.split("/")
            held.setdefault("/".join(parts[: 1 + (parts[0] in FOLDERS)]), []).append(path)
    for path, those in held.items():
        yield _Stray(path, tuple(those))


def _judged(stray: _Stray, paths: Collection[str]) -> tuple[Rule, Severity, Message | None]:
    """Return the rule, how grave it is, and what to do."""
    folder, _, name = stray.path.rpartition("/")
    elsewhere = msg("Files stand in {folders}", folders=Listing(FOLDERS))
    foreign = msg("Move it to {folder}/, or out of the portfolio", folder=DOCUMENTS)
    misplaced, warning = rules.MISPLACED, Severity.WARNING
    if folder:
        if not stray.is_yaml:
            return rules.FOREIGN, warning, foreign
        if stray.is_folder:
            return misplaced, warning, msg("Move its files to {folder}/", folder=folder)
        return misplaced, warning, _rename(f"{folder}/{_stem(name)}{ENDING}", paths)
    meant = resembles(name)
    if stray.is_folder and meant and meant != STRATEGY:
        return misplaced, warning, msg("Move its files to {folder}/", folder=meant)
    if not stray.is_folder and stray.is_yaml and meant == STRATEGY:
        return misplaced, warning, _rename(STRATEGY, paths)
    if stray.is_yaml:
        return rules.FOREIGN, warning, elsewhere
    return rules.FOREIGN, rules.FOREIGN.severity, foreign


def _named_in(strategy: bytes, name: str) -> bool:
    """Return whether the text holds the name of a file, as a logo's."""
    pattern = rb"(?<![\w./-])%s(?![\w-])" % re.escape(name.encode("utf-8", "surrogateescape"))
    return "." in name and re.search(pattern, strategy) is not None


def _rename(path: str, paths: Collection[str]) -> Message:
    name = path.rpartition("/")[2]
    if path in paths:
        return msg("{name} is there too: keep one of them", name=name)
    return msg("Rename it to {name}", name=name)


def _stem(name: str) -> str:
    """Return a file's name without all that stands from its ending on, in small letters."""
    return YAML.split(name)[0].lower()
