"""Puts a document together: front matter, the sections chosen, the data for machines."""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING, Final

from innostrat import __version__
from innostrat.messages import Listing, msg
from innostrat.reports import heading, ruling
from innostrat.reports.document import Document, Section
from innostrat.reports.doubts import doubted
from innostrat.reports.overview import overview
from innostrat.reports.paper.readers import OF_THOSE_WHO_DECIDE, Reader, headings_of
from innostrat.reports.paper.sections import KEYS, section
from innostrat.reports.paper.what_if import what_if_data
from innostrat.reports.plan import answer
from innostrat.reports.plan.plan import incomplete, is_proved, plan_data, plan_status
from innostrat.reports.table import Facts
from innostrat.reports.value.weighing import weighing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from innostrat.analysis.plan.result import Plan
    from innostrat.messages import Message
    from innostrat.reports.paper.inputs import Inputs
    from innostrat.reports.paper.readers import PaperContents
    from innostrat.reports.table import Cell, Json

DIGEST: Final = 16  # digits that people are shown; the stamp has all


def document(inputs: Inputs, language: str, chosen: PaperContents = KEYS) -> Document:
    """Return what a reader is given, or the sections chosen."""
    basis, plan = inputs.basis, inputs.plan
    strategy = basis.portfolio.strategy
    facts = heading.facts(basis)
    pairs = list(facts.pairs)
    if inputs.day is not None:
        pairs.append((msg("Date"), msg("{value}", value=inputs.day)))
    pairs += [(msg("Digest of the files"), inputs.digest[:DIGEST]), *_run(inputs)]
    return Document(
        title=_title(plan),
        organisation=strategy.organisation,
        heading=Facts(facts.key, facts.title, tuple(pairs)),
        preamble=(
            *(heading.for_readers if chosen in OF_THOSE_WHO_DECIDE else heading.preamble)(basis),
            *incomplete(basis, plan.decision),
        ),
        sections=tuple(_sections(inputs, chosen)),
        data={
            **plan_data(plan, basis.portfolio),
            **_decision(plan),
            "digest": inputs.digest,
        },
        stamp=_stamp(inputs, language, chosen),
        brand=inputs.brand,
        day=inputs.day,
        what_if=partial(what_if_data, basis.portfolio, basis.ranked, plan)
        if plan.is_made and plan.decision is None
        else None,
        weighing=weighing(strategy, basis.ranked),
        overview=overview(plan, proved=is_proved(plan), first=_to_check(inputs))
        if plan.is_made
        else None,
    )


def _to_check(inputs: Inputs) -> tuple[Message, ...]:
    """Return what of the plan is hard to believe, and what is in it without a cost."""
    funded = [one.project for one in inputs.plan.funded]
    return (*doubted(inputs.basis, funded), *answer.uncounted(inputs.plan))


def _run(inputs: Inputs) -> Iterator[tuple[Message | str, Cell]]:
    """Yield what was run on the files: the tool, how it selected, what it proved, what it drew."""
    plan, drawn = inputs.plan, []
    yield msg("Tool"), f"innostrat {__version__}"
    if plan.decision is None:
        yield msg("Method"), plan.method.label
        yield msg("Proof"), Listing(plan_status(plan), " ")
    if (weights := inputs.robustness) is not None:
        drawn.append(
            msg(
                "{draws} sets of weights (seed {seed})",
                draws=weights.draws,
                seed=str(weights.seed),
            )
        )
    if inputs.defence is not None and (chance := inputs.defence.chance) is not None:
        drawn.append(
            msg(
                "{draws} times the uncertain amounts (seed {seed})",
                draws=chance.draws,
                seed=str(chance.seed),
            )
        )
    if drawn:
        yield msg("Drawn"), Listing(tuple(drawn), "; ")


def _sections(inputs: Inputs, chosen: PaperContents) -> Iterator[Section]:
    for chapter in headings_of(chosen):
        found = (section(inputs, key, brief=chapter.brief) for key in chapter.sections)
        parts = tuple(one for one in found if one is not None)
        if chapter.title is None:
            yield from parts
        elif parts:
            yield Section(chapter.key, chapter.title, sections=parts)


def _stamp(inputs: Inputs, language: str, chosen: PaperContents) -> str:
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


def _title(plan: Plan) -> Message:
    if plan.decision is not None:
        return msg("{round}: the innovation portfolio as decided", round=plan.round.title)
    return msg("{round}: prioritised innovation portfolio", round=plan.round.title)


def _decision(plan: Plan) -> dict[str, Json]:
    return {} if plan.decision is None else {"decision": ruling.data(plan.decision, plan.round)}
