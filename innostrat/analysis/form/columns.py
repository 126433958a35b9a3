"""The columns of a form's sheets, made from the strategy and the round: nothing here is fixed."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from innostrat.analysis.form.fields import YES_OR_NO, FieldKind, FormField
from innostrat.analysis.form.lenses import (
    AnswerPart,
    At,
    GoalContribution,
    GoesOn,
    Spent,
    Words,
    Zero,
)
from innostrat.messages import Listing, Message, msg
from innostrat.model.scales import LevelScale, ReachScale
from innostrat.model.words import (
    DEGREES,
    BenefitKind,
    Degree,
    IdeaSource,
    InnovationType,
    Need,
    Outcome,
    PartnerKind,
    Phase,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from innostrat.language import Language
    from innostrat.model.criterion import Criterion
    from innostrat.model.portfolio import Portfolio
    from innostrat.model.round import Frame, Round
    from innostrat.model.strategy import Strategy
    from innostrat.model.words import Word

WIDE: Final = 40
NARROW: Final = 12


def project_columns(
    portfolio: Portfolio, round_: Round | None, own: Language
) -> Iterator[FormField]:
    """Yield the columns of the sheet on which a row is a project; `own` is the files' language."""
    strategy = portfolio.strategy
    yield _text("title", msg("Title"), msg("The project in a few words"), width=32)
    yield _area("focus_area", msg("Focus area"), focus_titles(strategy))
    yield _area("service_area", msg("Service area"), service_titles(strategy))
    yield _choice("phase", msg("Phase"), labels_of(Phase))
    yield _text("summary", msg("Summary"), msg("The project in two or three sentences"))
    problem = msg("The problem, as those who have it would say it")
    yield _text("need.problem", msg("Need"), problem)
    yield _text("need.evidence", msg("Evidence"), msg("How we know that the need is real"))
    yield _words("need.kinds", msg("Whose need"), labels_of(Need))
    yield _text("approach", msg("Approach"), msg("How the need is met"))
    zero = msg("What happens where the project is not carried out: to go on as now")
    yield FormField("alternatives.zero", msg("Zero alternative"), Zero(), notes=(zero,), width=32)
    yield from _people_columns()
    yield _words("innovation.types", msg("What is new"), labels_of(InnovationType))
    yield _choice("innovation.degree", msg("Degree of innovation"), labels_of(Degree))
    breaks = msg("The practice it breaks with; without one it is improvement")
    yield _text("innovation.break_with", msg("Breaks with"), breaks)
    yield from _goal_columns(strategy)
    for one in strategy.criteria:
        if one.scale.assessed:
            yield from answer_columns(one, ("scores", one.id), reasons=False)
    for frame in round_.frames if round_ is not None else ():
        yield from _cost_columns(frame, round_.years if round_ else (), own(msg("Cost")))
    yield from _benefit_columns(round_)


def idea_columns(portfolio: Portfolio) -> Iterator[FormField]:
    """Yield the columns of the sheet on which a row is an idea."""
    strategy = portfolio.strategy
    yield _text("title", msg("Title"), msg("The idea in a few words"), width=32)
    yield _date("received", msg("Received"))
    yield _choice(
        "source", msg("Source"), labels_of(IdeaSource), msg("Who had the idea: never a name")
    )
    yield _text("need", msg("Need"), msg("The need or problem behind the idea"))
    yield _text("suggestion", msg("Suggestion"), msg("What could be done"))
    yield _area("focus_area", msg("Focus area"), focus_titles(strategy))
    yield _area("service_area", msg("Service area"), service_titles(strategy))
    yield _choice("verdict.outcome", msg("Verdict"), labels_of(Outcome))
    who = msg("The body or role that decided")
    yield _text("verdict.by", msg("Decided by"), who, width=20)
    yield _date("verdict.date", msg("Decided on"))
    reason = msg("The reason, for those who had the idea")
    yield _text("verdict.because", msg("Because"), reason)
    projects = {one.id: one.title for one in portfolio.projects.values()}
    yield _choice("promoted_to", msg("Became the project"), unlike(projects))


