"""Scores: each project's value, criterion by criterion, and the ranking.

`value = Π factor × Σ weight × value of the benefit`, with weights that sum to 1: an additive
multiattribute value function of benefits (Keeney and Raiffa 1976), each measured from doing nothing
(Clemen and Smith 2009), scaled by what makes all of them likelier or larger. Gates let in or keep
out. All sums are exact; two projects tie when they agree to what the selection counts in.
"""

from __future__ import annotations

from collections import ChainMap
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property, partial
from math import prod
from statistics import median
from typing import TYPE_CHECKING, Final, TypeAlias

from innostrat.analysis.value.opinions import Opinion, Opinions, assessed_opinions, own_opinions
from innostrat.appraisal import MoneyNumbers
from innostrat.language import exact
from innostrat.messages import Listing, Message, msg
from innostrat.model.scale import Answer
from innostrat.model.scales import FULL, NumberScale
from innostrat.model.words import Role
from innostrat.money import half_up

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from innostrat.model.criterion import Criterion
    from innostrat.model.portfolio import Portfolio
    from innostrat.model.project import Project
    from innostrat.model.round import Round

Reading: TypeAlias = "tuple[Scored, tuple[Criterion, ...]]"
"""A project with what could be answered of it, and the criteria that lack an answer."""

UNITS: Final = 10_000  # parts of a point that the ranking and the selection count in


@dataclass(frozen=True, slots=True)
class Answered:
    """What is known of a project on one criterion: `raw` is the level, sum or kroner measured.

    `value` is what it is worth: points, 100 for a full benefit, or a factor's per cent.
    """

    criterion: Criterion
    raw: Fraction
    opinions: tuple[Opinion, ...]
    value: Fraction

    @property
    def share(self) -> Fraction:
        """What a factor leaves of the benefits, 0–1."""
        return self.value / FULL

    @property
    def admits(self) -> bool:
        """Whether a gate lets the project compete."""
        return self.criterion.admits(self.raw)


@dataclass(frozen=True, slots=True)
class ValuePart:
    """A benefit's part of a project's value.

    `raw` is the level, sum or kroner that the scale measures; `value` is 0–100, or more where the
    quantity is more than full; `weight` is 0–1; `factor` is the product of the project's factors.
    """

    criterion: Criterion
    raw: Fraction
    value: Fraction
    weight: Fraction
    opinions: tuple[Opinion, ...]
    factor: Fraction = Fraction(1)

    @property
    def worth(self) -> Fraction:
        """The value after the factors: what a weight is multiplied by, whoever weighs."""
        return self.value * self.factor

    @property
    def contribution(self) -> Fraction:
        """The points that the criterion gives."""
        return self.worth * self.weight


@dataclass(frozen=True)
class Scored:
    """A project with a value. `rank` is None outside the competition; ties share a rank.

    `parts` are its benefits, in the order of the strategy's weights.
    """

    project: Project
    parts: tuple[ValuePart, ...]
    rank: int | None = None
    factors: tuple[Answered, ...] = ()
    gates: tuple[Answered, ...] = ()

    @property
    def id(self) -> str:
        """The project's id."""
        return self.project.id

    @cached_property
    def value(self) -> Fraction:
        """The value: 0 for what changes nothing, 100 for all benefits in full."""
        return sum((part.contribution for part in self.parts), Fraction(0))

    @cached_property
    def units(self) -> int:
        """The value in ten-thousandths of a point, halves up."""
        return units(self.value)

    @property
    def factor(self) -> Fraction:
        """The product of the factors, 0–1."""
        return prod((one.share for one in self.factors), start=Fraction(1))

    @property
    def gives(self) -> bool:
        """Whether it gives any benefit, whatever the weights."""
        return any(part.worth for part in self.parts)

    @property
    def closed(self) -> tuple[Answered, ...]:
        """The gates that do not let the project compete."""
        return tuple(one for one in self.gates if not one.admits)

    @property
    def weighing(self) -> tuple[ValuePart | Answered, ...]:
        """The benefits and the factors: all that moves the value."""
        return (*self.parts, *self.factors)

    def valued(self, at: Mapping[str, Fraction]) -> Fraction:
        """Return the value with these values on some criteria: points, or a factor's per cent."""
        return self.at(at).value

    def at(self, values: Mapping[str, Fraction]) -> Scored:
        """Return the project with these values on some criteria; what was measured stays."""
        factors = tuple(
            replace(one, value=values.get(one.criterion.id, one.value)) for one in self.factors
        )
        factor = prod((one.share for one in factors), start=Fraction(1))
        parts = tuple(
            replace(part, value=values.get(part.criterion.id, part.value), factor=factor)
            for part in self.parts
        )
        return replace(self, parts=parts, factors=factors)

    def with_lowest(self, id_: str, lowest: Fraction) -> Scored:
        """Return the project's parts as if a factor's lowest share were another.

        What every answer takes away moves in proportion: an answer that leaves all does so still.
        """
        factor = Fraction(1)
        for one in self.factors:
            taken = 1 - one.share
            if one.criterion.id == id_ and taken:
                taken *= (1 - lowest) / (1 - one.criterion.lowest)
            factor *= 1 - taken
        return replace(self, parts=tuple(replace(part, factor=factor) for part in self.parts))

    def ranked(self, rank: int) -> Scored:
        """Return the same with a rank; what was computed of it is not computed again."""
        twin = replace(self, rank=rank)
        twin.__dict__.update(value=self.value, units=self.units)
        return twin


