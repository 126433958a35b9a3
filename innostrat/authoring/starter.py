"""The files of a portfolio that begins: a strategy with goals, areas and criteria, and a round."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from innostrat.authoring.new_file import authored
from innostrat.authoring.template import round_later
from innostrat.errors import CannotGoOnError
from innostrat.files.staged import PREFIX, SUFFIX
from innostrat.messages import Message, msg
from innostrat.model.base import slugify
from innostrat.model.round import Round
from innostrat.model.strategy import Strategy

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from innostrat.files.yaml.events import YamlValue
    from innostrat.language import Language

# A beginning that can be used at once and is meant to be changed: described levels, so that two
# people answer alike; benefits are quantities, so that what changes nothing is worth nothing.
NEED: Final = (
    msg("Nobody has told of the need."),
    msg("Some have told of it, and nothing is written down."),
    msg("It is documented by figures, a survey or cases."),
    msg("It is documented, and those who answer for the service give it priority."),
)
CHANGES: Final = ((msg("slightly"), 1), (msg("clearly"), 10), (msg("wholly"), 50))
FEASIBILITY: Final = (
    (msg("It depends on what nobody here can decide."), 0),
    (msg("Much is unknown, and nobody has time for it."), 40),
    (msg("The team is there; something important is unknown."), 70),
    (msg("The team is there, and the risks are known and answered."), 90),
    (msg("It has been done elsewhere in the same way, and all is in place."), 100),
)
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
    frames: tuple[dict[str, YamlValue], ...]


def files(given: Beginning, speak: Language) -> dict[str, bytes]:
    """Return the files of the new portfolio by path; `speak` is the portfolio's own language."""
    id_ = slugify(given.round_title) or "plan"
    note = msg("Made by innostrat init. Everything in it is meant to be changed.")
    round_: dict[str, YamlValue] = {
        "id": id_,
        "title": given.round_title,
        "years": [str(year) for year in given.years],
        "frames": list(given.frames),
        "committed_savings_refill": "false",
    }
    return {
        ".gitattributes": ATTRIBUTES,
        ".gitignore": IGNORED,
        "strategy.yaml": authored(
            Strategy,
            _strategy(given, speak),
            speak,
            heading=[note],
            later=_later(speak),
        ),
        f"rounds/{id_}.yaml": authored(Round, round_, speak, later=round_later(given.years, None)),
    }


def _strategy(given: Beginning, speak: Language) -> dict[str, YamlValue]:
    return {
        "format": "2",
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
        "criteria": [*_gates(speak), *_benefits(speak), _feasibility(speak)],
    }


def _later(speak: Language) -> dict[str, Sequence[str]]:
    """Return what the strategy may say too, with the criteria that it has here."""
    ids = [str(one["id"]) for one in _benefits(speak)]
    weights = ", ".join(f"{one}: {weight}" for one, weight in zip(ids, (40, 60), strict=True))
    return {
        "vision": ("vision: …",),
        "weight_order": (f"weight_order: [[{', '.join(ids)}]]",),
        "profiles": (f"profiles: [{{id: …, title: …, weights: {{{weights}}}}}]",),
        "brand": ("brand: {color: 1f5fa8}",),
        "adopted_by": ("adopted_by: {body: …, date: 2026-06-18}",),
    }


def _gates(speak: Language) -> Iterator[dict[str, YamlValue]]:
    """Yield what must be there: a documented need, and a goal of the strategy."""
    yield _criterion(
        speak(msg("Need")),
        speak(msg("How do we know that somebody has the need?")),
        {"role": "gate", "at_least": "3"},
        {"kind": "levels", "levels": _levels(NEED, speak)},
    )
    yield _criterion(
        speak(msg("Contribution to the goals")),
        None,
        {"role": "gate", "at_least": "1"},
        {"kind": "goals"},
    )


def _benefits(speak: Language) -> Iterator[dict[str, YamlValue]]:
    """Yield what adds up: people for whom it changes, and money that no frame is refilled by."""
    yield _criterion(
        speak(msg("Reach")),
        speak(msg("For how many people in a normal year, and how much does it change for them?")),
        {"role": "benefit", "weight": "70"},
        {
            "kind": "reach",
            "changes": {slugify(speak(name)): str(counts) for name, counts in CHANGES},
            "full": "1000",
        },
    )
    yield _criterion(
        speak(msg("Priced benefits")),
        None,
        {"role": "benefit", "weight": "30"},
        {"kind": "number", "source": "gross_benefits", "worst": "0", "best": "1000000"},
    )


def _feasibility(speak: Language) -> dict[str, YamlValue]:
    """Return the chance that it succeeds, by which all that it gives is multiplied."""
    shares: dict[str, YamlValue] = {
        str(level): f"{share} %" for level, (_, share) in enumerate(FEASIBILITY, start=1)
    }
    texts = tuple(text for text, _ in FEASIBILITY)
    return _criterion(
        speak(msg("Feasibility")),
        speak(msg("How surely will it be done with the time, people and money that it asks for?")),
        {"role": "factor"},
        {"kind": "levels", "levels": _levels(texts, speak), "values": shares},
    )


def _criterion(
    title: str, question: str | None, keys: dict[str, YamlValue], scale: dict[str, YamlValue]
) -> dict[str, YamlValue]:
    asked: dict[str, YamlValue] = {} if question is None else {"question": question}
    role = {"role": keys["role"]}
    return {"id": slugify(title), "title": title, **role, **asked, **keys, "scale": scale}


def _levels(texts: Sequence[Message], speak: Language) -> dict[str, YamlValue]:
    return {str(level): speak(text) for level, text in enumerate(texts, start=1)}


def _named(titles: Sequence[str]) -> list[tuple[str, str]]:
    """Return titles with ids made of them; two that give the same id are refused."""
    found = [(slugify(title), title) for title in titles]
    ids = [id_ for id_, _ in found]
    for id_, title in found:
        if not id_ or ids.count(id_) > 1:
            raise CannotGoOnError(msg("No id of its own can be made of {title}", title=title))
    return found
