"""The sections that a document may have, by their keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from innostrat.analysis.value.scoring import Scored
from innostrat.messages import Message, msg
from innostrat.model.words import FrameKind, Selection
from innostrat.reports.budget import bridges, investments, self_cost
from innostrat.reports.common import price_basis
from innostrat.reports.document import Section
from innostrat.reports.paper import decision, figures, method, summary
from innostrat.reports.plan import answer, balance, following, four_years, selection, unfunded
from innostrat.reports.plan.plan import clash, unplanned
from innostrat.reports.register import coverage, page_project, risks, sheet
from innostrat.reports.table import Block, Paragraph
from innostrat.reports.weights.robustness import robustness_blocks
from innostrat.reports.year import benefits, decided, followup, realised
from innostrat.reports.years import Years

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from innostrat.analysis.plan.result import Funded, Left
    from innostrat.reports.paper.inputs import Inputs


def _summary(inputs: Inputs) -> Iterator[Block]:
    yield Paragraph(summary.sentences(inputs))
    if not inputs.plan.is_made:
        yield clash(inputs.plan, inputs.basis.portfolio)
        yield from unplanned(inputs.plan, inputs.basis.portfolio)
        return
    yield summary.key_figures(inputs.plan, inputs.basis)
    yield figures.use_of_frames(inputs.plan)


def _list(inputs: Inputs) -> Iterator[Block]:
    if inputs.plan.decision is not None:
        yield from decided.record(inputs.plan, inputs.basis)
        return
    yield selection.prioritised(inputs.plan)
    yield from figures.value_and_cost(inputs.plan, inputs.basis)
    plan, other = inputs.plan, inputs.other
    optimal, ranking = (plan, other) if plan.method is Selection.OPTIMAL else (other, plan)
    if optimal.is_made:
        yield selection.methods(optimal, ranking)
    yield from following.tables(plan, inputs.defence)


def _tables(inputs: Inputs) -> Iterator[Block]:
    plan, portfolio = inputs.plan, inputs.basis.portfolio
    levels = Years(plan.round.years, blank=True)
    yield _conventions(inputs)
    yield figures.net_effect(plan, portfolio)
    yield decision.by_year(plan, portfolio)
    yield four_years.by_service_area(plan, portfolio, levels, FrameKind.OPERATING)
    yield four_years.by_service_area(plan, portfolio, levels, FrameKind.INVESTMENT)
    yield from investments.investment_table(plan, portfolio, blank=True)
    yield from self_cost.self_cost(plan, portfolio, levels)
    yield four_years.by_focus_area(plan, portfolio, levels)
    yield four_years.frames_table(plan, portfolio)
    yield from bridges.bridge_tables(bridges.bridges(plan, portfolio), plan, portfolio, blank=True)


def _brief_list(inputs: Inputs) -> Iterator[Block]:
    if inputs.plan.decision is not None:
        yield from decided.record(inputs.plan, inputs.basis)
        return
    listed = selection.prioritised(inputs.plan)
    yield listed.without(*(one.key for one in listed.columns if one.optional))
    if answer.chooses(inputs.plan):
        yield figures.points_of_projects(inputs.plan)


def _brief_tables(inputs: Inputs) -> Iterator[Block]:
    plan, portfolio = inputs.plan, inputs.basis.portfolio
    levels = Years(plan.round.years, blank=True)
    yield _conventions(inputs)
    yield figures.net_effect(plan, portfolio)
    yield four_years.by_service_area(plan, portfolio, levels, FrameKind.OPERATING)
    yield from investments.investment_table(plan, portfolio, blank=True)
    yield from self_cost.self_cost(plan, portfolio, levels)
    yield four_years.frames_table(plan, portfolio)
    found = bridges.bridges(plan, portfolio)
    yield from bridges.bridge_tables(found, plan, portfolio, areas=False, blank=True, hint=False)


def _conventions(inputs: Inputs) -> Paragraph:
    return Paragraph(
        (
            msg(
                "Levels each year in 1000 kr; cost +, saving, grant and income −. Not changes. "
                "A year without any is blank."
            ),
            msg("Prices: {prices}", prices=price_basis(inputs.plan.round)),
        )
    )


def _brief_realised(inputs: Inputs) -> Iterator[Block]:
    """Yield what was promised against what came, once something has been counted."""
    if any(one.realised for one in realised.accounts(inputs.basis.files)):
        yield from realised.tables(inputs.basis, inputs.day, commands=False)


def _brief_excluded(inputs: Inputs) -> Iterator[Block]:
    yield unfunded.not_included(inputs.plan, commands=False)


def _excluded(inputs: Inputs) -> Iterator[Block]:
    yield unfunded.not_included(inputs.plan)
    yield from filter(None, [unfunded.what_it_takes(inputs.plan, inputs.basis.portfolio)])


def _balance(inputs: Inputs) -> Iterator[Block]:
    plan, portfolio = inputs.plan, inputs.basis.portfolio
    yield balance.balance(plan, portfolio)
    yield figures.balance_bars(plan, portfolio)
    yield balance.balance_rules(plan, portfolio)


def _goals(inputs: Inputs) -> Iterator[Block]:
    yield from coverage.tables(inputs.basis, tuple(coverage.coverage(inputs.basis, inputs.plan)))
    yield figures.goals_and_projects(inputs.plan, inputs.basis.portfolio)


def _robustness(inputs: Inputs) -> Iterator[Block]:
    if inputs.plan.decision is not None:
        yield Paragraph((msg("The round is decided: no weight moves what was decided."),))
        return
    if not answer.chooses(inputs.plan):
        yield Paragraph((msg("There was nothing to choose among, so no weight decides anything."),))
        return
    if inputs.robustness is None:
        strategy = inputs.basis.portfolio.strategy
        free = strategy.weight_order or any(one.weight_range for one in strategy.benefits)
        why = (
            msg("With so many projects it is left to innostrat robust, which takes minutes.")
            if free
            else msg("No weight may move, so there is nothing to analyse.")
        )
        yield Paragraph((why,))
        return
    yield figures.robustness_bars(inputs.robustness, inputs.basis.portfolio)
    yield from robustness_blocks(inputs.robustness, inputs.basis)


def _benefits(inputs: Inputs) -> Iterator[Block]:
    found = benefits.owned([(one.project, one.delay) for one in inputs.plan.funded])
    if not found:
        yield Paragraph((msg("No project in the plan names a benefit."),))
    yield from benefits.tables(found, inputs.plan.round.years)


def _followup(inputs: Inputs) -> Iterator[Block]:
    found = followup.followed(inputs.basis.files, inputs.day)
    yield from followup.tables(found, inputs.basis, inputs.day)


def _realised(inputs: Inputs) -> Iterator[Block]:
    yield from realised.tables(inputs.basis, inputs.day)


def _risks(inputs: Inputs) -> Iterator[Block]:
    yield risks.risks([one.project for one in inputs.plan.funded])


SECTIONS: Final[dict[str, tuple[Message, Callable[[Inputs], Iterator[Block]]]]] = {
    "decision": (msg("Proposed decision"), decision.blocks),
    "summary": (msg("Summary"), _summary),
    "list": (msg("Prioritisation"), _list),
    "tables": (msg("Tables for the four-year plan"), _tables),
    "excluded": (msg("What is not included, and why"), _excluded),
    "balance": (msg("Balance"), _balance),
    "goals": (msg("Goals"), _goals),
    "robustness": (msg("Robustness"), _robustness),
    "benefits": (msg("Benefits"), _benefits),
    "followup": (msg("Follow-up of benefits"), _followup),
    "realised": (msg("Promised and realised"), _realised),
    "risks": (msg("Risks"), _risks),
    "method": (msg("Method and weights"), method.blocks),
}
BRIEF: Final[dict[str, tuple[Message, Callable[[Inputs], Iterator[Block]]]]] = {
    **SECTIONS,
    "list": (msg("Prioritisation"), _brief_list),
    "tables": (msg("Tables for the four-year plan"), _brief_tables),
    "excluded": (msg("What is not included, and why"), _brief_excluded),
    "realised": (msg("Promised and realised"), _brief_realised),
    "method": (msg("How the plan was made"), method.in_plain_words),
}
PROJECTS: Final = "projects"
KEYS: Final = (*SECTIONS, PROJECTS)
# What says nothing without a plan.
OF_THE_PLAN: Final = frozenset(
    {"list", "tables", "excluded", "balance", "robustness", "benefits", "risks"}
)


def section(inputs: Inputs, key: str, *, brief: bool = False) -> Section | None:
    """Return the section of a key; without a plan None where it says nothing without one.

    `brief` is what somebody needs who decides; else it is all that is known.
    """
    if key == PROJECTS:
        parts = _sheets(inputs) if brief else _projects(inputs)
        return Section(key, msg("The projects"), sections=tuple(parts))
    title, blocks = (BRIEF if brief else SECTIONS)[key]
    if key in OF_THE_PLAN and not inputs.plan.is_made:
        return None
    if key == "decision":
        return Section(key, decision.title(inputs.plan), tuple(blocks(inputs)), fits=True)
    made = tuple(blocks(inputs))
    return Section(key, title, made) if made or not brief else None


def _entries(inputs: Inputs) -> list[Funded | Left | Scored]:
    """Return the projects: those in the plan first, then those that are not."""
    plan, ranked = inputs.plan, inputs.basis.ranked
    return [*plan.funded, *plan.left] or [*ranked.outside, *ranked.ranking]


def _projects(inputs: Inputs) -> Iterator[Section]:
    for one in _entries(inputs):
        blocks = (
            page_project.project_sections(inputs.basis, one.project)
            if isinstance(one, Scored)
            else page_project.decided_sections(inputs.basis, one.project, decided_)
            if (decided_ := inputs.plan.decision) is not None
            else page_project.planned_sections(inputs.basis, one)
        )
        yield Section(_name(one), one.project.title, tuple(blocks), page=True)


def _sheets(inputs: Inputs) -> Iterator[Section]:
    for one in _entries(inputs):
        blocks = tuple(sheet.sheet(inputs.basis, one))
        yield Section(_name(one), one.project.title, blocks, page=True, columns=2)


def _name(one: Funded | Left | Scored) -> str:
    return f"project-{one.project.id}"
