"""Rules about what all the work is for: goals serve the strategy's purposes, projects the goals.

A purpose (a main goal, a challenge or a culture) is too wide to be contributed to: who says that a
project serves it says nothing that can be seen afterwards. So it is reached through goals.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from innostrat.checks.rules.common import unknown
from innostrat.checks.rules.registry import Violation, rule
from innostrat.findings import Severity
from innostrat.messages import Listing, msg
from innostrat.model.scales import GoalScale

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from innostrat.files.yaml.document import KeyPath
    from innostrat.messages import Message
    from innostrat.model.goal import Goal
    from innostrat.model.portfolio import Contents
    from innostrat.model.project import Project
    from innostrat.model.strategy import Strategy

DECIDED: Final = 3
"""How many goals one project may decide before somebody has to say how."""
CLEAR: Final = 2
"""The contribution above which a goal stands or falls with the project."""


def placed(goals: Iterable[Goal], path: KeyPath = ("goals",)) -> Iterator[tuple[KeyPath, Goal]]:
    """Yield every goal of the tree with its path in strategy.yaml."""
    for number, goal in enumerate(goals):
        here = (*path, number)
        yield here, goal
        yield from placed(goal.goals, (*here, "goals"))


@rule(
    "R008",
    "serves-no-purpose",
    Severity.ERROR,
    title=msg("What the goal serves is no purpose of the strategy"),
    why=msg(
        "A focus area ties projects to what the municipality wants: its main goal, its challenges "
        "and its culture. A link to anything else is shown nowhere."
    ),
    fix=msg("Write the id of a goal whose kind is main_goal, challenge or culture."),
    example="- id: tjeneste\n  kind: focus_area\n  serves: [kps, utfordringen]   # no such goal",
)
def serves_no_purpose(contents: Contents, strategy: Strategy) -> Iterator[Violation]:
    """Look for links to purposes that the strategy does not have."""
    known = {one.id for one in strategy.purposes}
    for path, goal in placed(strategy.goals):
        for number, served in enumerate(goal.serves):
            if served not in known:
                message = (
                    msg("{id} is a goal, but no main goal, challenge or culture", id=served)
                    if strategy.goal(served)
                    else msg("There is no goal {id}", id=served)
                )
                hint = unknown(served, known)
                yield Violation((*path, "serves", number), message, hint, contents.strategy)


@rule(
    "R009",
    "contribution-to-a-purpose",
    Severity.ERROR,
    title=msg("The project contributes to a purpose, not to a goal"),
    why=msg(
        "A main goal, a challenge and a culture say what all the work is for. They are reached "
        "through the goals that serve them, and give no points of their own: everything serves "
        "them a little, so anything could be given points for it."
    ),
    fix=msg("Link to a goal that serves the purpose, and say how much the project contributes."),
    example="goals:\n  - {goal: kps, contribution: 3}      # kind: main_goal",
)
def contribution_to_a_purpose(project: Project, strategy: Strategy) -> Iterator[Violation]:
    """Look for links to main goals, challenges and cultures."""
    for number, link in enumerate(project.goals):
        goal = strategy.goal(link.goal)
        if goal is not None and goal.is_purpose and not goal.goals:
            yield Violation(
                ("goals", number, "goal"),
                msg(
                    "{title} is a {kind}, which is reached through the goals that serve it",
                    title=goal.title,
                    kind=goal.kind.label,
                ),
                _instead(goal, strategy),
            )


def _instead(purpose: Goal, strategy: Strategy) -> Message:
    """Return which goals to link to: those that serve the purpose, else any of the strategy's."""
    serving = {
        part.id for goal in strategy.serving(purpose.id) for part in goal.walk() if part.is_target
    }
    known = [one.id for one in strategy.leaves if one.id in serving or not serving]
    return msg("Link to one of: {goals}", goals=Listing(tuple(known)))


@rule(
    "L009",
    "purpose-served-by-nothing",
    Severity.WARNING,
    title=msg("No goal serves the purpose"),
    why=msg(
        "The strategy ties the municipality's purposes to a plan of action. A main goal, a "
        "challenge or a culture that no focus area serves is reached by no project, whatever is "
        "funded."
    ),
    fix=msg("Write the purpose's id under serves of the focus areas that are meant to reach it."),
    example="- id: medarbeider\n  kind: focus_area\n  serves: [kps, rekruttering]",
)
def purpose_served_by_nothing(contents: Contents, strategy: Strategy) -> Iterator[Violation]:
    """Look for purposes that no goal serves and that have no goals of their own."""
    for path, goal in placed(strategy.goals):
        if goal.is_purpose and not strategy.serving(goal.id):
            yield Violation(
                (*path, "id"),
                msg("No goal serves {title}", title=goal.title),
                msg("Write serves: [{id}] on the focus areas that reach it", id=goal.id),
                contents.strategy,
            )


@rule(
    "G018",
    "contributes-to-too-much",
    Severity.WARNING,
    title=msg("The project claims more of the goals than one project can give"),
    why=msg(
        "Contributions add up without an end, so a project that claims a decisive part in every "
        "goal would go before all others on the claims alone."
    ),
    fix=msg(
        "Keep the goals that the project is for and lower the others, or accept the finding with "
        "the reason. Found are more than three decisive contributions, and a sum above what the "
        "strategy's scale calls full."
    ),
    example="goals:\n"
    "  - {goal: teknologi, contribution: 3}\n  - {goal: tjenestedesign, contribution: 3}\n"
    "  - {goal: kompetanse, contribution: 3}\n  - {goal: involvering, contribution: 3}",
)
def contributes_to_too_much(project: Project, strategy: Strategy) -> Iterator[Violation]:
    """Look for the contribution with which the claims become too many; tell of the first only."""
    if not project.stands:
        return
    scales = [one.scale for one in strategy.criteria]
    full = min((one.full for one in scales if isinstance(one, GoalScale)), default=None)
    hint = msg("Keep what the project is for, and lower the others")
    decided, total = 0, Decimal(0)
    for number, link in enumerate(project.goals):
        path = ("goals", number, "contribution")
        decided += link.contribution > CLEAR
        total += link.contribution
        if decided > DECIDED:
            message = msg("More than {most} goals stand or fall with this project", most=DECIDED)
        elif full is not None and total > full:
            message = msg("The contributions add up to more than {full}, which is full", full=full)
        else:
            continue
        yield Violation(path, message, hint)
        return
