"""What a reader sees first on the page: what is recommended, project by project, and by phase."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from innostrat.budgets import ByBudget
from innostrat.formats.escape import one_line
from innostrat.messages import Kroner, Message, msg, msgn
from innostrat.model.words import Phase

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Set as AbstractSet

    from innostrat.language import Language
    from innostrat.reports.overview import Overview, OverviewEntry

LABELS: Final = {
    "board": msg("The projects by phase"),
    "back": msg("Back to the list"),
    "about": msg("About this document"),
}


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
    """What is to be checked, the first sentences, the cards of what is funded and what is not.

    `phases` are the cards by phase.
    """

    title: str
    first: tuple[str, ...]
    said: tuple[str, ...]
    groups: tuple[CardGroup, ...]
    phases: tuple[CardGroup, ...]


def answer_view(found: Overview, pages: AbstractSet[str], speak: Language) -> FirstScreen:
    """Return what the template shows first; `pages` are the ids of sections about a project."""
    cards = [(one.phase, _card(one, pages, speak)) for one in found.entries]
    funded = tuple(card for _, card in cards if card.funded)
    others = tuple(card for _, card in cards if not card.funded)
    if found.decided:
        chosen, rest = msg("Decided ({n})", n=len(funded)), msg("Not funded ({n})", n=len(others))
    else:
        chosen = msg("Recommended ({n})", n=len(funded))
        rest = msg("Not recommended ({n})", n=len(others))
    groups = (CardGroup(speak(chosen), funded), CardGroup(speak(rest), others))
    phases = tuple(
        CardGroup(
            one_line(speak(phase.label)), tuple(card for where, card in cards if where is phase)
        )
        for phase in Phase
    )
    return FirstScreen(
        speak(msg("The decision") if found.decided else msg("Recommendation")),
        tuple(speak(one) for one in found.first),
        tuple(speak(one) for one in _said(found)),
        tuple(one for one in groups if one.cards),
        tuple(one for one in phases if one.cards),
    )


def _said(found: Overview) -> Iterator[Message]:
    count, funded = len(found.entries), len(found.funded)
    if found.decided:
        yield msgn(
            "{funded} of {n} project is funded.",
            "{funded} of {n} projects are funded.",
            count,
            funded=funded,
        )
    else:
        yield msgn(
            "{funded} of {n} project is recommended.",
            "{funded} of {n} projects are recommended.",
            count,
            funded=funded,
        )
    cost = ByBudget.total(one.cost for one in found.funded if one.cost)
    yield msg(
        "Gross cost in the years of the plan: {operating} operating, {investment} investment.",
        operating=Kroner(cost.operating),
        investment=Kroner(cost.investment),
    )
    if found.proved:
        yield msg("Proved: no other portfolio that keeps the demands is worth more.")
    elif not found.decided:
        yield msg("The method is: {method}.", method=found.method.label)


def _card(entry: OverviewEntry, pages: AbstractSet[str], speak: Language) -> Card:
    page = f"project-{entry.id}"
    if entry.start is not None:
        state = msg("yes, from {year}", year=entry.start)
    else:
        state = msg("cannot take part") if entry.cost is None else msg("no")
    return Card(
        id=entry.id,
        rank="–" if entry.rank is None else str(entry.rank),
        title=one_line(entry.title),
        page=page if page in pages else "",
        funded=entry.start is not None,
        state=speak(state),
        cost="–" if entry.cost is None else _cost(entry, speak),
    )


def _cost(entry: OverviewEntry, speak: Language) -> str:
    """Return the gross cost of each budget that has any, and what fees pay."""
    told = []
    if entry.cost and entry.cost.operating:
        told.append(msg("{amount} operating", amount=Kroner(entry.cost.operating)))
    if entry.cost and entry.cost.investment:
        told.append(msg("{amount} investment", amount=Kroner(entry.cost.investment)))
    if entry.fees and entry.fees.operating:
        told.append(msg("{amount} operating, paid by fees", amount=Kroner(entry.fees.operating)))
    if entry.fees and entry.fees.investment:
        told.append(msg("{amount} investment, paid by fees", amount=Kroner(entry.fees.investment)))
    nothing = msg("no kroner in the years of the plan") if entry.counted else msg("cost not stated")
    return " · ".join(speak(one) for one in told or [nothing])
