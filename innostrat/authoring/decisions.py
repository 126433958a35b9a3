"""Writes a decision's file and commitments, and proves a decision against its commit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

from innostrat.authoring.amendments import recorded
from innostrat.authoring.amounts import moved, reduced
from innostrat.authoring.new_file import authored
from innostrat.baseline import decided_money
from innostrat.economy import from_units, money, money_by_area, readable_amount, smallest_unit
from innostrat.errors import CannotGoOnError
from innostrat.files.digest import digest
from innostrat.files.writer import FileChange
from innostrat.files.yaml.editing import Put, edited
from innostrat.loading.order import FieldOrder
from innostrat.messages import Kroner, Listing, msg
from innostrat.model.decision import DecidedProject, Decision
from innostrat.model.project import Project
from innostrat.model.words import Commitment, Verdict
from innostrat.money import amount_text
from innostrat.parts import CAPITAL, Money, Part
from innostrat.workspace.changing import before

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from decimal import Decimal

    from innostrat.analysis.year.decision import DecisionResult, Ruling
    from innostrat.files.yaml.events import YamlValue
    from innostrat.messages import Message
    from innostrat.model.decision import Amendment
    from innostrat.model.round import Round
    from innostrat.parts import FrameInYear
    from innostrat.workspace.workspace import Workspace

NO_COMMIT: Final = "none"
COMMITTED: Final = Put(("commitment",), Commitment.DECIDED.value)
FREE: Final = Put(("commitment",), Commitment.NONE.value)
ORDER: Final = FieldOrder(Project)
# What a decision calls the parts of a project's money.
PARTS: Final = {
    "amounts": Part.COST,
    "grants": Part.GRANT,
    "savings": Part.SAVING,
    "interest": Part.INTEREST,
    "instalments": Part.INSTALMENT,
    "transfers": Part.TRANSFER,
}
REST: Final = (Part.GRANT, Part.SAVING)  # which a reduction leaves as they are


def excess(over: Mapping[FrameInYear, int], round_: Round) -> Listing:
    """Return which frames are broken, in which years, and by how much."""
    return Listing(tuple(_excess(key, amount, round_) for key, amount in over.items()), "; ")


def _excess(key: FrameInYear, amount: int, round_: Round) -> Message:
    frame = round_.frame(key[0])
    return msg(
        "{frame} in {year} by {amount}",
        frame=frame.title if frame else key[0],
        year=key[1],
        amount=readable_amount(amount, frame),
    )


def notices(one: Ruling, round_: Round) -> Iterator[Message]:
    """Yield what a body easily overlooks in what it decides of one project."""
    if one.part < 1 and (one.project.funding or one.project.benefits):
        yield msg(
            "{id}: its funding and benefits stay as they are in its file; look at them",
            id=one.project.id,
        )
    if one.start is None or not one.delay:
        return
    asked, later = (money(one.project, round_, delay).costs for delay in (0, one.delay))
    for frame in (frame for frame in round_.frames if frame.is_money):
        before, after = (
            sum(amount for key, amount in costs.items() if key[0] == frame.id)
            for costs in (asked, later)
        )
        if before > after:
            yield msg(
                "{id}: postponed, {amount} of what it costs in {frame} falls after {year}, "
                "outside the tables",
                id=one.project.id,
                amount=Kroner(before - after),
                frame=frame.title,
                year=round_.years[-1],
            )


def decision_file(
    workspace: Workspace,
    round_: Round,
    outcome: DecisionResult,
    given: tuple[str, str, str | None],
    changes: Sequence[Amendment] = (),
) -> bytes:
    """Return the decision's file; `given` are the body, the day and the case number.

    `changes` are the body's own changes of frames and budgets.
    """
    revision = workspace.revision
    if revision is not None and revision.changed:
        raise CannotGoOnError(
            msg("Commit the files first: a decision must be provable against a commit")
        )
    body, day, case = given
    values: dict[str, YamlValue] = {
        "round": round_.id,
        "date": day,
        "body": body,
        "case": case,
        "revision": NO_COMMIT if revision is None else revision.name,
        "digest": _digest(workspace.files.contents, round_.id),
        **({"amendments": recorded(changes)} if changes else {}),
        "projects": [_ruling(one, round_) for one in outcome.rulings],
    }
    heading = [msg("Written by innostrat decide; never change it by hand.")]
    return authored(Decision, values, workspace.language(None), heading=heading)


def _digest(contents: Mapping[str, bytes], round_id: str) -> str:
    own = f"decisions/{round_id}.yaml"
    return digest({path: data for path, data in contents.items() if path != own})


def _written(amounts: Mapping[FrameInYear, int], round_: Round) -> dict[FrameInYear, Decimal]:
    """Return amounts in the smallest unit as files have them, without those that are 0."""
    return {
        key: from_units(amount, round_.frame(key[0])) for key, amount in amounts.items() if amount
    }


def _ruling(one: Ruling, round_: Round) -> YamlValue:
    value: dict[str, YamlValue] = {
        "id": one.project.id,
        "recommended": one.recommended.value,
        "decided": one.decided.value,
    }
    if one.project.is_bound:
        value["bound"] = "true"
    if one.start is not None:
        value["start"] = str(one.start)
    value |= _amounts(one.money, round_)
    if one.start is not None and one.project.service_area is not None:
        value["service_area"] = one.project.service_area
    elsewhere = {id_: _amounts(money, round_) for id_, money in _elsewhere(one, round_).items()}
    if elsewhere:
        value["elsewhere"] = cast("YamlValue", elsewhere)
    if one.because is not None:
        value["because"] = one.because
    return value


def _amounts(amounts: Money, round_: Round) -> dict[str, YamlValue]:
    """Return a decision's keys of amounts, those that have any."""
    value: dict[str, YamlValue] = {}
    for key, part in PARTS.items():
        by_frame: dict[str, dict[str, str]] = {}
        for (frame_id, year), amount in _written(amounts.of(part), round_).items():
            by_frame.setdefault(frame_id, {})[str(year)] = amount_text(amount)
        if by_frame:
            value[key] = cast("YamlValue", by_frame)
    return value


