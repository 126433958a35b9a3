"""What a project's money is made of, part by part, in frames and years."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Final, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Container, Mapping

FrameInYear: TypeAlias = tuple[str, int]  # a frame's id and a year


class Part(Enum):
    """How a row of amounts counts in a frame."""

    COST = "cost"
    GRANT = "grant"
    SAVING = "saving"
    INTEREST = "interest"
    INSTALMENT = "instalment"
    TRANSFER = "transfer"

    @property
    def sign(self) -> int:
        """Return 1 for what uses a frame, -1 for what gives back to it."""
        return -1 if self in {Part.GRANT, Part.SAVING} else 1

    @property
    def is_capital(self) -> bool:
        """Whether it is what investments cost the operating budget."""
        return self in CAPITAL


CAPITAL: Final = frozenset({Part.INTEREST, Part.INSTALMENT, Part.TRANSFER})
NO_FRAME: Final = "capital-costs"
"""Where capital costs stand when the round says that they use no frame, and a pot that is apart."""


@dataclass(frozen=True, slots=True)
class Money:
    """A project's most likely amounts by part, frame and year, in the frame's smallest unit.

    All are positive: costs are gross, grants only what is granted, savings only budget savings
    that a unit has committed itself to; they free room only with `refill`.
    """

    parts: Mapping[Part, Mapping[FrameInYear, int]]
    refill: bool

    @classmethod
    def none(cls) -> Money:
        """Return no amounts at all."""
        return cls({}, refill=False)

    def of(self, part: Part) -> Mapping[FrameInYear, int]:
        """Return the amounts of one part."""
        return self.parts.get(part, {})

    @property
    def costs(self) -> Mapping[FrameInYear, int]:
        """The gross costs."""
        return self.of(Part.COST)

    @property
    def savings(self) -> Mapping[FrameInYear, int]:
        """The budget savings that units have committed themselves to."""
        return self.of(Part.SAVING)

    def only(self, part: Part) -> Money:
        """Return the amounts of one part alone."""
        return Money({part: self.of(part)}, self.refill)

    def without(self, parts: Container[Part]) -> Money:
        """Return the amounts of all other parts."""
        return Money({one: self.of(one) for one in Part if one not in parts}, self.refill)

    def less(self, other: Money) -> Money:
        """Return what is left of the amounts when another's are taken out."""
        left = {
            part: {key: amount - other.of(part).get(key, 0) for key, amount in amounts.items()}
            for part, amounts in self.parts.items()
        }
        return Money(left, self.refill)

    def plus(self, other: Money) -> Money:
        """Return the amounts and another's together."""
        both = {
            part: {
                key: self.of(part).get(key, 0) + other.of(part).get(key, 0)
                for key in sorted({*self.of(part), *other.of(part)})
            }
            for part in Part
        }
        return Money(both, self.refill or other.refill)

    def with_year_before(self, before: Money) -> Money:
        """Return these amounts and those of the year before them."""
        return Money({part: {**before.of(part), **self.of(part)} for part in Part}, self.refill)

    @property
    def is_nothing(self) -> bool:
        """Whether no amount is other than 0."""
        return not any(any(amounts.values()) for amounts in self.parts.values())

    @property
    def net(self) -> dict[FrameInYear, int]:
        """What the project takes of each frame; negative where it gives back."""
        net: dict[FrameInYear, int] = defaultdict(int)
        for part, amounts in self.parts.items():
            counts = self.refill or part is not Part.SAVING
            for resource, amount in amounts.items() if counts else ():
                if resource[0] != NO_FRAME:
                    net[resource] += part.sign * amount
        return {resource: amount for resource, amount in sorted(net.items()) if amount}
