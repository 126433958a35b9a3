"""What runs on a build server gives a proposal no power there (docs/security.md, C…)."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest
import yaml

if TYPE_CHECKING:
    from collections.abc import Iterator

TOP: Final = Path(__file__).parents[1]


def steps(path: str) -> Iterator[dict[str, Any]]:
    """Yield the steps of a workflow or an action."""
    loaded = yaml.safe_load((TOP / path).read_text())
    yield from loaded.get("runs", {}).get("steps", [])
    for job in loaded.get("jobs", {}).values():
        yield from job["steps"]


WORKFLOWS: Final = (
    "action.yml",
    ".github/workflows/ci.yml",
    "docs/ci/github-workflow.yml",
    "docs/ci/github-comment.yml",
)


@pytest.mark.parametrize("path", WORKFLOWS)
def test_c01_no_expression_stands_in_a_script(path: str) -> None:
    found = [step["run"] for step in steps(path) if "run" in step]
    assert all("${{" not in script for script in found)
    assert all("eval" not in script for script in found)
    everything = (TOP / path).read_text()
    assert not re.search(r"github\.(event\.pull_request\.(title|body)|head_ref)", everything)


def test_c02_the_job_that_reads_a_proposal_cannot_write() -> None:
    for path in ("docs/ci/github-workflow.yml", ".github/workflows/ci.yml"):
        loaded = yaml.safe_load((TOP / path).read_text())
        assert loaded["permissions"] == {"contents": "read"}
        assert "pull_request_target" not in loaded[True]  # `on`, as YAML 1.1 has it
        assert all("permissions" not in job for job in loaded["jobs"].values())
        checkouts = [one for one in steps(path) if "checkout" in one.get("uses", "")]
        assert checkouts
        assert all(one["with"]["persist-credentials"] is False for one in checkouts)


def test_c03_the_job_that_writes_reads_no_proposal() -> None:
    path = "docs/ci/github-comment.yml"
    loaded = yaml.safe_load((TOP / path).read_text())
    assert list(loaded[True]) == ["workflow_run"]
    assert loaded["permissions"] == {}
    for step in steps(path):
        assert "ref" not in step.get("with", {})
        assert "artifact" not in step.get("uses", "")
        assert not re.search(
            r"git (checkout|switch|merge |pull|reset)|pip|npm", step.get("run", "")
        )
    last = list(steps(path))[-1]
    assert last["with"]["validate"] == "false"  # only a comparison, out of git's objects


@pytest.mark.posix
def test_c04_the_mark_of_the_comment_cannot_be_forged(tmp_path: Path) -> None:
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "gh").write_text(
        f'#!/bin/sh\necho "$@" >> {tmp_path}/asked\necho "$AUTHOR" >> {tmp_path}/author\n'
    )
    (tmp_path / "bin" / "gh").chmod(0o755)
    (tmp_path / "difference.md").write_text("x\n")
    environment = {
        "PATH": f"{tmp_path}/bin:{os.environ['PATH']}",
        "REPOSITORY": "o/r",
        "NUMBER": "7",
        "AUTHOR": "bot",
        "GH_TOKEN": "t",
        "FILE": str(tmp_path / "difference.md"),
    }
    script = ["bash", str(TOP / ".ci" / "comment.sh")]
    subprocess.run(script, env=environment, check=True)
    asked = (tmp_path / "asked").read_text().split("\n")
    assert "select(.user.login == env.AUTHOR and" in asked[0]
    assert asked[1].startswith("api --silent --method POST repos/o/r/issues/7/comments")
    assert (tmp_path / "author").read_text().split()[0] == "bot"
    done = subprocess.run(
        script, env=environment | {"NUMBER": "7/../8"}, check=True, capture_output=True
    )
    assert b"no pull request" in done.stdout
    assert len((tmp_path / "asked").read_text().split("\n")) == len(asked)


def test_c05_only_known_actions_are_used() -> None:
    used = {step["uses"] for path in WORKFLOWS for step in steps(path) if "uses" in step}
    own = {"./", "OWNER/innostrat@VERSION"}
    assert {one.partition("/")[0] for one in used - own} == {"actions"}


def test_c06_python_imports_nothing_from_the_folder(tmp_path: Path) -> None:
    scripts = "".join(step.get("run", "") for step in steps("action.yml"))
    assert re.findall(r"python\"? .*", scripts)
    assert all(" -I " in line for line in re.findall(r"python\"? .*", scripts))
    for name in ("json", "venv", "yaml", "typer", "innostrat"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit(99)\n")
    tool = Path(sys.executable).with_name("innostrat")
    done = subprocess.run([tool, "--version"], cwd=tmp_path, check=False, capture_output=True)
    assert done.returncode == 0


def test_c07_the_example_writes_into_no_link(tmp_path: Path) -> None:
    job = yaml.safe_load((TOP / "docs" / "ci" / "gitlab-ci.yml").read_text("utf-8"))["portfolio"]
    lines = job["script"][0].splitlines()
    start = next(n for n, line in enumerate(lines) if line.startswith("out="))
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "file").write_text("mine")
    here = tmp_path / "here"
    here.mkdir()
    (here / ".innostrat").symlink_to(outside)
    begin = "\n".join(lines[start : start + 3])
    subprocess.run(["bash", "-ec", begin], cwd=here, check=True)
    assert not (here / ".innostrat").is_symlink()
    assert list((here / ".innostrat").iterdir()) == []
    assert (outside / "file").read_text() == "mine"
