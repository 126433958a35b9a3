"""Rules about scores and assessments: each answers a question that the strategy asks."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from innostrat.analysis.value.opinions import lapsed
from innostrat.checks.rules.common import unknown
from innostrat.checks.rules.registry import Violation, rule
from innostrat.findings import Severity
from innostrat.messages import Listing, msg, msgn
from innostrat.model.scales import LevelScale
from innostrat.model.words import Phase

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from innostrat.messages import Message
    from innostrat.model.criterion import Criterion
    from innostrat.model.portfolio import Contents, Entry
    from innostrat.model.project import Project
    from innostrat.model.score import Score
    from innostrat.model.strategy import Strategy


def answers(
    contents: Contents,
) -> Iterator[tuple[Entry[Any], tuple[str, ...], Mapping[str, Score]]]:
    """Yield every set of answers in projects and assessments, with its path."""
    for entry in contents.projects.values():
        yield entry, ("scores",), entry.item.scores
    for assessment in contents.assessments.values():
        for project, scores in assessment.item.scores.items():
            yield assessment, ("scores", project), scores


@rule(
    "A001",
    "unknown-criterion",
    Severity.ERROR,
    title=msg("The criterion is not one of the strategy's"),
    why=msg("The answer counts nowhere, and the criterion that was meant has no answer."),
    fix=msg("Write the id of one of the criteria in strategy.yaml."),
    example="scores:\n  behv: {value: 4}",
)
def unknown_criterion(contents: Contents, strategy: Strategy) -> Iterator[Violation]:
    """Look for answers to criteria that the strategy does not have."""
    known = [one.id for one in strategy.criteria if one.scale.assessed]
    for entry, path, scores in answers(contents):
        for criterion in scores:
            if strategy.criterion(criterion) is None:
                yield Violation(
                    (*path, criterion),
                    msg("There is no criterion {id}", id=criterion),
                    unknown(criterion, known),
                    entry,
                    on_key=True,
                )


@rule(
    "A002",
    "computed-criterion",
    Severity.WARNING,
    title=msg("The criterion is computed, not assessed"),
    why=msg("The value comes from the project's goals, foundations or money; an answer is unused."),
    fix=msg("Remove the answer, or correct what the value is computed from."),
    example="scores:\n  strategi: {value: 5}      # computed from goals",
)
def computed_criterion(contents: Contents, strategy: Strategy) -> Iterator[Violation]:
    """Look for answers to criteria that nobody is asked about."""
    for entry, path, scores in answers(contents):
        for criterion_id in scores:
            criterion = strategy.criterion(criterion_id)
            if criterion is not None and not criterion.scale.assessed:
                yield Violation(
                    (*path, criterion_id),
                    msg("{title} is computed, so the answer is not used", title=criterion.title),
                    msg("Remove the answer"),
                    entry,
                    on_key=True,
                )


@rule(
    "A003",
    "no-such-level",
    Severity.ERROR,
    title=msg("The scale has no such level"),
    why=msg(
        "Each level is described so that two people who read it give the same answer. A level "
        "between or beyond them means nothing that others could agree on."
    ),
    fix=msg("Choose the level whose description fits best."),
    example="scores:\n  behov: {value: 3.5}",
)
def no_such_level(contents: Contents, strategy: Strategy) -> Iterator[Violation]:
    """Look for answers that are none of the described levels."""
    for entry, path, scores in answers(contents):
        for criterion_id, score in scores.items():
            criterion = strategy.criterion(criterion_id)
            if criterion is None or not isinstance(criterion.scale, LevelScale):
                continue
            levels = sorted(criterion.scale.levels)
            if score.value is not None and score.value not in levels:
                yield Violation(
                    (*path, criterion_id, "value"),
                    msg("{title} has no level {value}", title=criterion.title, value=score.value),
                    msg("The levels are {levels}", levels=Listing(tuple(levels))),
                    entry,
                )


@rule(
    "A004",
    "not-fully-assessed",
    Severity.WARNING,
    title=msg("The project is not fully assessed"),
    why=msg(
        "A missing answer is never taken for 0, so the project is not ranked until every criterion "
        "has an answer."
    ),
    fix=msg("Answer the criteria under scores, or have the assessors do it."),
    example="scores:\n  behov: {value: 4}      # nytte is assessed too, and has no answer",
)
def not_fully_assessed(
    project: Project, strategy: Strategy, contents: Contents
) -> Iterator[Violation]:
    """Look for competing projects without an answer, their own or an assessor's, to a criterion."""
    if not project.stands or project.is_bound:
        return
    missing = unanswered(project, strategy, contents)
    if missing:
        yield Violation(
            ("scores",) if project.scores else ("title",),
            msgn(
                "{n} criterion has no answer: {criteria}",
                "{n} criteria have no answer: {criteria}",
                len(missing),
                criteria=Listing(tuple(one.title for one in missing)),
            ),
            msg("The project is not ranked until all are answered"),
            severity=Severity.INFO if project.phase is Phase.CONCEPT else None,
            lacks=msg("answers: {criteria}", criteria=Listing(tuple(one.title for one in missing))),
        )


