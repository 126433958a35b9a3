"""Puts a document together: front matter, the sections chosen, the data for machines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from innostrat.messages import msg
from innostrat.reports import heading, ruling
from innostrat.reports.document import Document
from innostrat.reports.paper.inputs import stamp_text
from innostrat.reports.paper.sections import KEYS, sections
from innostrat.reports.paper.what_if import what_if_data
from innostrat.reports.plan.plan import incomplete, plan_data
from innostrat.reports.table import Facts
from innostrat.reports.value.weighing import weighing

if TYPE_CHECKING:
    from innostrat.analysis.plan.result import Plan
    from innostrat.messages import Message
    from innostrat.reports.paper.inputs import Inputs
    from innostrat.reports.table import Json

DIGEST: Final = 16  # digits that people are shown; the stamp has all


def document(inputs: Inputs, language: str, chosen: tuple[str, ...] = KEYS) -> Document:
    """Return the document with the sections chosen; the order is always that of `KEYS`."""
    basis, plan = inputs.basis, inputs.plan
    strategy = basis.portfolio.strategy
    facts = heading.facts(basis.portfolio, plan.round, basis.revision)
    pairs = list(facts.pairs)
    if inputs.day is not None:
        pairs.append((msg("Date"), msg("{value}", value=inputs.day)))
    pairs.append((msg("Digest of the files"), inputs.digest[:DIGEST]))
    return Document(
        title=_title(plan),
        organisation=strategy.organisation,
        heading=Facts(facts.key, facts.title, tuple(pairs)),
        preamble=(
            *heading.preamble(basis.portfolio, basis.left_out),
            *incomplete(basis.left_out),
        ),
        sections=tuple(sections(inputs, chosen)),
        data={
            **plan_data(plan, basis.portfolio),
            **_decision(plan),
            "digest": inputs.digest,
        },
        stamp=stamp_text(inputs, language, chosen),
        brand=inputs.brand,
        day=inputs.day,
        what_if=what_if_data(basis.portfolio, basis.ranked, plan)
        if plan.is_made and plan.decision is None
        else None,
        weighing=weighing(strategy, basis.ranked),
    )


def _title(plan: Plan) -> Message:
    if plan.decision is not None:
        return msg("{round}: the innovation portfolio as decided", round=plan.round.title)
    return msg("{round}: prioritised innovation portfolio", round=plan.round.title)


def _decision(plan: Plan) -> dict[str, Json]:
    return {} if plan.decision is None else {"decision": ruling.data(plan.decision, plan.round)}
