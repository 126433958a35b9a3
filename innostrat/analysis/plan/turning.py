"""How much dearer, cheaper or roomier it must get before a project comes in or goes out.

What is said is the smallest change in whole steps, with a selection on both sides of it. Cheaper
costs or more room keep every plan possible that was, so that one step proves all on its side. Rules
about shares of the money break that: a project may help its group by being dear. Where there are
such rules, every whole per cent is tried at which the project could come in without them, or up to
`TRIED`, and what was not tried is not claimed.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final, TypeAlias

from innostrat.analysis.optimizer import solver
from innostrat.analysis.optimizer.model import IntegerProgramme
from innostrat.analysis.optimizer.problem import Constraint
from innostrat.analysis.optimizer.worth import exceeds, worth_more

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from innostrat.analysis.optimizer.problem import Problem, Resource, StartOption

TODAY: Final = 100  # per cent
TRIED: Final = 200  # per cent up to which each is tried where shares are ruled

FrameLimits: TypeAlias = "Mapping[Resource, int]"


@dataclass(frozen=True, slots=True)
class Priced:
    """The per cent of its cost at which a project comes in, or up to which it stays.

    `percent` is None when no per cent up to `tried` turns the answer, or with `tried` None, none
    at all.
    """

    percent: int | None
    tried: int | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """A project, and what the best plan without it is worth, whatever it costs or is worth itself.

    `without` is in 1/10 000 point; None where every plan holds it, or nobody knows. `seen` are
    portfolios with it: one that is allowed under another condition too, and worth more than any
    without it, answers at once.
    """

    id: str
    without: int | None
    seen: list[Mapping[str, int]] = field(default_factory=list, compare=False)

    def is_chosen(self, problem: Problem) -> bool:
        """Return whether the plan to recommend holds it; only a tie asks for the whole plan."""
        if self.without is not None:
            if any(self._proves(problem, one) for one in reversed(self.seen)):
                return True
            held = problem.with_bound(self.id)
            found = worth_more(held, self.without - 1)
            if found is None:
                return False
            if held.value(found) == self.without:
                found = worth_more(held, self.without)
            if found is not None:
                self.seen.append(found)
                return True
        return self.id in solver.solve(problem).starts

    def may_be_chosen(self, problem: Problem) -> bool:
        """Return whether some plan with it is worth as much as any without; True where unknown."""
        return self.without is None or exceeds(problem.with_bound(self.id), self.without - 1)

    def _proves(self, problem: Problem, portfolio: Mapping[str, int]) -> bool:
        allowed = self.id in portfolio and problem.allows(portfolio)
        return allowed and problem.value(portfolio) > (self.without or 0)


def cost_needed(at: Callable[[int], Problem], asked: Asked, *, ruled: bool) -> Priced:
    """Return the highest whole per cent below 100 of its cost at which a project comes in.

    `ruled` says that these costs count in rules about shares.
    """

    def turned(percent: int) -> bool:
        return asked.is_chosen(at(percent))

    if ruled:
        # A plan that keeps the rules is one without them too, and there dearer is never better:
        # above the last per cent at which it may be chosen there, it is not chosen here.
        top = _last_of(lambda percent: asked.may_be_chosen(_free_of_shares(at(percent))), TODAY)
        below = () if top is None else range(top, -1, -1)
        return Priced(next((one for one in below if turned(one)), None))
    return Priced(_last_of(turned, TODAY))


def cost_kept(at: Callable[[int], Problem], asked: Asked, most: int, *, ruled: bool) -> Priced:
    """Return the highest whole per cent from 100 on up to which a project stays in.

    What stays at `most` stays at any. `ruled` as above.
    """

    def stays(percent: int) -> bool:
        return asked.is_chosen(at(percent))

    if ruled:
        last = next((one for one in range(TODAY, TRIED) if not stays(one + 1)), None)
        return Priced(last, TRIED if last is None else None)
    high = 2 * TODAY
    while stays(high):
        if high >= most:
            return Priced(None)
        high *= 2
    return Priced(_last(stays, TODAY, high))


def _free_of_shares(problem: Problem) -> Problem:
    return replace(problem, shares=())


def _last_of(holds: Callable[[int], bool], high: int) -> int | None:
    """Return the last whole number below `high` for which `holds`; None where not even 0 is."""
    return _last(holds, 0, high) if holds(0) else None


def _last(holds: Callable[[int], bool], low: int, high: int) -> int:
    """Return the last whole number from `low` to below `high` for which `holds`, as for `low`."""
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if holds(middle) else (low, middle)
    return low


def room_needed(problem: Problem, id_: str, value: int, lacking: FrameLimits) -> FrameLimits | None:
    """Return the least that one frame must grow for the project to come in; None when not at all.

    The years of `lacking` grow in proportion to what they lack, up to that. `value` is that of
    today's plan. With less room, a plan with the project is worth less than one that there is
    without it.
    """
    least = value
    while (steps := _least_steps(problem, id_, least, lacking)) is not None:
        room = _grown(lacking, steps)
        best = solver.solve(_wider(problem, room))
        if id_ in best.starts:
            return room
        least = max(best.value, least + 1)
    return None


def _grown(lacking: FrameLimits, steps: int) -> FrameLimits:
    """Return the growth after so many steps of as many as the most lacking year lacks, up."""
    most = max(lacking.values())
    return {key: -(-amount * steps // most) for key, amount in lacking.items()}


def _wider(problem: Problem, room: FrameLimits) -> Problem:
    limits = {key: limit + room.get(key, 0) for key, limit in problem.limits.items()}
    return replace(problem, limits=limits)


def _least_steps(problem: Problem, id_: str, value: int, lacking: FrameLimits) -> int | None:
    """Return the fewest steps with which some portfolio with the project is worth so much."""
    found: int | None = None
    steps = max(lacking.values())
    while steps >= 0:
        choice = _leanest(_wider(problem, _grown(lacking, steps)).with_bound(id_), value, lacking)
        if choice is None:
            return found
        found = _taken(problem, choice, lacking)
        steps = found - 1
    return found


def _leanest(problem: Problem, value: int, lacking: FrameLimits) -> Mapping[str, int] | None:
    """Return the portfolio worth so much that uses least of what is lacking."""
    starts = problem.starts()
    model = IntegerProgramme(problem.candidates, (row for _, row in problem.rows()))
    model.add(Constraint({key: -start.value for key, start in starts.items()}, -value))
    return model.minimise({key: _used(start, lacking) for key, start in starts.items()}).choice


def _used(start: StartOption, lacking: FrameLimits) -> int:
    return sum(start.use.get(key, 0) for key in lacking)


def _taken(problem: Problem, choice: Mapping[str, int], lacking: FrameLimits) -> int:
    """Return with how many steps the portfolio fits."""
    use, most = problem.use(choice), max(lacking.values())
    over = {key: max(0, use[key] - problem.limits[key]) for key in lacking}
    # The least n with ceil(lacking · n / most) >= over is that with lacking · n / most > over - 1.
    return max((over[key] - 1) * most // lacking[key] + 1 if over[key] else 0 for key in lacking)
