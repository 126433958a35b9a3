"""Hooks and CI files find a portfolio wherever it is, and say so where they looked at nothing."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any, Final

import pytest
import yaml
from calling import SMALL, surroundings
from documents import HOOKS, ROOT
from repository import Repository

from innostrat.files.kinds import KINDS

TOOL: Final = Path(sys.executable).with_name("innostrat")
PLACES: Final = (".", "town", "portfolios/town")
FILES: Final = [kind.path("any-name") for kind in KINDS]
EXAMPLES: Final = ("github-workflow.yml", "github-comment.yml", "gitlab-ci.yml")


def hooks() -> dict[str, dict[str, Any]]:
    """Return the hooks by id."""
    return {one["id"]: one for one in yaml.safe_load(HOOKS.read_text("utf-8"))}


def example(name: str) -> Any:  # noqa: ANN401  (any YAML)
    """Return one of the files for CI that are to be copied."""
    return yaml.safe_load((ROOT / "docs" / "ci" / name).read_text("utf-8"))


def laid(folder: Path, place: str) -> Path:
    """Return a portfolio without errors at a place in a folder."""
    shutil.copytree(SMALL, folder / place, dirs_exist_ok=True)
    return folder / place


def entry(hook: str, folder: Path, *files: str) -> subprocess.CompletedProcess[str]:
    """Call what a hook calls, as pre-commit does: at the top of the repository."""
    name, *arguments = hooks()[hook]["entry"].split()
    assert name == "innostrat"
    return subprocess.run(
        [TOOL, *arguments, *files],
        cwd=folder,
        env=surroundings(),
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("path", FILES)
def test_every_kind_of_file_is_put_in_order_wherever_it_is(place: str, path: str) -> None:
    shown = path if place == "." else f"{place}/{path}"
    assert re.search(hooks()["innostrat-fmt"]["files"], shown)


@pytest.mark.parametrize(
    "path",
    [
        "README.md",
        ".github/ISSUE_TEMPLATE/idea.yml",
        ".github/projects/a.yaml",
        "ideas/.hidden.yaml",
        "tests/cases/x/projects/a.yaml",
        "projects/a.yaml.txt",
        "other/a.yaml",
        "strategy.yaml.md",
    ],
)
def test_other_files_are_not_put_in_order(path: str) -> None:
    assert not re.search(hooks()["innostrat-fmt"]["files"], path)


def test_the_check_runs_at_every_commit_and_the_schemas_where_they_are_kept() -> None:
    found = hooks()
    assert found["innostrat-validate"]["always_run"]
    assert not found["innostrat-validate"]["pass_filenames"]
    assert "always_run" not in found["innostrat-schema"]


@pytest.mark.parametrize("place", PLACES)
def test_what_the_hooks_call_finds_the_portfolio(tmp_path: Path, place: str) -> None:
    root = laid(tmp_path, place)
    assert entry("innostrat-validate", tmp_path).returncode == 0
    assert subprocess.run([TOOL, "schema"], cwd=tmp_path, check=False).returncode == 0
    kept = [one.relative_to(tmp_path).as_posix() for one in tmp_path.rglob("*.schema.json")]
    pattern = hooks()["innostrat-schema"]["files"]
    assert len(kept) == sum(re.search(pattern, one) is not None for one in kept) == len(KINDS)
    assert entry("innostrat-schema", tmp_path).returncode == 0
    assert entry("innostrat-validate", tmp_path).stdout.count("F009") == 0
    project = next((root / "projects").iterdir())
    project.write_text(f"title: First\n{project.read_text('utf-8')}", "utf-8")
    done = entry("innostrat-fmt", tmp_path, project.relative_to(tmp_path).as_posix())
    assert done.returncode == 1  # a title twice
    assert entry("innostrat-validate", tmp_path).returncode == 1


def test_a_check_of_nothing_fails(tmp_path: Path) -> None:
    done = entry("innostrat-validate", tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert "No portfolio here" in done.stderr


@pytest.mark.parametrize("name", EXAMPLES)
def test_no_example_leaves_out_a_proposal_by_its_paths(name: str) -> None:
    text = json.dumps(example(name))
    assert not re.search(r'"(paths|paths-ignore|changes)": \[(?!"\.innostrat)', text)


@pytest.mark.parametrize("name", EXAMPLES)
def test_what_is_to_be_filled_in_is_marked_and_names_nothing_that_exists(name: str) -> None:
    lines = (ROOT / "docs" / "ci" / name).read_text("utf-8").splitlines()
    own = [line for line in lines if re.match(r" +(- uses: OWNER/|INNOSTRAT: )", line)]
    assert len(own) == 1
    assert own[0].endswith("# fill in")
    assert re.search(r"OWNER/innostrat@VERSION|INNOSTRAT: ''", own[0])


@pytest.mark.parametrize(
    ("where", "code"),
    [
        ("", 1),
        ("innostrat", 1),
        ("innostrat==1.0", 1),
        ("git+https://github.com/OWNER/innostrat@VERSION", 0),
        ("wheels/innostrat-1.0-py3-none-any.whl", 0),
    ],
)
def test_gitlab_installs_no_package_by_its_mere_name(where: str, code: int) -> None:
    job = example("gitlab-ci.yml")["portfolio"]
    assert job["variables"]["INNOSTRAT"] == ""
    guard = ["bash", "-e", "-c", job["before_script"][0]]
    done = subprocess.run(guard, env={"INNOSTRAT": where}, check=False, capture_output=True)
    assert (done.returncode, done.stderr.count(b"Fill in")) == (code, code)


def step(name: str, folder: Path, **values: str) -> tuple[int, str, dict[str, str]]:
    """Run a step of the action; return its code, what it prints and the outputs that it sets."""
    steps = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))["runs"]["steps"]
    (chosen,) = [one for one in steps if one.get("name") == name]
    outputs = folder / ".git" / "outputs"
    outputs.write_text("")
    done = subprocess.run(
        ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", chosen["run"]],
        cwd=folder,
        env=surroundings()
        | {
            "INNOSTRAT": str(TOOL),
            "GITHUB_OUTPUT": str(outputs),
            "GITHUB_STEP_SUMMARY": str(folder / ".git" / "summary.md"),
            "RUNNER_TEMP": str(folder / ".git"),
        }
        | values,
        capture_output=True,
        text=True,
        check=False,
    )
    pairs = (line.partition("=") for line in outputs.read_text().splitlines())
    return done.returncode, done.stdout, {key: value for key, _, value in pairs}


FINDINGS: Final = {"PORTFOLIO": "", "FAIL_ON": "error", "SARIF": "out.sarif"}


def test_the_action_writes_the_findings_also_when_it_fails(tmp_path: Path) -> None:
    sample = Repository(tmp_path)
    sample.commit()
    assert step("Findings", tmp_path, **FINDINGS)[::2] == (0, {"sarif": "out.sarif"})
    sample.project("one", 9, 1000)
    code, printed, outputs = step("Findings", tmp_path, **FINDINGS)
    assert (code, outputs) == (1, {"sarif": "out.sarif"})
    assert "::error file=portfolios/test/projects/one.yaml" in printed
    assert "one.yaml" in (tmp_path / "out.sarif").read_text("utf-8")


def test_the_action_fails_where_it_looked_at_nothing(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    assert step("Findings", tmp_path, **FINDINGS)[::2] == (2, {})
    assert not (tmp_path / "out.sarif").exists()


def test_the_action_tells_the_difference_and_what_a_shallow_clone_lacks(tmp_path: Path) -> None:
    sample = Repository(tmp_path / "whole")
    base = sample.commit()
    sample.project("one", 4, 1000, title="Warm hands")
    sample.commit()
    code, _, outputs = step("What the change does", sample.folder, BASE=base, HEAD="")
    assert code == 0
    assert "Warm hands" in Path(outputs["file"]).read_text("utf-8")
    shallow = tmp_path / "shallow"
    sample.git("clone", "-q", "--depth", "1", sample.folder.as_uri(), str(shallow))
    code, printed, outputs = step("What the change does", shallow, BASE=base, HEAD="")
    assert (code, outputs) == (2, {})
    assert "fetch-depth: 0" in printed
