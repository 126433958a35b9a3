"""`innostrat diff` on a repository of three projects: who rises, who is pushed out, and why."""

from __future__ import annotations

import json
import shutil
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
    made.commit("Begin")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    return made


def diff(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    assert run(["diff", *arguments, "--format", "json"]) == 0
    data: dict[str, Any] = json.loads(capsys.readouterr().out)
    return data


def test_nothing_changed(repository: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    assert repository.commits == 1
    assert run(["diff", "HEAD"]) == 0
    assert "No portfolio changes" in capsys.readouterr().out
    assert diff(capsys, "HEAD") == {"format": 1, "kind": "diffs", "diffs": []}


def test_a_better_score_pushes_another_below_the_line(
    repository: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    repository.project("gamma", 5, 400_000)
    data = diff(capsys, "HEAD")
    assert data["items"]["changed"] == [
        {
            "kind": "projects",
            "id": "gamma",
            "before_id": None,
            "fields": [{"path": ["scores", "worth", "value"], "before": "2", "after": "5"}],
        }
    ]
    assert data["funded"] == {
        "before": ["alpha", "beta"],
        "after": ["alpha", "gamma"],
        "in": ["gamma"],
        "out": ["beta"],
    }
    ranks = {one["id"]: (one["before"], one["after"]) for one in data["ranks"]}
    assert ranks == {"alpha": (1, 2), "beta": (2, 3), "gamma": (3, 1)}


def test_the_sentences_say_it_in_words(
    repository: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    repository.project("gamma", 5, 300_000)
    run(["diff", "HEAD"])
    words = " ".join(capsys.readouterr().out.split())
    assert "Gamma rises from rank 3 to rank 1 (value 87.5, most by Worth: +56.3)" in words
    assert "Gamma pushes Beta below the line" in words
    assert "2 projects that nobody touched change their rank" in words
    assert "uses 100,000 kr less of The pot in 2027" in words


@pytest.mark.parametrize(
    ("cost", "said"),
    [(100_000, "(value 87.5)"), (900_000, "(value 87.5), and is not in the plan")],
)
def test_of_what_is_new_at_the_top_it_is_said_whether_it_is_in_the_plan(
    repository: Repository, capsys: pytest.CaptureFixture[str], cost: int, said: str
) -> None:
    """A rank is no place: 900 000 leaves no room for the two that are worth more together."""
    repository.project("delta", 5, cost)
    run(["diff", "HEAD"])
    words = " ".join(capsys.readouterr().out.split())
    assert f"Delta enters at rank 1 {said} •" in words


def test_markdown_is_short_at_the_top_with_details_folded(
    repository: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    repository.project("delta", 5, 100_000, title="Delta @everyone <b>|</b>")
    run(["diff", "HEAD", "--format", "markdown"])
    text = capsys.readouterr().out
    head, *folded = text.split("<details>")
    assert "enters at rank 1" in head
    assert len(folded) >= 3
    assert "@everyone" not in text
    assert "<b>" not in text


def test_a_renamed_file_is_followed(
    repository: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    (repository.place / "projects" / "beta.yaml").unlink()
    repository.project("better", 3, 400_000, title="Beta")
    moved = diff(capsys, "HEAD")["items"]["moved"]
    assert [(one["id"], one["before_id"]) for one in moved] == [("better", "beta")]


def test_changed_weights_and_frames_are_told_loudly(
    repository: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    repository.write("strategy.yaml", STRATEGY.replace("weight: 3", "weight: 9"))
    repository.write("rounds/plan.yaml", ROUND.replace("{2027: 1 000 000", "{2027: 1 500 000"))
    run(["diff", "HEAD"])
    words = " ".join(capsys.readouterr().out.split())
    assert "THE RULES ARE CHANGED" in words
    assert "the weight of Worth is 90 %, before 75 %" in words
    assert "the frame The pot in 2027 goes from 1,000,000 kr to 1,500,000 kr" in words
    assert "now funded, and nothing has to give way: Gamma" in words


def test_another_role_scale_or_criterion_is_told_loudly(
    repository: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    factor = "title: Reach\n    role: factor\n"
    changed = STRATEGY.replace("title: Reach\n    weight: 1\n", factor)
    changed = changed.replace("5: e}}\n  - id: reach", "5: f}}\n  - id: reach")
    gate = "  - {id: goals, title: Goals, role: gate, at_least: 2, scale: {kind: goals}}\n"
    repository.write("strategy.yaml", changed + gate)
    run(["diff", "HEAD"])
    words = " ".join(capsys.readouterr().out.split())
    assert "Worth has another scale or range" in words
    assert "Reach HAS ANOTHER ROLE: factor, 0 % to 100 %, before benefit" in words
    assert "Goals is new: gate, at least 2" in words
    told = diff(capsys, "HEAD")["value_model"]
    assert [one for one in told if "ROLE" in one or "new" in one] == [
        "Reach HAS ANOTHER ROLE: factor, 0\xa0% to 100\xa0%, before benefit",
        "Goals is new: gate, at least 2",
    ]


def test_a_branch_is_compared_with_where_it_left_the_main_branch(
    repository: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    repository.git("checkout", "-q", "-b", "proposal")
    repository.project("delta", 5, 100_000, goal="goal-2")
    repository.commit("Propose delta")
    repository.git("checkout", "-q", "main")
    repository.project("beta", 5, 400_000)
    repository.commit("Go on")
    repository.git("checkout", "-q", "proposal")
    data = diff(capsys)
    assert [one["id"] for one in data["items"]["added"]] == ["delta"]
    assert data["items"]["changed"] == []
    assert data["goals"] == {"gained": ["goal-2"], "lost": []}


def test_findings_that_come_and_go(
    repository: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    repository.write("projects/alpha.yaml", "title: [\n")
    data = diff(capsys, "HEAD")
    assert [one["code"] for one in data["findings"]["new"]] == ["Y001"]
    assert {one["path"] for one in data["findings"]["solved"]} == {
        "portfolios/test/projects/alpha.yaml"
    }


def test_between_two_commits_the_files_as_they_are_do_not_count(
    repository: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    first = repository.git("rev-parse", "HEAD").strip()
    repository.project("beta", 5, 400_000)
    second = repository.commit()
    repository.project("gamma", 5, 1)
    data = diff(capsys, first, second)
    assert [one["id"] for one in data["items"]["changed"]] == ["beta"]


def test_a_portfolio_that_is_new(
    repository: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    empty = repository.git("commit-tree", "-m", "x", repository.git("mktree").strip()).strip()
    data = diff(capsys, empty, "HEAD")
    assert {one["kind"] for one in data["items"]["added"]} == {"projects", "rounds", "strategy"}
    assert data["funded"]["in"] == ["alpha", "beta"]


@pytest.mark.parametrize("revision", ["nothing", "--output=evil", "-n1", "HEAD:portfolios", ""])
def test_an_unknown_revision_is_one_line(
    repository: Repository, capsys: pytest.CaptureFixture[str], revision: str
) -> None:
    assert run(["diff", "--", revision]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.count("\n") == 1
    assert not (repository.folder / "evil").exists()


def test_outside_git_it_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["diff"]) == 2
    assert capsys.readouterr().err.startswith("innostrat: ")


def test_a_bare_repository_asks_for_two_revisions(
    repository: Repository,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    repository.project("beta", 5, 400_000)
    repository.commit()
    bare = tmp_path_factory.mktemp("bare") / "copy.git"
    repository.git("clone", "-q", "--bare", str(repository.folder), str(bare))
    monkeypatch.chdir(bare)
    assert run(["diff", "HEAD~1"]) == 2
    assert "name two revisions" in capsys.readouterr().err
    assert [one["id"] for one in diff(capsys, "HEAD~1", "HEAD")["items"]["changed"]] == ["beta"]


def test_a_shallow_clone_says_what_to_fetch(
    repository: Repository,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    repository.project("beta", 5, 400_000)
    repository.commit()
    shallow = tmp_path_factory.mktemp("shallow") / "copy"
    source = repository.folder.as_uri()
    repository.git("clone", "-q", "--depth", "1", source, str(shallow))
    monkeypatch.chdir(shallow)
    assert run(["diff", "HEAD~1"]) == 2
    assert "shallow" in capsys.readouterr().err


def test_a_balance_rule_that_is_met_otherwise(
    repository: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    rule = "selection: ranking\nbalance: [{focus_area: area, max_projects: 1}]\n"
    repository.write("rounds/plan.yaml", ROUND + rule)
    (moved,) = diff(capsys, "HEAD")["balance"]
    assert moved["rule"] == {"focus_area": "area", "max_projects": 1}
    assert moved["before"] is None
    assert (moved["after"]["projects"], moved["after"]["holds"]) == (2, False)
    run(["diff", "HEAD"])
    assert "breaks a balance rule: Area: at most 1 project" in capsys.readouterr().out


def test_a_file_that_can_no_longer_be_read_is_not_called_removed(
    repository: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    repository.write("projects/alpha.yaml", "title: [\n")
    items = diff(capsys, "HEAD")["items"]
    assert [one["id"] for one in items["broken"]] == ["alpha"]
    assert items["removed"] == []


def test_a_portfolio_that_is_deleted(
    repository: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.rmtree(repository.place)
    data = diff(capsys, "HEAD")
    assert {one["id"] for one in data["items"]["removed"]} == {"alpha", "beta", "gamma", "plan"}
    assert data["funded"]["out"] == ["alpha", "beta"]


def test_a_bound_project_whose_value_moves_has_no_rank_to_keep(
    repository: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    bound = repository.place / "projects" / "gamma.yaml"
    bound.write_text(bound.read_text("utf-8") + "commitment: decided\n", encoding="utf-8")
    repository.commit("Decide")
    bound.write_text(bound.read_text("utf-8").replace("value: 2", "value: 5"), encoding="utf-8")
    assert run(["diff", "HEAD"]) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "Gamma stays outside the ranking (value " in said
    assert "rank –" not in said


TWICE = ROUND.replace(
    "committed_savings",
    "  - {id: money, title: More, kind: operating, amounts: {2027: 9}}\ncommitted_savings",
)


@pytest.mark.parametrize("name", ["", "plan"], ids=["latest", "named"])
def test_a_round_with_an_error_takes_nothing_from_anybody(
    repository: Repository, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    wish = ("--round", name) if name else ()
    repository.write("rounds/plan.yaml", TWICE)
    assert run(["diff", "HEAD", *wish]) == 1
    said = " ".join(capsys.readouterr().out.split())
    assert "portfolios/test/rounds/plan.yaml has errors, and nothing is computed" in said
    assert "no longer funded" not in said
    assert "leaves the ranking" not in said
    assert run(["diff", "HEAD", *wish, "--format", "json"]) == 1
    data = json.loads(capsys.readouterr().out)
    assert [one["id"] for one in data["items"]["changed"]] == ["plan"]
    assert data["is_ranked"] is False
    assert data["funded"] == {"before": [], "after": [], "in": [], "out": []}


@pytest.mark.parametrize(
    ("file", "broken", "whole"),
    [("rounds/plan.yaml", TWICE, ROUND), ("strategy.yaml", STRATEGY + "x: [\n", STRATEGY)],
)
def test_a_change_that_mends_an_error_has_nothing_to_look_at(
    repository: Repository, file: str, broken: str, whole: str
) -> None:
    repository.write(file, broken)
    repository.commit("Break")
    assert run(["diff", "HEAD~1", "HEAD"]) == 1
    repository.write(file, whole)
    assert run(["diff", "HEAD"]) == 0


def test_a_round_that_had_an_error_before_is_not_compared(
    repository: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    repository.write("rounds/plan.yaml", TWICE)
    repository.commit("Break")
    repository.write("rounds/plan.yaml", ROUND)
    assert run(["diff", "HEAD"]) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "Not compared with what was before: portfolios/test/rounds/plan.yaml has errors" in said
    assert "now funded" not in said


def test_that_nothing_changes_is_not_said_of_what_is_not_compared(
    repository: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    repository.write("rounds/plan.yaml", TWICE)
    repository.commit("Break")
    repository.project("gamma", 5, 400_000)
    assert run(["diff", "HEAD"]) == 1
    assert "Nothing of weight changes" not in capsys.readouterr().out


def test_a_strategy_with_an_error_takes_nothing_from_anybody(
    repository: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    repository.write("strategy.yaml", STRATEGY + "x: [\n")
    assert run(["diff", "HEAD"]) == 1
    said = " ".join(capsys.readouterr().out.split())
    assert "no longer funded" not in said
