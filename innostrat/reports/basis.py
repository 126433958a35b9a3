"""What every report of a round starts from: the portfolio, its scores, and where they come from."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from innostrat.baseline import decided_money
from innostrat.economy import gross, gross_cost
from innostrat.reports.amounts import cost_cells

if TYPE_CHECKING:
    from collections.abc import Mapping

    from innostrat.analysis.value.scoring import Scores
    from innostrat.budgets import ByBudget
    from innostrat.files.git import Revision
    from innostrat.messages import Message
    from innostrat.model.portfolio import Portfolio
    from innostrat.model.project import Project
    from innostrat.model.round import Round
    from innostrat.reports.table import Thousands


@dataclass(frozen=True, slots=True)
class Basis:
    """A portfolio scored for a round, the commit it stands on, and the items that errors keep out.

    `scores` is None for a portfolio without a round, `revision` outside git. Where the portfolio is
    as a round decided it, `now` is what the files say. `doubts` are the numbers that findings
    doubt: the project's id, and what is said of it. `unread` are the projects whose files cannot be
    read: the title that stands there, or the id, by id.
    """

    portfolio: Portfolio
    scores: Scores | None
    revision: Revision | None = None
    left_out: tuple[str, ...] = ()
    now: Portfolio | None = None
    doubts: tuple[tuple[str, Message], ...] = ()
    unread: Mapping[str, str] = field(default_factory=dict)

    def title_of(self, item_id: str) -> str:
        """Return the title of a project or idea, also of a project that cannot be read."""
        return self.unread.get(item_id) or self.portfolio.title_of(item_id)

    @property
    def counted(self) -> tuple[str, ...]:
        """The projects with errors whose money counts all the same, since they are bound.

        Of a file that cannot be read it is what was decided.
        """
        found = ((one, self.portfolio.projects.get(one)) for one in self.left_out)
        return tuple(id_ for id_, one in found if one and one.is_bound and one.stands)

    @property
    def files(self) -> Portfolio:
        """The portfolio as its files are now, for what follows up to this day."""
        return self.now or self.portfolio

    @property
    def ranked(self) -> Scores:
        """The scores, for a report that is about a round."""
        assert self.scores is not None  # noqa: S101  (the command has chosen a round)
        return self.scores

    @property
    def round(self) -> Round | None:
        """The round that the portfolio is scored for."""
        return None if self.scores is None else self.scores.round

    def cost(self, project: Project) -> ByBudget | None:
        """Return the project's gross cost in kroner over the years of the round.

        Where a decision funded it there, it is the decided cost.
        """
        if self.round is None:
            return None
        decision = self.portfolio.decision(self.round)
        ruled = None if decision is None else decision.ruling(project.id)
        if ruled is not None and ruled.start is not None:
            return gross(decided_money(ruled, self.round).costs, self.round)
        return gross_cost(project, self.round)

    def cost_cells(self, project: Project) -> tuple[Thousands | None, ...]:
        """Return that cost as tables show it, under `cost_columns`."""
        return cost_cells(self.cost(project))
