"""What every kind of scale does: it measures, gives a value, and says in words what it measured."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from innostrat.model.base import Model

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from fractions import Fraction

    from innostrat.messages import Listing, Message
    from innostrat.model.project import Project
    from innostrat.model.score import Score
    from innostrat.model.words import NumberSource


@dataclass(frozen=True, slots=True)
class Answer:
    """What a scale may look at: the project, what assessors say, and its economy in kroner."""

    project: Project
    assessed: Fraction | None
    numbers: Mapping[NumberSource, Fraction]


class ScaleLine(NamedTuple):
    """One line behind an answer: what it is about, what is there, and why if that is given."""

    name: Message | str
    said: Message | Listing | str
    because: str | None = None


class ScaleKind(Model):
    """A kind of scale."""

    @property
    @abstractmethod
    def assessed(self) -> bool:
        """Whether people give the answer."""

    @abstractmethod
    def raw(self, answer: Answer) -> Fraction | None:
        """Return what the scale measures of a project, or None where that is not known."""

    @abstractmethod
    def measured(self, score: Score) -> Fraction | None:
        """Return what one assessor's answer measures, or None for an answer of another kind."""

    @abstractmethod
    def value(self, raw: Fraction) -> Fraction:
        """Return the value of what was measured; 0 and 100 are the ends of the scale."""

    @abstractmethod
    def reaches(self, least: Fraction) -> bool:
        """Whether an answer may be that; a gate asks for at least that much."""

    @abstractmethod
    def said(self, raw: Fraction) -> Message:
        """Return what was measured, in the scale's own unit: `level 3`."""

    @abstractmethod
    def explained(
        self, raw: Fraction, project: Project, goals: Mapping[str, str]
    ) -> Iterator[ScaleLine]:
        """Yield what stands behind what was measured: the level's description, the goals.

        `goals` are the titles of the strategy's goals by id.
        """

    def asked(self) -> Iterator[ScaleLine]:
        """Yield what an assessor must know to answer, where people answer."""
        yield from ()
