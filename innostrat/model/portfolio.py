"""All that a portfolio's files say: with their places for the checks, without for the analysis."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from innostrat.model.base import Model
from innostrat.model.words import FrameKind
from innostrat.money import shown_amount

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from innostrat.files.yaml.document import YamlDocument
    from innostrat.messages import Kroner
    from innostrat.model.assessment import Assessment
    from innostrat.model.codes import Codes
    from innostrat.model.decision import Decision
    from innostrat.model.grant import Grant
    from innostrat.model.idea import Idea
    from innostrat.model.project import Project
    from innostrat.model.round import Frame, Round
    from innostrat.model.strategy import Strategy
    from innostrat.model.words import Financing

M = TypeVar("M", bound=Model)


@dataclass(frozen=True, slots=True)
class Entry(Generic[M]):
    """A file that could be read: what it means, and where everything in it stands."""

    stem: str
    document: YamlDocument
    item: M


@dataclass(frozen=True, slots=True)
class Frames:
    """The frames of all rounds by id, the latest round first."""

    by_id: Mapping[str, tuple[Frame, ...]]

    def is_money(self, frame_id: str | None) -> bool | None:
        """Return whether the frame holds kroner; None when there is no such frame."""
        found = self.by_id.get(frame_id or "")
        return found[0].is_money if found else None

    def is_investment(self, frame_id: str | None) -> bool:
        """Return whether the frame is one of investment."""
        found = self.by_id.get(frame_id or "", ())
        return any(one.kind is FrameKind.INVESTMENT for one in found[:1])

    def financing(self, frame_id: str | None) -> Financing | None:
        """Return who pays what is in the frame; None for capacity and unknown frames."""
        found = self.by_id.get(frame_id or "")
        return found[0].financing if found and found[0].is_money else None

    def limit(self, frame_id: str, year: int) -> Decimal | None:
        """Return what the latest round gives the frame that year; None when no round says."""
        return next(
            (
                frame.amounts[year]
                for frame in self.by_id.get(frame_id, ())
                if year in frame.amounts
            ),
            None,
        )

    def shown(self, frame_id: str, amount: Decimal) -> Kroner | Decimal:
        """Return an amount of the frame as it is shown: kroner, or plain capacity."""
        return shown_amount(amount) if self.is_money(frame_id) else amount


def _recency(round_: Round) -> tuple[int, str]:
    """Return what tells the later of two rounds, in a portfolio and in what was read of it."""
    return round_.years[0], round_.id


@dataclass(frozen=True)
class Contents:
    """Everything read from a portfolio; broken files are only named.

    `entries` holds, for each folder, its files by name without ending. `broken` holds the paths
    below the portfolio of files that could not be read, so that a reference to one of them is not
    called unknown. `texts` holds every file as it is written, and `documents` what can be parsed of
    them, also where it is no valid item; both by the path that people see. `unread` holds such
    paths of what no model is made of.
    """

    prefix: str
    strategy: Entry[Strategy] | None
    entries: Mapping[str, Mapping[str, Entry[Any]]]
    broken: frozenset[str]
    texts: Mapping[str, str]
    documents: Mapping[str, YamlDocument]
    files: int
    unread: tuple[str, ...] = ()

    @property
    def has_rounds(self) -> bool:
        """Whether there are budget rounds, also where none can be read."""
        return bool(self.rounds) or self.breaks_in("rounds")

    @property
    def rounds(self) -> Mapping[str, Entry[Round]]:
        """The budget rounds."""
        return self.entries["rounds"]

    @cached_property
    def latest_entry(self) -> Entry[Round] | None:
        """The file of the latest round."""
        return next(iter(self._rounds_back), None)

    @property
    def latest_round(self) -> Round | None:
        """The round with the last first year; of several, the one whose id comes last."""
        return None if self.latest_entry is None else self.latest_entry.item

    @cached_property
    def frames(self) -> Frames:
        """The frames of all rounds that could be read."""
        by_id: dict[str, tuple[Frame, ...]] = {}
        for entry in self._rounds_back:
            for frame in entry.item.frames:
                by_id[frame.id] = (*by_id.get(frame.id, ()), frame)
        return Frames(by_id)

    @cached_property
    def years(self) -> frozenset[int]:
        """The years of all rounds; none when some round is broken, so that nobody is blamed."""
        if self.breaks_in("rounds"):
            return frozenset()
        return frozenset(year for entry in self.rounds.values() for year in entry.item.years)

    @property
    def _rounds_back(self) -> list[Entry[Round]]:
        """The rounds, the latest first."""
        return sorted(self.rounds.values(), key=lambda one: _recency(one.item), reverse=True)

    @property
    def ideas(self) -> Mapping[str, Entry[Idea]]:
        """The ideas of the inbox."""
        return self.entries["ideas"]

    @property
    def projects(self) -> Mapping[str, Entry[Project]]:
        """The projects."""
        return self.entries["projects"]

    @property
    def assessments(self) -> Mapping[str, Entry[Assessment]]:
        """The answers of each assessor."""
        return self.entries["assessments"]

    @property
    def decisions(self) -> Mapping[str, Entry[Decision]]:
        """The decisions."""
        return self.entries["decisions"]

    @property
    def grants(self) -> Mapping[str, Entry[Grant]]:
        """The applications to the pot."""
        return self.entries["grants"]

    @property
    def codes(self) -> Mapping[str, Entry[Codes]]:
        """The lists of codes, by the name of their file: a budget year."""
        return self.entries["codes"]

    def breaks_in(self, folder: str) -> bool:
        """Return whether some file of the folder could not be read, so that ids are unknown."""
        return any(path.startswith(f"{folder}/") or path == folder for path in self.broken)

    def knows(self, folder: str, item_id: str) -> bool:
        """Return whether `folder` has a file for the id, broken or not."""
        return item_id in self.entries[folder] or f"{folder}/{item_id}.yaml" in self.broken

    def portfolio(self, unfit: frozenset[str] = frozenset()) -> Portfolio | None:
        """Return what can be analysed, or None without a strategy.

        `unfit` are ids of projects that findings keep out. A strategy or round that uses an id
        twice cannot be.
        """
        if self.strategy is None or not self.strategy.item.has_own_ids:
            return None
        return Portfolio(
            strategy=self.strategy.item,
            rounds={key: one.item for key, one in self.rounds.items() if one.item.has_own_ids},
            ideas={key: entry.item for key, entry in self.ideas.items()},
            projects={
                key: under_file_name(entry.item, key) for key, entry in self.projects.items()
            },
            assessments=tuple(entry.item for entry in self.assessments.values()),
            decisions={key: entry.item for key, entry in self.decisions.items()},
            grants=tuple(entry.item for entry in self.grants.values()),
            unfit=unfit,
            codes={entry.item.year: entry.item for entry in self.codes.values()},
        )


def under_file_name(project: Project, stem: str) -> Project:
    """Return the project under its file's name, which nobody else has, whatever id it gives."""
    return project if project.id == stem else project.model_copy(update={"id": stem})


