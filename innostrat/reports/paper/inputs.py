"""What a document is made from, and the stamp that says so."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from innostrat import __version__

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


def stamp_text(inputs: Inputs, language: str, sections: tuple[str, ...]) -> str:
    """Return one line of JSON that says what the document was made from, to make it again by."""
    revision = inputs.basis.revision
    return json.dumps(
        {
            "tool": f"innostrat {__version__}",
            "round": inputs.plan.round.id,
            "language": language,
            "sections": list(sections),
            "digest": inputs.digest,
            "commit": None if revision is None else revision.name,
            "committed": None if revision is None else revision.day.isoformat(),
            "changed": False if revision is None else revision.changed,
            "date": None if inputs.day is None else inputs.day.isoformat(),
        }
    )
