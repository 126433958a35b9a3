"""Rules that try the strategy's value model: what a layperson would not accept of a value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from innostrat.analysis.value import trial
from innostrat.checks.rules.registry import Violation, rule
from innostrat.findings import Severity
from innostrat.messages import Listing, Percent, Points, msg
from innostrat.model.words import NumberSource

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from innostrat.analysis.value.scoring import Scored
    from innostrat.files.yaml.document import KeyPath
    from innostrat.model.criterion import Criterion
    from innostrat.model.portfolio import Contents
    from innostrat.model.strategy import Strategy


@rule(
    "A013",
    "pointless-project-has-value",
    Severity.WARNING,
    title=msg("A project that changes nothing gets points"),
    why=msg(
        "Zero is not doing it. A project that reaches nobody, contributes to no goal and saves "
        "nothing is worth nothing, however new or easy it is; with points it takes money from one "
        "that helps."
    ),
    fix=msg(
        "Let quantities alone be benefits, qualities be factors, and what must be there be gates; "
        "let the lowest answer of a benefit be worth 0."
    ),
    example="- id: gjennomforing\n  role: benefit      # 20 points for what is easy and useless",
)
def pointless_project_has_value(contents: Contents, strategy: Strategy) -> Iterator[Violation]:
    """Look for points of projects that have nothing of any quantity."""
    made = max(trial.null(strategy), trial.pretty(strategy), key=lambda one: one.value)
    if made.value and made.competes:
        yield Violation(
            ("criteria",),
            msg(
                "A project that changes nothing gets {points} points, from {criteria}",
                points=Points(made.value),
                criteria=Listing(tuple(one.title for one in made.giving)),
            ),
            msg("Make them factors or gates; `innostrat trial` shows the sums"),
            contents.strategy,
            on_key=True,
        )


@rule(
    "A014",
    "half-is-not-half",
    Severity.WARNING,
    title=msg("Two halves of a project are not worth the whole"),
    why=msg(
        "What adds up over a plan must be a quantity: half of a project gives half. A level is the "
        "same for each half, so whoever splits a project gets its points twice."
    ),
    fix=msg(
        "Measure people, contributions or kroner on a straight line from 0, and let levels be a "
        "factor or a gate."
    ),
    example="scale: {kind: number, source: assessed, points: {0: 0, 100: 50, 1 000: 100}}",
)
def half_is_not_half(contents: Contents, strategy: Strategy) -> Iterator[Violation]:
    """Look for benefits of which half is not worth half."""
    for number, one in enumerate(strategy.criteria):
        if not strategy.weights.get(one.id) or (found := trial.halves(one)).holds:
            continue
        quantity = trial.is_quantity(one.scale)
        hint = (
            msg("Use a straight line from 0: worst: 0, best: {full}", full=_whole(found))
            if quantity
            else msg("Write role: factor or role: gate, or a scale of a quantity: kind: reach")
        )
        yield Violation(
            ("criteria", number, "scale"),
            msg(
                "Two halves of a project get {gain} more for {title} than the whole",
                gain=Percent(found.gain),
                title=one.title,
            )
            if found.gain > 0
            else msg(
                "Two halves of a project get {gain} less for {title} than the whole",
                gain=Percent(-found.gain),
                title=one.title,
            ),
            hint,
            contents.strategy,
            on_key=True,
        )


def _whole(found: trial.Halves) -> str:
    return f"{int(found.whole):_}".replace("_", " ")


@rule(
    "A015",
    "answers-at-one-end",
    Severity.INFO,
    title=msg("Most projects stand at one end of the scale"),
    why=msg("A criterion on which most projects have the same end of the scale tells few apart."),
    fix=msg("Describe the levels so that today's projects fall on several of them."),
    example="values: {1: 0 %, 2: 100 %}      # and 20 of 25 projects on 2",
)
def answers_at_one_end(
    contents: Contents, strategy: Strategy, competing: Sequence[Scored]
) -> Iterator[Violation]:
    """Look for scales of levels with more than half of the projects at one end."""
    for one in trial.scale_ends(strategy, competing) if competing else ():
        if not one.holds:
            yield Violation(
                _place(strategy, one.criterion, "scale"),
                msg(
                    "{count} of {n} projects stand at one end of {title}",
                    count=max(one.lowest, one.highest),
                    n=one.projects,
                    title=one.criterion.title,
                ),
                msg("Describe levels that tell these projects apart"),
                contents.strategy,
                on_key=True,
            )


@rule(
    "A016",
    "criteria-move-together",
    Severity.INFO,
    title=msg("Two criteria put the projects in the same order"),
    why=msg(
        "Criteria that move together may say the same thing twice, and then it counts twice. They "
        "may also be two things that happen to go together: look at what they ask."
    ),
    fix=msg("Ask each thing once, or accept the finding with the reason why they are two things."),
    example="criteria: [{id: need, …}, {id: importance, …}]      # rank correlation 0.95",
)
def criteria_move_together(
    contents: Contents, strategy: Strategy, competing: Sequence[Scored]
) -> Iterator[Violation]:
    """Look for pairs of benefits and factors with a high rank correlation."""
    for pair in trial.pairs(strategy, competing):
        if not pair.holds:
            yield Violation(
                _place(strategy, pair.other, "id"),
                msg(
                    "{one} and {other} put the projects in much the same order (rank correlation "
                    "{value})",
                    one=pair.one.title,
                    other=pair.other.title,
                    value=Points(pair.rounded, 2),
                ),
                msg("Do they ask the same thing? Then it counts twice"),
                contents.strategy,
            )


@rule(
    "A017",
    "money-counted-twice",
    Severity.WARNING,
    title=msg("The criterion counts money that a frame already pays"),
    why=msg(
        "The frames carry a project's cost, and a saving that refills them lets other projects in. "
        "A value that takes the cost off again, or adds the saving again, counts it twice."
    ),
    fix=msg("Measure gross benefits: source: gross_benefits leaves both out."),
    example="scale: {kind: number, source: net_present_value, worst: 0, best: 1 000 000}",
)
def money_counted_twice(contents: Contents, strategy: Strategy) -> Iterator[Violation]:
    """Look for benefits that read a net present value, or savings that refill a frame."""
    for one, source in trial.paid(strategy, contents.latest_round):
        why = (
            msg("{title} takes off costs that the frames carry", title=one.title)
            if source is NumberSource.NET_PRESENT_VALUE
            else msg("{title} adds savings that refill the frames", title=one.title)
        )
        yield Violation(
            _place(strategy, one, "scale", "source"),
            why,
            msg("Write source: gross_benefits"),
            contents.strategy,
        )


def _place(strategy: Strategy, criterion: Criterion, *steps: str) -> KeyPath:
    return ("criteria", strategy.criteria.index(criterion), *steps)
