"""Asks at ever new values whether any portfolio beats a known one: most often, none does.

Which portfolios are allowed stays the same, so the model is built once. What is known is told to
HiGHS as a bound on the goal, so that a branch that cannot beat it is cut at once; nothing is
searched for by heuristics, since what is known is most often the best.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from innostrat.analysis.optimizer.model import IntegerProgramme
from innostrat.analysis.optimizer.problem import Constraint

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Set as AbstractSet

    from innostrat.analysis.optimizer.problem import Key, Problem

OPTIONS: Final = {
    "mip_heuristic_effort": 0.0,
    "mip_heuristic_run_feasibility_jump": False,
    "mip_heuristic_run_rins": False,
    "mip_heuristic_run_rens": False,
    "mip_heuristic_run_root_reduced_cost": False,
    "mip_pscost_minreliable": 0,  # strong branching costs more than it saves on so few columns
}


class Rivals(IntegerProgramme):
    """The portfolios that keep every demand of a problem, whatever they are worth."""

    def __init__(self, problem: Problem) -> None:
        """Build the model."""
        super().__init__(problem.candidates, (row for _, row in problem.rows()))
        self._against: int | None = None
        for name, value in OPTIONS.items():
            self._highs.setOptionValue(name, value)

    def better(self, worth: Mapping[Key, int], known: int) -> dict[str, int] | None:
        """Return a portfolio worth more than `known` at these values of the starts, if there is.

        Exact, as values are whole numbers.
        """
        return self.under({key: -value for key, value in worth.items()}, -known).choice

    def against(self, core: AbstractSet[str], exterior: AbstractSet[str]) -> None:
        """From now on, only allow what lacks a candidate of `core` or holds one of `exterior`.

        All of them are candidates, and there is one at least.
        """
        if self._against is not None:
            self.drop(self._against)
        terms = {
            key: 1 if key[0] in core else -1 for key in self._column if key[0] in core | exterior
        }
        self._against = self.add(Constraint(terms, len(core) - 1))
