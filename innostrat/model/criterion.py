"""A criterion: what projects are judged by, and what its answers do to a project's value."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Annotated, Any, Final

from pydantic import model_validator

from innostrat.messages import Listing, Percent, msg
from innostrat.model import rules
from innostrat.model.base import Amount, Model, Number, Refusal, Share, Slug, Text, TitleText, about
from innostrat.model.scales import FULL, LevelScale, NumberScale, ReachScale, Scale
from innostrat.model.words import Role

if TYPE_CHECKING:
    from collections.abc import Mapping

KEYS_OF: Final = {
    "weight": Role.BENEFIT,
    "weight_range": Role.BENEFIT,
    "range": Role.FACTOR,
    "at_least": Role.GATE,
}


class Criterion(Model):
    """One of the things that a project is judged by.

    A benefit adds weight × value to a project's value, a factor multiplies the sum by its share,
    and a gate lets a project compete or not.
    """

    id: Annotated[Slug, about("The criterion's id, which scores refer to")]
    title: Annotated[TitleText, about("The criterion in a few words")]
    role: Annotated[
        Role, about("benefit adds to the value, factor multiplies it, gate lets a project compete")
    ] = Role.BENEFIT
    question: Annotated[Text | None, about("What the assessor answers")] = None
    weight: Annotated[
        Amount, about("How much a benefit's step from 0 to 100 counts, relatively to the others")
    ] = Decimal(0)
    weight_range: Annotated[
        tuple[Amount, Amount] | None,
        about("How far the weight may move in the robustness analysis"),
    ] = None
    range: Annotated[
        tuple[Share, Share] | None,
        about("How far a factor's lowest share may move in the sensitivity analysis"),
    ] = None
    at_least: Annotated[
        Number | None, about("The lowest level or number with which a gate lets a project compete")
    ] = None
    scale: Annotated[Scale, about("How an answer becomes a value from 0 to 100, or a share")]

    @model_validator(mode="after")
    def _fits(self) -> Criterion:
        for key, role in KEYS_OF.items():
            if key in self.model_fields_set and role is not self.role:
                raise Refusal(
                    rules.ROLE,
                    msg("{key} belongs to the role {role}", key=key, role=role.value),
                    msg("Remove it, or write role: {role}", role=role.value),
                    at=(key,),
                )
        match self.role:
            case Role.BENEFIT:
                _benefit(self)
            case Role.FACTOR:
                _factor(self)
            case Role.GATE:
                _gate(self)
        return self

    @property
    def lowest(self) -> Fraction:
        """The lowest share that a factor's scale describes; 0 where it begins with nothing."""
        return min(value for _, value in _corners(self.scale)) / FULL

    @property
    def highest(self) -> Fraction:
        """The highest share that a factor's scale describes, at most 1."""
        return min(max(value for _, value in _corners(self.scale)), FULL) / FULL

    @cached_property
    def falls(self) -> bool:
        """Whether less is better."""
        return isinstance(self.scale, NumberScale) and self.scale.falls

    def value(self, raw: Fraction) -> Fraction:
        """Return what an answer is worth: points, of which a factor has at most 100 (per cent)."""
        value = self.scale.value(raw)
        return min(value, FULL) if self.role is Role.FACTOR else value

    def admits(self, raw: Fraction) -> bool:
        """Whether a gate lets a project with that answer compete."""
        return raw <= self.threshold if self.falls else raw >= self.threshold

    @cached_property
    def threshold(self) -> Fraction:
        """The answer with which a gate just lets a project compete."""
        assert self.at_least is not None  # noqa: S101  (a gate has it)
        return Fraction(self.at_least)


def _benefit(one: Criterion) -> None:
    if "weight" not in one.model_fields_set:
        raise Refusal(
            rules.MISSING_KEY,
            msg("The key {key} is missing", key="weight"),
            msg("Write how much it counts beside the others: weight: 20"),
        )
    written = _written(one.scale)
    for answer, value in written.items():
        if isinstance(value, Fraction):
            raise Refusal(
                rules.ROLE,
                msg("A share belongs to the role {role}", role=Role.FACTOR.value),
                msg("Write points from 0 to 100, or role: factor"),
                at=("scale", _values_key(one.scale), str(answer)),
            )
    if isinstance(one.scale, LevelScale) and written:
        ordered = list(written.values())
        if ordered != sorted(ordered) or ordered[0] != 0 or ordered[-1] != 100:  # noqa: PLR2004
            raise Refusal(
                rules.NUMBER,
                msg("The values do not rise from 0 to 100"),
                msg("The lowest level has the value 0, the highest 100"),
                at=("scale", "values"),
            )
    if one.weight_range is not None:
        low, high = one.weight_range
        if not low <= one.weight <= high:
            raise Refusal(
                rules.NUMBER,
                msg("The weight is outside its own range"),
                msg("Write [lowest, highest] around {weight}", weight=one.weight),
            )


def _factor(one: Criterion) -> None:
    if isinstance(one.scale, ReachScale):
        raise Refusal(
            rules.FACTOR,
            msg("Reach is a quantity, and no share of one"),
            msg("Write role: benefit and a weight"),
            at=("role",),
        )
    written = _written(one.scale)
    key = _values_key(one.scale)
    for answer, value in written.items():
        if not isinstance(value, Fraction):
            raise Refusal(
                rules.FACTOR,
                msg("{value} is not a share", value=value),
                msg("Write what is left of the benefits, with a per cent sign: 80 %"),
                at=("scale", key, str(answer)),
            )
    if isinstance(one.scale, LevelScale):
        for (_, below), (level, value) in pairwise(written.items()):
            if value < below:
                raise Refusal(
                    rules.FACTOR,
                    msg("Level {level} gives less than the level below it", level=level),
                    msg("Write shares that rise: {example}", example="{1: 0 %, 2: 40 %, 3: 100 %}"),
                    at=("scale", key, str(level)),
                )
    if one.range is not None:
        low, high = one.range
        if not low <= one.lowest <= high:
            raise Refusal(
                rules.FACTOR,
                msg("The factor's lowest share is outside its own range"),
                msg("Write [lowest, highest] around {share}", share=Percent(one.lowest)),
                at=("range",),
            )


def _gate(one: Criterion) -> None:
    if one.at_least is None:
        raise Refusal(
            rules.MISSING_KEY,
            msg("The key {key} is missing", key="at_least"),
            msg("Write the lowest answer that lets a project compete: at_least: 3"),
        )
    if not one.scale.reaches(Fraction(one.at_least)):
        raise Refusal(
            rules.GATE,
            msg("The scale has no answer {value}", value=one.at_least),
            msg("The levels are {levels}", levels=Listing(tuple(sorted(one.scale.levels))))
            if isinstance(one.scale, LevelScale)
            else msg("Write the lowest answer that lets a project compete"),
            at=("at_least",),
        )


def _corners(scale: Scale) -> tuple[tuple[Fraction, Fraction], ...]:
    """Return the answers that a scale describes with their values, or its two ends."""
    if isinstance(scale, LevelScale | NumberScale):
        return scale.corners
    return ((Fraction(0), Fraction(0)), (Fraction(1), FULL))


def _written(scale: Scale) -> Mapping[Any, Decimal | Fraction]:
    return scale.written if isinstance(scale, LevelScale | NumberScale) else {}


def _values_key(scale: Scale) -> str:
    return "points" if isinstance(scale, NumberScale) else "values"
