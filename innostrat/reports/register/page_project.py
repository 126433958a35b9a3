"""The sections of a project's page, in the order that somebody new to it would ask."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from innostrat.analysis.plan.result import Funded, Left
from innostrat.analysis.value.opinions import opinions_about
from innostrat.budgets import ByBudget
from innostrat.economy import first_year, gross_cost, money, paid_by_fees, postponed
from innostrat.messages import Kroner, Listing, Message, Percent, Points, msg
from innostrat.model.words import FOUNDATIONS, degree
from innostrat.reports import common, ruling
from innostrat.reports.common import named, shown_value
from innostrat.reports.register import page_money
from innostrat.reports.register.inventory import found, standing
from innostrat.reports.table import Align, Block, Column, Facts, Paragraph, Row, Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from innostrat.analysis.value.opinions import Opinion
    from innostrat.analysis.value.scoring import NotReady
    from innostrat.model.decision import Decision
    from innostrat.model.project import Benefit, Measurement, Project
    from innostrat.model.round import Round
    from innostrat.parts import FrameInYear
    from innostrat.reports.basis import Basis
    from innostrat.reports.table import Cell


def as_planned(entry: Funded | Left, round_: Round) -> Project:
    """Return a project with its years and amounts as planned."""
    if isinstance(entry, Left):
        return entry.project
    return postponed(entry.project, entry.start - first_year(entry.project, round_))


def planned_sections(basis: Basis, entry: Funded | Left) -> Iterator[Block]:
    """Yield a project's page in a plan: in or out first, and years and amounts as planned."""
    yield in_plan(entry, basis.ranked.round)
    project = as_planned(entry, basis.ranked.round)
    yield from project_sections(basis, project)


def in_plan(entry: Funded | Left | NotReady, round_: Round) -> Facts:
    """Return whether a project is in the plan, from when, why not, and what it costs gross."""
    if isinstance(entry, Funded):
        asked = first_year(entry.project, round_)
        answer = msg("yes, from {year}", year=entry.start)
        if entry.start != asked:
            answer = msg("yes, from {year}; it asked for {asked}", year=entry.start, asked=asked)
        costs = entry.money.costs
    else:
        answer = msg("no: {reason}", reason=entry.reason)
        costs = money(entry.project, round_).costs
    pairs: list[tuple[Message, Cell]] = [(msg("In the plan"), answer)]
    if isinstance(entry, Funded | Left):
        pairs += _cost(entry, costs, round_)
    return Facts("planned", None, tuple(pairs))


def _cost(
    entry: Funded | Left, costs: Mapping[FrameInYear, int], round_: Round
) -> Iterator[tuple[Message, Cell]]:
    """Yield what taxes pay, gross, and what fees pay where they pay anything."""
    years = {"first": round_.years[0], "last": round_.years[-1]}
    cost = entry.cost if isinstance(entry, Funded) else gross_cost(entry.project, round_)
    title = msg("Cost {first}–{last}", **years)
    yield title, _gross(cost) if entry.project.costs_anything else msg("not stated")
    by_fees = paid_by_fees(costs, round_)
    if by_fees != ByBudget():
        yield msg("Paid by fees {first}–{last}", **years), _gross(by_fees)


def _gross(cost: ByBudget) -> Message:
    return msg(
        "operating {operating}, investment {investment}, gross",
        operating=Kroner(cost.operating),
        investment=Kroner(cost.investment),
    )


def decided_sections(basis: Basis, project: Project, decision: Decision) -> Iterator[Block]:
    """Yield a project's page in a decided round: what was decided of it first."""
    yield from ruling.blocks(decision, project.id, basis.ranked.round)
    yield from project_sections(basis, project)


def project_sections(basis: Basis, project: Project) -> Iterator[Block]:
    """Yield all that the project's file says, without what it does not say."""
    yield from facts_if_any("project", None, _identity(basis, project))
    yield from paragraph(msg("Summary"), project.summary)
    yield from facts_if_any("need", msg("Need"), _need(project))
    yield from facts_if_any("innovation", msg("What is new"), _innovation(project))
    yield from paragraph(msg("Approach"), project.approach)
    yield from facts_if_any("alternatives", msg("Alternatives"), _alternatives(project))
    yield from facts_if_any("foundations", msg("The five foundations"), _foundations(project))
    yield from facts_if_any("team", msg("Team and alignment"), _team(project))
    yield from _partners(project)
    yield from _goals(basis, project)
    yield from _answers(basis, project)
    yield from page_money.tables(project, basis.round)
    for benefit in project.benefits:
        title = msg("Benefit: {title}", title=benefit.title)
        yield from facts_if_any("benefit", title, _benefit(benefit))
    yield from _risks(project)
    yield from facts_if_any("links", msg("Links"), links(basis, project))
    yield from _decisions(basis, project)


