"""An idea: a need, said in few words, by anybody."""

from __future__ import annotations

from typing import Annotated

from innostrat.model.base import Date, Model, Slug, Text, TitleText, about
from innostrat.model.words import IdeaSource, Outcome


class IdeaVerdict(Model):
    """What was decided about an idea."""

    outcome: Annotated[Outcome, about("What happens to the idea")]
    by: Annotated[Text | None, about("The body or role that decided")] = None
    date: Annotated[Date | None, about("The day of the decision")] = None
    because: Annotated[Text | None, about("The reason, for those who had the idea")] = None


class Waiver(Model):
    """A finding that is accepted here, with the reason, which is printed."""

    rule: Annotated[Text, about("The code of the rule")]
    because: Annotated[Text, about("Why the finding is accepted here")]


class Response(Model):
    """The answer in a form that the idea came as."""

    number: Annotated[Text, about("The number of the answer in its form")]
    sign: Annotated[
        Text | None, about("A sign of what was answered, which tells a new answer from an edit")
    ] = None


class Idea(Model):
    """An idea in the inbox."""

    id: Annotated[Slug, about("The idea's id, the same as the file name")]
    title: Annotated[TitleText, about("The idea in a few words")]
    received: Annotated[Date, about("The day that the idea came in")]
    response: Annotated[Response | None, about("The answer in a form that the idea came as")] = None
    source: Annotated[IdeaSource | None, about("Who had the idea: a role, not a name")] = None
    need: Annotated[Text, about("The need or problem behind the idea")]
    suggestion: Annotated[Text | None, about("What could be done")] = None
    focus_area: Annotated[Slug | None, about("The focus area that the idea belongs to")] = None
    service_area: Annotated[Slug | None, about("The service area that the idea belongs to")] = None
    verdict: Annotated[IdeaVerdict | None, about("What was decided about the idea")] = None
    promoted_to: Annotated[Slug | None, about("The project that came of the idea")] = None
    accept: Annotated[tuple[Waiver, ...], about("Findings accepted here, with reasons")] = ()
