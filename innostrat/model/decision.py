"""What a body decided in a round, on which recommendation."""

from __future__ import annotations

from functools import cached_property
from typing import Annotated, TypeAlias

from pydantic import Field, model_validator

from innostrat.messages import msg
from innostrat.model import rules
from innostrat.model.base import (
    Amount,
    Date,
    Flag,
    Model,
    Number,
    Refusal,
    Share,
    Slug,
    Text,
    Year,
    about,
)
from innostrat.model.words import Verdict

# Kroner or capacity by frame and year: the same six of a project, and of each budget it is in.
AmountsByFrame: TypeAlias = dict[Slug, dict[Year, Amount]]
DecidedCosts = Annotated[AmountsByFrame, about("What it may cost, by frame and year")]
DecidedGrants = Annotated[AmountsByFrame, about("Granted money from outside, by frame and year")]
DecidedSavings = Annotated[
    AmountsByFrame, about("Savings that units have committed themselves to, by frame and year")
]
DecidedInterest = Annotated[AmountsByFrame, about("Interest of what it borrows, by frame and year")]
DecidedInstalments = Annotated[
    AmountsByFrame, about("Instalments of what it borrows, by frame and year")
]
DecidedTransfers = Annotated[
    AmountsByFrame, about("What operating money pays of its investments, by frame and year")
]


class DecidedElsewhere(Model):
    """What was decided for a project on the budget of another service area than its own."""

    amounts: DecidedCosts = Field(default_factory=dict)
    grants: DecidedGrants = Field(default_factory=dict)
    savings: DecidedSavings = Field(default_factory=dict)
    interest: DecidedInterest = Field(default_factory=dict)
    instalments: DecidedInstalments = Field(default_factory=dict)
    transfers: DecidedTransfers = Field(default_factory=dict)


class DecidedProject(Model):
    """What was decided about one project."""

    id: Annotated[Slug, about("The project")]
    recommended: Annotated[Verdict, about("What was recommended")]
    decided: Annotated[Verdict, about("What was decided")]
    bound: Annotated[
        Flag, about("Whether it was decided or mandatory before, and so is no new measure")
    ] = False
    start: Annotated[Year | None, about("The first year of the decided profile")] = None
    part: Annotated[Share | None, about("What part of its costs a reduced project was given")] = (
        None
    )
    amounts: DecidedCosts = Field(default_factory=dict)
    grants: DecidedGrants = Field(default_factory=dict)
    savings: DecidedSavings = Field(default_factory=dict)
    interest: DecidedInterest = Field(default_factory=dict)
    instalments: DecidedInstalments = Field(default_factory=dict)
    transfers: DecidedTransfers = Field(default_factory=dict)
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


class Amendment(Model):
    """What a body itself added to or took from a frame, or a service area's budget."""

    frame: Annotated[Slug | None, about("The frame that was changed")] = None
    service_area: Annotated[Slug | None, about("The service area whose budget was changed")] = None
    amounts: Annotated[
        dict[Year, Number],
        Field(min_length=1),
        about("How much more each year, as a level; negative where it is less"),
    ]
    because: Annotated[Text, about("Why it was changed")]

    @model_validator(mode="after")
    def _one_place(self) -> Amendment:
        if (self.frame is None) is (self.service_area is None):
            raise Refusal(
                rules.MISSING_KEY,
                msg("The amendment is of no frame or service area, or of both"),
                msg("Give exactly one of frame and service_area"),
            )
        return self


class Decision(Model):
    """A decision: written by the tool, never by hand."""

    round: Annotated[Slug, about("The round that was decided")]
    date: Annotated[Date, about("The day of the decision")]
    body: Annotated[Text, about("The body that decided")]
    case: Annotated[Text | None, about("The case number")] = None
    revision: Annotated[Text, about("The git revision that was decided on")]
    digest: Annotated[Text, about("The digest of the files that was decided on")]
    amendments: Annotated[
        tuple[Amendment, ...], about("The body's own changes of frames and budgets")
    ] = ()
    projects: Annotated[tuple[DecidedProject, ...], about("What was decided, by project")] = ()

    @cached_property
    def _by_project(self) -> dict[str, DecidedProject]:
        return {one.id: one for one in self.projects}

    def ruling(self, project_id: str) -> DecidedProject | None:
        """Return what was decided about a project, None where it says nothing of it."""
        return self._by_project.get(project_id)
