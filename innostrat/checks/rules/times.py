"""Rules about years and dates: what comes first must come first, and money belongs in a round."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from innostrat.checks.rules.common import year_amounts
from innostrat.checks.rules.registry import Violation, rule
from innostrat.economy import hides, lasting, yearly
from innostrat.findings import Severity
from innostrat.messages import Message, msg
from innostrat.model.lifetime import goes_on
from innostrat.model.words import Commitment

if TYPE_CHECKING:
    from collections.abc import Iterator

    from innostrat.model.idea import Idea
    from innostrat.model.portfolio import Contents
    from innostrat.model.project import Project, YearAmount


AFTER: Final = 4  # years that a bound project may go on after the last round


@rule(
    "T001",
    "year-outside-rounds",
    Severity.ERROR,
    title=msg("An amount is in a year that no round has"),
    why=msg("The amount counts in no frame: the project looks cheaper than it is."),
    fix=msg(
        "Correct the year. What goes on after the plan says how long, with lasts or until: the "
        "value counts it then, and the frames do not. Benefits that do not say so are a warning."
    ),
    example="amounts: {2072: 450 000}      # 2027 was meant",
)
def year_outside_rounds(project: Project, contents: Contents) -> Iterator[Violation]:
    """Look for amounts outside the years of all rounds, once for each cost or benefit."""
    years = contents.years
    if not years or not project.stands:
        return
    told = set()
    for line in year_amounts(project, "costs", "funding", "benefits"):
        # A bound project may have begun before the rounds, and go on in one that is still to come.
        beyond = project.is_bound and line.year <= max(years) + AFTER
        if line.year in years or beyond or line.place in told or _lives(project, line, years):
            continue
        told.add(line.place)
        lasting = line.key == "benefits" and line.year > max(years)
        yield Violation(
            line.path,
            msg("No round has the year {year}", year=line.year),
            _span(years),
            on_key=True,
            severity=Severity.WARNING if lasting else None,
        )


def _lives(project: Project, line: YearAmount, years: frozenset[int]) -> bool:
    """Whether the row of an amount says that it goes on so long after the rounds."""
    row = getattr(project, line.key)[line.number]
    return line.key != "funding" and line.year > max(years) and goes_on(row, line.year - 1)


def _span(years: frozenset[int]) -> Message:
    return msg("The rounds have the years {first}–{last}", first=min(years), last=max(years))


@rule(
    "T002",
    "start-window-upside-down",
    Severity.ERROR,
    title=msg("The latest start is before the earliest"),
    why=msg("There is no year in which the project could start."),
    fix=msg("Exchange the two years."),
    example="start: {earliest: 2029, latest: 2028}",
)
def window_upside_down(project: Project) -> Iterator[Violation]:
    """Compare the two ends of the start window."""
    start = project.start
    if start.earliest and start.latest and start.earliest > start.latest:
        yield Violation(
            ("start",),
            msg(
                "The latest start {latest} is before the earliest {earliest}",
                latest=start.latest,
                earliest=start.earliest,
            ),
            msg("Exchange the two years"),
        )


@rule(
    "T003",
    "start-outside-window",
    Severity.ERROR,
    title=msg("The costs begin outside the start window"),
    why=msg(
        "The amounts show the start that the project asks for. The window says how far it may be "
        "moved, and must hold that year."
    ),
    fix=msg("Widen the window, or move the amounts."),
    example="costs:\n  - {title: Utstyr, frame: drift, amounts: {2027: 90 000}}\n"
    "start: {earliest: 2028}",
)
def start_outside_window(project: Project) -> Iterator[Violation]:
    """Compare the first year with costs with the start window."""
    first, start = project.first_year, project.start
    if (
        first is None
        or not project.stands
        or (start.earliest and start.latest and start.earliest > start.latest)
    ):
        return
    if start.earliest is not None and first < start.earliest:
        yield Violation(
            ("start", "earliest"),
            msg("The costs begin in {year}, before the earliest start", year=first),
            msg("Widen the window, or move the amounts"),
        )
    if start.latest is not None and first > start.latest:
        yield Violation(
            ("start", "latest"),
            msg("The costs begin in {year}, after the latest start", year=first),
            msg("Widen the window, or move the amounts"),
        )


@rule(
    "T004",
    "start-window-outside-rounds",
    Severity.ERROR,
    title=msg("The start window reaches outside the rounds"),
    why=msg("A start in a year that no round has cannot be planned."),
    fix=msg("Keep the window within the years of the round."),
    example="start: {earliest: 2027, latest: 2035}",
)
def window_outside_rounds(project: Project, contents: Contents) -> Iterator[Violation]:
    """Compare the start window with the years of all rounds."""
    years = contents.years
    for key in ("earliest", "latest"):
        year = getattr(project.start, key)
        if years and project.stands and not project.is_bound and year and year not in years:
            yield Violation(
                ("start", key), msg("No round has the year {year}", year=year), _span(years)
            )


@rule(
    "T008",
    "start-window-hides-cost",
    Severity.WARNING,
    title=msg("A later start in the window would hide a cost"),
    why=msg(
        "A cost that falls after the plan is felt by no frame, and the project would look cheaper "
        "the later it starts. A start is therefore moved only as long as what falls after the plan "
        "goes on from its last year: the line says that it lasts, and the last year holds as much "
        "of it as any year after."
    ),
    fix=msg(
        "Write lasts: true on a cost that goes on, lasts: false on one that ends. Split a line of "
        "which only a part goes on, or narrow the window."
    ),
    example="costs:\n  - {title: Lisenser, frame: drift, amounts: {2029: 90 000, 2030: 90 000}}"
    "      # and in 2031?\nstart: {latest: 2030}",
)
def window_hides_cost(project: Project, contents: Contents) -> Iterator[Violation]:
    """Look for costs to the plan's last year that keep the project from a start in its window.

    Nothing is said of a cost that ends, by its years or as it says itself: that is as it should be.
    """
    round_ = contents.latest_round
    first, latest = project.first_year, project.start.latest
    movable = project.stands and project.commitment is not Commitment.DECIDED
    if round_ is None or not movable or first is None or latest is None:
        return
    last = round_.years[-1]
    if not (project.start.earliest or first) <= first < latest <= last:
        return  # told by other rules, or nothing to move
    for number, cost in enumerate(project.costs):
        later = range(1, latest - first + 1)
        shift = next((shift for shift in later if hides(cost, round_, shift)), None)
        silent = cost.lasts is None and cost.until is None
        if (
            shift is None
            or last not in yearly(cost, round_)
            or not (silent or lasting(cost, round_))
        ):
            continue
        title, year = cost.title or cost.frame, first + shift
        if silent:
            message = msg(
                "{title} does not say whether it goes on after {last}, so no start in {year}",
                title=title,
                year=year,
                last=last,
            )
            hint = msg("Write lasts: true if it goes on, lasts: false if it ends")
        else:
            message = msg(
                "Begun in {year}, {title} would cost more after {last} than in it",
                title=title,
                year=year,
                last=last,
            )
            hint = msg("Narrow the window, or write the full cost of a year earlier")
        yield Violation(("costs", number, "title"), message, hint)


@rule(
    "T009",
    "lasting-cost-ends",
    Severity.WARNING,
    title=msg("A cost that lasts ends before the plan does"),
    why=msg("The years that are missing count in no frame: the project looks cheaper than it is."),
    fix=msg("Write what it costs in every year to the end of the plan, or lasts: false."),
    example="# the plan is 2027–2030\n"
    "costs:\n  - {title: Lisenser, frame: drift, amounts: {2027: 90 000}, lasts: true}",
)
def lasting_cost_ends(project: Project, contents: Contents) -> Iterator[Violation]:
    """Compare the last year of what lasts with that of the latest round."""
    round_ = contents.latest_round
    for number, cost in enumerate(project.costs if round_ and project.stands else ()):
        last = round_.years[-1] if round_ else 0
        if cost.lasts is True and cost.until is None and max(cost.amounts) < last:
            yield Violation(
                ("costs", number, "lasts"),
                msg("It lasts, but has no amount after {year}", year=max(cost.amounts)),
                msg("Write the amounts to {last}, or lasts: false", last=last),
            )


@rule(
    "T010",
    "start-is-over",
    Severity.ERROR,
    title=msg("A project that competes would have begun before the round"),
    why=msg(
        "What lies before the round is felt by none of its frames: the project would look cheaper "
        "than it is. So it takes no part until its years are moved, or it is stopped."
    ),
    fix=msg("Move its years with innostrat move, which keeps every amount; or stop the project."),
    example="# the latest round is 2028–2031\n"
    "costs:\n  - {title: Utstyr, frame: drift, amounts: {2027: 90 000}}",
)
def start_is_over(project: Project, contents: Contents) -> Iterator[Violation]:
    """Compare the year that a competing project asks to start in with the latest round.

    What that round has let go is no longer asked for there: it is when the next one is opened.
    """
    round_ = contents.latest_round
    asked = project.first_year or project.start.earliest
    if round_ is None or asked is None or not project.stands or project.is_bound:
        return
    first = round_.years[0]
    if asked >= first:
        return
    decisions = (one.item for one in contents.decisions.values())
    if any(one.round == round_.id and one.ruling(project.id) for one in decisions):
        return
    place: tuple[str | int, ...] = ("start", "earliest")
    for number, cost in enumerate(project.costs):
        if asked in cost.amounts:
            place = ("costs", number, "amounts", str(asked))
            break
    yield Violation(
        place,
        msg("It would begin in {year}, before {round}", year=asked, round=round_.title),
        msg("Move its years: {command}", command=f"innostrat move {project.id} --start {first}"),
        on_key=True,
    )


@rule(
    "T005",
    "target-before-baseline",
    Severity.ERROR,
    title=msg("The target comes before the baseline"),
    why=msg("A benefit is a change over time; here the change would have come before it began."),
    fix=msg("Correct the dates."),
    example="baseline: {value: 120, date: 2027-03-01}\ntarget: {value: 90, date: 2026-12-31}",
)
def target_before_baseline(project: Project) -> Iterator[Violation]:
    """Compare the dates of each benefit's baseline and target."""
    for number, benefit in enumerate(project.benefits):
        baseline, target = benefit.baseline, benefit.target
        if baseline and target and target.date <= baseline.date:
            yield Violation(
                ("benefits", number, "target", "date"),
                msg("The target is not after the baseline of {date}", date=baseline.date),
                msg("Correct one of the dates"),
            )


