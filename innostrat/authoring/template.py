"""What a new file shows of what is not filled in yet: each key with its shape, as comments.

The criteria, goals, frames and years are this portfolio's own; `…` stands for a text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from innostrat.model.scales import LevelScale, ReachScale

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from innostrat.model.criterion import Criterion
    from innostrat.model.portfolio import Portfolio
    from innostrat.model.round import Round

MOST: Final = 12  # goals that are listed

PROJECT_LATER: Final[Mapping[str, Sequence[str]]] = {
    "focus_area": ("focus_area: …",),
    "service_area": ("service_area: …",),
    "summary": ("summary: …",),
    "innovation": ("innovation: {new_for_us: …, break_with: …}",),
    "approach": ("approach: …",),
    "alternatives": ("alternatives: [{title: …, zero: true}]",),
    "champion": ("champion: …",),
    "team": ("team: [{role: …, share: 50 %}]",),
    "alignment": ("alignment: {owner: …, decided_by: …}",),
    "partners": ("partners: [{kind: inhabitants, who: …, how: …}]",),
    "goals": ("goals: [{goal: …, contribution: 2}]",),
    "scores": ("scores: {}",),
    "costs": ("costs: {…: {2027: 200 000}}",),
    "benefits": ("benefits: [{title: …, kind: quality, responsible: …}]",),
    "risks": ("risks: [{title: …, likelihood: 3, impact: 3, response: …}]",),
    "start": ("start: {earliest: 2027, latest: 2028}",),
}


def project_later(portfolio: Portfolio) -> Mapping[str, Sequence[str]]:
    """Return what a new project of this portfolio may say, by key, as the lines of the file."""
    strategy, round_ = portfolio.strategy, portfolio.latest_round
    own: dict[str, Sequence[str]] = {}
    for key, areas in (
        ("focus_area", strategy.focus_areas),
        ("service_area", strategy.service_areas),
    ):
        if areas:
            own[key] = tuple(_one_of(key, [(one.id, one.title) for one in areas]))
    goals = [one for one in strategy.walk() if one.is_target]
    if goals:
        link = f"  - {{goal: {goals[0].id}, contribution: 2}}"
        known = (f"  #   {one.id}: {spaced(one.title)}" for one in goals[:MOST])
        own["goals"] = ("goals:", link, *known)
    asked = [one for one in strategy.criteria if one.scale.assessed]
    if asked:
        own["scores"] = ("scores:", *(line for one in asked for line in _blank_answer(one)))
    if round_ is not None and round_.frames:
        own["costs"] = ("costs:", *_costs(round_))
        first, last = round_.years[0], round_.years[-1]
        own["start"] = (f"start: {{earliest: {first}, latest: {min(first + 1, last)}}}",)
    return {**PROJECT_LATER, **own}


def round_later(years: Sequence[int], portfolio: Portfolio | None) -> Mapping[str, Sequence[str]]:
    """Return what a new round may say, by key."""
    strategy = None if portfolio is None else portfolio.strategy
    service = strategy.service_areas[0].id if strategy and strategy.service_areas else "…"
    focus = strategy.focus_areas[0].id if strategy and strategy.focus_areas else "…"
    return {
        "budgets": (f"budgets: [{{service_area: {service}, opening: 100 000 000}}]",),
        "deadlines": (f"deadlines: [{{date: {years[0] - 1}-09-01, title: …}}]",),
        "balance": (f"balance: [{{focus_area: {focus}, min_projects: 1}}]",),
    }


def _blank_answer(criterion: Criterion) -> Iterator[str]:
    """Yield the shape of an answer to a criterion, with its question and what may be answered."""
    yield f"  # {spaced(criterion.title)}: {spaced(criterion.question or '')}".rstrip(": ")
    match criterion.scale:
        case LevelScale(levels=levels):
            yield from (f"  #   {level}: {spaced(text)}" for level, text in sorted(levels.items()))
            yield f"  {criterion.id}:"
        case ReachScale(changes=changes):
            yield f"  {criterion.id}: {{people: , change: }}   # {', '.join(changes)}"
        case _:
            yield f"  {criterion.id}:"


def _costs(round_: Round) -> Iterator[str]:
    for frame in round_.frames:
        years = ", ".join(f"{year}: " for year in round_.years)
        unit = "kr" if frame.is_money else frame.unit or ""
        yield f"  {frame.id}: {{{years}}}   # {spaced(frame.title)}, {unit}"


def _one_of(key: str, choices: Sequence[tuple[str, str]]) -> Iterator[str]:
    yield f"{key}: {choices[0][0]}"
    if len(choices) > 1:
        yield from (f"#   {id_}: {spaced(title)}" for id_, title in choices)


def spaced(text: str) -> str:
    """Return a text with one space between its words."""
    return " ".join(text.split())
