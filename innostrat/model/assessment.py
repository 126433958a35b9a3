"""One assessor's scores, in a file that nobody else sees or edits."""

from __future__ import annotations

from typing import Annotated

from innostrat.model.base import Model, Slug, Text, about
from innostrat.model.score import Score


class Assessment(Model):
    """What one assessor answered, by project and criterion."""

    assessor: Annotated[Text, about("The assessor's role, never a name")]
    round: Annotated[Slug, about("The round that the assessment is for")]
    scores: Annotated[dict[Slug, dict[Slug, Score]], about("Answers by project and criterion")]