@dataclass(frozen=True, slots=True)
class NotReady:
    """A project that does not compete, and why; `gates` keep it out, with the answers `scored`.

    `whole` says that no answer is missing, so that it would compete if the gates let it.
    """

    project: Project
    reason: Message
    gates: tuple[Answered, ...] = ()
    scored: Scored | None = None
    whole: bool = False


@dataclass(frozen=True)
class Scores:
    """The ranking of those that compete, those outside the competition, and those not in it.

    `ranking` is sorted by falling value, then id; the others by id.
    """

    round: Round
    ranking: tuple[Scored, ...]
    outside: tuple[Scored, ...]
    not_ready: tuple[NotReady, ...]

    def find(self, project_id: str) -> Scored | None:
        """Return the project's score, in the competition or outside."""
        return self._by_id.get(project_id)

    @property
    def shut(self) -> tuple[Scored, ...]:
        """Those that nothing but gates keeps out of the competition."""
        return tuple(one.scored for one in self.not_ready if one.scored and one.whole)

    def with_competing(self, changed: Scored, *, competes: bool = True) -> Scores:
        """Return the scores where a project has other answers, and competes or does not."""
        others = [one for one in self.ranking if one.id != changed.id]
        ranking = _ranked([*others, changed] if competes else others)
        kept = tuple(one for one in self.not_ready if not competes or one.project.id != changed.id)
        return replace(self, ranking=ranking, not_ready=kept)

    def waiting(self, project_id: str) -> NotReady | None:
        """Return why a project does not compete, None for any other."""
        return self._waiting.get(project_id)

    @cached_property
    def _by_id(self) -> dict[str, Scored]:
        return {one.id: one for one in (*self.ranking, *self.outside)}

    @cached_property
    def _waiting(self) -> dict[str, NotReady]:
        return {one.project.id: one for one in self.not_ready}


def units(value: Fraction) -> int:
    """Return a value in ten-thousandths of a point, halves up."""
    return half_up(value * UNITS)


@dataclass(slots=True)
class Known:
    """The parts of projects that were scored before, for whoever scores one state after another.

    They are good for the very same project, strategy, round and assessments; these are kept, so
    that no other object takes their identity.
    """

    parts: dict[tuple[int, ...], tuple[object, Reading]] = field(default_factory=dict)
    assessed: dict[tuple[int, ...], tuple[object, Opinions]] = field(default_factory=dict)

    @classmethod
    def of(cls, portfolio: Portfolio, scores: Scores) -> Known:
        """Return what was computed for these scores of this portfolio."""
        known = cls()
        for one in (*scores.ranking, *scores.outside):
            subject = (one.project, portfolio.strategy, scores.round, portfolio.assessments)
            known.parts[tuple(map(id, subject))] = (subject, (one, ()))
        return known

    def answered(self, portfolio: Portfolio, round_: Round, project: Project) -> Reading:
        """Return the parts of a project."""
        subject = (project, portfolio.strategy, round_, portfolio.assessments)
        key = tuple(map(id, subject))
        if key not in self.parts:
            own = own_opinions(portfolio.strategy, project)
            opinions = ChainMap(self._assessed(portfolio, round_), own)
            self.parts[key] = (subject, _answered(portfolio, round_, project, opinions))
        return self.parts[key][1]

    def _assessed(self, portfolio: Portfolio, round_: Round) -> Opinions:
        subject = (portfolio.strategy, round_, portfolio.assessments)
        key = tuple(map(id, subject))
        if key not in self.assessed:
            self.assessed[key] = (subject, assessed_opinions(portfolio, round_))
        return self.assessed[key][1]


def score(portfolio: Portfolio, round_: Round, known: Known | None = None) -> Scores:
    """Score every project of the portfolio for a round.

    Stopped and finished projects are left out. A missing assessment is never 0: the project is not
    ready to rank. Gates keep out what competes, never what is bound.
    """
    remembered = known or Known()
    return _scores(portfolio, round_, partial(remembered.answered, portfolio, round_))