@rule(
    "T006",
    "measured-before-baseline",
    Severity.WARNING,
    title=msg("A measurement comes before the baseline"),
    why=msg("It shows how things were before the project, and would be read as its effect."),
    fix=msg("Correct the date, or use the measurement as the baseline."),
    example="baseline: {value: 120, date: 2026-03-01}\nmeasured: [{value: 131, date: 2025-11-01}]",
)
def measured_before_baseline(project: Project) -> Iterator[Violation]:
    """Compare the dates of each benefit's baseline and measurements."""
    for number, benefit in enumerate(project.benefits):
        for place, measured in enumerate(benefit.measured):
            if benefit.baseline and measured.date < benefit.baseline.date:
                yield Violation(
                    ("benefits", number, "measured", place, "date"),
                    msg("Measured before the baseline of {date}", date=benefit.baseline.date),
                    msg("Correct the date, or use it as the baseline"),
                )


@rule(
    "T007",
    "verdict-before-idea",
    Severity.WARNING,
    title=msg("The verdict comes before the idea"),
    why=msg("The time from idea to answer is followed up, and would be negative here."),
    fix=msg("Correct one of the dates."),
    example="received: 2026-02-03\nverdict: {outcome: develop_idea, date: 2026-01-22}",
)
def verdict_before_idea(idea: Idea) -> Iterator[Violation]:
    """Compare the day of the verdict with the day that the idea came in."""
    if idea.verdict and idea.verdict.date and idea.verdict.date < idea.received:
        yield Violation(
            ("verdict", "date"),
            msg("The idea came in on {date}, after its verdict", date=idea.received),
            msg("Correct one of the dates"),
        )