def _elsewhere(one: Ruling, round_: Round) -> dict[str, Money]:
    """Return what of a ruling's money is in the budgets of other service areas."""
    if one.start is None:
        return {}
    areas = money_by_area(one.project, round_, one.delay, one.part)
    own = one.project.service_area
    return {id_: it for id_, it in areas.items() if id_ not in {None, own} and not it.is_nothing}


def commitments(workspace: Workspace, outcome: DecisionResult) -> Iterator[FileChange]:
    """Yield the change of each project whose commitment, years or amounts the decision changes.

    What is funded is bound from now on, and what was bound and is rejected no longer. A bound
    project keeps its years, so one that starts later has its amounts moved: the same sums.
    """
    rounds = workspace.portfolio().rounds.values()
    units = {frame.id: smallest_unit(frame) for one in rounds for frame in one.frames}
    for one in outcome.rulings:
        if one.start is None and not one.project.is_bound:
            continue
        path = f"projects/{one.project.id}.yaml"
        old = before(workspace, path)
        shown = workspace.files.shown(path)
        edits = [] if one.project.is_bound else [COMMITTED]
        if one.start is None:
            edits = [FREE]
        if one.delay:
            edits += moved(shown, old, one.delay)
        new = edited(shown, old, edits, ORDER)
        if one.part < 1:
            new = edited(shown, new, list(reduced(shown, new, one.part, units)), ORDER)
        yield FileChange(path, old, new)


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
    wrong = tuple(_differences(workspace, decision))
    if wrong:
        for one in wrong:
            say(one, language)
        return 1
    text = msg(
        "The decision on {round} is on the files of {commit}: recommendation, years and amounts "
        "are what they give, and each departure has its reason. Who decided is not proved here",
        round=round_.id,
        commit=decision.revision,
    )
    say(text, language)
    return 0


