"""Divides running text into what formats can show: paragraphs, points of a list, laid-out text."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Final, NamedTuple

from innostrat.formats.escape import lines, one_line, visible
from innostrat.messages import Message

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from innostrat.language import Language

POINT: Final = "• "
TAB: Final = 4  # spaces


class ProseKind(Enum):
    """How a passage is to be set."""

    PARAGRAPH = "paragraph"
    POINT = "point"  # without its bullet
    LAID_OUT = "laid out"  # several lines, whose indentation means something


class ProseBlock(NamedTuple):
    """A piece of running text, visible; only laid-out text has line breaks."""

    kind: ProseKind
    text: str


def prose_blocks(text: Sequence[Message | str], speak: Language) -> Iterator[ProseBlock]:
    """Yield each of our own sentences, and somebody's text line by line unless lines stand in."""
    for part in text:
        if isinstance(part, Message):
            said = one_line(speak(part))
            point = said.startswith(POINT)
            yield ProseBlock(
                ProseKind.POINT if point else ProseKind.PARAGRAPH, said.removeprefix(POINT)
            )
        elif "\n " in part:
            rows = part.expandtabs(TAB).replace("\r\n", "\n").strip("\n").split("\n")
            shown = "\n".join(visible(row.rstrip(" ")) for row in rows)
            yield ProseBlock(ProseKind.LAID_OUT, shown)
        else:
            yield from (ProseBlock(ProseKind.PARAGRAPH, line) for line in lines(part))
