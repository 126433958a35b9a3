"""The first sentences on a plan: in, out, cost, leaps over the list, levers, and how sure it is."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Final

from innostrat.analysis.plan.result import place
from innostrat.messages import Kroner, Listing, Message, Percent, Points, few, msg, msgn
from innostrat.reports.amounts import cost_data
from innostrat.reports.plan.entries import decimal_points, numbered, points
from innostrat.reports.table import Paragraph

if TYPE_CHECKING:
    from collections.abc import Iterator

    from innostrat.analysis.defence.defence import Chance, Defence, Leap
    from innostrat.analysis.plan.levers import Lever, Levers
    from innostrat.analysis.plan.result import Funded, Plan
    from innostrat.messages import Value
    from innostrat.reports.table import Json

FEW: Final = 8  # titles in a sentence
NOTHING_COMPETES: Final = msg(
    "Nothing competes yet. `innostrat new project` begins a project, `innostrat import` reads a "
    "table of them, and `innostrat fill ID` asks for what one lacks to be ranked."
)
ALL_BOUND: Final = msg(
    "Every project in the plan is bound and no other competes: there was nothing to choose among."
)
KINDS: Final = {
    ("saving",): msg("commits itself to the saving that it names"),
    ("grant",): msg("gets the grant that it has applied for"),
    ("later",): msg("may start later"),
    ("saving", "later"): msg("commits itself to its saving and may start later"),
    ("grant", "later"): msg("gets its grant and may start later"),
}


def first_sentences(plan: Plan, defence: Defence) -> tuple[Message, ...]:
    """Return what a reader asks first, the answer before the reasons; nothing without a plan."""
    return tuple(_sentences(plan, defence)) if plan.is_made and competes(plan) else ()


def competes(plan: Plan) -> bool:
    """Whether there is anything to plan: a project that competes, or one that is bound."""
    return bool(plan.funded or plan.left or plan.candidates)


def chooses(plan: Plan) -> bool:
    """Whether there was anything to choose among, without which no choice is the best one."""
    if not plan.is_made:
        return competes(plan)
    return bool(plan.left) or any(not one.project.is_bound for one in plan.funded)


def _sentences(plan: Plan, defence: Defence) -> Iterator[Message]:
    yield included(plan, defence)
    if plan.left:
        yield _out(plan)
    yield from uncounted(plan)
    yield from (msg("LEVER: {what}", what=one) for one in best_levers(defence))
    yield from (_leap(one, plan) for one in defence.leaps)
    yield from certainty(plan, defence)


def uncounted(plan: Plan) -> Iterator[Message]:
    """Yield what is in the plan without that anybody has said what it costs."""
    names = tuple(one.project.title for one in plan.funded if not one.project.costs_anything)
    if names:
        yield msg(
            "NOT COUNTED: nothing is written of what these cost, so they take no room here: "
            "{names}.",
            names=Listing(names),
        )


def certainty(plan: Plan, defence: Defence) -> Iterator[Message]:
    """Yield how near the next plan is, how many weightings keep this one, whether frames hold."""
    yield from _rival(plan, defence)
    if defence.chance is not None:
        yield likelihood(defence.chance)


def included(plan: Plan, defence: Defence) -> Message:
    """Return how many projects are in, what they cost by budget, and their names."""
    ordered = sorted(plan.funded, key=place)
    return msgn(
        "IN: {n} project over {first}–{last}, operating {operating} gross and {net_operating} net, "
        "investment {investment} gross and {net_investment} net: {names}.",
        "IN: {n} projects over {first}–{last}, operating {operating} gross and {net_operating} "
        "net, investment {investment} gross and {net_investment} net: {names}.",
        len(ordered),
        operating=Kroner(defence.gross.operating),
        net_operating=Kroner(defence.net.operating),
        investment=Kroner(defence.gross.investment),
        net_investment=Kroner(defence.net.investment),
        first=plan.round.years[0],
        last=plan.round.years[-1],
        names=few(tuple(_started(one) for one in ordered), FEW),
    )


def _started(one: Funded) -> Message:
    return msg("{title} ({year})", title=one.project.title, year=one.start)


def _out(plan: Plan) -> Message:
    ordered = sorted(plan.left, key=place)
    return msgn(
        "OUT: {n} project that competed: {names}.",
        "OUT: {n} projects that competed, of most value first: {names}.",
        len(ordered),
        names=few(tuple(numbered(one) for one in ordered), FEW),
    )


def _leap(one: Leap, plan: Plan) -> Message:
    left, funded = numbered(one.left), numbered(one.funded)
    return msg(
        "LEAP: {left} is not in, while {funded} is: {why} {price}",
        left=left,
        funded=funded,
        why=_why(one, plan),
        price=_price(one),
    )


def _why(one: Leap, plan: Plan) -> Message:
    if one.scarce is None or one.rates[0] is None:
        return msg("{reason}.", reason=one.left.reason)
    frame = plan.round.frame(one.scarce[0])
    values: dict[str, Value] = {
        "frame": frame.title if frame else one.scarce[0],
        "year": one.scarce[1],
        "out": one.left.scored.rank,
        "rate": Points(one.rates[0], 0),
        "in_": one.funded.scored.rank if one.funded.scored else None,
        "unit": msg("million") if frame is None or frame.is_money else frame.unit,
    }
    if one.rates[1] is None:
        return msg(
            "no. {out} gives {rate} points per {unit} of what it lacks, {frame} in {year}, and no. "
            "{in_} takes nothing of it.",
            **values,
        )
    return msg(
        "no. {out} gives {rate} points per {unit} of what it lacks, {frame} in {year}, and no. "
        "{in_} gives {other}.",
        **values,
        other=Points(one.rates[1], 0),
    )


def _price(one: Leap) -> Message:
    rank = one.left.scored.rank
    if one.hopeless:
        return msg("No plan within the frames and rules holds no. {out}.", out=rank)
    if one.loss is None:
        return msg("What it would cost to take in no. {out} was not computed.", out=rank)
    return msg("To take in no. {out} costs {loss} points.", out=rank, loss=points(one.loss))


def reasons(plan: Plan, defence: Defence | None) -> Iterator[Paragraph]:
    """Yield why projects were leapt over, and what is near the plan, as a section."""
    if defence is not None and competes(plan):
        said = [_leap(one, plan) for one in defence.leaps]
        said += _rival(plan, defence)
        said += [likelihood(defence.chance)] if defence.chance else []
        if said:
            yield Paragraph(tuple(said), msg("Leaps over the list, and how sure the plan is"))


def how(lever: Lever) -> Message:
    """Return what a project does to come in, as it follows *if it*."""
    if lever.kinds == ("smaller",):
        return msg("asks for {part} of its cost, for as much less value", part=Percent(lever.part))
    return KINDS[lever.kinds]


def _lever(levers: Levers, lever: Lever) -> Message:
    values: dict[str, Value] = {
        "title": levers.project.title,
        "how": how(lever),
        "year": lever.start,
        "gain": points(lever.gain),
    }
    if not lever.leaves:
        return msg(
            "{title} comes in from {year} if it {how}; nobody gives way, and the plan gains "
            "{gain} points.",
            **values,
        )
    return msgn(
        "{title} comes in from {year} if it {how}; {n} other gives way, and the plan gains "
        "{gain} points.",
        "{title} comes in from {year} if it {how}; {n} others give way, and the plan gains "
        "{gain} points.",
        len(lever.leaves),
        **values,
    )


def best_levers(defence: Defence) -> Iterator[Message]:
    """Yield of each project that could turn the plan its best way, in a sentence."""
    for levers in defence.levers:
        yield from (_lever(levers, one) for one in levers.found[:1])


def certainty_in_short(plan: Plan, defence: Defence) -> Iterator[Message]:
    """Yield in short how many other weightings give the same plan, and whether the frames hold."""
    if (found := defence.weightings) is not None and chooses(plan):
        yield msgn(
            "{kept} of {n} other weighting tried keeps this plan.",
            "{kept} of {n} other weightings tried keep this plan.",
            found.tried,
            kept=found.kept,
        )
    if (chance := defence.chance) is not None:
        yield msgn(
            "{n} uncertain amount: all frames hold in {share} of the draws.",
            "{n} uncertain amounts: all frames hold in {share} of the draws.",
            chance.uncertain,
            share=_share(chance),
        )


def _rival(plan: Plan, defence: Defence) -> Iterator[Message]:
    if (other := defence.runner_up) is not None:
        differ = len(other.enters) + len(other.leaves)
        yield msgn(
            "The next best plan differs in {n} project and is worth {loss} points less ({share}).",
            "The next best plan differs in {n} projects and is worth {loss} points less ({share}).",
            differ,
            loss=points(other.loss),
            share=Percent(Fraction(other.loss, plan.value), 1) if plan.value else None,
        )
    if (found := defence.weightings) is not None and chooses(plan):
        yield msgn(
            "{kept} of {n} other weighting tried keeps this plan: each weight as low and as high "
            "as it may be, and the profiles.",
            "{kept} of {n} other weightings tried keep this plan: each weight as low and as high "
            "as it may be, and the profiles.",
            found.tried,
            kept=found.kept,
        )


def likelihood(found: Chance) -> Message:
    """Return how likely all frames hold, as drawn."""
    return msgn(
        "{n} amount is uncertain: in {share} of {draws} draws (seed {seed}) all frames hold.",
        "{n} amounts are uncertain: in {share} of {draws} draws (seed {seed}) all frames hold.",
        found.uncertain,
        share=_share(found),
        draws=found.draws,
        seed=str(found.seed),
    )


def _share(found: Chance) -> Percent:
    return Percent(Fraction(found.together).limit_denominator(found.draws))


def data(defence: Defence) -> dict[str, Json]:
    """Return the same for machines."""
    return {
        "gross": cost_data(defence.gross),
        "net": cost_data(defence.net),
        "leaps": [_leap_data(one) for one in defence.leaps],
        "levers": [
            {"id": levers.project.id} | lever_data(one)
            for levers in defence.levers
            for one in levers.found
        ],
        "guarantees": [
            {
                "first": one.count,
                "value": None if one.value is None else decimal_points(one.value),
            }
            for one in defence.guarantees
        ],
        "runner_up": None
        if (other := defence.runner_up) is None
        else {
            "enters": list(other.enters),
            "leaves": list(other.leaves),
            "loss": decimal_points(other.loss),
        },
        "weightings": None
        if (found := defence.weightings) is None
        else {"kept": found.kept, "tried": found.tried},
        "chance": None
        if (chance := defence.chance) is None
        else {
            "together": chance.together,
            "uncertain": chance.uncertain,
            "draws": chance.draws,
            "seed": chance.seed,
        },
    }


def lever_data(lever: Lever) -> dict[str, Json]:
    """Return one lever for machines."""
    return {
        "kinds": list(lever.kinds),
        "start": lever.start,
        "part": float(lever.part),
        "gain": decimal_points(lever.gain),
        "leaves": list(lever.leaves),
    }


def _leap_data(one: Leap) -> dict[str, Json]:
    rates = [None if rate is None else round(float(rate), 4) for rate in one.rates]
    return {
        "out": one.left.project.id,
        "in": one.funded.project.id,
        "frame": one.scarce[0] if one.scarce else None,
        "year": one.scarce[1] if one.scarce else None,
        "rate_out": rates[0],
        "rate_in": rates[1],
        "loss": None if one.loss is None else decimal_points(one.loss),
        "hopeless": one.hopeless,
    }
