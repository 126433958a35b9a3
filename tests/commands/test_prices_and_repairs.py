"""Prices, caution and repairs from the command line, on three projects and one pot."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from repository import ROUND, STRATEGY, Repository

from innostrat.cli import run

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    made = Repository(tmp_path)
    made.project("alpha", 4, 600_000)
    made.project("beta", 3, 400_000)
    made.project("gamma", 2, 400_000)
    made.commit()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "60")
    return made


def told(capsys: pytest.CaptureFixture[str], code: int, *arguments: str) -> dict[str, Any]:
    assert run([*arguments, "--format", "json"]) == code
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def words(capsys: pytest.CaptureFixture[str], code: int, *arguments: str) -> str:
    assert run(list(arguments)) == code
    shown = capsys.readouterr().out
    assert max(map(len, shown.splitlines())) <= 60
    return " ".join(shown.split())


def bind(repository: Repository, project: str) -> None:
    path = repository.place / "projects" / f"{project}.yaml"
    text = path.read_text("utf-8")
    repository.write(f"projects/{project}.yaml", text + "commitment: decided\n")


def test_the_price_of_a_rule(repository: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    repository.write("rounds/plan.yaml", ROUND + "balance: [{focus_area: area, max_projects: 1}]\n")
    (price,) = told(capsys, 0, "alternatives")["prices"]
    assert price == {
        "kind": "count",
        "key": ["001"],
        "gain": 50.0,
        "in": ["beta"],
        "out": [],
    }
    said = words(capsys, 0, "alternatives")
    assert "What each rule and commitment costs" in said
    assert "50.0 Beta" in said


def test_the_price_of_a_commitment(
    repository: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    bind(repository, "gamma")
    bind(repository, "alpha")
    prices = told(capsys, 0, "alternatives")["prices"]
    assert [(one["key"], one["gain"], one["in"], one["out"]) for one in prices] == [
        (["gamma"], 18.75, ["beta"], ["gamma"]),
        (["alpha"], 0.0, [], []),
    ]
    assert "Alpha is decided costs nothing" in words(capsys, 0, "alternatives")


def test_no_rules_and_no_commitments(
    repository: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    del repository
    assert "no balance rules and no bound projects" in words(capsys, 0, "alternatives")


def test_the_cautious_portfolio(repository: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    open_weights = STRATEGY.replace("weight: 3", "weight: 3\n    weight_range: [1, 3]").replace(
        "weight: 1", "weight: 1\n    weight_range: [1, 3]"
    )
    repository.write("strategy.yaml", open_weights)
    found = told(capsys, 0, "alternatives", "--cautious")["cautious"]
    assert found == {
        "starts": {"alpha": 2027, "beta": 2027},
        "loss": 0.0,
        "regret": 0.0,
        "at": {"worth": 0.25, "reach": 0.75},
        "plan_regret": 0.0,
        "plan_at": {"worth": 0.25, "reach": 0.75},
    }
    assert "The plan itself: at no admissible weights" in words(
        capsys, 0, "alternatives", "--cautious"
    )


def test_without_room_for_the_weights_nobody_is_more_cautious(
    repository: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    del repository
    assert run(["alternatives", "--cautious"]) == 2
    assert "No weight may move" in capsys.readouterr().err
    assert told(capsys, 0, "alternatives")["cautious"] is None


def test_repairs(repository: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    for one in ("alpha", "beta", "gamma"):
        bind(repository, one)
    plan = told(capsys, 1, "prioritize")
    assert plan["status"] == "infeasible"
    assert plan["repairs"] == [
        {"give_up": [], "raise": [{"frame": "money", "year": 2027, "amount": 400_000}]},
        {"give_up": [{"kind": "bound", "key": ["alpha"]}], "raise": []},
    ]
    said = words(capsys, 1, "prioritize")
    assert "1. The smallest repair" in said
    assert "The pot in 2027: 1,000,000 kr 400,000 kr more" in said
    assert "2. With commitments alone" in said
    assert "Alpha is decided give it up" in said


def test_a_clash_that_may_not_be_the_smallest_is_not_called_so(
    repository: Repository, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for one in ("alpha", "beta", "gamma"):
        bind(repository, one)
    assert told(capsys, 1, "prioritize")["conflicts_smallest"] is True
    assert "The smallest set of demands that clash" in words(capsys, 1, "prioritize")
    monkeypatch.setattr("innostrat.analysis.plan.infeasible.ROUNDS", 1)
    assert told(capsys, 1, "prioritize")["conflicts_smallest"] is False
    said = words(capsys, 1, "prioritize")
    assert "A set of demands that clash" in said
    assert "The smallest set" not in said


def test_what_if_says_what_would_mend_it(
    repository: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    bind(repository, "alpha")
    said = words(capsys, 1, "what-if", "--frame", "money=100000")
    assert "500,000 kr more" in said


def test_a_plan_needs_no_repair(repository: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    del repository
    assert told(capsys, 0, "prioritize")["repairs"] == []
    assert "The smallest repairs" not in words(capsys, 0, "prioritize")


def test_value_against_money(repository: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    del repository
    found = told(capsys, 0, "sensitivity")
    points = {one["per_cent"]: one for one in found["frontier"]}
    # alpha 68.75 for 600 000, beta 50 and gamma 31.25 for 400 000 each, of 1 000 000 in 2027.
    assert [points[n]["value"] for n in (50, 80, 100, 140)] == [50.0, 81.25, 118.75, 150.0]
    assert [points[n]["projects"] for n in (50, 80, 100, 140)] == [1, 2, 2, 3]
    assert points[50]["money"] == {"operating": 1_000_000, "investment": 0}
    (more,) = found["next"]
    assert (more["frame"], more["more"], more["gain"], more["enters"]) == (
        "money",
        [100_000, 100_000],
        0.0,
        [],
    )


def test_value_against_money_in_words(
    repository: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    bind(repository, "alpha")
    said = words(capsys, 0, "sensitivity")
    assert "50 % 1,000 0 does not fit" in said
    assert "60 % 1,200 0 68.8" in said
    # From 90 % to 100 % of the frames beta comes in, worth 50.
    assert "100 % 2,000 0 118.8 50.0 today" in said
    assert "The pot 100 nothing" in said


def worthless(repository: Repository, balance: str, area: str = "area") -> None:
    """Write a project that answers the lowest of everything, and a rule of the round."""
    repository.project("idle", 1, 100_000)
    path = repository.place / "projects/idle.yaml"
    text = path.read_text("utf-8").replace("reach: {value: 3", "reach: {value: 1")
    repository.write("projects/idle.yaml", text.replace("focus_area: area", f"focus_area: {area}"))
    other = "goals:\n  - {id: other, kind: focus_area, title: Other}\n"
    repository.write("strategy.yaml", STRATEGY.replace("goals:\n", other, 1))
    repository.write("rounds/plan.yaml", ROUND + f"balance: [{balance}]\n")


@pytest.mark.parametrize("least", ["min_projects: 1", "min_share: 20 %"])
def test_a_rule_that_only_the_worthless_would_meet_names_them(
    repository: Repository, capsys: pytest.CaptureFixture[str], least: str
) -> None:
    bind(repository, "alpha")
    worthless(repository, f"{{focus_area: other, {least}}}", "other")
    assert told(capsys, 1, "prioritize")["status"] == "infeasible"
    reason = "would count, but is kept out since it gives no benefit: Idle. Answer what it gives"
    assert reason in words(capsys, 1, "prioritize")
    assert reason in words(capsys, 0, "prioritize", "--method", "ranking")


@pytest.mark.parametrize("rule", ["max_projects: 1", "max_share: 50 %"])
def test_a_rule_that_the_worthless_would_not_help_names_nobody(
    repository: Repository, capsys: pytest.CaptureFixture[str], rule: str
) -> None:
    bind(repository, "alpha")
    bind(repository, "beta")
    worthless(repository, f"{{focus_area: area, {rule}}}")
    assert told(capsys, 1, "prioritize")["status"] == "infeasible"
    assert "kept out since" not in words(capsys, 1, "prioritize")
