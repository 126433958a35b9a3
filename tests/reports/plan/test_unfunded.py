"""A loss is said as exact only where the best plan with the project in was found."""

from __future__ import annotations

from dataclasses import replace

import pytest
from golden_files import small

from innostrat.analysis.plan.planning import make_plan
from innostrat.analysis.plan.result import Left
from innostrat.messages import msg
from innostrat.reports.plan.unfunded import not_included


@pytest.mark.parametrize("exact", [True, False])
def test_a_loss_that_is_not_proved_is_called_the_most_that_it_can_be(*, exact: bool) -> None:
    basis, _ = small()
    assert basis.round is not None
    plan = make_plan(basis.portfolio, basis.ranked, basis.round.selection)
    one = basis.ranked.ranking[0]
    left = Left(one.project, one, msg("No room"), {}, displaced=(), loss=10, exact=exact)
    notes = " ".join(str(note) for note in not_included(replace(plan, left=(left,))).notes)
    assert ("A loss is the most that it can be" in notes) is not exact
