"""A page in a document says in or out, and holds the plan's years and amounts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from building import portfolio, project, round_

from innostrat.analysis.plan.planning import make_plan
from innostrat.analysis.value.scoring import score
from innostrat.language import language
from innostrat.messages import Message
from innostrat.model.words import Selection
from innostrat.reports.basis import Basis
from innostrat.reports.register.page_project import planned_sections
from innostrat.reports.table import Facts, Table, Thousands

if TYPE_CHECKING:
    from innostrat.analysis.plan.result import Funded, Left
    from innostrat.reports.table import Block


def pages() -> dict[str, list[Block]]:
    """Return the pages of a plan that has room for `late` in 2028 and none for `out`."""
    content = portfolio(
        round_({"money": [100_000, 300_000, 0, 0]}),
        project("now", 90, costs={"money": {2027: 100_000}}),
        project("late", 60, costs={"money": {2027: 300_000}}, start={"latest": "2028"}),
        project("out", 50, costs={"money": {2027: 200_000}}),
    )
    scores = score(content, content.rounds["plan"])
    plan = make_plan(content, scores, Selection.OPTIMAL)
    basis = Basis(content, scores)
    entries: list[Funded | Left] = [*plan.funded, *plan.left]
    return {one.project.id: list(planned_sections(basis, one)) for one in entries}


def first(page: list[Block]) -> str:
    """Return what the page answers first, in English."""
    top = page[0]
    assert isinstance(top, Facts)
    speak = language("en")
    said = "; ".join(speak(one) for _, one in top.pairs if isinstance(one, Message))
    return said.replace("\N{NO-BREAK SPACE}", " ")


def test_a_page_says_first_whether_the_project_is_in_from_when_and_its_cost() -> None:
    said = {id_: first(page) for id_, page in pages().items()}
    assert said == {
        "now": "yes, from 2027; operating 100,000 kr, investment 0 kr, gross",
        "late": "yes, from 2028; it asked for 2027; operating 300,000 kr, investment 0 kr, gross",
        "out": "no: no room in Frame money in 2027; operating 200,000 kr, investment 0 kr, gross",
    }


def test_a_delayed_project_has_its_amounts_in_the_planned_years() -> None:
    (money,) = (one for one in pages()["late"] if isinstance(one, Table) and one.key == "money")
    assert [column.key for column in money.columns] == ["name", "2028", "sum"]
    assert money.rows[0].cells[1:] == (Thousands(300_000), Thousands(300_000))