def facts_if_any(
    key: str, title: Message | None, pairs: Iterable[tuple[Message | str, Cell]]
) -> Iterator[Facts]:
    """Yield the pairs that say something as facts, if any does."""
    said = tuple((name, value) for name, value in pairs if value is not None)
    if said:
        yield Facts(key, title, said)


def paragraph(title: Message, text: str | None) -> Iterator[Paragraph]:
    """Yield the text as a section, if there is one."""
    if text is not None:
        yield Paragraph((text,), title)


def listed(values: Sequence[str | Message]) -> Listing | None:
    """Return values in a row, or None for none."""
    return Listing(tuple(values)) if values else None


def _identity(basis: Basis, project: Project) -> Iterator[tuple[Message, Cell]]:
    scored = found(basis, project)
    yield msg("Id"), project.id
    yield msg("Phase"), project.phase.label
    yield msg("Standing"), standing(basis, project)
    yield msg("Focus area"), common.goal(basis.portfolio, project.focus_area)
    yield msg("Service area"), common.service_area(basis.portfolio, project.service_area)
    yield msg("Value"), Points(scored.value) if scored else None
    if scored and scored.rank and not basis.portfolio.decision(basis.round):
        among = len(basis.ranked.ranking)
        yield msg("Rank"), msg("{rank} of {count}", rank=scored.rank, count=among)
    yield msg("First year"), project.first_year
    if project.start.earliest or project.start.latest:
        first, last = project.start.earliest, project.start.latest
        yield msg("Can start"), msg("from {first} to {last}", first=first, last=last)
    yield msg("Taken into use"), shown_value(project.in_use) if project.in_use else None
    if project.stopped:
        yield msg("Stopped"), common.with_reason(project.stopped.date, project.stopped.learned)


def _need(project: Project) -> Iterator[tuple[Message, Cell]]:
    yield msg("Whose"), listed([kind.label for kind in project.need.kinds])
    yield msg("Problem"), project.need.problem
    yield msg("Evidence"), project.need.evidence


def _innovation(project: Project) -> Iterator[tuple[Message, Cell]]:
    new = project.innovation
    yield msg("Kind"), listed([kind.label for kind in new.types])
    yield msg("Degree"), new.degree.label if new.degree else None
    if new.types or new.digital_transformation:
        answer = msg("yes") if new.digital_transformation else msg("no")
        yield msg("Digital transformation"), answer
    yield msg("New here"), new.new_for_us
    yield msg("Known from"), listed(new.known_from)
    yield msg("Breaks with"), new.break_with


def _alternatives(project: Project) -> Iterator[tuple[Message, Cell]]:
    for one in project.alternatives:
        title = (
            msg("{title} (zero alternative)", title=one.title)
            if one.zero
            else shown_value(one.title)
        )
        yield title, one.description or ""


def _foundations(project: Project) -> Iterator[tuple[Message, Cell]]:
    for key, state in project.foundations.items():
        yield FOUNDATIONS[key], msg("✓ in place") if state else msg("– lacking")


def _team(project: Project) -> Iterator[tuple[Message, Cell]]:
    yield msg("Champion"), project.champion
    yield (
        msg("Team"),
        listed(
            [
                msg("{role} ({share})", role=one.role, share=Percent(one.share))
                if one.share is not None
                else one.role
                for one in project.team
            ]
        ),
    )
    stands = project.alignment
    yield msg("Owner"), stands.owner
    yield msg("Decided by"), stands.decided_by
    yield msg("Date"), shown_value(stands.date) if stands.date else None
    yield msg("Case"), stands.case


def _partners(project: Project) -> Iterator[Table]:
    if project.partners:
        yield Table(
            key="partners",
            title=msg("Partners"),
            columns=(
                Column("who", msg("Who"), wide=True),
                Column("kind", msg("Kind")),
                Column("how", msg("How"), wide=True),
            ),
            rows=tuple(Row.of(one.who, one.kind.label, one.how) for one in project.partners),
        )


def _goals(basis: Basis, project: Project) -> Iterator[Table]:
    if project.goals:
        yield Table(
            key="goals",
            title=msg("Goals"),
            columns=(
                Column("goal", msg("Goal"), wide=True),
                Column("contribution", msg("Contribution")),
                Column("because", msg("Because"), wide=True),
            ),
            rows=tuple(
                Row.of(
                    common.goal(basis.portfolio, link.goal), degree(link.contribution), link.because
                )
                for link in project.goals
            ),
        )


