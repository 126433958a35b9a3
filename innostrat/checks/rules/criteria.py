"""Rules about the roles of criteria, and about answers that must have the shape of their scale."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from innostrat.checks.rules.assessing import answers
from innostrat.checks.rules.common import unknown
from innostrat.checks.rules.registry import Violation, rule
from innostrat.findings import Severity
from innostrat.messages import msg
from innostrat.model.scales import FULL, ReachScale

if TYPE_CHECKING:
    from collections.abc import Iterator

    from innostrat.model.portfolio import Contents, Entry
    from innostrat.model.strategy import Strategy

BEYOND: Final = 10  # times full


@rule(
    "A009",
    "criterion-without-role",
    Severity.WARNING,
    title=msg("The criterion does not say what it does to a project's value"),
    why=msg(
        "A benefit adds up, a factor multiplies, a gate lets a project compete. What is easy or "
        "new or well anchored gives points to a project that changes nothing when it adds up; it "
        "is read as a benefit until the strategy says."
    ),
    fix=msg(
        "Write role: benefit for what a project gives, role: factor for what makes all of it more "
        "likely or larger, role: gate for what must be there."
    ),
    example="- id: gjennomforing\n  weight: 10            # role: factor is missing",
)
def criterion_without_role(contents: Contents, strategy: Strategy) -> Iterator[Violation]:
    """Look for criteria whose role is not written."""
    for number, one in enumerate(strategy.criteria):
        if "role" not in one.model_fields_set:
            yield Violation(
                ("criteria", number, "id"),
                msg("{title} has no role, and is read as a benefit", title=one.title),
                msg("Write role: benefit, role: factor or role: gate"),
                contents.strategy,
            )


@rule(
    "A010",
    "no-such-change",
    Severity.ERROR,
    title=msg("The criterion has no such step of change"),
    why=msg("How much a person counts is said by the step; without it nobody can be counted."),
    fix=msg("Write one of the steps under changes of the criterion's scale."),
    example="scores:\n  reach: {people: 900, change: a-lot}",
)
def no_such_change(contents: Contents, strategy: Strategy) -> Iterator[Violation]:
    """Look for steps of change that the strategy does not know."""
    for entry, path, scores in answers(contents):
        for criterion_id, score in scores.items():
            criterion = strategy.criterion(criterion_id)
            if criterion is None or not isinstance(criterion.scale, ReachScale):
                continue
            for number, group in enumerate(score.reached):
                if group.change in criterion.scale.changes:
                    continue
                yield Violation(
                    (*path, criterion_id, *_place(entry, (*path, criterion_id), number), "change"),
                    msg("{title} has no change {id}", title=criterion.title, id=group.change),
                    unknown(group.change, criterion.scale.changes),
                    entry,
                )


def _place(entry: Entry[Any], path: tuple[str, ...], number: int) -> tuple[str | int, ...]:
    """Return the steps from an answer to one of its groups, which may be written in three ways."""
    written = entry.document.value
    for step in path:
        written = written[step] if isinstance(written, dict) else None
    if isinstance(written, list):
        return (number,)
    return ("groups", number) if isinstance(written, dict) and "groups" in written else ()


@rule(
    "A011",
    "answer-of-another-kind",
    Severity.ERROR,
    title=msg("The answer is of another kind than the criterion asks for"),
    why=msg("People and changes are no level, and a level counts nobody: the answer is unused."),
    fix=msg("Write a level or number, or people and change, as the criterion's scale asks for."),
    example="scores:\n  reach: 4              # {people: 900, change: clear} is asked for",
)
def answer_of_another_kind(contents: Contents, strategy: Strategy) -> Iterator[Violation]:
    """Look for values where people are asked for, and people where a value is."""
    for entry, path, scores in answers(contents):
        for criterion_id, score in scores.items():
            criterion = strategy.criterion(criterion_id)
            if criterion is None or not criterion.scale.assessed:
                continue
            counts = isinstance(criterion.scale, ReachScale)
            if counts == bool(score.reached):
                continue
            asked = msg("{title} asks for a level or number", title=criterion.title)
            hint = msg(
                "Write it alone, or with a reason: {example}", example="{value: 4, because: …}"
            )
            if isinstance(criterion.scale, ReachScale):
                step = next(iter(criterion.scale.changes))
                asked = msg("{title} asks for people and change", title=criterion.title)
                hint = msg("Write {example}", example=f"{{people: 900, change: {step}}}")
            yield Violation((*path, criterion_id), asked, hint, entry)


@rule(
    "A012",
    "beyond-full",
    Severity.WARNING,
    title=msg("The answer is worth more than ten times full"),
    why=msg(
        "A quantity has no end, so one digit too many puts a project before all others, and the "
        "plan is made around it."
    ),
    fix=msg("Correct the number; or raise full (or best) where such projects are common."),
    example="scores:\n  reach: {people: 90 000 000, change: clear}",
)
def beyond_full(contents: Contents, strategy: Strategy) -> Iterator[Violation]:
    """Look for answers that are worth more than ten full benefits."""
    for entry, path, scores in answers(contents):
        for criterion in strategy.benefits:
            given = scores.get(criterion.id)
            raw = criterion.scale.measured(given) if given else None
            if raw is not None and criterion.value(raw) > BEYOND * FULL:
                times = Decimal(int(criterion.value(raw) / FULL))
                of_assessment = len(path) > 1  # which says which project it is about
                project = contents.projects.get(path[-1]) if of_assessment else None
                yield Violation(
                    (*path, criterion.id),
                    msg("{title} is {n} times full", title=criterion.title, n=times),
                    msg("Check the number"),
                    entry,
                    related=((project, ("title",), msg("the project")),) if project else (),
                )
