"""What a document is made from, and the stamp that says so."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from innostrat import __version__
from innostrat.reports.paper.readers import Reader

if TYPE_CHECKING:
    from datetime import date

    from innostrat.analysis.defence.defence import Defence
    from innostrat.analysis.plan.result import Plan
    from innostrat.analysis.weights.robustness import Robustness
    from innostrat.reports.basis import Basis
    from innostrat.reports.document import Appearance
    from innostrat.reports.paper.readers import Choice


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


def stamp_text(inputs: Inputs, language: str, chosen: Choice) -> str:
    """Return one line of JSON that says what the document was made from, to make it again by."""
    revision = inputs.basis.revision
    return json.dumps(
        {
            "tool": f"innostrat {__version__}",
            "round": inputs.plan.round.id,
            "language": language,
            "for": chosen.value if isinstance(chosen, Reader) else None,
            "sections": [] if isinstance(chosen, Reader) else list(chosen),
            "digest": inputs.digest,
            "commit": None if revision is None else revision.name,
            "committed": None if revision is None else revision.day.isoformat(),
            "changed": False if revision is None else revision.changed,
            "date": None if inputs.day is None else inputs.day.isoformat(),
        }
    )
