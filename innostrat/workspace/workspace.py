"""Finds the portfolio that a command is about, reads it and checks it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from innostrat.checks.run import check, unfit
from innostrat.errors import CannotGoOnError
from innostrat.files.git import Revision, revision
from innostrat.files.kinds import ENDING, STRATEGY
from innostrat.files.places import language_of, shown_folder
from innostrat.files.rules import UNFINISHED
from innostrat.files.source import Files, read_folder
from innostrat.language import Language, language
from innostrat.loading.load import load
from innostrat.messages import Listing, msg, msgn
from innostrat.model.strategy import CURRENT
from innostrat.shell.progress import counted, telling
from innostrat.workspace.naming import meant

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from innostrat.findings import Finding
    from innostrat.messages import Message
    from innostrat.model.portfolio import Contents, Portfolio
    from innostrat.model.round import Round

TITLE: Final = re.compile(r"^title: {0,9}([^\s#&*|>].{0,199})$", re.MULTILINE)
BEGINNING: Final = 10_000  # characters of a file in which its title is looked for
# Errors of a strategy or round that a plan can be made with, or that say why there is none.
EXPLAINED: Final = frozenset({"A008", "B005", "B006", "L006", "M501", "V001"})


@dataclass(frozen=True, slots=True)
class Workspace:
    """A portfolio that was read: where it is, what it says, and all findings, sorted by place."""

    root: Path
    files: Files
    contents: Contents
    findings: tuple[Finding, ...]

    def language(self, wish: str | None, user: str = "en") -> Language:
        """Return the language wished for, else the portfolio's, else that of the `user`."""
        if self.contents.strategy is not None:
            return language(wish or self.contents.strategy.item.language)
        # Where something else in the strategy is wrong, its language still stands.
        text = self.contents.texts.get(self.files.shown(STRATEGY), "")
        return language(wish or language_of(text) or user)

    @property
    def revision(self) -> Revision | None:
        """The commit that the files stand on."""
        return revision(self.root, self.files.contents)

    @property
    def left_out(self) -> tuple[str, ...]:
        """The ids of items that findings keep out: broken files, and projects with errors."""
        broken = set(map(_stem, self.contents.broken))
        return tuple(sorted(broken | unfit(self.findings, self.contents)))

    @property
    def unread_projects(self) -> dict[str, str]:
        """The titles of projects whose files are there and cannot be read, by id, sorted.

        It is the title that stands there all the same, else the id.
        """
        paths = sorted(path for path in self.contents.broken if path.startswith("projects/"))
        return {_stem(path): self._title(path) or _stem(path) for path in paths}

    def _title(self, path: str) -> str | None:
        text = self.contents.texts.get(self.files.shown(path), "")
        found = TITLE.search(text[:BEGINNING])
        return found[1].strip("\"'") if found and found[1].isprintable() else None

    def refuse_unfinished(self) -> None:
        """Refuse to go on while a change of several files is broken off: they do not agree yet."""
        for one in self.findings:
            if one.rule is UNFINISHED:
                raise CannotGoOnError(msg("{what}: {fix}", what=one.message, fix=one.rule.fix))

    def portfolio(self) -> Portfolio:
        """Return the portfolio to analyse; without a readable strategy nothing can be."""
        self.refuse_unfinished()
        portfolio = self.contents.portfolio(unfit(self.findings, self.contents))
        if portfolio is None:
            path = self.files.shown(STRATEGY)
            raise CannotGoOnError(msg("{path} cannot be used: see innostrat validate", path=path))
        return portfolio

    def round(self, wish: str | None) -> Round:
        """Return the round wished for, else the latest, to compute with.

        A `CannotGoOnError` where it or the strategy has an error, but for those that a plan
        explains better; and without a wish where a round is left out, which may be the latest.
        """
        if wish is None and (problem := self.round_left_out()) is not None:
            raise CannotGoOnError(problem)
        found = choose_round(self.portfolio(), wish)
        if (problem := self.barrier(found)) is not None:
            raise CannotGoOnError(problem)
        return found

    def round_left_out(self) -> Message | None:
        """Return which error keeps a round out, that may be the latest; None where none is."""
        left = {path for path in self.contents.broken if path.startswith("rounds/")}
        left |= {
            f"rounds/{stem}{ENDING}"
            for stem, entry in self.contents.rounds.items()
            if not entry.item.has_own_ids
        }
        return next(map(_nothing_computed, self.open_errors(*left)), None)

    def barrier(self, round_: Round) -> Message | None:
        """Return why nothing is computed in a round: an error of its own, or of the strategy."""
        found = self.open_errors(STRATEGY, f"rounds/{round_.id}{ENDING}")
        return next((_nothing_computed(one) for one in found if one.code not in EXPLAINED), None)

    def open_errors(self, *paths: str) -> Iterator[Finding]:
        """Yield the errors of files, by their paths below the portfolio, that nobody accepted."""
        shown = set(map(self.files.shown, paths))
        return (one for one in self.findings if one.is_open_error and one.location.path in shown)


def _stem(path: str) -> str:
    return path.rpartition("/")[2].removesuffix(ENDING)


def _nothing_computed(one: Finding) -> Message:
    return msg(
        "{path} has errors, and nothing is computed before they are mended: {first} (see "
        "innostrat validate)",
        path=one.location.path,
        first=one.message,
    )


def read(root: Path) -> Workspace:
    """Read and check the portfolio in `root`."""
    files = read_folder(root, shown_folder(root))
    return read_and_check(root, files)


def read_and_check(root: Path, files: Files) -> Workspace:
    """Return the portfolio that these files are, read and checked."""
    count = len(files.contents)
    with telling(msgn("Reading {n} file …", "Reading {n} files …", count)):
        contents, form = load(files, counted)
    with telling(msgn("Checking {n} file …", "Checking {n} files …", count)):
        found = check(contents, counted)
    findings = sorted((*form, *found), key=lambda finding: finding.order)
    return Workspace(root, files, contents, tuple(findings))


def empty(root: Path) -> Workspace:
    """Return a portfolio that has nothing yet, for what is to be written there."""
    files = Files(shown_folder(root), {})
    contents, _ = load(files)
    return Workspace(root, files, contents, ())


def choose_round(portfolio: Portfolio, wish: str | None) -> Round:
    """Return the round wished for, else the latest."""
    if wish is None:
        latest = portfolio.latest_round
        if latest is None:
            raise CannotGoOnError(msg("The portfolio has no round that can be read"))
        return _as_written(portfolio, latest)
    known = msg("There are: {choices}", choices=Listing(tuple(portfolio.rounds)))
    problem = msg("There is no round {wish}", wish=wish)
    return _as_written(portfolio, portfolio.rounds[meant(wish, portfolio.rounds, problem, known)])


def _as_written(portfolio: Portfolio, round_: Round) -> Round:
    """Return the round, or refuse to reckon with another meaning than it was written with."""
    if portfolio.strategy.format < CURRENT and round_.silent_shares:
        raise CannotGoOnError(
            msg(
                "{round} was written when shares meant something else: {command} brings it up to "
                "date",
                round=round_.id,
                command="innostrat fmt --upgrade",
            )
        )
    return round_