def unanswered(project: Project, strategy: Strategy, contents: Contents) -> list[Criterion]:
    """Return the criteria that neither the project nor an assessor of the round has answered."""
    latest = contents.latest_round
    answered = set(project.scores)
    for assessment in contents.assessments.values():
        if latest is not None and assessment.item.round == latest.id:
            answered |= set(assessment.item.scores.get(project.id, ()))
    return [one for one in strategy.criteria if one.scale.assessed and one.id not in answered]


@rule(
    "A005",
    "assessor-twice",
    Severity.WARNING,
    title=msg("An assessor has two assessments in the round"),
    why=msg("Where both answer the same question, one opinion counts twice in the median."),
    fix=msg("Gather the answers in one file."),
    example="# assessments/a.yaml and assessments/b.yaml\n"
    "assessor: Kommunalsjef helse\nround: hop-2027-2030",
)
def assessor_twice(contents: Contents) -> Iterator[Violation]:
    """Look for assessments of the same round with the same assessor."""
    seen: dict[tuple[str, str], Entry[Any]] = {}
    for entry in contents.assessments.values():
        key = (entry.item.round, entry.item.assessor.casefold())
        first = seen.setdefault(key, entry)
        if first is not entry:
            yield Violation(
                ("assessor",),
                msg("{assessor} has another assessment", assessor=entry.item.assessor),
                msg("Gather the answers in one file"),
                entry,
                related=((first, ("assessor",), msg("The other one")),),
            )


@rule(
    "A018",
    "assessed-in-an-earlier-round",
    Severity.WARNING,
    title=msg("Projects count by their own answers, though assessors answered in an earlier round"),
    why=msg(
        "An assessment is for its own round. Where nobody has assessed a project anew, the next "
        "round ranks it by what it says of itself, also where assessors found that too high."
    ),
    fix=msg(
        "Have the projects assessed for this round with innostrat new assessment. Where the old "
        "answers hold, let each assessor take them over in a file for this round."
    ),
    example="# rounds/hop-2028-2031.yaml is the latest\n"
    "assessor: Kommunalsjef helse\nround: hop-2027-2030",
)
def assessed_before(contents: Contents, strategy: Strategy) -> Iterator[Violation]:
    """Look, until the latest round is decided, for answers that only earlier rounds have."""
    latest = contents.latest_entry
    decided = {entry.item.round for entry in contents.decisions.values()}
    if latest is None or latest.item.id in decided or contents.breaks_in("assessments"):
        return
    rounds = {entry.item.id: entry.item for entry in contents.rounds.values()}
    assessments = [entry.item for entry in contents.assessments.values()]
    projects = [entry.item for entry in contents.projects.values()]
    found = lapsed(strategy, assessments, latest.item, rounds, projects)
    if found:
        yield Violation(
            ("follows",) if latest.item.follows else ("id",),
            msgn(
                "Assessors answered on {n} project in an earlier round alone, and its own answers "
                "count here: {projects}",
                "Assessors answered on {n} projects in an earlier round alone, and their own "
                "answers count here: {projects}",
                len(found),
                projects=Listing(tuple(found)),
            ),
            msg("Have them assessed for this round: {command}", command="innostrat new assessment"),
            latest,
        )


