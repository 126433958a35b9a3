"""What the tool has to say about a file: where, how grave, which rule, and what to do."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from innostrat.messages import Message


class Severity(StrEnum):
    """How grave a finding is; an error keeps the item out of the ranking."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for the gravest."""
        return list(Severity).index(self)


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """A place in a file: lines and columns from 1, columns in characters, the end exclusive.

    `path` is relative to the working directory or the revision's root, with forward slashes.
    """

    path: str
    line: int = 1
    column: int = 1
    end_line: int = 1
    end_column: int = 1


@dataclass(frozen=True, slots=True)
class Rule:
    """A thing that can be wrong: stable code, and the page that `innostrat explain` prints."""

    code: str
    slug: str
    severity: Severity
    title: Message
    why: Message
    fix: Message
    example: str = ""


@dataclass(frozen=True, slots=True)
class Related:
    """Another place that the finding is about."""

    location: Location
    message: Message


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong, at one place.

    `message` is one phrase that stands alone, `hint` says what to do. `item` is the id of the idea,
    project or round. `waived` is the reason that the item itself gives for accepting the finding.
    `lacks` names what is not there yet, where the finding is that.
    """

    rule: Rule
    severity: Severity
    message: Message
    location: Location
    item: str = ""
    hint: Message | None = None
    related: tuple[Related, ...] = ()
    waived: str | None = None
    lacks: Message | None = None

    @property
    def is_of_draft(self) -> bool:
        """Whether it only says what a draft lacks, which people see in one line a draft."""
        return self.lacks is not None and self.severity is Severity.INFO

    @property
    def is_open_error(self) -> bool:
        """Whether it is an error that nobody has accepted: it keeps its item out of the plan."""
        return self.severity is Severity.ERROR and self.waived is None

    @property
    def code(self) -> str:
        """The rule's code, `M402`."""
        return self.rule.code

    @property
    def order(self) -> tuple[Location, str, str]:
        """The order in which findings are shown: by place, then code."""
        return (self.location, self.code, self.message.template)
