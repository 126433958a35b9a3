"""`innostrat decide`: what a body decided, on which recommendation, and proof of it later."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, Annotated, Final

import typer

from innostrat.errors import CannotGoOnError
from innostrat.messages import Kroner, Listing, mark, msg
from innostrat.shell import options
from innostrat.shell.days import FactDayOption, fact_day

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from innostrat.analysis.year.decision import DecisionResult, Departure
    from innostrat.authoring.decisions import Ground
    from innostrat.files.writer import FileChange
    from innostrat.language import Language
    from innostrat.model.decision import Amendment, Decision
    from innostrat.model.portfolio import Portfolio
    from innostrat.model.round import Round
    from innostrat.model.words import Verdict
    from innostrat.workspace.workspace import Workspace

NUMBER: Final = "[0-9]{1,9}(?:[.,][0-9]{1,9})?"
WISH: Final = re.compile(rf"([a-z0-9-]+)(?: +({NUMBER})(?: *%)?)? *: *(\S.*)", re.DOTALL)
# What each option is given; also what its help shows.
PLAIN: Final = "'ID: WHY'"
REDUCE: Final = "'ID 60 %: WHY'"
POSTPONE: Final = "'ID 2029: WHY'"
AMEND: Final = "'ID 2028 +200 000: WHY'"


def run(  # noqa: PLR0913  (one parameter an option)
    portfolio: options.PortfolioArgument = None,
    *,
    round_: options.RoundOption = None,
    body: Annotated[
        str | None, typer.Option(metavar="BODY", help=mark("The body that decided."))
    ] = None,
    day: FactDayOption = None,
    case: Annotated[
        str | None, typer.Option(metavar="NUMBER", help=mark("The case number."))
    ] = None,
    fund: Annotated[
        list[str] | None,
        typer.Option(metavar=PLAIN, help=mark("Fund what was not recommended; repeat.")),
    ] = None,
    reduce: Annotated[
        list[str] | None,
        typer.Option(metavar=REDUCE, help=mark("Fund a part of the amounts; repeat.")),
    ] = None,
    postpone: Annotated[
        list[str] | None,
        typer.Option(metavar=POSTPONE, help=mark("Fund it from a later year; repeat.")),
    ] = None,
    reject: Annotated[
        list[str] | None,
        typer.Option(metavar=PLAIN, help=mark("Do not fund what was recommended; repeat.")),
    ] = None,
    amend: Annotated[
        list[str] | None,
        typer.Option(
            metavar=AMEND, help=mark("Change a frame or a service area's budget; repeat.")
        ),
    ] = None,
    again: Annotated[
        bool, typer.Option("--replace", help=mark("Replace the round's decision."))
    ] = False,
    check: Annotated[
        bool, typer.Option("--check", help=mark("Prove the decision against its commit."))
    ] = False,
    yes: options.YesOption = False,
    dry_run: options.DryRunOption = False,
    lang: options.LangOption = None,
) -> int:
    """Write the decision, and bind what was funded for the rounds to come."""
    from innostrat.authoring.amendments import amendments, in_force
    from innostrat.files.places import find_one
    from innostrat.workspace.changing import carry_out, opened
    from innostrat.workspace.workspace import read

    root = find_one(portfolio)
    if check:
        from innostrat.authoring.proof import verify

        return verify(read(root), round_, lang)
    with opened(root, lang, write=not dry_run) as workspace:
        language = workspace.language(lang)
        round_id = workspace.round(round_).id
        old, ground = _ground(workspace, round_id, again=again)
        if old is None:
            _refuse_unread(workspace)
        content, chosen = ground.portfolio, ground.portfolio.rounds[round_id]
        changes = amendments(amend or [], AMEND, content, chosen)
        departures = list(_departures(content, chosen, (fund, reduce, postpone, reject)))
        outcome = _outcome(content, chosen, in_force(chosen, changes), departures, language)
        when = fact_day(day, msg("Which day was it decided?"), language).isoformat()
        given = (_body(body, ground, language), when, case)
        files = [
            *_changes(workspace, ground, chosen, outcome, given, old, changes),
            *_frames(workspace, round_id, old, changes),
        ]
        carry_out(workspace, files, language, yes=yes, dry_run=dry_run)
    return 0


def _departures(
    content: Portfolio, round_: Round, wishes: tuple[Sequence[str] | None, ...]
) -> Iterator[Departure]:
    """Yield what the options say; each project once, each with a reason."""
    from innostrat.model.words import Verdict

    seen: set[str] = set()
    verdicts = (Verdict.FUNDED, Verdict.REDUCED, Verdict.POSTPONED, Verdict.REJECTED)
    for verdict, given in zip(verdicts, wishes, strict=True):
        for wish in given or ():
            one = _departure(content, round_, verdict, wish)
            if one.project in seen:
                raise CannotGoOnError(msg("{id} is decided twice", id=one.project))
            seen.add(one.project)
            yield one


def _departure(content: Portfolio, round_: Round, verdict: Verdict, wish: str) -> Departure:
    from innostrat.analysis.year.decision import Departure
    from innostrat.economy import first_year
    from innostrat.model.words import Verdict
    from innostrat.workspace.naming import meant

    found = WISH.fullmatch(wish.strip())
    if found is None:
        form = {Verdict.REDUCED: REDUCE, Verdict.POSTPONED: POSTPONE}.get(verdict, PLAIN)
        raise CannotGoOnError(
            msg("“{text}” is not understood: write it like {form}", text=wish, form=form)
        )
    id_, number, why = found.groups()
    standing = {one.id: one for one in content.projects.values() if one.stands}
    id_ = meant(
        id_,
        standing,
        msg("There is no project {word}", word=id_),
        msg("`innostrat list` shows all"),
    )
    if verdict is Verdict.POSTPONED:
        if not (number or "").isdecimal() or int(number) not in round_.years:
            years = Listing(round_.years)
            raise CannotGoOnError(
                msg("To postpone {id} give one of the years {years}", id=id_, years=years)
            )
        asked = first_year(content.projects[id_], round_)
        if asked < round_.years[0]:  # what was spent, and borrowed, stays where it was
            raise CannotGoOnError(
                msg(
                    "{id} began in {year}, which is over, and cannot be postponed: reduce it, or "
                    "reject it",
                    id=id_,
                    year=asked,
                )
            )
        if int(number) <= asked:
            raise CannotGoOnError(msg("{id} asks to start in {year} itself", id=id_, year=asked))
        return Departure(id_, verdict, why, start=int(number))
    if verdict is Verdict.REDUCED:
        part = Fraction((number or "0").replace(",", ".")) / 100
        if not 0 < part < 1:
            raise CannotGoOnError(
                msg("To reduce {id} give the per cent that is left, between 0 and 100", id=id_)
            )
        return Departure(id_, verdict, why, part=part)
    return Departure(id_, verdict, why)


def _outcome(
    content: Portfolio,
    round_: Round,
    amended: Round,
    departures: list[Departure],
    language: Language,
) -> DecisionResult:
    """Return the decision; one that breaks a frame, or what requires what, is refused.

    The recommendation is the plan of the round; the frames that hold are those as amended.

    A balance rule is the administration's own: that it is not kept is only said.
    """
    from innostrat.analysis.plan.planning import Effort, make_plan
    from innostrat.analysis.value.scoring import score
    from innostrat.analysis.year.decision import decide
    from innostrat.authoring.decisions import excess, notices
    from innostrat.model.words import Commitment
    from innostrat.reports.plan.answer import NOTHING_COMPETES
    from innostrat.reports.plan.unfunded import demand_in_words
    from innostrat.shell.delivery import say

    scores = score(content, round_)
    plan = make_plan(content, scores, round_.selection, Effort(contrasts=False))
    if not plan.is_made:
        raise CannotGoOnError(msg("No plan can be made: see innostrat prioritize"))
    outcome = decide(content, replace(scores, round=amended), plan, departures)
    if not outcome.rulings and amended == round_:  # a decision would only close the round
        raise CannotGoOnError(NOTHING_COMPETES)
    for one in outcome.rulings:
        if one.start is None and one.project.commitment is Commitment.MANDATORY:
            raise CannotGoOnError(
                msg("{id} is mandatory and cannot be rejected", id=one.project.id)
            )
        for text in notices(one, round_):
            say(text, language)
    if outcome.over:
        raise CannotGoOnError(
            msg("The decision breaks the frames: {frames}", frames=excess(outcome.over, amended))
        )
    said = {one: demand_in_words(one, content, round_) for one in outcome.broken}
    hard = tuple(text for one, text in said.items() if one.kind in {"requires", "excludes"})
    if hard:
        raise CannotGoOnError(msg("The decision breaks {demands}", demands=Listing(hard, "; ")))
    for text in said.values():
        say(msg("The decision does not keep {demand}", demand=text), language)
    return outcome


def _ground(workspace: Workspace, round_id: str, *, again: bool) -> tuple[Decision | None, Ground]:
    """Return the decision that is replaced, if one is, and the files that the new one is on.

    To replace a decision is to take it anew: on the same files, and not on what it made of them.
    """
    from innostrat.authoring.decisions import NO_COMMIT, Ground
    from innostrat.authoring.proof import ground_of

    old = (workspace.portfolio().decisions or {}).get(round_id)
    if old is None:
        return None, Ground.of(workspace)
    if not again:
        raise CannotGoOnError(
            msg("{round} is decided already; --replace puts a new decision", round=round_id)
        )
    if old.revision == NO_COMMIT:
        raise CannotGoOnError(
            msg(
                "The decision was taken on files in no commit, and cannot be taken anew: put the "
                "projects back as they were, remove decisions/{round}.yaml, and decide again",
                round=round_id,
            )
        )
    return old, ground_of(workspace, old)


def _refuse_unread(workspace: Workspace) -> None:
    """Refuse to decide while a file that holds decided money cannot be read: it would be lost."""
    from innostrat.analysis.year.restored import stood_in

    content = workspace.portfolio()
    bound = stood_in(content, workspace.unread_projects).projects.keys() - content.projects.keys()
    if bound:
        raise CannotGoOnError(
            msg(
                "{path} cannot be read, and it was decided before: mend it first (see innostrat "
                "validate)",
                path=workspace.files.shown(f"projects/{min(bound)}.yaml"),
            )
        )


def _body(body: str | None, ground: Ground, language: Language) -> str:
    """Return who decided, asked for where it is not said, and warn of what cannot be proved."""
    from innostrat.authoring.decisions import NO_COMMIT
    from innostrat.shell import asking
    from innostrat.shell.delivery import say

    who = asking.text(body, "--body", msg("Which body decided?"), language)
    if ground.revision == NO_COMMIT:
        say(msg("The files are in no commit, so the decision cannot be proved later"), language)
    return who or ""


def _changes(
    workspace: Workspace,
    ground: Ground,
    round_: Round,
    outcome: DecisionResult,
    given: tuple[str, str, str | None],
    old: Decision | None,
    changes: Sequence[Amendment],
) -> list[FileChange]:
    from innostrat.authoring.corrections import corrected
    from innostrat.authoring.decisions import commitments, decision_file
    from innostrat.files.writer import FileChange

    own = workspace.language(None)
    made = decision_file(ground, round_, outcome, given, own, changes)
    path = f"decisions/{round_.id}.yaml"
    _refuse_below_zero(made, ground.portfolio, round_)
    change = FileChange(path, workspace.files.contents.get(path), made)
    if old is None:
        return [change, *commitments(workspace, ground.portfolio, round_, outcome)]
    return [change, *corrected(workspace, ground, old, outcome)]


def _refuse_below_zero(made: bytes, content: Portfolio, round_: Round) -> None:
    """Refuse a body's change that leaves a service area less than nothing, in any year."""
    from innostrat.baseline import decided_frames
    from innostrat.files.yaml.document import parse
    from innostrat.model.decision import Decision
    from innostrat.reports.common import service_area

    document, _ = parse(f"decisions/{round_.id}.yaml", made)
    assert document is not None  # noqa: S101  (this command wrote it)
    decision = Decision.model_validate(document.value)
    for one in decision.amendments:
        area = one.service_area or ""
        for year in round_.years:
            left = decided_frames(content, round_, decision, year).get(area, 0)
            if left < 0 and one.amounts.get(year, 0) < 0:
                raise CannotGoOnError(
                    msg(
                        "{change} would leave {area} with {amount} in {year}: no budget can be "
                        "below 0",
                        change=one.because,
                        area=service_area(content, area) or area,
                        amount=Kroner(left),
                        year=year,
                    )
                )


def _frames(
    workspace: Workspace, round_id: str, old: Decision | None, changes: Sequence[Amendment]
) -> Iterator[FileChange]:
    """Yield the round's file with the body's own changes, in place of those of an old decision."""
    from innostrat.authoring.amendments import in_force, round_changes, undone

    before = undone(workspace.portfolio().rounds[round_id], old)
    return round_changes(workspace, in_force(before, changes))
