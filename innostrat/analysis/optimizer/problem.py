"""What the optimiser knows of a round: candidates with possible starts, and demands on the set.

Everything is an integer or a fraction, so that what a choice is worth and which demands it breaks
are facts, not floating-point opinions.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

Resource: TypeAlias = tuple[str, int]  # a frame's id and a year
Key: TypeAlias = tuple[str, int]  # a candidate's id and the year of one of its starts
DemandKind: TypeAlias = Literal["limit", "bound", "requires", "excludes", "count", "share"]
Status: TypeAlias = Literal["optimal", "feasible", "infeasible", "unknown"]
Preference: TypeAlias = tuple[int, int, int, int, tuple[str, ...], tuple[int, ...]]
KINDS: tuple[DemandKind, ...] = ("limit", "bound", "requires", "excludes", "count", "share")


@dataclass(frozen=True, slots=True)
class StartOption:
    """A candidate begun in `year`.

    `value` is in 1/10 000 point, after any penalty for delay. `use` is the net use of each
    resource in its smallest unit; it is negative where a committed saving frees room. `money` is
    the gross cost within the round and `after` what falls after it, of all budgets: by these ties
    are ordered, and nothing else. `budgets` is the gross cost within the round by budget, which
    shares are about. The start lies `moved` years from the one asked for.
    """

    year: int
    value: int
    use: Mapping[Resource, int]
    money: int
    after: int = 0
    moved: int = 0
    budgets: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A project in the competition: one start or more, by year; `bound` must be chosen."""

    id: str
    starts: tuple[StartOption, ...]
    bound: bool = False


@dataclass(frozen=True, slots=True)
class CountRule:
    """At least `least` and at most `most` of the members are chosen."""

    id: str
    members: frozenset[str]
    least: int | None = None
    most: int | None = None


@dataclass(frozen=True, slots=True)
class ShareRule:
    """The members' part of the chosen candidates' money in one budget lies in [least, most].

    Without a `budget` it is their part of `money`. Where the chosen cost nothing of it, every share
    is kept.
    """

    id: str
    members: frozenset[str]
    least: Fraction | None = None
    most: Fraction | None = None
    budget: str | None = None

    def counted(self, start: StartOption) -> int:
        """Return what the rule counts of a start's cost."""
        return start.money if self.budget is None else start.budgets.get(self.budget, 0)


@dataclass(frozen=True, slots=True)
class Demand:
    """Something asked of the chosen set; the key is what the problem names it by.

    The key is (frame, year) of a limit, (id,) of a bound candidate, the pair of requires and
    excludes, and (id,) of a rule.
    """

    kind: DemandKind
    key: tuple[str | int, ...]

    @property
    def order(self) -> tuple[int, tuple[str | int, ...]]:
        """The sort key: limits, bounds, requires, excludes, counts, shares; then by key."""
        return KINDS.index(self.kind), self.key


@dataclass(frozen=True, slots=True)
class Constraint:
    """A linear inequality: the terms of the chosen starts add up to at most `most`."""

    terms: Mapping[Key, int]
    most: int

    def total(self, choice: Mapping[str, int]) -> int:
        """Return what the chosen starts add up to."""
        return sum(self.terms.get(key, 0) for key in choice.items())

    def extremes(self) -> tuple[int, int]:
        """Return the least and the greatest total of any choice, with one start a candidate."""
        least: dict[str, int] = {}
        greatest: dict[str, int] = {}
        for (id_, _), term in self.terms.items():
            least[id_] = min(term, least.get(id_, 0))
            greatest[id_] = max(term, greatest.get(id_, 0))
        return sum(least.values()), sum(greatest.values())


@dataclass(frozen=True, slots=True)
class Solution:
    """A portfolio and its proof: no portfolio is worth more than `bound`.

    `starts` maps ids, sorted, to the year of the start. `gap` is (bound - value) / |bound|, 0 when
    optimal. `unknown`: stopped before anything feasible was found or ruled out.
    """

    status: Status
    starts: Mapping[str, int]
    value: int
    bound: int
    gap: Fraction
    timed_out: bool = False


