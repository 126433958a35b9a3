"""Text that people will read, kept as template and values until a language is chosen."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from decimal import Decimal
    from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Kroner:
    """An amount of money, shown in whole kroner: `1 250 000 kr`."""

    amount: int


@dataclass(frozen=True, slots=True)
class Percent:
    """A share of one, shown in per cent; `decimals` digits after the decimal sign."""

    share: Fraction | Decimal
    decimals: int = 0


@dataclass(frozen=True, slots=True)
class Points:
    """A value on the scale 0–100, shown with `decimals` digits."""

    value: Fraction | Decimal
    decimals: int = 1


@dataclass(frozen=True, slots=True)
class Listing:
    """Several values in a row, with a sign between them."""

    items: tuple[Value, ...]
    between: str = ", "


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence in English with named places, and what goes into them.

    The template is ours and is looked up in a catalogue; the values may be anybody's text, so they
    are only ever put into the template, never read as one.
    """

    template: str
    values: Mapping[str, Value] = field(default_factory=lambda: MappingProxyType({}))
    plural: str | None = None
    count: int | None = None

    def __hash__(self) -> int:
        """Hash what a frozen mapping leaves unhashable."""
        return hash((self.template, tuple(sorted(self.values)), self.count))


Value: TypeAlias = (
    "str | int | Decimal | Fraction | date | Kroner | Percent | Points | Listing | Message | None"
)


def msg(template: str, /, **values: Value) -> Message:
    """Return the sentence `template` with `values`; Babel collects the template for translation."""
    return Message(template, MappingProxyType(values))


def msgn(singular: str, plural: str, count: int, /, **values: Value) -> Message:
    """Return a sentence whose form follows `count`, which both templates may name as `{n}`."""
    return Message(singular, MappingProxyType({**values, "n": count}), plural, count)


def few(names: Sequence[Value], most: int) -> Listing:
    """Return the names in a row; of many the first ones, and how many more there are."""
    more = len(names) - most
    rest = (msg("and {n} more", n=more),) if more > 0 else ()
    return Listing((*names[:most], *rest), "; ")


def mark(text: str) -> str:
    """Return `text` as it is; Babel collects it, and whoever shows it translates it."""
    return text
