"""Proves a decision against the commit that it was taken on, and says what it did not look at."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from innostrat.authoring.amendments import in_force
from innostrat.authoring.decisions import NO_COMMIT, REST, Ground, elsewhere, in_file_units
from innostrat.authoring.followed import departed_since, not_followed
from innostrat.baseline import decided_by_area, decided_money
from innostrat.errors import CannotGoOnError
from innostrat.messages import msg
from innostrat.model.words import Verdict
from innostrat.parts import CAPITAL

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from innostrat.analysis.year.decision import DecisionResult, Departure, Ruling
    from innostrat.messages import Message
    from innostrat.model.decision import DecidedProject, Decision
    from innostrat.model.round import Round
    from innostrat.parts import Money
    from innostrat.workspace.workspace import Workspace


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
    else:
        wrong = (*_differences(ground, decision), *not_followed(workspace, decision))
        since = departed_since(workspace, decision, ground.portfolio)
    for one in wrong:
        say(one, language)
    if wrong:
        return 1
    for one in (_proved(decision, since), *since):
        say(one, language)
    if any(one.decided is Verdict.REDUCED and one.part is None for one in decision.projects):
        say(
            msg("Of what was reduced only that it costs less than its file said is proved"),
            language,
        )
    say(
        msg(
            "Not proved here: the body, the day, the case number, the reasons, the frames that the "
            "round's file has now, and the service areas of single lines"
        ),
        language,
    )
    return 0


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


def _differences(ground: Ground, decision: Decision) -> Iterator[Message]:
    """Yield what does not follow from the files then: another recommendation, year or amount."""
    round_ = ground.portfolio.rounds[decision.round]
    expected = {one.project.id: one for one in decided_again(ground, decision).rulings}
    for one in decision.projects:
        found = expected.pop(one.id, None)
        said = Verdict.NOT_PRIORITISED if found is None else found.recommended
        if one.recommended is not said:
            yield msg(
                "{id}: the files recommend {expected}, the decision says {said}",
                id=one.id,
                expected=said.label,
                said=one.recommended.label,
            )
        elif found is not None:
            yield from _departed(one, found, round_)
    for id_ in expected:
        yield msg(
            "{id}: the files have a recommendation, and the decision does not name it", id=id_
        )


def _departed(one: DecidedProject, expected: Ruling, round_: Round) -> Iterator[Message]:
    """Yield what of one project's ruling does not follow from the files and its verdict."""
    if _departs(one) and one.because is None:
        yield msg("{id}: it departs from the recommendation without a reason", id=one.id)
    area = None if expected.start is None else expected.project.service_area
    others = elsewhere(expected, round_)
    given = decided_by_area(one, expected.project, round_)
    fits = one.start == expected.start and one.service_area == area
    fits &= one.elsewhere.keys() == others.keys()
    fits &= _fits(decided_money(one, round_), expected.money, one, round_)
    fits &= all(_fits(given[id_], money, one, round_) for id_, money in others.items() if fits)
    if not fits:
        yield msg("{id}: its year or amounts are not those of its file", id=one.id)


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
