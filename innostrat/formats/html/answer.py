"""What a reader sees first on the page: what is recommended, project by project, and by phase."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from innostrat.formats.escape import one_line
from innostrat.messages import Kroner, Message, msg, msgn
from innostrat.model.words import Phase, Selection

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Set as AbstractSet

    from innostrat.language import Language

LABELS: Final = {
    "answer": msg("Recommendation"),
    "board": msg("The projects by phase"),
    "back": msg("Back to the list"),
    "about": msg("About this document"),
}
BUDGETS: Final = ("operating", "investment")


@dataclass(frozen=True, slots=True)
class Card:
    """A project: where the page about it is, whether it is funded, and its gross cost."""

    id: str
    rank: str
    title: str
    page: str
    funded: bool
    state: str
    cost: str


@dataclass(frozen=True, slots=True)
class CardGroup:
    """Cards under a heading."""

    title: str
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class FirstScreen:
    """The first sentences, the cards of what is funded and what is not, and those by phase."""

    said: tuple[str, ...]
    groups: tuple[CardGroup, ...]
    phases: tuple[CardGroup, ...]


def answer_view(play: Mapping[str, Any], pages: AbstractSet[str], speak: Language) -> FirstScreen:
    """Return what the template shows first; `pages` are the ids of sections about a project."""
    bound_first = sorted(play["projects"], key=lambda one: one["rank"] is not None)
    cards = {one["id"]: _card(one, play["plan"], pages, speak) for one in bound_first}
    funded = tuple(one for one in cards.values() if one.funded)
    others = tuple(one for one in cards.values() if not one.funded)
    groups = (
        CardGroup(speak(msg("Recommended ({n})", n=len(funded))), funded),
        CardGroup(speak(msg("Not recommended ({n})", n=len(others))), others),
    )
    phases = tuple(
        CardGroup(
            one_line(speak(phase.label)),
            tuple(cards[one["id"]] for one in play["projects"] if one["phase"] == phase.value),
        )
        for phase in Phase
    )
    return FirstScreen(
        tuple(speak(one) for one in _said(play, len(funded))),
        tuple(one for one in groups if one.cards),
        tuple(one for one in phases if one.cards),
    )


def _said(play: Mapping[str, Any], funded: int) -> tuple[Message, ...]:
    costs = [
        _start(one, play["plan"])["cost"] for one in play["projects"] if one["id"] in play["plan"]
    ]
    kroner = {budget: Kroner(sum(int(cost[budget]) for cost in costs)) for budget in BUDGETS}
    count = len(play["projects"])
    return (
        msgn(
            "{funded} of {n} project is recommended.",
            "{funded} of {n} projects are recommended.",
            count,
            funded=funded,
        ),
        msg(
            "Gross cost in the years of the plan: {operating} operating, {investment} investment.",
            **kroner,
        ),
        _sure(play),
    )


def _sure(play: Mapping[str, Any]) -> Message:
    if play["proved"]:
        return msg("Proved: no other portfolio that keeps the demands is worth more.")
    method = Selection.named(play["method"])
    return msg("The method is: {method}.", method=method.label if method else None)


def _start(project: Mapping[str, Any], plan: Mapping[str, int]) -> Mapping[str, Any]:
    """Return the start that the plan gives the project, or else its first."""
    starts = project["starts"]
    found: Mapping[str, Any] = next(
        (one for one in starts if one["year"] == plan.get(project["id"])), starts[0]
    )
    return found


def _card(
    project: Mapping[str, Any], plan: Mapping[str, int], pages: AbstractSet[str], speak: Language
) -> Card:
    id_ = project["id"]
    page = f"project-{id_}"
    if id_ in plan:
        state = msg("yes, from {year}", year=plan[id_])
    else:
        state = msg("no") if project["starts"] else msg("cannot take part")
    return Card(
        id=id_,
        rank="–" if project["rank"] is None else str(project["rank"]),
        title=project["title"],
        page=page if page in pages else "",
        funded=id_ in plan,
        state=speak(state),
        cost=_cost(project, plan, speak),
    )


def _cost(project: Mapping[str, Any], plan: Mapping[str, int], speak: Language) -> str:
    """Return the gross cost of each budget that has any."""
    if not project["starts"]:
        return "–"
    cost = _start(project, plan)["cost"]
    operating, investment = (int(cost[budget]) for budget in BUDGETS)
    told = []
    if operating:
        told.append(msg("{amount} operating", amount=Kroner(operating)))
    if investment:
        told.append(msg("{amount} investment", amount=Kroner(investment)))
    return " · ".join(speak(one) for one in told) or speak(msg("no cost"))
