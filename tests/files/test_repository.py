"""A portfolio is read at any commit: renamed, bare, shallow, before the first commit."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from repository import STRATEGY
from repository import Repository as Sample

from innostrat.errors import CannotGoOnError
from innostrat.files.git import revision, top
from innostrat.files.repository import Repository
from innostrat.files.source import read_folder
from innostrat.language import language

if TYPE_CHECKING:
    from pathlib import Path

PLACE = "portfolios/test"


def said(error: pytest.ExceptionInfo[CannotGoOnError]) -> str:
    return language("en")(error.value.message)


@pytest.fixture
def sample(tmp_path: Path) -> Sample:
    return Sample(tmp_path / "repository")


def test_files_are_those_of_the_commit(sample: Sample) -> None:
    sample.project("one", 3, 1000)
    first = sample.commit()
    sample.project("one", 5, 1000)
    sample.project("two", 4, 1000)
    (sample.place / "notes.txt").write_text("x")
    (sample.place / "projects" / ".hidden.yaml").write_text("x")
    (sample.place / "projects" / "deep").mkdir()
    (sample.place / "projects" / "deep" / "x.yaml").write_text("x")
    sample.commit()
    with Repository(sample.place) as repository:
        before = repository.files(repository.commit(first), PLACE)
        after = repository.files(repository.commit("HEAD"), PLACE, "shown")
        nowhere = repository.files(repository.commit("HEAD"), "portfolios/other")
    assert sorted(before.contents) == ["projects/one.yaml", "rounds/plan.yaml", "strategy.yaml"]
    assert b"worth: {value: 3" in before.contents["projects/one.yaml"]
    assert after.contents == read_folder(sample.place, "").contents
    assert after.shown("projects/two.yaml") == "shown/projects/two.yaml"
    assert before.shown("projects/one.yaml") == f"{PLACE}/projects/one.yaml"
    assert nowhere.contents == {}


def test_a_portfolio_at_the_top_of_the_repository(sample: Sample) -> None:
    (sample.folder / "strategy.yaml").write_text(STRATEGY)
    sample.commit()
    with Repository(sample.folder) as repository:
        head = repository.commit("HEAD")
        assert repository.portfolios(head) == (".", PLACE)
        assert list(repository.files(head, "").contents) == ["strategy.yaml"]
        assert repository.files(head, ".").contents == repository.files(head, "").contents


def test_a_commit_by_name_branch_tag_and_distance(sample: Sample) -> None:
    first = sample.commit()
    second = sample.commit()
    sample.git("tag", "-a", "-m", "x", "v1", first)
    with Repository(sample.place) as repository:
        one = repository.commit(first)
        assert (one.name, one.day) == (first, date(2026, 1, 2))
        assert first.startswith(one.short)
        assert repository.commit("v1") == one
        assert repository.commit("HEAD~1") == one
        assert repository.commit(first[:8]) == one
        assert repository.commit("main").name == second


def test_the_merge_base_is_where_a_branch_left(sample: Sample) -> None:
    base = sample.commit()
    sample.git("checkout", "-q", "-b", "work")
    sample.commit()
    sample.git("checkout", "-q", "main")
    sample.commit()
    with Repository(sample.place) as repository:
        assert repository.merge_base("main", "work").name == base
        assert repository.merge_base("work", "work").name != base


def test_commits_without_a_common_past_have_no_merge_base(sample: Sample) -> None:
    sample.commit()
    sample.git("checkout", "-q", "--orphan", "alone")
    sample.commit()
    with Repository(sample.place) as repository, pytest.raises(CannotGoOnError) as error:
        repository.merge_base("main", "alone")
    assert said(error) == "main and alone have no commit in common here"


def test_the_main_branch_is_the_remotes_first(sample: Sample) -> None:
    sample.commit()
    with Repository(sample.place) as repository:
        assert repository.main_branch() == "refs/heads/main"
        sample.git("update-ref", "refs/remotes/origin/master", "HEAD")
        assert repository.main_branch() == "refs/remotes/origin/master"
        sample.git("update-ref", "refs/remotes/origin/main", "HEAD")
        assert repository.main_branch() == "refs/remotes/origin/main"
        sample.git("symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/master")
        assert repository.main_branch() == "refs/remotes/origin/HEAD"


@pytest.mark.parametrize("target", ["refs/tags/main", "refs/heads/work", "refs/remotes/other/main"])
def test_a_main_branch_that_leads_elsewhere_is_passed_over(sample: Sample, target: str) -> None:
    first = sample.commit()
    sample.git("checkout", "-q", "-b", "work")
    sample.project("one", 3, 1000)
    sample.commit()
    sample.git("update-ref", target, "HEAD")
    sample.git("update-ref", "refs/remotes/origin/main", first)
    with Repository(sample.place) as repository:
        sample.git("symbolic-ref", "refs/remotes/origin/HEAD", target)
        assert repository.main_branch() == "refs/remotes/origin/main"
        sample.git("symbolic-ref", "refs/remotes/origin/other", target)
        sample.git("symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/other")
        assert repository.main_branch() == "refs/remotes/origin/main"
        sample.git("symbolic-ref", "-d", "refs/remotes/origin/HEAD")
        sample.git("update-ref", "refs/remotes/origin/HEAD", "HEAD")
        assert repository.main_branch() == "refs/remotes/origin/main"
        sample.git("symbolic-ref", "refs/remotes/origin/main", target)
        assert repository.main_branch() == "refs/heads/main"


def test_without_a_main_branch_one_must_be_named(sample: Sample) -> None:
    sample.git("checkout", "-q", "-b", "work")
    sample.commit()
    with Repository(sample.place) as repository, pytest.raises(CannotGoOnError):
        repository.main_branch()


def test_history_is_what_touched_a_path_newest_first(sample: Sample) -> None:
    sample.project("one", 3, 1000)
    first = sample.commit()
    sample.project("two", 3, 1000)
    second = sample.commit()
    with Repository(sample.place) as repository:
        names = [commit.name for commit in repository.history(PLACE, 9)]
        assert names == [second, first]
        assert len(repository.history(PLACE, 1)) == 1
        one = repository.history(f"{PLACE}/projects/one.yaml", 9)
        assert [commit.name for commit in one] == [first]
        assert repository.history("nowhere", 9) == ()
        assert len(repository.history("", 9)) == 2


def test_a_renamed_portfolio_is_where_it_was(sample: Sample) -> None:
    sample.project("one", 3, 1000)
    first = sample.commit()
    sample.git("mv", PLACE, "portfolios/new")
    sample.git("commit", "-q", "-m", "Move")
    with Repository(sample.folder / "portfolios" / "new") as repository:
        old, new = repository.commit(first), repository.commit("HEAD")
        assert repository.portfolios(old) == (PLACE,)
        assert repository.portfolios(new) == ("portfolios/new",)
        assert (
            repository.files(old, PLACE).contents
            == repository.files(new, "portfolios/new").contents
        )


def test_a_bare_repository_has_history_but_no_files(sample: Sample, tmp_path: Path) -> None:
    sample.project("one", 3, 1000)
    commit = sample.commit()
    sample.git("clone", "-q", "--bare", str(sample.folder), str(tmp_path / "bare.git"))
    with Repository(tmp_path / "bare.git") as repository:
        assert repository.is_bare
        head = repository.commit("HEAD")
        assert head.name == commit
        assert "projects/one.yaml" in repository.files(head, PLACE).contents
        assert [one.name for one in repository.history(PLACE, 9)] == [commit]
        with pytest.raises(CannotGoOnError):
            _ = repository.top
    with Repository(sample.place) as repository:
        assert not repository.is_bare
        assert repository.top == sample.folder


def test_a_shallow_clone_says_that_it_is_one(sample: Sample, tmp_path: Path) -> None:
    first = sample.commit()
    sample.project("one", 3, 1000)
    sample.commit()
    clone = tmp_path / "clone"
    sample.git("clone", "-q", "--depth", "1", f"file://{sample.folder}", str(clone))
    with Repository(clone / PLACE) as repository:
        assert "projects/one.yaml" in repository.files(repository.commit("HEAD"), PLACE).contents
        for missing in (first, "HEAD~1"):
            with pytest.raises(CannotGoOnError) as error:
                repository.commit(missing)
            assert "shallow clone" in said(error)
        assert repository.is_shallow
        with pytest.raises(CannotGoOnError) as error:
            repository.merge_base("HEAD", "HEAD")
        assert "fetch-depth: 0" in said(error)
    with Repository(sample.place) as repository:
        assert not repository.is_shallow


def test_a_name_of_a_tag_and_a_branch_is_refused(sample: Sample) -> None:
    first = sample.commit()
    sample.commit()
    sample.git("tag", "work", first)
    with Repository(sample.place) as repository:
        assert repository.commit("work").name == first
        sample.git("branch", "work")
        with pytest.raises(CannotGoOnError) as error:
            repository.commit("work")
        assert said(error) == (
            "work is several things here: write one of refs/heads/work, refs/tags/work"
        )
        assert repository.commit("refs/tags/work").name == first


def test_before_the_first_commit_there_is_no_revision(sample: Sample) -> None:
    assert revision(sample.place, {}) is None
    with Repository(sample.place) as repository, pytest.raises(CannotGoOnError) as error:
        repository.commit("HEAD")
    assert said(error) == "There is no commit HEAD"


def test_outside_git_there_is_no_revision(tmp_path: Path) -> None:
    assert top(tmp_path) is None
    assert revision(tmp_path, {}) is None
    with Repository(tmp_path) as repository:
        with pytest.raises(CannotGoOnError):
            repository.commit("HEAD")
        with pytest.raises(CannotGoOnError):
            _ = repository.top


def test_without_git_there_is_no_revision(sample: Sample, monkeypatch: pytest.MonkeyPatch) -> None:
    sample.commit()
    monkeypatch.setenv("PATH", "")
    assert revision(sample.place, {}) is None


def test_a_second_working_tree_knows_its_repository(sample: Sample, tmp_path: Path) -> None:
    sample.commit()
    second = tmp_path / "second"
    sample.git("worktree", "add", "-q", str(second), "-b", "work")
    told = revision(second / PLACE, read_folder(second / PLACE, "").contents)
    assert told is not None
    assert not told.changed
    with Repository(second / PLACE) as repository:
        assert repository.top == second


@pytest.mark.parametrize("change", ["edit", "add", "delete", "rename"])
def test_a_revision_knows_whether_the_files_differ(sample: Sample, change: str) -> None:
    sample.project("one", 3, 1000)
    name = sample.commit()
    clean = revision(sample.place, read_folder(sample.place, "").contents)
    assert clean is not None
    assert (name.startswith(clean.name), clean.day, clean.changed) == (
        True,
        date(2026, 1, 2),
        False,
    )
    one = sample.place / "projects" / "one.yaml"
    match change:
        case "edit":
            sample.project("one", 4, 1000)
        case "add":
            sample.project("two", 4, 1000)
        case "delete":
            one.unlink()
        case "rename":
            one.rename(one.with_name("uno.yaml"))
    now = revision(sample.place, read_folder(sample.place, "").contents)
    assert now is not None
    assert now.changed


def test_line_ends_and_filters_of_the_repository_make_no_difference(sample: Sample) -> None:
    (sample.folder / ".gitattributes").write_text("*.yaml text eol=crlf\n")
    sample.commit()
    told = revision(sample.place, read_folder(sample.place, "").contents)
    assert told is not None
    assert not told.changed


def test_blobs_that_are_missing_are_told(sample: Sample) -> None:
    sample.commit()
    with Repository(sample.place) as repository:
        assert repository.blob("0" * 40) is None
        name = sample.git("rev-parse", f"HEAD:{PLACE}/strategy.yaml").strip()
        assert repository.blob(name) == STRATEGY.encode()


def test_a_repository_of_sha256_names(tmp_path: Path) -> None:
    sample = Sample(tmp_path / "repository")
    for part in (sample.folder / ".git").iterdir():
        sample.folder.joinpath("old").mkdir(exist_ok=True)
        part.rename(sample.folder / "old" / part.name)
    (sample.folder / ".git").rmdir()
    sample.git("init", "-q", "-b", "main", "--object-format=sha256")
    assert len(sample.commit()) == 64
    told = revision(sample.place, read_folder(sample.place, "").contents)
    assert told is not None
    assert not told.changed
