"""What a format needs to know about its reader: language, width, colour, character set."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from innostrat.language import Language


@dataclass(frozen=True, slots=True)
class View:
    """How a report or findings are to be shown; formats ask nothing else of the environment.

    `width` is in terminal cells. With `ascii` the tool's own signs (rules, bars, dashes, no-break
    spaces) are ASCII; the letters of the data stay as they are.
    """

    language: Language
    width: int = 80
    color: bool = False
    ascii: bool = False
