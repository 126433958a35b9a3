"""What a project would take is told to the krone: what is rounded down would not let it in."""

from __future__ import annotations

from building import round_

from innostrat.language import language
from innostrat.reports.plan.unfunded import shortage


def test_the_room_that_is_lacking_is_told_to_the_krone_with_its_unit() -> None:
    """178 in thousands would be 300 kr too little, and no frame is known to people by its id."""
    plan = round_({"money": [1_546_500] * 4})
    said = language("en")(shortage({("money", 2028): 178_300}, plan)).replace("\xa0", " ")
    assert said == "Frame money 2028: 178,300 kr"
