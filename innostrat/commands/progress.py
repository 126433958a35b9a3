"""Says on standard error how far long work has come, to a person who waits and to nobody else."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final, TypeVar

from innostrat.messages import msg

if TYPE_CHECKING:
    from innostrat.language import Language

T = TypeVar("T")
PATIENCE: Final = 1.0  # seconds without a word


def counted(items: Sequence[T], language: Language) -> Iterator[T]:
    """Yield the items; after a second, say on a terminal how many are done and how long is left."""
    begun, shown = time.monotonic(), False
    for number, item in enumerate(items):
        spent = time.monotonic() - begun
        if number and spent > PATIENCE and sys.stderr.isatty():
            left = round(spent / number * (len(items) - number))
            text = msg(
                "{done} of {total}, about {left} s left", done=number, total=len(items), left=left
            )
            sys.stderr.write(f"\r\x1b[K{language(text)}")
            sys.stderr.flush()
            shown = True
        yield item
    if shown:
        sys.stderr.write("\r\x1b[K")
