"""Finds the portfolio that a command is about, reads it and checks it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from innostrat.checks.run import check, unfit
from innostrat.errors import CannotGoOnError
from innostrat.files.git import Revision, revision
from innostrat.files.kinds import ENDING, STRATEGY
from innostrat.files.rules import UNFINISHED
from innostrat.files.source import Files, read_folder
from innostrat.files.strays import left_alone, resembles
from innostrat.findings import Severity
from innostrat.language import Language, language
from innostrat.loading.load import load
from innostrat.messages import Listing, msg

if TYPE_CHECKING:
    from innostrat.findings import Finding
    from innostrat.model.portfolio import Contents, Portfolio
    from innostrat.model.round import Round

HOME: Final = "portfolios"
# Errors of a strategy or round that a plan can be made with, or that say why there is none.
EXPLAINED: Final = frozenset({"A008", "B005", "B006", "L006", "M501", "V001"})


@dataclass(frozen=True, slots=True)
class Workspace:
    """A portfolio that was read: where it is, what it says, and all findings, sorted by place."""

    root: Path
    files: Files
    contents: Contents
    findings: tuple[Finding, ...]

    def language(self, wish: str | None) -> Language:
        """Return the language wished for, else the portfolio's, else English."""
        if self.contents.strategy is not None:
            return language(wish or self.contents.strategy.item.language)
        # Where something else in the strategy is wrong, its language still stands.
        text = self.contents.texts.get(self.files.shown(STRATEGY), "")
        found = re.search(r"^language: *(nb|nn|en)\b", text, re.MULTILINE)
        return language(wish or (found[1] if found else "en"))

    @property
    def revision(self) -> Revision | None:
        """The commit that the files stand on."""
        return revision(self.root, self.files.contents)

    @property
    def left_out(self) -> tuple[str, ...]:
        """The ids of items that findings keep out: broken files, and projects with errors."""
        broken = {path.rpartition("/")[2].removesuffix(".yaml") for path in self.contents.broken}
        return tuple(sorted(broken | unfit(self.findings, self.contents)))

    def portfolio(self) -> Portfolio:
        """Return the portfolio to analyse; without a readable strategy nothing can be."""
        for one in self.findings:
            if one.rule is UNFINISHED:
                raise CannotGoOnError(msg("{what}: {fix}", what=one.message, fix=one.rule.fix))
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
        for one in self.findings if wish is None else ():
            if self._keeps_out_a_round(one):
                raise self._refused(one)
        found = choose_round(self.portfolio(), wish)
        ours = {self.files.shown(STRATEGY), self.files.shown(f"rounds/{found.id}{ENDING}")}
        for one in self.findings:
            if one.location.path in ours and _is_open(one) and one.code not in EXPLAINED:
                raise self._refused(one)
        return found

    def _keeps_out_a_round(self, one: Finding) -> bool:
        left = {path for path in self.contents.broken if path.startswith("rounds/")}
        left |= {
            f"rounds/{stem}{ENDING}"
            for stem, entry in self.contents.rounds.items()
            if not entry.item.has_own_ids
        }
        return _is_open(one) and one.location.path in set(map(self.files.shown, left))

    def _refused(self, one: Finding) -> CannotGoOnError:
        return CannotGoOnError(
            msg(
                "{path} has errors, and nothing is computed before they are mended: {first} (see "
                "innostrat validate)",
                path=one.location.path,
                first=one.message,
            )
        )


def _is_open(one: Finding) -> bool:
    return one.severity is Severity.ERROR and one.waived is None


def read(root: Path) -> Workspace:
    """Read and check the portfolio in `root`."""
    files = read_folder(root, shown_folder(root))
    contents, findings = load(files)
    found = sorted((*findings, *check(contents)), key=lambda finding: finding.order)
    return Workspace(root, files, contents, tuple(found))


def empty(root: Path) -> Workspace:
    """Return a portfolio that has nothing yet, for what is to be written there."""
    files = Files(shown_folder(root), {})
    contents, _ = load(files)
    return Workspace(root, files, contents, ())


def shown_folder(path: Path) -> str:
    """Return a path as people see it: below the working directory where it is, with slashes."""
    try:
        return path.resolve().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return path.as_posix()


def find_one(wish: Path | None) -> Path:
    """Return the one portfolio that is meant: named, stood in, or the only one there is."""
    found = find(wish)
    if len(found) > 1:
        names = Listing(tuple(shown_folder(path) for path in found))
        raise CannotGoOnError(msg("Several portfolios here; name one of {names}", names=names))
    return found[0]


def find(wish: Path | None) -> list[Path]:
    """Return the portfolios that `wish` names, sorted; without a wish, those of the place.

    A wish may be a portfolio's folder, a file in it, a folder of portfolios, or the bare name of
    one under `portfolios/`.
    """
    if wish is None:
        here = Path.cwd()
        found = _enclosing(here) or _at_home(here) or _below(here)
        if not found:
            raise CannotGoOnError(
                msg(
                    "No portfolio here: no {file}, and none under {folder}/",
                    file=STRATEGY,
                    folder=HOME,
                )
            )
        return found
    for place in (wish, Path(HOME) / wish):
        if _exists(place):
            found = _at(place)
            if found:
                return found
    raise CannotGoOnError(msg("{path} is no portfolio", path=str(wish)))


def _exists(place: Path) -> bool:
    try:
        return place.exists()
    except OSError:  # a name that is too long, say
        return False


def _at(place: Path) -> list[Path]:
    if _is_portfolio(place) or (place.resolve().parent.name == HOME and _is_like_one(place)):
        return [place]
    if place.name == HOME:
        return _at_home(place.parent) or _enclosing(place)
    return _below(place) or _at_home(place) or _enclosing(place)


def _is_portfolio(folder: Path) -> bool:
    return (folder / STRATEGY).exists() or all(
        (folder / part).is_dir() for part in ("projects", "rounds")
    )


def _below(folder: Path) -> list[Path]:
    if folder.is_symlink() or not folder.is_dir():  # a link may lead out of what was checked out
        return []
    return sorted(child for child in folder.iterdir() if child.is_dir() and _is_portfolio(child))


def _at_home(folder: Path) -> list[Path]:
    """Return what is, or was likely meant as, a portfolio in the folder of portfolios."""
    home = folder / HOME
    if home.is_symlink() or not home.is_dir():
        return []
    return [one for one in sorted(home.iterdir()) if _is_portfolio(one) or _is_like_one(one)]


def _is_like_one(folder: Path) -> bool:
    if left_alone(folder.name) or folder.is_symlink() or not folder.is_dir():
        return False
    return any(resembles(entry.name) for entry in folder.iterdir())


def _enclosing(place: Path) -> list[Path]:
    """Return the portfolio that a place lies in: itself, its folder, or that one's folder."""
    for folder in (place, *list(place.resolve().parents)[:2]):
        if _is_portfolio(folder):
            return [folder]
    return []


def choose_round(portfolio: Portfolio, wish: str | None) -> Round:
    """Return the round wished for, else the latest."""
    if wish is None:
        latest = portfolio.latest_round
        if latest is None:
            raise CannotGoOnError(msg("The portfolio has no round that can be read"))
        return latest
    if wish not in portfolio.rounds:
        known = Listing(tuple(portfolio.rounds))
        raise CannotGoOnError(
            msg("There is no round {wish}; there are: {known}", wish=wish, known=known)
        )
    return portfolio.rounds[wish]
