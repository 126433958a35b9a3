"""Takes a portfolio's snapshot at a commit or as the files are: read, checked, scored, planned."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from innostrat.analysis.changes.comparison import Snapshot
from innostrat.analysis.plan.planning import ROUGH, Effort, Memory, is_large, make_plan
from innostrat.analysis.value.scoring import Known, score
from innostrat.analysis.year.decided import decided_plan
from innostrat.analysis.year.restored import restored
from innostrat.checks.run import check, unfit
from innostrat.errors import CannotGoOnError
from innostrat.files.source import Files, read_folder
from innostrat.loading.load import load
from innostrat.messages import msg
from innostrat.workspace.workspace import Workspace

if TYPE_CHECKING:
    from innostrat.files.repository import Commit, Repository
    from innostrat.findings import Finding
    from innostrat.messages import Message
    from innostrat.model.round import Round

# Exact as `prioritize` is, while that takes seconds. A large round keeps a small proved gap, and
# each plan begins from the one before, so that what is shown is the change and not the search.
EFFORT: Final = Effort(seconds=15, contrasts=False)


@dataclass(frozen=True, slots=True)
class Moment:
    """A portfolio at one moment, and all findings in it."""

    snapshot: Snapshot
    findings: tuple[Finding, ...]


@dataclass(slots=True)
class Planner:
    """Takes one moment after the other of the same round, each plan found from the last.

    Without a round's id it is each moment's latest round, and with `or_latest` also where that
    round was not there yet. `checked` looks for findings too, keeps projects with errors out, and
    computes nothing in a round that has errors; a history does without, since the rules of today
    say nothing of what was ranked then.
    """

    round_id: str | None = None
    funding: bool = True
    checked: bool = True
    or_latest: bool = False
    memory: Memory = field(default_factory=Memory)
    known: Known = field(default_factory=Known)

    def take(self, files: Files) -> Moment:
        """Return the moment that `files` are of."""
        contents, form = load(files)
        found = check(contents) if self.checked else ()
        findings = tuple(sorted((*form, *found), key=lambda finding: finding.order))
        portfolio = contents.portfolio(unfit(findings, contents))
        if portfolio is None:
            return Moment(Snapshot(contents, None), findings)
        round_ = portfolio.latest_round
        if self.round_id is not None:
            there = portfolio.rounds.get(self.round_id)
            round_ = there or (round_ if self.or_latest else None)
        barrier = self._barrier(Workspace(Path(), files, contents, findings), round_)
        if round_ is None or barrier is not None:
            return Moment(Snapshot(contents, portfolio, barrier=barrier), findings)
        portfolio = restored(portfolio, round_)
        scores = score(portfolio, round_, self.known)
        plan = None
        if self.funding:
            effort = replace(EFFORT, gap=ROUGH) if is_large(scores) else EFFORT
            plan = decided_plan(portfolio, scores) or make_plan(
                portfolio, scores, round_.selection, effort, self.memory
            )
        return Moment(Snapshot(contents, portfolio, scores, plan), findings)

    def _barrier(self, workspace: Workspace, round_: Round | None) -> Message | None:
        if not self.checked:
            return None
        missing = workspace.round_left_out() if round_ is None or self.round_id is None else None
        return missing or (None if round_ is None else workspace.barrier(round_))


def files_at(repository: Repository, commit: Commit | None, path: str) -> Files:
    """Return the portfolio at `path` below the repository's top; without a commit, as it is now."""
    if commit is not None:
        return repository.files(commit, path)
    root = repository.top / path
    return read_folder(root, path) if root.is_dir() else Files(path, {})


def inside(repository: Repository, place: Path) -> str:
    """Return a folder's path below the repository's top."""
    try:
        return place.resolve().relative_to(repository.top.resolve()).as_posix()
    except ValueError:
        path = str(place)
        raise CannotGoOnError(msg("{path} is not in this repository", path=path)) from None
