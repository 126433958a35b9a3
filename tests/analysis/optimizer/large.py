"""Problems whose rows are large and filled to the unit: what floating point is worst at."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from innostrat.analysis.optimizer.problem import Candidate, Problem, ShareRule, StartOption

if TYPE_CHECKING:
    from random import Random

YEARS = (2027, 2028)


def large(random: Random, digits: int, size: int) -> Problem:
    """Draw up to `size` candidates with amounts of so many digits, savings among them.

    One choice fills every limit, or overruns it by a unit or leaves one; shares are those of that
    choice, moved by a part in a billion at most. Values follow the amounts, so that the best
    choices are those that come closest to the limits.
    """
    top = 10**digits
    # Amounts without a common factor, or in thousands.
    unit = random.choice([1, 1, 1000])
    frames = ["drift", "folk"][: random.randint(1, 2)]
    candidates = []
    for number in range(random.randint(2, size)):
        profile = [random.randint(top // 4, top) // unit * unit for _ in frames]
        profile = [-amount if random.random() < 0.15 else amount for amount in profile]
        years = sorted(random.sample(YEARS, random.randint(1, 2)))
        starts = tuple(
            StartOption(
                year,
                value=sum(profile) * 10**5 // top + random.randint(0, 2),
                use={
                    (frame, year): amount + random.choice([0, 0, unit])
                    for frame, amount in zip(frames, profile, strict=True)
                },
                money=sum(map(abs, profile)),
                moved=year - years[0],
            )
            for year in years
        )
        candidates.append(Candidate(f"p{number}", starts, bound=random.random() < 0.1))
    chosen = {c.id: random.choice(c.starts) for c in candidates if random.random() < 0.6}
    limits = {
        (frame, year): sum(start.use.get((frame, year), 0) for start in chosen.values())
        + random.choice([0, 0, 0, -1, 1, -unit])
        for frame in frames
        for year in YEARS
    }
    return Problem(tuple(candidates), limits, shares=_shares(random, chosen, len(candidates)))


def _shares(random: Random, chosen: dict[str, StartOption], number: int) -> tuple[ShareRule, ...]:
    """Draw a rule, or none, about the share that a third has of the chosen ones' money."""
    members = frozenset(f"p{n}" for n in range(0, number, 3))
    total = sum(start.money for start in chosen.values())
    if not total or random.random() < 0.5:
        return ()
    share = Fraction(sum(s.money for id_, s in chosen.items() if id_ in members), total)
    share += random.choice([Fraction(0), Fraction(1, 10**9), Fraction(-1, 10**9)])
    if random.random() < 0.5:
        return (ShareRule("andel", members, least=share),)
    return (ShareRule("andel", members, most=share),)