def _differences(workspace: Workspace, decision: Decision) -> Iterator[Message]:
    """Yield what does not match: the digest of the files then, or the recommendation they give."""
    if decision.revision == NO_COMMIT:
        yield msg("The decision was taken on files in no commit: it cannot be proved")
        return
    contents = _then(workspace, decision)
    now = _digest(contents, decision.round)
    if now != decision.digest:
        yield msg(
            "The files of {commit} are not those that were decided on: digest {now}, not {then}",
            commit=decision.revision,
            now=now[:16],
            then=decision.digest[:16],
        )
        return
    recommended = _recommended(workspace, contents, decision)
    for one in decision.projects:
        expected = recommended.get(one.id)
        said = Verdict.NOT_PRIORITISED.value if expected is None else expected.recommended.value
        if one.recommended.value != said:
            yield msg(
                "{id}: the files recommend {expected}, the decision says {said}",
                id=one.id,
                expected=said,
                said=one.recommended.value,
            )
        elif expected is not None:
            yield from _departed(one, expected, workspace.portfolio().rounds[decision.round])


def _departed(one: DecidedProject, expected: Ruling, round_: Round) -> Iterator[Message]:
    """Yield what of one project's ruling does not follow from the files and its verdict."""
    if one.decided is not one.recommended and one.because is None:
        yield msg("{id}: it departs from the recommendation without a reason", id=one.id)
    given, whole = decided_money(one, round_), expected.money
    reduced = one.decided is Verdict.REDUCED
    # A reduction makes loans smaller too, by as much as the costs that are looked at below.
    same = REST if reduced else (*REST, *CAPITAL)
    fits = all(
        _written(given.of(part), round_) == _written(whole.of(part), round_) for part in same
    )
    costs, asked = (_written(money.costs, round_) for money in (given, whole))
    if reduced:
        fits &= costs.keys() == asked.keys() and all(costs[key] <= asked[key] for key in asked)
    else:
        fits &= costs == asked
    area = None if expected.start is None else expected.project.service_area
    fits &= one.elsewhere.keys() == _elsewhere(expected, round_).keys()
    if not fits or one.start != expected.start or one.service_area != area:
        yield msg("{id}: its year or amounts are not those of its file", id=one.id)


def _then(workspace: Workspace, decision: Decision) -> Mapping[str, bytes]:
    """Return the files as they were when it was decided."""
    from innostrat.files.repository import Repository
    from innostrat.workspace.snapshots import inside

    if decision.revision == NO_COMMIT:
        return workspace.files.contents
    with Repository(workspace.root) as repository:
        commit = repository.commit(decision.revision)
        return repository.files(commit, inside(repository, workspace.root)).contents


def _recommended(
    workspace: Workspace, contents: Mapping[str, bytes], decision: Decision
) -> dict[str, Ruling]:
    """Return the rulings that the files and the decision's own departures give."""
    from innostrat.analysis.plan.planning import Effort, make_plan
    from innostrat.analysis.value.scoring import score
    from innostrat.analysis.year.decision import Departure, decide
    from innostrat.checks.run import check, unfit
    from innostrat.files.source import Files
    from innostrat.loading.load import load

    read, findings = load(Files(workspace.files.prefix, contents))
    portfolio = read.portfolio(unfit((*findings, *check(read)), read))
    if portfolio is None or decision.round not in portfolio.rounds:
        return {}
    scores = score(portfolio, portfolio.rounds[decision.round])
    plan = make_plan(portfolio, scores, scores.round.selection, Effort(contrasts=False))
    departures = [
        Departure(one.id, one.decided, one.because or "", one.start)
        for one in decision.projects
        if one.decided is not one.recommended and one.id in portfolio.projects
    ]
    rulings = decide(portfolio, scores, plan, departures).rulings
    return {one.project.id: one for one in rulings}
