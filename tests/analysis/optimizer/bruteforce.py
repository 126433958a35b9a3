"""The optimiser's problem read off its definition, one choice after the other, and random ones."""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from itertools import product
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from innostrat.analysis.optimizer.problem import (
    Candidate,
    CountRule,
    Demand,
    Problem,
    ShareRule,
    StartOption,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

Choice = dict[str, int]
FRAMES = [("drift", 2027), ("drift", 2028), ("folk", 2027)]
YEARS = [2027, 2028, 2029]


def choices(problem: Problem) -> Iterator[Choice]:
    """Yield every choice there is, allowed or not."""
    options = [[None, *(s.year for s in c.starts)] for c in problem.candidates]
    for years in product(*options):
        pairs = zip(problem.candidates, years, strict=True)
        yield {c.id: year for c, year in pairs if year is not None}


def broken(problem: Problem, choice: Choice) -> set[Demand]:
    """Return the demands that the choice breaks, each read as its definition says it."""
    start = {(c.id, s.year): s for c in problem.candidates for s in c.starts}
    chosen = {id_: start[id_, year] for id_, year in choice.items()}
    demands = {
        Demand("limit", resource)
        for resource, limit in problem.limits.items()
        if sum(s.use.get(resource, 0) for s in chosen.values()) > limit
    }
    demands |= {
        Demand("bound", (c.id,)) for c in problem.candidates if c.bound and c.id not in choice
    }
    demands |= {
        Demand("requires", (a, b))
        for a, b in problem.requires
        if a in choice and not (b in choice and choice[b] <= choice[a])
    }
    demands |= {
        Demand("excludes", p) for p in problem.excludes if p[0] in choice and p[1] in choice
    }
    for count in problem.counts:
        number = len(count.members & choice.keys())
        low, high = count.least or 0, len(choice) if count.most is None else count.most
        if not low <= number <= high:
            demands.add(Demand("count", (count.id,)))
    total = sum(s.money for s in chosen.values())
    for rule in problem.shares:
        share = sum(s.money for id_, s in chosen.items() if id_ in rule.members)
        low_share = Fraction(0) if rule.least is None else rule.least
        high_share = Fraction(1) if rule.most is None else rule.most
        if total and not low_share <= Fraction(share, total) <= high_share:
            demands.add(Demand("share", (rule.id,)))
    return demands


def best(problem: Problem) -> Choice | None:
    """Return the allowed choice that the stated order puts first."""
    allowed = [choice for choice in choices(problem) if not broken(problem, choice)]
    return min(allowed, key=lambda choice: order(problem, choice), default=None)


def order(problem: Problem, choice: Choice) -> tuple[object, ...]:
    """Return the stated order's key: value, money, years moved, number, ids, years by id."""
    start = {(c.id, s.year): s for c in problem.candidates for s in c.starts}
    chosen = [start[key] for key in sorted(choice.items())]
    return (
        -sum(s.value for s in chosen),
        sum(s.money + s.after for s in chosen),
        sum(s.moved for s in chosen),
        len(chosen),
        sorted(choice),
        [s.year for s in chosen],
    )


# Strategies are made once: to make and check them takes longer than to draw from them.
AMOUNTS = st.dictionaries(st.sampled_from(FRAMES), st.integers(-3, 9), max_size=3)
LATE = st.integers(0, 2)
TERMS = st.tuples(st.integers(-1, 4), AMOUNTS, st.integers(0, 4), LATE, LATE)  # of any start
STARTS = st.dictionaries(st.sampled_from(YEARS), TERMS, min_size=1, max_size=2)
CANDIDATE = st.tuples(STARTS, st.integers(0, 7).map(lambda number: number == 0))
LIMITS = st.dictionaries(st.sampled_from(FRAMES), st.integers(-1, 15))
FEW = st.none() | st.integers(0, 2)
PART = st.none() | st.sampled_from([Fraction(0), Fraction(1, 3), Fraction(3, 20), Fraction(1)])


@cache
def demands(number: int) -> st.SearchStrategy[tuple[Any, ...]]:
    """Draw what so many candidates, and one unknown, may ask of each other."""
    some_ids = st.sampled_from(["ukjent", *(f"p{n}" for n in range(number))])
    pairs = st.lists(st.tuples(some_ids, some_ids), max_size=2).map(tuple)
    members = st.frozensets(some_ids, max_size=4)
    count = st.builds(CountRule, st.sampled_from("abc"), members, FEW, FEW)
    share = st.builds(ShareRule, st.sampled_from("xyz"), members, PART, PART)
    counts = st.lists(count, max_size=2, unique_by=lambda rule: rule.id).map(tuple)
    shares = st.lists(share, max_size=2, unique_by=lambda rule: rule.id).map(tuple)
    return st.tuples(pairs, pairs, counts, shares)


def candidate(number: int, drawn: tuple[dict[int, tuple[Any, ...]], bool]) -> Candidate:
    """Return the candidate of a number with the starts drawn, by year."""
    starts, bound = drawn
    return Candidate(f"p{number}", tuple(StartOption(y, *starts[y]) for y in sorted(starts)), bound)


@cache
def of_size(number: int) -> st.SearchStrategy[Problem]:
    """Draw a problem of so many candidates."""
    drawn = st.lists(CANDIDATE, min_size=number, max_size=number)
    candidates = drawn.map(lambda some: tuple(candidate(n, one) for n, one in enumerate(some)))
    return st.builds(
        lambda some, limits, asked: Problem(some, limits, *asked),
        candidates,
        LIMITS,
        demands(number),
    )


@cache
def problems(largest: int = 6) -> st.SearchStrategy[Problem]:
    """Small problems with every kind of demand, many ties, and savings that free room."""
    return st.integers(0, largest).flatmap(of_size)