def _answer(one: Opinion) -> Cell:
    """Return an answer as it was given, a number as one."""
    match common.said(one):
        case int() as level:
            return level
        case Decimal() as number:
            return common.number_cell(number)
        case groups:
            return shown_value(groups)


def _answers(basis: Basis, project: Project) -> Iterator[Table]:
    """Yield what was answered to the criteria: by the assessors, else in the project's own file."""
    if basis.round is None:
        return
    opinions = opinions_about(project, basis.portfolio, basis.round)
    rows = [
        Row.of(
            criterion.title, one.assessor or msg("the project's file"), _answer(one), one.because
        )
        for criterion in basis.portfolio.strategy.criteria
        for one in opinions.get((project.id, criterion.id), ())
    ]
    if rows:
        yield Table(
            key="answers",
            title=msg("Answers to the criteria"),
            columns=(
                Column("criterion", msg("Criterion"), wide=True),
                Column("who", msg("Who")),
                Column("value", msg("Answer"), Align.RIGHT),
                Column("because", msg("Because"), wide=True),
            ),
            rows=tuple(rows),
        )


def _benefit(benefit: Benefit) -> Iterator[tuple[Message, Cell]]:
    yield msg("Kind"), benefit.kind.label
    yield msg("Responsible"), benefit.responsible or msg("nobody is named")
    yield msg("Indicator"), benefit.indicator
    yield msg("Baseline"), _measured(benefit, benefit.baseline)
    yield msg("Target"), _measured(benefit, benefit.target)
    values = (_measured(benefit, one) for one in benefit.measured)
    yield msg("Measured"), listed([one for one in values if one])


def _measured(benefit: Benefit, one: Measurement | None) -> Message | None:
    if one is None:
        return None
    if benefit.unit is None:
        return msg("{value} on {day}", value=one.value, day=one.date)
    return msg("{value} {unit} on {day}", value=one.value, unit=benefit.unit, day=one.date)


def _risks(project: Project) -> Iterator[Table]:
    if not project.risks:
        return
    ordered = sorted(project.risks, key=lambda one: (-one.level, one.title))
    scores = [one.level for one in ordered]
    yield Table(
        key="risks",
        title=msg("Risks"),
        columns=(
            Column("rank", msg("Rank"), Align.RIGHT),
            Column("risk", msg("Risk"), wide=True),
            Column("likelihood", msg("Likelihood"), Align.RIGHT, optional=1),
            Column("impact", msg("Impact"), Align.RIGHT, optional=1),
            Column("score", msg("Score"), Align.RIGHT),
            Column("response", msg("Response"), wide=True),
        ),
        rows=tuple(
            Row.of(
                1 + sum(other > score for other in scores),
                one.title,
                one.likelihood,
                one.impact,
                score,
                one.response,
            )
            for one, score in zip(ordered, scores, strict=True)
        ),
        notes=(msg("Score = likelihood × impact, each from 1 to 5."),),
    )


def links(basis: Basis, project: Project) -> Iterator[tuple[Message, Cell]]:
    """Yield links in both directions; those from other files are found there."""
    portfolio = basis.portfolio
    others = [one for one in portfolio.projects.values() if one.id != project.id]

    def titles(ids: Iterable[str]) -> Listing | None:
        known = portfolio.projects
        return listed([named(known[one].title, one) if one in known else one for one in ids])

    yield msg("Requires"), titles(project.requires)
    yield msg("Required by"), titles(one.id for one in others if project.id in one.requires)
    excluded = (one.id for one in others if project.id in one.excludes)
    yield msg("Excludes"), titles(dict.fromkeys([*project.excludes, *excluded]))
    yield msg("Replaces"), titles(project.replaces)
    yield msg("Replaced by"), titles(one.id for one in others if project.id in one.replaces)
    ideas = [one for one in portfolio.ideas.values() if one.promoted_to == project.id]
    yield msg("Came of the idea"), listed([named(one.title, one.id) for one in ideas])


def _decisions(basis: Basis, project: Project) -> Iterator[Table]:
    rows = [
        Row.of(
            decision.round,
            decision.date,
            decision.body,
            one.recommended.label,
            one.decided.label,
            one.because,
        )
        for decision in (basis.portfolio.decisions or {}).values()
        for one in decision.projects
        if one.id == project.id
    ]
    if rows:
        yield Table(
            key="decisions",
            title=msg("Decisions"),
            columns=(
                Column("round", msg("Round")),
                Column("date", msg("Date")),
                Column("body", msg("Body"), wide=True),
                Column("recommended", msg("Recommended")),
                Column("decided", msg("Decided")),
                Column("because", msg("Because"), wide=True),
            ),
            rows=tuple(rows),
        )