def assessment_columns(strategy: Strategy, project_id: str) -> Iterator[FormField]:
    """Yield what an assessor answers of one project: every assessed criterion, with the reason."""
    for one in strategy.criteria:
        if one.scale.assessed:
            yield from answer_columns(one, ("scores", project_id, one.id), reasons=True)


def answer_columns(
    criterion: Criterion, where: tuple[str, ...], *, reasons: bool
) -> Iterator[FormField]:
    """Yield the columns of an answer to a criterion: levels to choose from, or numbers."""
    title, key = criterion.title, criterion.id
    levels = (
        msg("{name}: {said}", name=one.name, said=one.said) for one in criterion.scale.asked()
    )
    told: tuple[Message | str, ...] = (criterion.question or title, *levels)
    if isinstance(criterion.scale, ReachScale):
        yield FormField(
            f"{key}.people",
            msg("{criterion}: people", criterion=title),
            AnswerPart(where, "people"),
            FieldKind.NUMBER,
            notes=told,
        )
        steps = {step: step for step in criterion.scale.changes}
        yield FormField(
            f"{key}.change",
            msg("{criterion}: change", criterion=title),
            AnswerPart(where, "change"),
            FieldKind.CHOICE,
            steps,
            told,
        )
    elif isinstance(criterion.scale, LevelScale):
        steps = {str(level): str(level) for level in sorted(criterion.scale.levels)}
        yield FormField(
            f"{key}.value", title, AnswerPart(where, "value"), FieldKind.CHOICE, steps, told, NARROW
        )
    else:
        yield FormField(
            f"{key}.value",
            title,
            AnswerPart(where, "value"),
            FieldKind.NUMBER,
            notes=told,
            width=NARROW,
        )
    if reasons:
        heading = msg("{criterion}: why", criterion=title)
        yield FormField(f"{key}.because", heading, AnswerPart(where, "because"), width=WIDE)


def labels_of(kind: type[Word]) -> dict[str, Message | str]:
    """Return the words that a key may take, with their labels."""
    return {one.value: one.label for one in kind}


def focus_titles(strategy: Strategy) -> dict[str, Message | str]:
    """Return the focus areas by id, by titles that tell them apart."""
    return unlike({one.id: one.title for one in strategy.focus_areas})


def service_titles(strategy: Strategy) -> dict[str, Message | str]:
    """Return the service areas by id, by titles that tell them apart."""
    return unlike({one.id: one.title for one in strategy.service_areas})


def unlike(titles: Mapping[str, str]) -> dict[str, Message | str]:
    """Return titles by id; those that are alike, or another's id, carry their id with them."""
    counts = Counter(" ".join(one.casefold().split()) for one in titles.values())
    counts.update(id_ for id_ in titles)
    return {
        id_: title
        if counts[" ".join(title.casefold().split())] == 1
        else msg("{title} ({id})", title=title, id=id_)
        for id_, title in titles.items()
    }


def _people_columns() -> Iterator[FormField]:
    """Yield who drives the project, who works on it, who stands behind it and who takes part."""
    yield _text("champion", msg("Champion"), msg("The role that drives the project"), width=20)
    member = msg("A role in the team, never a name")
    yield _first("team.role", msg("In the team"), member, width=20)
    owner = msg("The role that owns the project")
    yield _text("alignment.owner", msg("Owner"), owner, width=20)
    body = msg("The body that stands behind it")
    yield _text("alignment.decided_by", msg("Anchored in"), body, width=20)
    partner = msg("Somebody who takes part in the co-creation: an organisation or a group")
    yield _first("partners.who", msg("Partner"), partner, width=20)
    yield FormField(
        "partners.kind", msg("Kind of partner"), At(("partners", 0, "kind")), FieldKind.CHOICE,
        labels_of(PartnerKind),
    )  # fmt: skip


def _goal_columns(strategy: Strategy) -> Iterator[FormField]:
    degrees: dict[str, Message | str] = {str(step): str(step) for step in DEGREES}
    for goal in strategy.leaves:
        notes = (msg("What the project does for the goal"), *DEGREES.values())
        heading = msg("Goal: {title}", title=goal.title)
        yield FormField(
            f"goals.{goal.id}", heading, GoalContribution(goal.id), FieldKind.CHOICE, degrees,
            notes, NARROW, open_choice=True,
        )  # fmt: skip


