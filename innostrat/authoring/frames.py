"""Reads the frames of a round as people write them: kroner, investments, and capacity."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from innostrat.authoring.answers import read_capacity, read_kroner
from innostrat.errors import CannotGoOnError
from innostrat.messages import msg
from innostrat.model.base import slugify
from innostrat.model.words import FrameKind
from innostrat.money import is_money
from innostrat.shell import asking

if TYPE_CHECKING:
    from collections.abc import Sequence

    from innostrat.files.yaml.events import YamlValue
    from innostrat.language import Language

FRAME: Final = re.compile(r"(\S[^:]*):\s*+(\S.*)")
INVESTMENT: Final = re.compile(r"(?i)(.*\S)\s+(?:investering|investment)")
CAPACITY: Final = re.compile(r"([0-9][0-9 ]*+(?:[.,][0-9]{1,2})?)\s*+([^\W\d_].*)")
QUESTION: Final = msg(
    "A frame and what it holds each year? (Innovation fund: 500 000; Equipment: 2 mill investment; "
    "Project leaders: 1,5 positions)"
)


def parsed_frame(text: str, years: Sequence[int]) -> dict[str, YamlValue]:
    """Return a frame that holds the same each year, in kroner or in a unit of its own."""
    found = FRAME.fullmatch(text.strip())
    held = None if found is None else _held(found[2].strip())
    if found is None or held is None or not slugify(found[1]):
        raise CannotGoOnError(
            msg(
                "{text} is no frame: write its title, a colon and what it holds: {example}",
                text=text,
                example="Drift: 500 000",
            )
        )
    kind, amount, unit = held
    frame: dict[str, YamlValue] = {
        "id": slugify(found[1]),
        "title": found[1].rstrip(),
        "kind": kind.value,
    }
    if unit is not None:
        frame["unit"] = unit
    return frame | {"amounts": {str(year): amount for year in years}}


def _held(text: str) -> tuple[FrameKind, str, str | None] | None:
    """Return kind, amount and unit; None for what is no amount of anything."""
    invested = INVESTMENT.fullmatch(text)
    try:
        kind = FrameKind.INVESTMENT if invested else FrameKind.OPERATING
        return kind, read_kroner(invested[1] if invested else text), None
    except CannotGoOnError:
        found = CAPACITY.fullmatch(text)
        if found is None or invested or is_money(found[2]):
            return None
        return FrameKind.CAPACITY, read_capacity(found[1].strip()), found[2].strip()


def asked_frames(
    given: Sequence[str], years: Sequence[int], language: Language
) -> list[dict[str, YamlValue]]:
    """Return the frames given, or answered one after the other; each answer is checked at once."""
    if given:
        return [parsed_frame(wish, years) for wish in given]
    first = asking.checked(
        None, "--frame", QUESTION, language, lambda one: parsed_frame(one, years)
    )
    found = [parsed_frame(first, years)]
    more = msg("One more? (empty: no)")
    while (
        text := asking.prompted(
            more, {}, lambda one: parsed_frame(one, years), language, may_skip=True
        )
    ) is not None:
        found.append(parsed_frame(text, years))
    return found