@rule(
    "A006",
    "unknown-criterion-in-order",
    Severity.ERROR,
    title=msg("The order of the weights names no criterion of the strategy"),
    why=msg("The robustness analysis would leave out what was agreed on about the weights."),
    fix=msg("Write the ids of criteria in strategy.yaml, the heaviest first."),
    example="weight_order: [[behov, nytt, okonomi]]",
)
def unknown_criterion_in_order(contents: Contents, strategy: Strategy) -> Iterator[Violation]:
    """Look for ids in weight_order that have no weight."""
    known = [one.id for one in strategy.benefits]
    for number, order in enumerate(strategy.weight_order):
        for place, criterion in enumerate(order):
            if criterion not in known:
                yield Violation(
                    ("weight_order", number, place),
                    _no_weight(strategy, criterion),
                    unknown(criterion, known),
                    contents.strategy,
                )


def _no_weight(strategy: Strategy, criterion_id: str) -> Message:
    criterion = strategy.criterion(criterion_id)
    if criterion is None:
        return msg("There is no criterion {id}", id=criterion_id)
    return msg("{id} is a {role}, and has no weight", id=criterion_id, role=criterion.role.label)


@rule(
    "A007",
    "weights-against-order",
    Severity.ERROR,
    title=msg("The weights do not fall as the order says"),
    why=msg(
        "Two places of the strategy contradict each other, and today's plan would be made with "
        "weights that the robustness analysis does not admit."
    ),
    fix=msg(
        "Correct the weights or the order; in a list each weighs at least as much as the next."
    ),
    example="weight_order: [[nytte, behov]]      # weights: behov 30, nytte 20",
)
def weights_against_order(contents: Contents, strategy: Strategy) -> Iterator[Violation]:
    """Look for neighbours in weight_order whose weights rise, and for orders in a circle."""
    weights = {one.id: one.weight for one in strategy.benefits}
    heavier: dict[str, set[str]] = {}
    for number, order in enumerate(strategy.weight_order):
        for place, (above, below) in enumerate(pairwise(order), start=1):
            path = ("weight_order", number, place)
            if above == below or _leads(heavier, below, above):
                message = msg("{below} is both above and below {above}", below=below, above=above)
                yield Violation(path, message, msg("Remove one of the two"), contents.strategy)
            elif above in weights and below in weights and weights[above] < weights[below]:
                yield Violation(
                    path,
                    msg("{below} weighs more than {above}", below=below, above=above),
                    msg(
                        "The weights are {weights}",
                        weights=Listing((weights[above], weights[below])),
                    ),
                    contents.strategy,
                )
            heavier.setdefault(above, set()).add(below)


def _leads(heavier: Mapping[str, set[str]], start: str, end: str) -> bool:
    """Whether one goes down from `start` to `end`."""
    seen: set[str] = set()
    waiting = {start}
    while waiting:
        seen |= waiting
        waiting = {below for one in waiting for below in heavier.get(one, ())} - seen
    return end in seen


@rule(
    "A008",
    "weights-of-a-profile",
    Severity.ERROR,
    title=msg("A profile does not weigh the criteria of the strategy"),
    why=msg(
        "A plan under other weights can only be compared when they are weights for the same "
        "criteria; one that was forgotten would silently count for nothing."
    ),
    fix=msg("Give every benefit of the strategy a weight in the profile, 0 where it is none."),
    example="profiles: [{id: politikere, title: Politikere, weights: {behov: 40}}]",
)
def weights_of_a_profile(contents: Contents, strategy: Strategy) -> Iterator[Violation]:
    """Look for profiles with unknown or missing benefits, or with no weight at all."""
    known = [one.id for one in strategy.benefits]
    for number, profile in enumerate(strategy.profiles):
        where = ("profiles", number, "weights")
        strange = [one for one in profile.weights if one not in known]
        lacking = tuple(one for one in known if one not in profile.weights)
        for criterion in strange:
            yield Violation(
                (*where, criterion),
                _no_weight(strategy, criterion),
                unknown(criterion, known),
                contents.strategy,
            )
        if lacking and not strange:
            yield Violation(
                where,
                msg("The profile lacks {criteria}", criteria=Listing(lacking)),
                msg("Give each criterion a weight, 0 where it counts for nothing"),
                contents.strategy,
            )
        elif not lacking and not any(profile.weights[one] for one in known):
            yield Violation(
                where,
                msg("All weights are 0"),
                msg("Give some criterion a weight"),
                contents.strategy,
            )