def _cost_columns(frame: Frame, years: Iterable[int], title: str) -> Iterator[FormField]:
    if frame.is_money:
        unit: Message = msg("Whole kroner in the year, not in thousands")
    else:
        unit = msg("In the year, in {unit}", unit=frame.unit or msg("the frame's unit"))
    for year in years:
        yield FormField(
            f"costs.{frame.id}.{year}",
            msg("{frame} {year}", frame=frame.title, year=year),
            Spent(frame.id, year, title),
            FieldKind.NUMBER,
            notes=(msg("What the project uses of a frame"), unit),
            money=frame.is_money,
        )
    yield FormField(
        f"costs.{frame.id}.lasts",
        msg("{frame} lasts", frame=frame.title),
        GoesOn(frame.id),
        FieldKind.CHOICE,
        YES_OR_NO,
        (msg("Whether it goes on after its last year, or for how long: 15 years"),),
        NARROW,
        open_choice=True,
    )


def _benefit_columns(round_: Round | None) -> Iterator[FormField]:
    """Yield the columns of the project's first benefit; the others have the project's own sheet."""
    note = msg("The project's first benefit; more of them on a sheet of its own")
    first = "benefits", 0
    yield FormField(
        "benefits.title", msg("Benefit"), At((*first, "title")), notes=(note,), width=32
    )
    yield FormField(
        "benefits.kind", msg("Kind of benefit"), At((*first, "kind")), FieldKind.CHOICE,
        labels_of(BenefitKind), (msg("Kinds are never added together."),),
    )  # fmt: skip
    yield FormField(
        "benefits.responsible", msg("Responsible for the benefit"), At((*first, "responsible")),
        notes=(msg("The role that answers for the benefit"),), width=20,
    )  # fmt: skip
    yield FormField(
        "benefits.indicator", msg("Indicator"), At((*first, "indicator")),
        notes=(msg("What is measured"),), width=32,
    )  # fmt: skip
    for year in round_.years if round_ is not None else ():
        yield FormField(
            f"benefits.{year}", msg("Benefit {year}", year=year),
            At((*first, "amounts", str(year))), FieldKind.NUMBER,
            notes=(msg("Whole kroner in the year, not in thousands"),), money=True,
        )  # fmt: skip


def _text(key: str, heading: Message, note: Message, width: int = WIDE) -> FormField:
    return FormField(key, heading, At(tuple(key.split("."))), notes=(note,), width=width)


def _first(key: str, heading: Message, note: Message, width: int) -> FormField:
    """Return the column of a value of the first item of a list; the others have their own sheet."""
    name, _, part = key.partition(".")
    more = msg("The first one; more of them on the project's own sheet")
    return FormField(key, heading, At((name, 0, part)), notes=(note, more), width=width)


def _words(key: str, heading: Message, choices: Mapping[str, Message | str]) -> FormField:
    listed = msg("One or several of: {choices}", choices=Listing(tuple(choices.values())))
    notes = (listed, msg("Several have commas between them."))
    where = Words(tuple(key.split(".")))
    return FormField(key, heading, where, FieldKind.WORDS, choices, notes, width=20)


def _date(key: str, heading: Message) -> FormField:
    note = msg("A day, such as 31.12.2027")
    return FormField(key, heading, At(tuple(key.split("."))), FieldKind.DATE, notes=(note,))


def _choice(
    key: str, heading: Message, choices: Mapping[str, Message | str], *notes: Message
) -> FormField:
    where = At(tuple(key.split(".")))
    return FormField(key, heading, where, FieldKind.CHOICE, choices, notes, width=20)


def _area(key: str, heading: Message, choices: Mapping[str, Message | str]) -> FormField:
    note = msg("One of the strategy's own; choose from the list")
    return FormField(key, heading, At((key,)), FieldKind.CHOICE, choices, (note,), width=24)
