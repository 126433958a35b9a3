"""Rules about references: what an item names must exist, and be what it is taken for."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any, TypeAlias

from innostrat.checks.rules.common import unknown
from innostrat.checks.rules.registry import Violation, rule
from innostrat.findings import Severity
from innostrat.messages import Listing, msg

if TYPE_CHECKING:
    from collections.abc import Iterator

    from innostrat.model.portfolio import Contents, Entry
    from innostrat.model.project import Project
    from innostrat.model.strategy import Strategy

Use: TypeAlias = "tuple[Entry[Any], tuple[str | int, ...], str]"


def _areas(contents: Contents, key: str) -> Iterator[Use]:
    """Yield each use of `key` in ideas, projects and balance rules."""
    entries: Iterator[Entry[Any]] = chain(contents.ideas.values(), contents.projects.values())
    for entry in entries:
        if (area := getattr(entry.item, key)) is not None:
            yield entry, (key,), area
    for round_ in contents.rounds.values():
        for number, balance in enumerate(round_.item.balance):
            if (area := getattr(balance, key)) is not None:
                yield round_, ("balance", number, key), area


def _lines(contents: Contents) -> Iterator[Use]:
    """Yield each service area that an amount line of a project names for itself."""
    for entry in contents.projects.values():
        for key in ("costs", "funding", "benefits"):
            for number, line in enumerate(getattr(entry.item, key)):
                if line.service_area is not None:
                    yield entry, (key, number, "service_area"), line.service_area
    for round_ in contents.rounds.values():
        capital = round_.item.capital
        if capital is not None and capital.service_area is not None:
            yield round_, ("capital", "service_area"), capital.service_area
    fund = contents.strategy.item.fund if contents.strategy else None
    if contents.strategy and fund and fund.service_area is not None:
        yield contents.strategy, ("fund", "service_area"), fund.service_area


@rule(
    "R001",
    "unknown-focus-area",
    Severity.ERROR,
    title=msg("The focus area is not one of the strategy's"),
    why=msg("The item would be missing from every table by focus area, and from balance rules."),
    fix=msg("Write the id of a goal whose kind is focus_area in strategy.yaml."),
    example="focus_area: tjenester      # the strategy says: tjeneste",
)
def unknown_focus_area(contents: Contents, strategy: Strategy) -> Iterator[Violation]:
    """Look for focus areas that the strategy does not have."""
    known = {goal.id for goal in strategy.focus_areas}
    for entry, path, area in _areas(contents, "focus_area"):
        if area not in known:
            message = (
                msg("{id} is a goal, but not a focus area", id=area)
                if strategy.goal(area)
                else msg("There is no focus area {id}", id=area)
            )
            yield Violation(path, message, unknown(area, known), entry)


@rule(
    "R002",
    "unknown-service-area",
    Severity.ERROR,
    title=msg("The service area is not one of the strategy's"),
    why=msg("The item or amount would stand under no area in the budget tables."),
    fix=msg("Write the id of one of the service_areas in strategy.yaml, or add the area there."),
    example="service_area: helse-omsorg",
)
def unknown_service_area(contents: Contents, strategy: Strategy) -> Iterator[Violation]:
    """Look for service areas that the strategy does not have."""
    known = {area.id for area in strategy.service_areas}
    for entry, path, area in chain(_areas(contents, "service_area"), _lines(contents)):
        if area not in known:
            message = msg("There is no service area {id}", id=area)
            yield Violation(path, message, unknown(area, known), entry)


@rule(
    "R003",
    "unknown-goal",
    Severity.ERROR,
    title=msg("The goal is not one of the strategy's"),
    why=msg("The contribution would count in the score without belonging to any goal."),
    fix=msg("Write the id of a goal in strategy.yaml."),
    example="goals:\n  - {goal: teknolgi, contribution: 2}",
)
def unknown_goal(project: Project, strategy: Strategy) -> Iterator[Violation]:
    """Look for links to goals that the strategy does not have."""
    for number, link in enumerate(project.goals):
        if strategy.goal(link.goal) is None:
            yield Violation(
                ("goals", number, "goal"),
                msg("There is no goal {id}", id=link.goal),
                unknown(link.goal, (goal.id for goal in strategy.leaves)),
            )


@rule(
    "R004",
    "goal-with-parts",
    Severity.ERROR,
    title=msg("The goal is divided into parts"),
    why=msg(
        "Coverage is counted where the tree of goals ends. A contribution to a whole branch says "
        "nothing about which of its goals is served."
    ),
    fix=msg("Link to the part of the goal that the project contributes to."),
    example="goals:\n  - {goal: tjeneste, contribution: 3}",
)
def goal_with_parts(project: Project, strategy: Strategy) -> Iterator[Violation]:
    """Look for links to goals that have goals below them."""
    for number, link in enumerate(project.goals):
        goal = strategy.goal(link.goal)
        if goal is not None and goal.goals:
            leaves = tuple(below.id for below in goal.walk() if not below.goals)
            yield Violation(
                ("goals", number, "goal"),
                msg("The goal {id} has parts of its own", id=link.goal),
                msg("Link to one of: {goals}", goals=Listing(leaves)),
            )


@rule(
    "R005",
    "unknown-frame",
    Severity.ERROR,
    title=msg("No round has the frame"),
    why=msg("The cost is taken out of no frame, so the project looks as if it cost nothing."),
    fix=msg("Write the id of a frame in one of the rounds."),
    example="costs:\n  - {title: Lisens, frame: drft, amounts: {2027: 120 000}}",
)
def unknown_frame(project: Project, contents: Contents) -> Iterator[Violation]:
    """Look for frames that no round has; says nothing while some round cannot be read."""
    if not contents.rounds or contents.breaks_in("rounds"):
        return
    known = contents.frames.by_id
    for key in ("costs", "funding", "benefits"):
        for number, item in enumerate(getattr(project, key)):
            if item.frame is not None and item.frame not in known:
                yield Violation(
                    (key, number, "frame"),
                    msg("No round has the frame {id}", id=item.frame),
                    unknown(item.frame, known),
                )


def _projects(contents: Contents) -> Iterator[Use]:
    for entry in contents.projects.values():
        for key in ("requires", "excludes", "replaces"):
            for number, other in enumerate(getattr(entry.item, key)):
                yield entry, (key, number), other
    for idea in contents.ideas.values():
        if idea.item.promoted_to is not None:
            yield idea, ("promoted_to",), idea.item.promoted_to
    for assessment in contents.assessments.values():
        for other in assessment.item.scores:
            yield assessment, ("scores", other), other
    for decision in contents.decisions.values():
        for number, decided in enumerate(decision.item.projects):
            yield decision, ("projects", number, "id"), decided.id


@rule(
    "R006",
    "unknown-project",
    Severity.ERROR,
    title=msg("There is no such project"),
    why=msg("A requirement, an assessment or a decision about it reaches nobody."),
    fix=msg("Write the id of a project, which is its file's name without .yaml."),
    example="requires: [felles-responsenter]",
)
def unknown_project(contents: Contents) -> Iterator[Violation]:
    """Look for projects that are named and do not exist; broken files exist."""
    for entry, path, other in _projects(contents):
        if not contents.knows("projects", other):
            message = msg("There is no project {id}", id=other)
            hint = unknown(other, contents.projects)
            yield Violation(path, message, hint, entry, on_key=path[0] == "scores")


@rule(
    "R007",
    "unknown-round",
    Severity.ERROR,
    title=msg("There is no such round"),
    why=msg(
        "The assessment or the decision would count in no round, and a round's budgets would start "
        "from nothing."
    ),
    fix=msg("Write the id of a round, which is its file's name without .yaml."),
    example="round: hop-2027",
)
def unknown_round(contents: Contents) -> Iterator[Violation]:
    """Look for rounds that assessments, decisions and rounds name and that do not exist."""
    entries: Iterator[Entry[Any]]
    entries = chain(contents.assessments.values(), contents.decisions.values())
    for entry in entries:
        if not contents.knows("rounds", entry.item.round):
            message = msg("There is no round {id}", id=entry.item.round)
            yield Violation(("round",), message, unknown(entry.item.round, contents.rounds), entry)
    for entry in contents.rounds.values():
        before = entry.item.follows
        if before is not None and not contents.knows("rounds", before):
            message = msg("There is no round {id}", id=before)
            yield Violation(("follows",), message, unknown(before, contents.rounds), entry)
