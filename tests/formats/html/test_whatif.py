"""The web page ranks and selects with other weights exactly as the tool itself does."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import playing
import pytest
from building import portfolio, project, round_
from programs import chromium, in_node
from weighing import criteria

from innostrat.model.words import Selection

CORE = playing.CORE


@cache
def batches() -> tuple[str, list[list[dict[str, Any]]]]:
    return playing.batches()


@pytest.mark.needs("node")
def test_node_agrees_with_the_tool_in_every_value_rank_and_selection() -> None:
    asked, expected = batches()
    said = in_node(f"{CORE}\nconsole.log(JSON.stringify(({playing.RUNNER})(given)));", asked)
    assert json.loads(said) == expected


@pytest.mark.needs("chromium")
def test_the_browser_agrees_with_the_tool_in_every_value_rank_and_selection() -> None:
    asked, expected = batches()
    with chromium() as browser:
        page = browser.new_page()
        page.add_script_tag(content=CORE)
        assert page.evaluate(playing.RUNNER, json.loads(asked)) == expected


@pytest.mark.needs("chromium")
def test_the_browser_selects_what_the_tool_s_what_if_selects() -> None:
    asked, expected = playing.selections()
    with chromium() as browser:
        page = browser.new_page()
        page.add_script_tag(content=CORE)
        found = page.evaluate(playing.SELECTOR, json.loads(asked))
    pairs = [
        (one, wanted)
        for some, all_wanted in zip(found, expected, strict=True)
        for one, wanted in zip(some, all_wanted, strict=True)
    ]
    assert len(pairs) >= 300
    assert all(one["done"] for one, _ in pairs)
    assert [one["best"] for one, _ in pairs] == [wanted for _, wanted in pairs]
    proved = [(one["pool"], wanted) for one, wanted in pairs if one["proved"]]
    assert len(proved) > 20
    assert all(pool == wanted for pool, wanted in proved)
    assert any(wanted is None for _, wanted in pairs)


def test_the_cases_try_what_they_are_meant_to() -> None:
    asked, expected = batches()
    small = list(zip(json.loads(asked), expected, strict=True))[2:]
    projects = [one for batch, _ in small for one in batch["play"]["projects"]]
    answers = [one for _, some in small for one in some]
    late = [
        year
        > next(one["starts"][0]["year"] for one in batch["play"]["projects"] if one["id"] == id_)
        for batch, some in small
        for found in some
        for id_, year in found["starts"]
    ]
    ties = [len(a["ranking"]) > len({rank for _, rank, _ in a["ranking"]}) for a in answers]
    assert sum(ties) > 10
    assert sum(late) > 10
    assert sum(not one["starts"] for one in projects) > 0
    assert sum(one["bound"] for one in projects) > 10
    assert any(int(use) < 0 for one in projects for s in one["starts"] for _, use in s["use"])
    assert any(len(a["ranking"]) > len(a["starts"]) > 0 for a in answers)


@pytest.mark.needs("node")
def test_weights_of_nothing_rank_nothing() -> None:
    data = playing.played(playing.example("fjord-libraries"))
    case = {"weights": [0 for _ in data["criteria"]], "force": [], "exclude": []}  # type: ignore[union-attr]
    asked = json.dumps([{"play": data, "cases": [case]}], default=dict)
    said = in_node(f"{CORE}\nconsole.log(JSON.stringify(({playing.RUNNER})(given)));", asked)
    assert json.loads(said) == [[None]]


@pytest.mark.needs("node")
def test_amounts_that_floats_cannot_count_are_not_searched() -> None:
    projects = [project("p0", 50, costs={"money": {2027: 100}})]
    data: Any = playing.played(
        portfolio(round_({"money": [100] * 4}), *projects), Selection.OPTIMAL
    )
    large = [[frame, year, str(10**17)] for frame, year, _ in data["limits"]]
    play = {**data, "limits": large, "complete": False}
    case = {"weights": [1 for _ in data["criteria"]], "force": [], "exclude": []}
    asked = json.dumps([{"play": play, "cases": [case]}], default=dict)
    said = in_node(f"{CORE}\nconsole.log(JSON.stringify(({playing.SELECTOR})(given)));", asked)
    assert json.loads(said) == [
        [{"pool": [["p0", 2027]], "proved": False, "done": False, "best": None}]
    ]


@pytest.mark.parametrize(
    ("weights", "decimals", "steps"),
    [
        ((25, 25), 0, [25, 25]),
        ((1, 2), 2, [100, 200]),
        ((3, 2), 1, [30, 20]),
        ((0, 1), 2, [0, 100]),
    ],
)
def test_weights_move_in_steps_that_are_fine_enough(
    weights: tuple[int, int], decimals: int, steps: list[int]
) -> None:
    specs = [(weight, None) for weight in weights]
    data: Any = playing.played(
        portfolio(round_({"money": [1] * 4}), project("a"), criteria=criteria(*specs))
    )
    assert data["decimals"] == decimals
    assert [one["weight"] for one in data["criteria"]] == steps
    assert data["most"] == 2 * max(steps)
