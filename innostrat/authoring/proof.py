"""Proves a decision against the commit that it was taken on, and says what it did not look at."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from innostrat.authoring.amendments import in_force
from innostrat.authoring.decisions import NO_COMMIT, REST, Ground, elsewhere, in_file_units
from innostrat.authoring.followed import departed_since, not_followed
from innostrat.baseline import decided_by_area, decided_money
from innostrat.economy import money, yearly
from innostrat.errors import CannotGoOnError
from innostrat.messages import Listing, msg
from innostrat.model.words import Verdict
from innostrat.money import Estimate, part_of
from innostrat.parts import CAPITAL

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping, Sequence
    from fractions import Fraction

    from innostrat.analysis.year.decision import DecisionResult, Departure, Ruling
    from innostrat.messages import Message
    from innostrat.model.decision import DecidedProject, Decision
    from innostrat.model.project import Cost
    from innostrat.model.round import Round
    from innostrat.parts import Money
    from innostrat.workspace.workspace import Workspace

BY_THIS_VERSION: Final = msg(
    "That is what this version of the tool makes of the files. A decision does not say which "
    "version it was written with: an earlier one may have reckoned otherwise"
)


def verify(workspace: Workspace, round_id: str | None, lang: str | None) -> int:
    """Return 0 when the decision is the one that its commit's files gave, else 1; say which."""
    from innostrat.shell.delivery import say
    from innostrat.workspace.workspace import choose_round

    language = workspace.language(lang)
    portfolio = workspace.portfolio()
    round_ = choose_round(portfolio, round_id)
    decision = (portfolio.decisions or {}).get(round_.id)
    if decision is None:
        raise CannotGoOnError(msg("{round} has no decision", round=round_.id))
    try:
        ground = ground_of(workspace, decision)
    except CannotGoOnError as error:
        wrong: tuple[Message, ...] = (error.message, *not_followed(workspace, decision))
        since: tuple[Message, ...] = ()
        older: tuple[str, ...] = ()
    else:
        given = {one.project.id: one for one in decided_again(ground, decision).rulings}
        reckoned = ground.portfolio.rounds[decision.round]
        older = tuple(by_an_older_rule(given, decision, reckoned))
        other = tuple(_differences(given, decision, reckoned, older))
        told = (BY_THIS_VERSION,) if other else ()
        wrong = (*other, *told, *not_followed(workspace, decision))
        since = departed_since(workspace, decision, ground.portfolio)
    for one in wrong:
        say(one, language)
    if wrong:
        return 1
    for one in (_proved(decision, since), *since, *_not_proved(decision, older)):
        say(one, language)
    return 0


def _not_proved(decision: Decision, older: tuple[str, ...]) -> Iterator[Message]:
    """Yield which amounts are proved by the rule of their time, and what nobody looked at."""
    if older:
        yield msg(
            "By the rule of an earlier version, which reduced years that were over too, and the "
            "loans drawn in them: {ids}",
            ids=Listing(older),
        )
    if any(one.decided is Verdict.REDUCED and one.part is None for one in decision.projects):
        yield msg("Of what was reduced only that it costs less than its file said is proved")
    yield msg(
        "Not proved here: the body, the day, the case number, the reasons, the frames that the "
        "round's file has now, and the service areas of single lines"
    )


def _proved(decision: Decision, since: Sequence[Message]) -> Message:
    """Return what is proved: that the projects hold to it is said only where all of them do."""
    if since:
        return msg(
            "The decision on {round} is on the files of {commit}: recommendation, years and "
            "amounts are what they give, and each departure has its reason. What has changed in "
            "the projects' files since:",
            round=decision.round,
            commit=decision.revision,
        )
    return msg(
        "The decision on {round} is on the files of {commit}: recommendation, years and amounts "
        "are what they give, each departure has its reason, and the projects are bound with these "
        "years and amounts",
        round=decision.round,
        commit=decision.revision,
    )


def ground_of(workspace: Workspace, decision: Decision) -> Ground:
    """Return the files that a decision was taken on; a `CannotGoOnError` where they are others."""
    from innostrat.checks.run import check, unfit
    from innostrat.files.repository import Repository
    from innostrat.files.source import Files
    from innostrat.loading.load import load
    from innostrat.workspace.snapshots import inside

    if decision.revision == NO_COMMIT:
        raise CannotGoOnError(
            msg("The decision was taken on files in no commit: it cannot be proved")
        )
    with Repository(workspace.root) as repository:
        commit = repository.commit(decision.revision)
        contents = repository.files(commit, inside(repository, workspace.root)).contents
    read, findings = load(Files(workspace.files.prefix, contents))
    portfolio = read.portfolio(unfit((*findings, *check(read)), read))
    if portfolio is None or decision.round not in portfolio.rounds:
        raise CannotGoOnError(
            msg("The files of {commit} have no such round to decide", commit=decision.revision)
        )
    ground = Ground(portfolio, contents, decision.revision)
    now = ground.digest(decision.round)
    if now != decision.digest:
        raise CannotGoOnError(
            msg(
                "The files of {commit} are not those that were decided on: digest {now}, not "
                "{then}",
                commit=decision.revision,
                now=now[:16],
                then=decision.digest[:16],
            )
        )
    return ground


