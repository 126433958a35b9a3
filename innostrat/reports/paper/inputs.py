"""What a document is made from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from innostrat.analysis.defence.defence import Defence
    from innostrat.analysis.plan.result import Plan
    from innostrat.analysis.weights.robustness import Robustness
    from innostrat.reports.basis import Basis
    from innostrat.reports.document import Appearance


@dataclass(frozen=True, slots=True)
class Inputs:
    """A scored round with its plan, and what else was computed for the document.

    `other` is the plan by the other method. `robustness` is None where it was not asked for or no
    weight may move. `defence` is what is said of the plan first. `digest` is that of the
    portfolio's files; `day` dates the document.
    """

    basis: Basis
    plan: Plan
    other: Plan
    robustness: Robustness | None
    brand: Appearance
    digest: str
    day: date | None
    defence: Defence | None = None