@dataclass(frozen=True, slots=True)
class Portfolio:
    """A portfolio as the analysis sees it: strategy, rounds, ideas, projects, all by id, sorted."""

    strategy: Strategy
    rounds: Mapping[str, Round]
    ideas: Mapping[str, Idea]
    projects: Mapping[str, Project]
    assessments: tuple[Assessment, ...] = ()
    decisions: Mapping[str, Decision] | None = None
    unfit: frozenset[str] = frozenset()
    grants: tuple[Grant, ...] = ()
    codes: Mapping[int, Codes] = field(default_factory=dict)

    @property
    def latest_round(self) -> Round | None:
        """The round with the last first year; of several, the one whose id comes last."""
        return max(self.rounds.values(), key=_recency, default=None)

    def title_of(self, item_id: str) -> str:
        """Return the title of a project, else of an idea, else the id that names nothing here."""
        item = self.projects.get(item_id) or self.ideas.get(item_id)
        return item_id if item is None else item.title

    def decision(self, round_: Round | None) -> Decision | None:
        """Return what was decided in a round, None where nothing was yet."""
        return None if round_ is None else (self.decisions or {}).get(round_.id)

    def is_passed_over(self, project: Project) -> bool:
        """Return whether the last decision that names a project gave it nothing, and it waits."""
        decided = [
            (self.rounds[one.round].years[0], ruling.start)
            for one in (self.decisions or {}).values()
            for ruling in one.projects
            if ruling.id == project.id and one.round in self.rounds
        ]
        waits = project.stands and not project.is_bound
        return waits and bool(decided) and max(decided, key=lambda one: one[0])[1] is None
