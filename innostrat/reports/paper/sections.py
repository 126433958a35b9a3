"""The sections of a document by their keys, in the order in which they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from innostrat.analysis.value.scoring import Scored
from innostrat.messages import Message, msg
from innostrat.model.words import FrameKind, Selection
from innostrat.reports.budget import bridges, investments, self_cost
from innostrat.reports.common import price_basis
from innostrat.reports.document import Section
from innostrat.reports.paper import figures, method, summary
from innostrat.reports.plan import balance, following, four_years, selection, unfunded
from innostrat.reports.plan.plan import clash, unplanned
from innostrat.reports.register import coverage, page_project, risks
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
    yield Paragraph(
        (
            msg(
                "Levels each year in 1000 kr; cost +, saving, grant and income −. Not changes. "
                "A year without any is blank."
            ),
            msg("Prices: {prices}", prices=price_basis(plan.round)),
        )
    )
    yield four_years.by_service_area(plan, portfolio, levels, FrameKind.OPERATING)
    yield four_years.by_service_area(plan, portfolio, levels, FrameKind.INVESTMENT)
    yield from investments.investment_table(plan, portfolio, blank=True)
    yield from self_cost.self_cost(plan, portfolio, levels)
    yield four_years.by_focus_area(plan, portfolio, levels)
    yield four_years.frames_table(plan, portfolio)
    yield from bridges.bridge_tables(bridges.bridges(plan, portfolio), plan, blank=True)


def _excluded(inputs: Inputs) -> Iterator[Block]:
    yield unfunded.not_included(inputs.plan)
    yield from filter(None, [unfunded.what_it_takes(inputs.plan, inputs.basis.portfolio)])


def _balance(inputs: Inputs) -> Iterator[Block]:
    plan, portfolio = inputs.plan, inputs.basis.portfolio
    yield balance.balance(plan, portfolio)
    yield figures.balance_bars(plan, portfolio)
    yield balance.balance_rules(plan, portfolio)


def _goals(inputs: Inputs) -> Iterator[Block]:
    yield from coverage.tables(inputs.basis, tuple(coverage.coverage(inputs.basis)))
    yield figures.goals_and_projects(inputs.plan, inputs.basis.portfolio)


def _robustness(inputs: Inputs) -> Iterator[Block]:
    if inputs.plan.decision is not None:
        yield Paragraph((msg("The round is decided: no weight moves what was decided."),))
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
    found = followup.followed(inputs.basis.portfolio, inputs.day)
    yield from followup.tables(found, inputs.basis, inputs.day)


def _realised(inputs: Inputs) -> Iterator[Block]:
    yield from realised.tables(inputs.basis, inputs.day)


def _risks(inputs: Inputs) -> Iterator[Block]:
    yield risks.risks([one.project for one in inputs.plan.funded])


SECTIONS: Final[dict[str, tuple[Message, Callable[[Inputs], Iterator[Block]]]]] = {
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
PROJECTS: Final = "projects"
KEYS: Final = (*SECTIONS, PROJECTS)
# What says nothing without a plan.
OF_THE_PLAN: Final = frozenset(
    {"list", "tables", "excluded", "balance", "robustness", "benefits", "risks"}
)


def sections(inputs: Inputs, chosen: tuple[str, ...]) -> Iterator[Section]:
    """Yield the sections chosen, in their own order; without a plan those that need none."""
    for key, (title, blocks) in SECTIONS.items():
        if key in chosen and (inputs.plan.is_made or key not in OF_THE_PLAN):
            yield Section(key, title, tuple(blocks(inputs)))
    if PROJECTS in chosen:
        yield Section(PROJECTS, msg("The projects"), sections=tuple(_projects(inputs)))


def _projects(inputs: Inputs) -> Iterator[Section]:
    """Yield a page a project: those in the plan first, then those that are not."""
    plan, basis = inputs.plan, inputs.basis
    entries: list[Funded | Left | Scored]
    entries = [*plan.funded, *plan.left] or [*basis.ranked.outside, *basis.ranked.ranking]
    for one in entries:
        blocks = (
            page_project.project_sections(basis, one.project)
            if isinstance(one, Scored)
            else page_project.decided_sections(basis, one.project, plan.decision)
            if plan.decision is not None
            else page_project.planned_sections(basis, one)
        )
        yield Section(
            f"project-{one.project.id}",
            one.project.title,
            tuple(blocks),
            page=True,
        )
