"""`innostrat validate --changed`, and what it tells GitHub: only what a change did or caused."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from repository import STRATEGY, Repository

from innostrat.cli import run

if TYPE_CHECKING:
    from pathlib import Path

    Capture = pytest.CaptureFixture[str]


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """Return a repository whose project beta has had an error all the time."""
    made = Repository(tmp_path)
    made.project("alpha", 4, 600_000)
    made.project("beta", 3, 400_000, goal="nowhere")
    made.commit("Begin")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)
    return made


def found(capsys: Capture, *arguments: str) -> set[tuple[str, str]]:
    """Return the rule and the file's name of each error."""
    run(["validate", "--format", "json", *arguments])
    data = json.loads(capsys.readouterr().out)
    return {
        (one["code"], one["path"].rpartition("/")[2])
        for one in data["findings"]
        if one["severity"] == "error"
    }


def test_old_faults_in_other_files_are_not_told(repository: Repository, capsys: Capture) -> None:
    repository.project("alpha", 4, 600_000, goal="elsewhere")
    assert found(capsys) == {("R003", "alpha.yaml"), ("R003", "beta.yaml")}
    assert found(capsys, "--base", "HEAD") == {("R003", "alpha.yaml")}


def test_old_faults_in_changed_files_are_told(repository: Repository, capsys: Capture) -> None:
    repository.project("beta", 5, 400_000, goal="nowhere")
    assert found(capsys, "--base", "HEAD") == {("R003", "beta.yaml")}


def test_faults_that_a_change_causes_elsewhere_are_told(
    repository: Repository, capsys: Capture
) -> None:
    repository.write("strategy.yaml", STRATEGY.replace("goal-1", "goal-one"))
    assert ("R003", "alpha.yaml") in found(capsys, "--base", "HEAD")
    assert ("R003", "beta.yaml") not in found(capsys, "--base", "HEAD")


def test_without_a_change_nothing_is_told_and_nothing_fails(
    repository: Repository, capsys: Capture
) -> None:
    assert repository.commits == 1
    assert run(["validate"]) == 1
    assert run(["validate", "--base", "HEAD"]) == 0
    assert capsys.readouterr().out.endswith("0 files, no findings\n")


def test_without_a_base_it_is_where_the_branch_left_the_main_one(
    repository: Repository, capsys: Capture
) -> None:
    repository.git("checkout", "-q", "-b", "change")
    repository.project("alpha", 4, 600_000, goal="elsewhere")
    repository.commit("Change")
    repository.project("gamma", 4, 600_000, goal="elsewhere")
    assert found(capsys, "--changed") == {("R003", "alpha.yaml"), ("R003", "gamma.yaml")}
    assert found(capsys, "--base", "HEAD") == {("R003", "gamma.yaml")}


def test_an_unknown_base_cannot_be_compared_with(repository: Repository, capsys: Capture) -> None:
    assert repository.commits == 1
    assert run(["validate", "--base", "--output=x"]) == 2
    assert "There is no commit" in capsys.readouterr().err


def test_in_an_action_findings_are_annotations_and_all_stand_in_the_summary(
    repository: Repository, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = repository.folder / "summary.md"
    page.write_text("# Before\n\n")
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(page))
    assert run(["validate"]) == 1
    assert "::error file=portfolios/test/projects/beta.yaml,line=" in capsys.readouterr().out
    summary = page.read_text("utf-8")
    assert summary.startswith("# Before\n\n# Validation\n")
    assert "| error | R003 | portfolios/test/projects/beta.yaml |" in summary


def test_a_file_gets_text_also_in_an_action(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    assert run(["validate", "--output", "out.txt"]) == 1
    text = (repository.folder / "out.txt").read_text("utf-8")
    assert ": error[R003] There is no goal nowhere" in text


def test_gitlab_gets_text_on_the_screen(
    repository: Repository, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert repository.commits == 1
    monkeypatch.setenv("GITLAB_CI", "true")
    assert run(["validate"]) == 1
    assert ": error[R003] There is no goal nowhere" in capsys.readouterr().out


def test_a_tag_called_like_the_main_branch_hides_nothing(
    repository: Repository, capsys: Capture
) -> None:
    repository.git("update-ref", "refs/remotes/origin/main", "HEAD")
    repository.git("checkout", "-q", "-b", "change")
    repository.project("alpha", 4, 600_000, goal="elsewhere")
    repository.commit("Change")
    repository.git("tag", "origin/main")
    assert found(capsys, "--changed") == {("R003", "alpha.yaml")}
    assert run(["validate", "--base", "origin/main"]) == 2
    assert "refs/remotes/origin/main" in capsys.readouterr().err


def test_a_shallow_clone_cannot_tell_what_changed(
    repository: Repository,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
    capsys: Capture,
) -> None:
    repository.project("alpha", 4, 600_000, goal="elsewhere")
    repository.commit("Change")
    shallow = tmp_path_factory.mktemp("shallow") / "copy"
    source = repository.folder.as_uri()
    repository.git("clone", "-q", "--depth", "1", source, str(shallow))
    monkeypatch.chdir(shallow)
    for arguments in (["validate", "--changed"], ["diff"]):
        assert run(arguments) == 2
        out, err = capsys.readouterr()
        assert (out, err.count("\n")) == ("", 1)
        assert "fetch the whole history (fetch-depth: 0)" in err
    assert run(["validate", "--base", "HEAD~1"]) == 2
    assert run(["validate", "--base", "HEAD"]) == 0


def test_files_that_are_not_read_are_told_where_they_are_new(
    repository: Repository, capsys: Capture
) -> None:
    repository.write("old.yml", "x")
    repository.commit("Add a file that is not read")
    repository.write("projects/new.yml", "x")
    assert run(["validate", "--base", "HEAD", "--fail-on", "warning"]) == 1
    told = capsys.readouterr().out
    assert "projects/new.yml:1:1: warning[F006]" in told
    assert "old.yml" not in told
