"""The plan of small random rounds against `oracle`, which knows the documents and not the code."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from analysis.oracle import best, possible, taking_part
from building import portfolio, project, round_
from hypothesis import example, given, settings
from hypothesis import strategies as st

from innostrat.analysis.plan.competition import compete
from innostrat.analysis.plan.planning import Effort, make_plan
from innostrat.analysis.value.scoring import score
from innostrat.model.words import Selection

if TYPE_CHECKING:
    from innostrat.model.portfolio import Portfolio
    from innostrat.model.project import Project

YEARS = (2027, 2028, 2029, 2030)
IDS = ("a", "b", "c", "d")
LEVEL = dict.fromkeys(YEARS, 100)


def chosen(content: Portfolio) -> dict[str, int] | None:
    (frame,) = content.rounds.values()
    made = make_plan(content, score(content, frame), Selection.OPTIMAL, Effort(contrasts=False))
    return {one.project.id: one.start for one in made.funded} if made.is_made else None


def some(draw: st.DrawFn, id_: str) -> Project:
    """Return a project with few different amounts, so that ties abound."""
    amount = st.sampled_from([0, 50, 100, 150])
    first = draw(st.sampled_from(YEARS))
    lines: dict[str, Any] = {
        frame: {year: draw(amount) for year in range(first, draw(st.integers(first, 2030)) + 1)}
        for frame in draw(st.sets(st.sampled_from(["money", "inv"]), max_size=2))
    }
    start = min((min(one) for one in lines.values()), default=first)
    return project(
        id_,
        draw(st.sampled_from([0, 20, 20, 40])),
        lasts=draw(st.sampled_from(["true", "true", "false", "2 years", "6 years"])),
        costs=lines,
        start={
            "earliest": str(draw(st.integers(2027, start))),
            "latest": str(draw(st.integers(start, 2030))),
        },
        focus_area=draw(st.sampled_from("ab")),
        commitment=draw(st.sampled_from(["none"] * 6 + ["mandatory", "decided"])),
        requires=draw(
            st.lists(st.sampled_from(IDS), max_size=1).map(lambda x: [i for i in x if i != id_])
        ),
        excludes=draw(
            st.lists(st.sampled_from(IDS), max_size=1).map(lambda x: [i for i in x if i != id_])
        ),
        funding=draw(st.sampled_from([(), (GRANT,)])),
        benefits=draw(st.sampled_from([(), (SAVING,)])),
    )


GRANT = {"title": "G", "status": "granted", "frame": "money", "amounts": {"2028": "50"}}
SAVING = {
    "title": "S",
    "kind": "budget",
    "committed": "true",
    "frame": "money",
    "amounts": {"2029": "50", "2030": "50"},
}


@st.composite
def rounds(draw: st.DrawFn) -> Portfolio:
    """Return a portfolio of up to four projects in one round."""
    limit = st.lists(st.sampled_from([100, 150, 200, 300]), min_size=4, max_size=4)
    rule = st.sampled_from(
        [
            {"min_projects": "1"},
            {"max_projects": "1"},
            {"min_share": "30 %"},
            {"max_share": "60 %"},
            {"min_share": "30 %", "counts": "investment"},
        ]
    )
    plan = round_(
        {"money": draw(limit), "inv": draw(limit)},
        delay_penalty=draw(st.sampled_from(["0 %", "0 %", "5 %", "60 %"])),
        committed_savings_refill=draw(st.sampled_from(["true", "false"])),
        balance=[{"focus_area": "a"} | one for one in draw(st.lists(rule, max_size=1))],
    )
    return portfolio(plan, *(some(draw, id_) for id_ in IDS[: draw(st.integers(1, 4))]))


def alone(**changes: object) -> Portfolio:
    it = project("a", 40, lasts="true", start={"latest": "2030"}, **changes)
    return portfolio(round_({"money": [1000] * 4}), it)


@given(rounds())
@example(alone(costs={"money": LEVEL}))
@example(alone(costs={"money": {2029: 600, 2030: 600}}))
@settings(max_examples=150, deadline=None)
def test_the_plan_is_the_one_that_the_documents_put_first(content: Portfolio) -> None:
    assert chosen(content) == best(content)


@given(rounds())
@settings(max_examples=300, deadline=None)
def test_a_project_may_start_in_the_years_that_the_documents_say(content: Portfolio) -> None:
    (plan,) = content.rounds.values()
    candidates = compete(content, plan, score(content, plan)).problem.candidates
    found = {one.id: [start.year for start in one.starts] for one in candidates}
    expected = {id_: list(possible(one, plan)) for id_, one in taking_part(content).items()}
    assert found == {id_: years for id_, years in expected.items() if years}
