"""Takes a portfolio's snapshot at a commit or as the files are: read, checked, scored, planned."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Final

from innostrat.analysis.comparison import Snapshot
from innostrat.analysis.planning import Effort, make_plan
from innostrat.analysis.scoring import score
from innostrat.checks.run import check, unfit
from innostrat.files.source import Files, read_folder
from innostrat.model.load import load

if TYPE_CHECKING:
    from innostrat.files.repository import Commit, Repository
    from innostrat.findings import Finding

# A comment on a proposal must come within seconds; a large round may keep a small gap.
EFFORT: Final = Effort(gap=Fraction(1, 1000), seconds=20, contrasts=False)


@dataclass(frozen=True, slots=True)
class Moment:
    """A portfolio at one moment, and all findings in it."""

    snapshot: Snapshot
    findings: tuple[Finding, ...]


def take(files: Files, round_id: str | None = None, *, plan: bool = True) -> Moment:
    """Return the moment that `files` are of, in the round named or the latest one."""
    contents, form = load(files)
    findings = tuple(sorted((*form, *check(contents)), key=lambda finding: finding.order))
    portfolio = contents.portfolio(unfit(findings, contents))
    if portfolio is None:
        return Moment(Snapshot(contents, None), findings)
    round_ = portfolio.rounds.get(round_id) if round_id else portfolio.latest_round
    if round_ is None:
        return Moment(Snapshot(contents, portfolio), findings)
    scores = score(portfolio, round_)
    made = make_plan(portfolio, scores, round_.selection, EFFORT) if plan else None
    return Moment(Snapshot(contents, portfolio, scores, made), findings)


def files_at(repository: Repository, commit: Commit | None, path: str) -> Files:
    """Return the portfolio at `path` below the repository's top; without a commit, as it is now."""
    if commit is not None:
        return repository.files(commit, path)
    root = repository.top / path
    return read_folder(root, path) if root.is_dir() else Files(path, {})


def inside(repository: Repository, place: Path) -> str:
    """Return a folder's path below the repository's top."""
    return Path(place).resolve().relative_to(repository.top.resolve()).as_posix()
