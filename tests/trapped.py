"""Sets traps in a repository, and asks of it all that the tool ever asks of git."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from repository import Repository as Sample

from innostrat.files.git import revision
from innostrat.files.repository import Repository
from innostrat.files.source import Files, read_folder

if TYPE_CHECKING:
    from pathlib import Path

PLACE: Final = "portfolios/test"


def two_commits(folder: Path) -> Sample:
    """Return a repository whose portfolio got one project in each of two commits."""
    sample = Sample(folder)
    sample.project("one", 3, 1000)
    sample.commit()
    sample.project("two", 4, 2000)
    sample.commit()
    return sample


def trap_in(folder: Path) -> Path:
    """Return a program that leaves a trace beside itself when it runs."""
    program = folder / "trap.sh"
    program.write_text(f'#!/bin/sh\necho "$0 $@" >> {folder}/sprung\nexit 1\n')
    program.chmod(0o755)
    return program


def configure(sample: Sample, text: str) -> None:
    with (sample.folder / ".git" / "config").open("a") as file:
        file.write(text + "\n")


def everything(folder: Path) -> Files:
    """Do all that the tool ever asks of git, and return the portfolio at HEAD."""
    place = folder / PLACE
    told = revision(place, read_folder(place, "").contents)
    assert told is not None
    assert not told.changed
    with Repository(place) as repository:
        head = repository.commit("HEAD")
        assert repository.merge_base("HEAD", "HEAD~1") == repository.commit("HEAD~1")
        assert repository.main_branch() == "refs/heads/main"
        assert len(repository.history(PLACE, 5)) == 2
        assert repository.portfolios(head) == (PLACE,)
        assert repository.top.resolve() == folder.resolve()
        assert not repository.is_bare
        files = repository.files(head, PLACE)
    assert sorted(files.contents) == [
        "projects/one.yaml",
        "projects/two.yaml",
        "rounds/plan.yaml",
        "strategy.yaml",
    ]
    return files


def unsprung(sample: Sample, trap: Path) -> None:
    everything(sample.folder)
    assert not (trap.parent / "sprung").exists()
