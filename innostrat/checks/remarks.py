"""What the comments in the rules' examples say, in the reader's language; keys stay as they are."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from innostrat.messages import Message, msg

if TYPE_CHECKING:
    from collections.abc import Iterator

    from innostrat.language import Language

COMMENT: Final = re.compile(r"(?<=# )\S+ .+$", re.MULTILINE)  # a word alone is a key or a file
CODE: Final = re.compile(r"\{.*\}")


def remarks(example: str) -> Iterator[Message]:
    """Yield what the comments of an example say, what is written in braces as a value."""
    for found in COMMENT.finditer(example):
        yield _remark(found[0])


def example_in(example: str, speak: Language) -> str:
    """Return an example with its comments in a language."""
    return COMMENT.sub(lambda found: speak(_remark(found[0])), example)


def _remark(said: str) -> Message:
    code = CODE.search(said)
    return msg(said) if code is None else msg(CODE.sub("{code}", said), code=code[0])
