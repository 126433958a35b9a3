"""The files of a portfolio that begins: a strategy with goals, areas and criteria, and a round."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from innostrat.commands.authoring import authored
from innostrat.errors import CannotGoOnError
from innostrat.files.lock import PREFIX, SUFFIX
from innostrat.messages import Message, msg
from innostrat.model.base import slugify
from innostrat.model.round import Round
from innostrat.model.strategy import Strategy

if TYPE_CHECKING:
    from collections.abc import Sequence

    from innostrat.files.events import Value
    from innostrat.language import Language

# A beginning that can be used at once and is meant to be changed: described levels, so that two
# people answer alike, and the lowest level worth nothing.
CRITERIA: Final[tuple[tuple[Message, Message, int, tuple[Message, ...]], ...]] = (
    (
        msg("Need"),
        msg("How many have the need, how grave is it, and how do we know?"),
        30,
        (
            msg("Nobody has told of the need."),
            msg("Some have told of it."),
            msg("Many have told of it, or it is grave for a few."),
            msg("Figures show that many have it, or that it is grave."),
            msg("Figures show a grave need of many, which is growing."),
        ),
    ),
    (
        msg("Use"),
        msg("How much better does it become, and for how many?"),
        30,
        (
            msg("No difference that anybody would notice."),
            msg("A little better for a few."),
            msg("Clearly better for a few, or a little better for many."),
            msg("Clearly better for many."),
            msg("Decisively better for many, for years."),
        ),
    ),
    (
        msg("Feasibility"),
        msg("How surely will it be done with the time, people and money that it asks for?"),
        15,
        (
            msg("It depends on what nobody here can decide."),
            msg("Much is unknown, and nobody has time for it."),
            msg("The team is there; something important is unknown."),
            msg("The team is there, and the risks are known and answered."),
            msg("It has been done elsewhere in the same way, and all is in place."),
        ),
    ),
)
GOALS_WEIGHT: Final = 25
# The same bytes on every machine, and nothing of a change that was killed before it was done.
ATTRIBUTES: Final = b"*.yaml text eol=lf\n"
IGNORED: Final = f"{PREFIX}*{SUFFIX}\n".encode()


@dataclass(frozen=True, slots=True)
class Beginning:
    """What an organisation says of itself when it begins."""

    organisation: str
    title: str
    language: str
    focus_areas: tuple[str, ...]
    service_areas: tuple[str, ...]
    years: tuple[int, ...]
    round_title: str
    frames: tuple[dict[str, Value], ...]


def files(given: Beginning, speak: Language) -> dict[str, bytes]:
    """Return the files of the new portfolio by path; `speak` is the portfolio's own language."""
    id_ = slugify(given.round_title) or "plan"
    note = msg("Made by innostrat init. Everything in it is meant to be changed.")
    round_: dict[str, Value] = {
        "id": id_,
        "title": given.round_title,
        "years": [str(year) for year in given.years],
        "frames": list(given.frames),
    }
    later = ("budgets", "deadlines", "balance")
    return {
        ".gitattributes": ATTRIBUTES,
        ".gitignore": IGNORED,
        "strategy.yaml": authored(
            Strategy,
            _strategy(given, speak),
            speak,
            heading=[note],
            later=("vision", "weight_order", "profiles", "brand", "adopted_by"),
        ),
        f"rounds/{id_}.yaml": authored(Round, round_, speak, later=later),
    }


def _strategy(given: Beginning, speak: Language) -> dict[str, Value]:
    return {
        "format": "1",
        "organisation": given.organisation,
        "title": given.title,
        "language": given.language,
        "goals": [
            {
                "id": id_,
                "kind": "focus_area",
                "title": title,
                "goals": [{"id": f"{id_}-1", "title": speak(msg("A goal of {area}", area=title))}],
            }
            for id_, title in _named(given.focus_areas)
        ],
        "service_areas": [
            {"id": id_, "title": title} for id_, title in _named(given.service_areas)
        ],
        "criteria": [*(_criterion(*one, speak) for one in CRITERIA), _goals(speak)],
    }


def _criterion(
    title: Message, question: Message, weight: int, levels: Sequence[Message], speak: Language
) -> dict[str, Value]:
    described: dict[str, Value] = {
        str(level): speak(text) for level, text in enumerate(levels, start=1)
    }
    return {
        "id": slugify(speak(title)),
        "title": speak(title),
        "question": speak(question),
        "weight": str(weight),
        "scale": {"kind": "levels", "levels": described},
    }


def _goals(speak: Language) -> dict[str, Value]:
    title = speak(msg("Contribution to the goals"))
    return {
        "id": slugify(title),
        "title": title,
        "weight": str(GOALS_WEIGHT),
        "scale": {"kind": "goals"},
    }


def _named(titles: Sequence[str]) -> list[tuple[str, str]]:
    """Return titles with ids made of them; two that give the same id are refused."""
    found = [(slugify(title), title) for title in titles]
    ids = [id_ for id_, _ in found]
    for id_, title in found:
        if not id_ or ids.count(id_) > 1:
            raise CannotGoOnError(msg("No id of its own can be made of {title}", title=title))
    return found
