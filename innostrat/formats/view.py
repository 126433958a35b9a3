"""What a format needs to know about its reader: language, width, colour, character set."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from innostrat.language import Language


@dataclass(frozen=True, slots=True)
class View:
    """How a report or findings are to be shown; formats ask nothing else of the environment.

    `width` is in terminal cells. With `ascii` all that a console is shown is ASCII, letters without
    their accents, since it could not print others; files and the formats for machines keep them.
    """

    language: Language
    width: int = 80
    color: bool = False
    ascii: bool = False
