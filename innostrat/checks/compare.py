"""Tells which findings are new and which are gone between two states of the same files."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Sequence

    from innostrat.findings import Finding
    from innostrat.messages import Message

Identity: TypeAlias = "tuple[str, str, str, Message, bool]"


@dataclass(frozen=True, slots=True)
class FindingsChange:
    """The findings that came, in the order they were given in, and those that went."""

    new: tuple[Finding, ...]
    solved: tuple[Finding, ...]


def identity(finding: Finding) -> Identity:
    """Return what makes a finding the same one after its line has moved.

    Its place is no part of it. That somebody has accepted it is: it then is another matter.
    """
    return (
        finding.code,
        finding.location.path,
        finding.item,
        finding.message,
        finding.waived is not None,
    )


def compare_findings(before: Sequence[Finding], after: Sequence[Finding]) -> FindingsChange:
    """Return what is in `after` and not in `before`, and the other way round.

    Of findings that say the same, so many are known as there were; the last ones are the new.
    """
    return FindingsChange(new=_surplus(after, before), solved=_surplus(before, after))


def _surplus(those: Sequence[Finding], known: Sequence[Finding]) -> tuple[Finding, ...]:
    left = Counter(map(identity, known))
    surplus = []
    for finding in those:
        same = identity(finding)
        if left[same]:
            left[same] -= 1
        else:
            surplus.append(finding)
    return tuple(surplus)