def _scores(portfolio: Portfolio, round_: Round, answered: Callable[[Project], Reading]) -> Scores:
    competing: list[Scored] = []
    outside: list[Scored] = []
    not_ready: list[NotReady] = []
    for project in portfolio.projects.values():
        if not project.stands:
            continue
        if project.id in portfolio.unfit and not project.is_bound:
            not_ready.append(NotReady(project, msg("has errors: see innostrat validate")))
            continue
        scored, missing = answered(project)
        if project.is_bound:
            outside += [] if missing else [scored]
        elif scored.closed:
            not_ready.append(_shut(scored, whole=not missing))
        elif missing:
            names = Listing(tuple(criterion.title for criterion in missing))
            not_ready.append(NotReady(project, msg("not assessed: {criteria}", criteria=names)))
        else:
            competing.append(scored)
    return Scores(round_, _ranked(competing), tuple(outside), tuple(not_ready))


def _shut(scored: Scored, *, whole: bool) -> NotReady:
    return NotReady(scored.project, _below(scored.closed), scored.closed, scored, whole)


def _below(gates: tuple[Answered, ...]) -> Message:
    """Return which gates keep a project out, with what they ask for."""
    told = tuple(map(_closed, gates))
    return msg("does not get through the gate: {gates}", gates=Listing(told, "; "))


def _closed(gate: Answered) -> Message:
    criterion, scale = gate.criterion, gate.criterion.scale
    shown, asked = (
        scale.said(one) if isinstance(scale, NumberScale) else exact(one)
        for one in (gate.raw, Fraction(criterion.at_least or 0))
    )
    if criterion.falls:
        return msg(
            "{criterion} is {raw}, at most {asked} is asked for",
            criterion=criterion.title,
            raw=shown,
            asked=asked,
        )
    return msg(
        "{criterion} is {raw}, at least {asked} is asked for",
        criterion=criterion.title,
        raw=shown,
        asked=asked,
    )


def _ranked(scored: list[Scored]) -> tuple[Scored, ...]:
    """Return the projects by falling value; equal values share the best rank (1, 2, 2, 4)."""
    ordered = sorted(scored, key=lambda one: (-one.units, one.id))
    ranks: dict[int, int] = {}
    for place, one in enumerate(ordered, start=1):
        ranks.setdefault(one.units, place)
    return tuple(one.ranked(ranks[one.units]) for one in ordered)


def _answered(
    portfolio: Portfolio,
    round_: Round,
    project: Project,
    opinions: Mapping[tuple[str, str], tuple[Opinion, ...]],
) -> Reading:
    """Return the project with what could be answered, and what could not."""
    strategy, weights = portfolio.strategy, portfolio.strategy.weights
    money = MoneyNumbers(project, round_, strategy.discount_rate)
    found: dict[Role, list[Answered]] = {role: [] for role in Role}
    missing = []
    for criterion in strategy.criteria:
        given = opinions.get((project.id, criterion.id), ()) if criterion.scale.assessed else ()
        raws = [one.raw for one in given]
        assessed = Fraction(median(raws)) if len(raws) > 1 else next(iter(raws), None)
        raw = criterion.scale.raw(Answer(project, assessed, money))
        if raw is None:
            missing.append(criterion)
        else:
            found[criterion.role].append(Answered(criterion, raw, given, criterion.value(raw)))
    factor = prod((one.share for one in found[Role.FACTOR]), start=Fraction(1))
    parts = tuple(
        ValuePart(
            one.criterion, one.raw, one.value, weights[one.criterion.id], one.opinions, factor
        )
        for one in found[Role.BENEFIT]
    )
    factors, gates = tuple(found[Role.FACTOR]), tuple(found[Role.GATE])
    return Scored(project, parts, factors=factors, gates=gates), tuple(missing)


def moved_by(before: Scored, after: Scored) -> tuple[tuple[str, Fraction], ...]:
    """Return the titles of the criteria that moved a value, with points, the largest first.

    They sum to the whole change: first each benefit moves with the factors as they were, then one
    factor after the other, in the order of the strategy.
    """
    old = {one.criterion.id: one.value * one.weight for one in before.parts}
    new = {one.criterion.id: one.value * one.weight for one in after.parts}
    titles = {one.criterion.id: one.criterion.title for one in (*before.weighing, *after.weighing)}
    nothing = Fraction(0)
    changes = {
        id_: (new.get(id_, nothing) - old.get(id_, nothing)) * before.factor for id_ in old | new
    }
    shares = {one.criterion.id: one.share for one in before.factors}
    later = {one.criterion.id: one.share for one in after.factors}
    total = sum(new.values(), nothing)
    for id_ in dict.fromkeys((*later, *shares)):
        was = prod(shares.values(), start=Fraction(1))
        shares[id_] = later.get(id_, Fraction(1))
        moved = total * (prod(shares.values(), start=Fraction(1)) - was)
        changes[id_] = changes.get(id_, nothing) + moved
    ordered = sorted(changes.items(), key=lambda pair: (-abs(pair[1]), pair[0]))
    return tuple((titles[id_], change) for id_, change in ordered if change)