@dataclass(frozen=True, slots=True)
class Problem:
    """Choose candidates and their starts for the most value under every demand.

    A resource without a limit is unlimited. `requires` holds (a, b): a only if b is chosen and
    starts no later; `excludes` (a, b): not both. A pair or rule may name an id that is no
    candidate: it is never chosen.
    """

    candidates: tuple[Candidate, ...]
    limits: Mapping[Resource, int]
    requires: tuple[tuple[str, str], ...] = ()
    excludes: tuple[tuple[str, str], ...] = ()
    counts: tuple[CountRule, ...] = ()
    shares: tuple[ShareRule, ...] = ()

    def with_bound(self, id_: str) -> Problem:
        """Return the problem where the candidate must be chosen."""
        bound = tuple(replace(c, bound=True) if c.id == id_ else c for c in self.candidates)
        return replace(self, candidates=bound)

    def without(self, id_: str) -> Problem:
        """Return the problem without the candidate; what requires it becomes impossible."""
        return replace(self, candidates=tuple(c for c in self.candidates if c.id != id_))

    def value(self, choice: Mapping[str, int]) -> int:
        """Return the choice's value in 1/10 000 point; KeyError for a start that does not exist."""
        starts = self.starts()
        return sum(starts[key].value for key in choice.items())

    def money(self, choice: Mapping[str, int]) -> int:
        """Return the choice's gross cost within the round; KeyError for a start that is none."""
        starts = self.starts()
        return sum(starts[key].money for key in choice.items())

    def use(self, choice: Mapping[str, int]) -> dict[Resource, int]:
        """Return the net use of every limited or used resource, sorted."""
        starts = self.starts()
        use = dict.fromkeys(self.limits, 0)
        for key in choice.items():
            for resource, amount in starts[key].use.items():
                use[resource] = use.get(resource, 0) + amount
        return dict(sorted(use.items()))

    def overdrawn(self) -> dict[Resource, int]:
        """Return what the bound candidates use at the least of what holds less, sorted."""
        bound = [one for one in self.candidates if one.bound]
        least = {
            resource: sum(min(start.use.get(resource, 0) for start in one.starts) for one in bound)
            for resource in sorted(self.limits)
        }
        return {key: total for key, total in least.items() if total > self.limits[key]}

    def violations(self, choice: Mapping[str, int]) -> tuple[Demand, ...]:
        """Return the demands that the choice breaks, in order; exact."""
        broken = (demand for demand, row in self.rows() if row.total(choice) > row.most)
        return tuple(dict.fromkeys(broken))

    def allows(self, choice: Mapping[str, int]) -> bool:
        """Return whether every start of the choice exists, and it keeps every demand; exact."""
        return choice.items() <= self.starts().keys() and not self.violations(choice)

    def preference(self, choice: Mapping[str, int]) -> Preference:
        """Return the sort key of the stated order: the smallest is the portfolio to recommend.

        More value; then less money, also that which falls after the round, so that no later start
        looks cheaper; then fewer years that starts are moved from what is asked for; then fewer
        projects; then the ids, sorted, that come first; then the years, in the order of the ids,
        that come first.
        """
        starts = self.starts()
        chosen = [starts[key] for key in choice.items()]
        money = sum(start.money + start.after for start in chosen)
        moved = sum(start.moved for start in chosen)
        ids = tuple(sorted(choice))
        years = tuple(choice[id_] for id_ in ids)
        return -self.value(choice), money, moved, len(ids), ids, years

    def most_value(self) -> int:
        """Return a bound on any choice's value: everything taken at its best start."""
        best = ((c.bound, max(s.value for s in c.starts)) for c in self.candidates)
        return sum(value if bound else max(0, value) for bound, value in best)

    def solution(
        self, status: Status, choice: Mapping[str, int], bound: int, *, timed_out: bool = False
    ) -> Solution:
        """Return the choice with its value and its gap to `bound`, which is never below it."""
        value = self.value(choice)
        bound = max(value, bound)
        gap = Fraction(bound - value, max(1, abs(bound)))
        return Solution(status, dict(sorted(choice.items())), value, bound, gap, timed_out)

    def rows(self) -> Iterator[tuple[Demand, Constraint]]:
        """Yield every demand as inequalities, in the demands' order, whatever the tuples' order."""
        starts = self.starts()
        for resource, limit in sorted(self.limits.items()):
            use = {
                key: start.use[resource] for key, start in starts.items() if resource in start.use
            }
            yield Demand("limit", resource), Constraint(use, limit)
        keys = {c.id: [(c.id, s.year) for s in c.starts] for c in self.candidates}
        for id_ in sorted(c.id for c in self.candidates if c.bound):
            yield Demand("bound", (id_,)), Constraint(_ones([id_], keys, -1), -1)
        for pair in sorted(set(self.requires)):
            yield from ((Demand("requires", pair), row) for row in _requires(*pair, keys))
        for pair in sorted(set(self.excludes)):
            yield Demand("excludes", pair), Constraint(_ones(pair, keys, 1), 1)
        for count in sorted(self.counts, key=lambda rule: rule.id):
            yield from ((Demand("count", (count.id,)), row) for row in _count(count, keys))
        for share in sorted(self.shares, key=lambda rule: rule.id):
            yield from ((Demand("share", (share.id,)), row) for row in _share(share, starts))

    def starts(self) -> dict[Key, StartOption]:
        """Return every start by candidate and year."""
        return {(c.id, s.year): s for c in self.candidates for s in c.starts}


def _ones(ids: Iterable[str], keys: Mapping[str, list[Key]], sign: int) -> dict[Key, int]:
    """Return a term of `sign` for every start of the candidates, twice if named twice."""
    terms: dict[Key, int] = {}
    for id_ in ids:
        for key in keys.get(id_, ()):
            terms[key] = terms.get(key, 0) + sign
    return terms


def _requires(follower: str, leader: str, keys: Mapping[str, list[Key]]) -> Iterator[Constraint]:
    """Yield a row a start: whoever has begun by then needs a leader that has begun by then."""
    if follower == leader:
        return
    for _, year in keys.get(follower, ()):
        signs = ((follower, 1), (leader, -1))
        terms = {key: sign for id_, sign in signs for key in keys.get(id_, ()) if key[1] <= year}
        yield Constraint(terms, 0)


def _count(rule: CountRule, keys: Mapping[str, list[Key]]) -> Iterator[Constraint]:
    if rule.most is not None:
        yield Constraint(_ones(rule.members, keys, 1), rule.most)
    if rule.least is not None:
        yield Constraint(_ones(rule.members, keys, -1), -rule.least)


def _share(rule: ShareRule, starts: Mapping[Key, StartOption]) -> Iterator[Constraint]:
    """Yield members <= most × all and members >= least × all, times the denominator."""
    for share, sign in ((rule.most, 1), (rule.least, -1)):
        if share is not None:
            whole, part = share.denominator, share.numerator
            terms = {
                key: sign * rule.counted(start) * ((whole if key[0] in rule.members else 0) - part)
                for key, start in starts.items()
            }
            yield Constraint(terms, 0)


def exchanged(
    before: Iterable[str], after: Iterable[str]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return who enters and who leaves from one portfolio to another, each by id."""
    old, new = set(before), set(after)
    return tuple(sorted(new - old)), tuple(sorted(old - new))
