"""`innostrat history` over a few commits of a small repository."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from repository import Repository

from innostrat.cli import run
from innostrat.loading.load import read_one

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    made = Repository(tmp_path)
    made.project("alpha", 4, 600_000)
    made.project("beta", 3, 400_000)
    made.commit("Begin")
    made.project("gamma", 2, 400_000)
    made.commit("Add gamma")
    (tmp_path / "unrelated.txt").write_text("x", encoding="utf-8")
    made.commit("Something else")
    made.project("gamma", 5, 400_000)
    made.commit("Raise gamma")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    return made


def history(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[dict[str, Any]]:
    assert run(["history", *arguments, "--format", "json"]) == 0
    steps: list[dict[str, Any]] = json.loads(capsys.readouterr().out)["steps"]
    return steps


def test_a_project_over_the_commits(
    repository: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    steps = history(capsys, "gamma")
    assert [(one["day"], one["rank"], one["value"], one["start"]) for one in steps] == [
        ("2026-01-03", 3, 31.25, None),
        ("2026-01-05", 1, 87.5, 2027),
    ]
    assert repository.git("rev-parse", "HEAD").startswith(steps[-1]["revision"])


def test_a_project_that_was_pushed_out_by_another(
    repository: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    del repository
    steps = history(capsys, "beta")
    assert [(one["rank"], one["start"]) for one in steps] == [(2, 2027), (3, None)]


def test_the_round_over_the_commits(
    repository: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    del repository
    steps = history(capsys)
    assert [(one["ranked"], one["funded"], one["in"], one["out"]) for one in steps] == [
        (2, 2, [], []),
        (3, 2, [], []),
        (3, 2, ["gamma"], ["beta"]),
    ]


def test_without_funding_no_plan_is_made(
    repository: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    del repository
    steps = history(capsys, "gamma", "--no-funding")
    assert [one["start"] for one in steps] == [None, None]


def test_a_deleted_project_has_a_history_too(
    repository: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    (repository.place / "projects" / "gamma.yaml").unlink()
    repository.commit("Drop gamma")
    assert [one["rank"] for one in history(capsys, "gamma")] == [3, 1]


def test_an_unknown_project_is_one_line(
    repository: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    del repository
    assert run(["history", "gama"]) == 2
    assert capsys.readouterr().err == "innostrat: There is no project gama. Did you mean gamma?\n"


def test_a_file_that_does_not_change_is_read_once(
    repository: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    del repository
    read_one.cache_clear()
    history(capsys, "gamma", "--no-funding")
    # strategy, round, alpha, beta; gamma twice; the files as they are repeat the last of each.
    assert read_one.cache_info().misses == 6


def test_nobody_is_named(repository: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    del repository
    run(["history", "gamma"])
    told = capsys.readouterr().out
    assert "example.invalid" not in told
    assert "Moved by" in told


def test_a_shallow_clone_has_only_a_part(
    repository: Repository,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    shallow = tmp_path_factory.mktemp("shallow") / "copy"
    repository.git("clone", "-q", "--depth", "1", repository.folder.as_uri(), str(shallow))
    for folder, is_part in ((repository.folder, False), (shallow, True)):
        monkeypatch.chdir(folder)
        for arguments in (["history"], ["history", "gamma"]):
            assert run([*arguments, "--format", "json"]) == 0
            assert json.loads(capsys.readouterr().out)["shallow"] is is_part
            assert run(arguments) == 0
            assert ("shallow clone" in capsys.readouterr().out) is is_part
