"""What a strategy wants: purposes, the goals that serve them, and what it demands of projects."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Final

from innostrat.model.base import Flag, Model, Slug, Text, TitleText, about
from innostrat.model.words import BenefitSide, GoalKind, Need, PartnerKind

if TYPE_CHECKING:
    from collections.abc import Iterator

PURPOSES: Final = frozenset({GoalKind.MAIN_GOAL, GoalKind.CHALLENGE, GoalKind.CULTURE})


class Demands(Model):
    """What a strategy demands of projects beside what every project is asked for."""

    partners: Annotated[
        tuple[PartnerKind, ...], about("Kinds of partner, one of which must take part")
    ] = ()
    needs: Annotated[
        tuple[Need, ...], about("Kinds of need, one of which the project must start from")
    ] = ()
    benefits: Annotated[
        tuple[BenefitSide, ...], about("Sides of the benefits that must all be made visible")
    ] = ()
    put_to_use: Annotated[
        Flag, about("Whether a project must say who puts the solution to use, and who else can")
    ] = False


class Goal(Model):
    """A goal and the goals below it."""

    id: Annotated[Slug, about("The goal's id, which projects refer to")]
    kind: Annotated[GoalKind, about("What the goal is in the strategy")] = GoalKind.GOAL
    title: Annotated[TitleText, about("The goal in a few words")]
    text: Annotated[Text | None, about("The full wording of the strategy")] = None
    source: Annotated[Text | None, about("The document that the goal comes from")] = None
    serves: Annotated[
        tuple[Slug, ...], about("Ids of the main goals, challenges and cultures that it serves")
    ] = ()
    demands: Annotated[
        Demands, about("What is demanded of the projects of this focus area, or for this goal")
    ] = Demands()
    yearly_pot: Annotated[
        Flag, about("Whether it demands a pot for small trials in every year of the plan")
    ] = False
    goals: Annotated[tuple[Goal, ...], about("The parts of the goal")] = ()

    @property
    def is_purpose(self) -> bool:
        """Whether it says what all the work is for: a main goal, a challenge or a culture."""
        return self.kind in PURPOSES

    @property
    def is_target(self) -> bool:
        """Whether projects are meant to contribute to it.

        A goal with parts is reached through them, and a purpose through the goals that serve it.
        """
        return not self.goals and not self.is_purpose

    def walk(self) -> Iterator[Goal]:
        """Yield the goal and all goals below it, in the order of the file."""
        yield self
        for goal in self.goals:
            yield from goal.walk()
