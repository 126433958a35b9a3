"""What a body decided in a round, on which recommendation."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from innostrat.model.base import Amount, Date, Flag, Model, Slug, Text, Year, about
from innostrat.model.words import Verdict


class DecidedElsewhere(Model):
    """What was decided for a project on the budget of another service area than its own."""

    amounts: Annotated[
        dict[Slug, dict[Year, Amount]], about("What it may cost, by frame and year")
    ] = Field(default_factory=dict)
    grants: Annotated[
        dict[Slug, dict[Year, Amount]], about("Granted money from outside, by frame and year")
    ] = Field(default_factory=dict)
    savings: Annotated[
        dict[Slug, dict[Year, Amount]],
        about("Savings that units have committed themselves to, by frame and year"),
    ] = Field(default_factory=dict)
    interest: Annotated[
        dict[Slug, dict[Year, Amount]], about("Interest of what it borrows, by frame and year")
    ] = Field(default_factory=dict)
    instalments: Annotated[
        dict[Slug, dict[Year, Amount]], about("Instalments of what it borrows, by frame and year")
    ] = Field(default_factory=dict)
    transfers: Annotated[
        dict[Slug, dict[Year, Amount]],
        about("What operating money pays of its investments, by frame and year"),
    ] = Field(default_factory=dict)


class DecidedProject(Model):
    """What was decided about one project."""

    id: Annotated[Slug, about("The project")]
    recommended: Annotated[Verdict, about("What was recommended")]
    decided: Annotated[Verdict, about("What was decided")]
    bound: Annotated[
        Flag, about("Whether it was decided or mandatory before, and so is no new measure")
    ] = False
    start: Annotated[Year | None, about("The first year of the decided profile")] = None
    amounts: Annotated[
        dict[Slug, dict[Year, Amount]], about("What it may cost, by frame and year")
    ] = Field(default_factory=dict)
    grants: Annotated[
        dict[Slug, dict[Year, Amount]], about("Granted money from outside, by frame and year")
    ] = Field(default_factory=dict)
    savings: Annotated[
        dict[Slug, dict[Year, Amount]],
        about("Savings that units have committed themselves to, by frame and year"),
    ] = Field(default_factory=dict)
    interest: Annotated[
        dict[Slug, dict[Year, Amount]], about("Interest of what it borrows, by frame and year")
    ] = Field(default_factory=dict)
    instalments: Annotated[
        dict[Slug, dict[Year, Amount]], about("Instalments of what it borrows, by frame and year")
    ] = Field(default_factory=dict)
    transfers: Annotated[
        dict[Slug, dict[Year, Amount]],
        about("What operating money pays of its investments, by frame and year"),
    ] = Field(default_factory=dict)
    service_area: Annotated[
        Slug | None, about("The service area whose budget line it was decided on")
    ] = None
    elsewhere: Annotated[
        dict[Slug, DecidedElsewhere],
        about("How much of all this stands in the budgets of other service areas"),
    ] = Field(default_factory=dict)
    because: Annotated[Text | None, about("Why the decision departs from the recommendation")] = (
        None
    )


class Decision(Model):
    """A decision: written by the tool, never by hand."""

    round: Annotated[Slug, about("The round that was decided")]
    date: Annotated[Date, about("The day of the decision")]
    body: Annotated[Text, about("The body that decided")]
    case: Annotated[Text | None, about("The case number")] = None
    revision: Annotated[Text, about("The git revision that was decided on")]
    digest: Annotated[Text, about("The digest of the files that was decided on")]
    projects: Annotated[tuple[DecidedProject, ...], about("What was decided, by project")] = ()