def decided_again(ground: Ground, decision: Decision) -> DecisionResult:
    """Return what the files and the decision's own departures give."""
    from innostrat.analysis.plan.planning import Effort, make_plan
    from innostrat.analysis.value.scoring import score
    from innostrat.analysis.year.decision import decide

    portfolio = ground.portfolio
    round_ = portfolio.rounds[decision.round]
    scores = score(portfolio, round_)
    plan = make_plan(portfolio, scores, round_.selection, Effort(contrasts=False))
    departures = [
        _departure(one)
        for one in decision.projects
        if _departs(one) and one.id in portfolio.projects
    ]
    amended = in_force(round_, decision.amendments)
    return decide(portfolio, replace(scores, round=amended), plan, departures)


def _departs(one: DecidedProject) -> bool:
    return one.decided is not one.recommended or one.because is not None


def _departure(one: DecidedProject) -> Departure:
    from innostrat.analysis.year.decision import Departure

    start = one.start if one.decided is Verdict.POSTPONED else None
    departure = Departure(one.id, one.decided, one.because or "", start)
    return departure if one.part is None else replace(departure, part=one.part)


def by_an_older_rule(
    given: Mapping[str, Ruling], decision: Decision, round_: Round
) -> Iterator[str]:
    """Yield the projects whose reduction is what the files gave before years that are over stayed.

    A decision does not say which version of the tool wrote it.
    """
    for one in decision.projects:
        ruling = given.get(one.id)
        if one.decided is not Verdict.REDUCED or ruling is None or ruling.start is None:
            continue
        if not _holds(one, ruling, round_) and _holds(one, _reduced_before(ruling, round_), round_):
            yield one.id


def _reduced_before(ruling: Ruling, round_: Round) -> Ruling:
    """Return a reduction of all years, also of those before the round."""
    first = round_.years[0] - ruling.delay

    def less(cost: Cost) -> Cost:
        amounts = {
            year: _less(amount, ruling.part) if year < first else amount
            for year, amount in yearly(cost, round_).items()
        }
        return cost.model_copy(update={"amounts": amounts})

    costs = tuple(map(less, ruling.project.costs))
    project = ruling.project.model_copy(update={"costs": costs})
    reduced = money(project, round_, ruling.delay, ruling.part)
    return replace(ruling, project=project, money=reduced)


def _less(amount: Estimate, part: Fraction) -> Estimate:
    return Estimate.certain(Decimal(part_of(int(amount.likely), part)))


def _differences(
    expected: Mapping[str, Ruling], decision: Decision, round_: Round, older: Container[str]
) -> Iterator[Message]:
    """Yield what does not follow from the files then: another recommendation, year or amount.

    The amounts of the `older` ones follow by another rule.
    """
    for one in decision.projects:
        found = expected.get(one.id)
        said = Verdict.NOT_PRIORITISED if found is None else found.recommended
        if one.recommended is not said:
            yield msg(
                "{id}: the files recommend {expected}, the decision says {said}",
                id=one.id,
                expected=said.label,
                said=one.recommended.label,
            )
        elif found is not None:
            if _departs(one) and one.because is None:
                yield msg("{id}: it departs from the recommendation without a reason", id=one.id)
            if one.id not in older and not _holds(one, found, round_):
                yield msg("{id}: its year or amounts are not those of its file", id=one.id)
    named = {one.id for one in decision.projects}
    for id_ in expected:
        if id_ not in named:
            yield msg(
                "{id}: the files have a recommendation, and the decision does not name it", id=id_
            )


def _holds(one: DecidedProject, expected: Ruling, round_: Round) -> bool:
    """Return whether one project's year, areas and amounts are those of a ruling."""
    area = None if expected.start is None else expected.project.service_area
    others = elsewhere(expected, round_)
    given = decided_by_area(one, expected.project, round_)
    fits = one.start == expected.start and one.service_area == area
    fits &= one.elsewhere.keys() == others.keys()
    fits &= _fits(decided_money(one, round_), expected.money, one, round_)
    return fits and all(_fits(given[id_], it, one, round_) for id_, it in others.items())


def _fits(given: Money, whole: Money, one: DecidedProject, round_: Round) -> bool:
    """Return whether amounts are those that the files give."""
    unknown = one.decided is Verdict.REDUCED and one.part is None  # written before the part was
    # A reduction makes loans smaller too, by as much as the costs that are looked at below.
    if any(
        in_file_units(given.of(part), round_) != in_file_units(whole.of(part), round_)
        for part in (REST if unknown else (*REST, *CAPITAL))
    ):
        return False
    costs, asked = (in_file_units(money.costs, round_) for money in (given, whole))
    if unknown:
        return costs.keys() == asked.keys() and all(costs[key] <= asked[key] for key in asked)
    return costs == asked
