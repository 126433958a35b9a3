"""A grant: a light application to the yearly pot for small trials, and what came of it."""

from __future__ import annotations

from typing import Annotated

from innostrat.model.base import Amount, Date, Model, Slug, Text, TitleText, Year, about
from innostrat.model.idea import Waiver
from innostrat.model.words import GrantOutcome


class GrantDecision(Model):
    """What was decided about an application."""

    outcome: Annotated[GrantOutcome, about("Whether it was granted")]
    amount: Annotated[Amount | None, about("What was granted, in whole kroner")] = None
    by: Annotated[Text, about("The body or role that decided")]
    date: Annotated[Date, about("The day of the decision")]
    because: Annotated[Text, about("The reason, by the rule of the pot")]


class Grant(Model):
    """An application to the pot."""

    id: Annotated[Slug, about("The application's id, the same as the file name")]
    title: Annotated[TitleText, about("What is to be tried, in a few words")]
    received: Annotated[Date, about("The day that the application came in")]
    applicant: Annotated[Text, about("Who applies: a unit or a role, never a name")]
    group: Annotated[
        Slug | None, about("Which of those that the pot is open to the applicant is")
    ] = None
    year: Annotated[Year, about("The year of the pot")]
    amount: Annotated[Amount, about("What is asked for, in whole kroner")]
    what: Annotated[Text, about("What is to be tried, and what one hopes to learn")]
    focus_area: Annotated[Slug | None, about("The focus area that it belongs to")] = None
    decision: Annotated[GrantDecision | None, about("What was decided")] = None
    learned: Annotated[Text | None, about("What was learnt, also when it did not work")] = None
    accept: Annotated[tuple[Waiver, ...], about("Findings accepted here, with reasons")] = ()

    @property
    def granted(self) -> int:
        """What the pot has given to it, in kroner."""
        one = self.decision
        if one is None or one.outcome is not GrantOutcome.GRANTED:
            return 0
        return int(self.amount if one.amount is None else one.amount)
