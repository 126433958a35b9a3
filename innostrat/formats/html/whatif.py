"""The words and rows of the part of the page in which a meeting tries other weights."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from innostrat.formats.escape import one_line
from innostrat.messages import Message, msg
from innostrat.model.words import Selection

if TYPE_CHECKING:
    from collections.abc import Mapping

    from innostrat.language import Language

LABELS: Final = {
    "whatif": msg("Try other weights"),
    "unscripted": msg("This part needs JavaScript, which is turned off here."),
    "weights": msg("The weight of each criterion, and its share of them all"),
    "reset": msg("Back to the weights of the strategy"),
    "ranked": msg("The ranking with your weights"),
    "rank": msg("No."),
    "before": msg("Before"),
    "project": msg("Project"),
    "value": msg("Value"),
    "listed": msg("Funded"),
    "planned": msg("In the plan"),
    "decide": msg("Your choice"),
}
# Sentences that the browser completes: each place stands for itself until then.
SENTENCES: Final = {
    "funds": msg("{n} of {all} projects.", n="{n}", all="{all}"),
    "costs": msg(
        "Worth {value} points together, for {operating} of operating and {investment} of "
        "investment cost in the years of the plan.",
        value="{value}",
        operating="{operating}",
        investment="{investment}",
    ),
    "enter": msg("Comes in: {titles}.", titles="{titles}"),
    "leave": msg("Goes out: {titles}.", titles="{titles}"),
    "own": msg("These are the weights of the strategy."),
    "same": msg("The same projects as in the plan."),
    "proved": msg("Proved: no other portfolio that keeps the demands is worth more."),
    "official": msg("This is the official plan."),
    "list": msg("This is where going down the list ends, which is the method of the round."),
    "near": msg("This follows the list as closely as the method of the round lets it."),
    "looking": msg("Looking for something better …"),
    "open": msg(
        "Not proved: something better may exist. The quality advisor can ask innostrat what-if."
    ),
    "none": msg(
        "No portfolio keeps all demands with these choices; this is where going down the list ends."
    ),
    "over": msg("Beyond the frame: {frames}.", frames="{frames}"),
    "alone": msg("In without what it requires: {titles}.", titles="{titles}"),
    "rivals": msg("In although they exclude each other: {titles}.", titles="{titles}"),
    "nothing": msg("All weights are 0. Give at least one criterion a weight."),
    "weight": msg("{weight} ({percent})", weight="{weight}", percent="{percent}"),
    "in": msg("yes"),
    "out": msg("no"),
    "enters": msg("comes in"),
    "leaves": msg("goes out"),
}
STATES: Final = (("free", msg("free")), ("force", msg("in")), ("exclude", msg("out")))


def visible_data(data: Any) -> Any:  # noqa: ANN401  (JSON in, JSON out)
    """Return JSON in which no text hides anything."""
    match data:
        case str():
            return one_line(data)
        case dict():
            return {key: visible_data(value) for key, value in data.items()}
        case list() | tuple():
            return [visible_data(value) for value in data]
        case _:
            return data


def what_if_view(play: Mapping[str, Any], speak: Language) -> dict[str, Any]:
    """Return what the template shows of visible play data."""
    planned = set(play["plan"])
    yes, no = speak(msg("yes")), speak(msg("no"))
    return {
        "intro": [speak(sentence) for sentence in _intro(play)],
        "most": play["most"],
        "criteria": [
            {"title": one["title"], "weight": one["weight"], "hint": _hint(one, play, speak)}
            for one in play["criteria"]
        ],
        "states": [(value, speak(text)) for value, text in STATES],
        "projects": [
            {
                "id": one["id"],
                "title": one["title"],
                "rank": "–" if one["rank"] is None else one["rank"],
                "planned": yes if one["id"] in planned else no,
                "free": one["starts"] and not one["bound"],
                "because": speak(msg("bound") if one["bound"] else msg("cannot take part")),
            }
            for one in play["projects"]
        ],
        "notes": [speak(sentence) for sentence in _notes(play)],
    }


def _intro(play: Mapping[str, Any]) -> tuple[Message, ...]:
    method = Selection.named(play["method"])
    if method is Selection.OPTIMAL:
        official = msg(
            "The official plan is the one in this document. The tool made it, and searched for the "
            "portfolio of most value under all the demands of the round."
        )
    else:
        official = msg(
            "The official plan is the one in this document. The tool made it otherwise: {method}.",
            method=method.label if method else None,
        )
    if method is Selection.RANKING:
        return official, msg(
            "Here the browser ranks anew with your weights and goes down the list as the tool "
            "does. No file is changed."
        )
    if method is Selection.NEAR_RANKING:
        return official, msg(
            "Here the browser ranks anew with your weights and follows the list as closely as the "
            "tool does. No file is changed."
        )
    return official, msg(
        "Here the browser finds the portfolio of most value with your weights and choices, and "
        "says when that is proved. It counts as the tool does. No file is changed."
    )


def _notes(play: Mapping[str, Any]) -> tuple[Message, ...]:
    if play["complete"]:
        pool = msg(
            "Within the ranges of the strategy the answer is one of {n} portfolios that the tool "
            "has found, and it is proved that no other can be; else the browser searches.",
            n=len(play["pool"]),
        )
    else:
        pool = msg(
            "The tool has not proved beforehand which portfolios can be the best, so the browser "
            "searches."
        )
    optimal = Selection.named(play["method"]) is Selection.OPTIMAL
    return (
        msg(
            "Before is the rank with the weights of the strategy. What comes in or goes out is "
            "compared with the official plan."
        ),
        msg("Your choice: in demands the project, out keeps it away, free lets the value decide."),
        *((pool,) if optimal else ()),
    )


def _hint(criterion: Mapping[str, Any], play: Mapping[str, Any], speak: Language) -> str:
    if not criterion["range"]:
        return ""
    low, high = (Decimal(end).scaleb(-play["decimals"]) for end in criterion["range"])
    return speak(msg("The strategy tries {low} to {high}", low=low, high=high))
