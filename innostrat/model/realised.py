"""Kroner of a benefit that have come, beside those that were promised."""

from __future__ import annotations

from typing import Annotated

from innostrat.model.base import Date, Model, Number, Year, about


class Realised(Model):
    """What of a benefit's kroner has come in a year, as it was counted on a day."""

    year: Annotated[Year, about("The year whose kroner are counted")]
    amount: Annotated[
        Number, about("The kroner that came that year, as a level; negative where it cost more")
    ]
    date: Annotated[Date, about("The day that they were counted")]
