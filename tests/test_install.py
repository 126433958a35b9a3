"""The installation: an old Python is told so, the lock is whole, sdist and wheel hold all."""

from __future__ import annotations

import ast
import re
import runpy
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from typing import TYPE_CHECKING, Final

import catalogues
import pytest

if TYPE_CHECKING:
    from pathlib import Path

ROOT: Final = catalogues.ROOT
INSTALL: Final = ROOT / "install.py"
PINNED: Final = re.compile(r"^([a-z0-9-]+)==(\S+)(?: ; [^\\]+)? \\$", re.MULTILINE)
HASH: Final = re.compile(r"^    --hash=sha256:[0-9a-f]{64}(?: \\)?$", re.MULTILINE)
LOCKS: Final = ("run.txt", "dev.txt")


def tracked() -> set[str]:
    """Return the files of the project as git lists them."""
    done = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True)
    return set(done.stdout.decode().split("\0")) - {""}


def built(target: str, folder: Path) -> Path:
    """Build an sdist or a wheel of the project in `folder`, and return it."""
    command = [sys.executable, "-m", "hatchling", "build", "--target", target, "--directory"]
    subprocess.run([*command, str(folder)], cwd=ROOT, check=True, capture_output=True)
    return next(folder.iterdir())


def install(*arguments: str, version: str = "sys.version_info") -> subprocess.CompletedProcess[str]:
    """Run the installation as if Python were of another version."""
    script = (
        f"import runpy, sys; sys.version_info = {version}; sys.argv = {['install.py', *arguments]}"
    )
    script += f"; runpy.run_path({str(INSTALL)!r}, run_name='__main__')"
    return subprocess.run(
        [sys.executable, "-c", script], check=False, capture_output=True, text=True
    )


@pytest.mark.parametrize("version", ["(3, 6, 15)", "(3, 10, 22)"])
def test_an_old_python_gives_one_line(version: str, tmp_path: Path) -> None:
    done = install(str(tmp_path / "made"), version=version)
    assert done.returncode == 1
    assert re.fullmatch(r"innostrat needs Python 3\.11 or newer; this is 3\.\d+ .*\n", done.stderr)
    assert not (tmp_path / "made").exists()


def test_an_old_python_can_read_the_installation() -> None:
    ast.parse(INSTALL.read_text("utf-8"), feature_version=(3, 7))
    wanted = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    oldest = runpy.run_path(str(INSTALL))["OLDEST"]
    assert wanted["requires-python"] == f">={'.'.join(map(str, oldest))}"


@pytest.mark.parametrize("arguments", [("a", "b"), ("--develop", "a")])
def test_a_bad_call_installs_nothing(arguments: tuple[str, ...]) -> None:
    done = install(*arguments)
    assert (done.returncode, done.stderr) == (2, "use: python3 install.py [--dev] [FOLDER]\n")


@pytest.mark.parametrize("arguments", [("--help",), ("-h",), ("--dev", "--help")])
def test_help_installs_nothing_and_goes_well(arguments: tuple[str, ...]) -> None:
    done = install(*arguments)
    assert (done.returncode, done.stdout) == (0, "use: python3 install.py [--dev] [FOLDER]\n")


def test_the_first_step_that_fails_is_the_last(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    done = install(str(tmp_path / "file"))
    assert done.returncode != 0
    assert done.stderr.endswith("\ninnostrat is not installed: what went wrong stands above\n")
    assert "pip" not in done.stderr


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_holds_names_versions_and_hashes_only(lock: str) -> None:
    text = (ROOT / "requirements" / lock).read_text("utf-8")
    assert HASH.sub("", PINNED.sub("", text)).strip() == ""


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_holds_what_the_project_asks_for(lock: str) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    wanted = [*project["project"]["dependencies"], *project["build-system"]["requires"]]
    if lock == "dev.txt":
        wanted += project["project"]["optional-dependencies"]["dev"]
    locked = {name for name, _ in PINNED.findall((ROOT / "requirements" / lock).read_text("utf-8"))}
    missing = {name for one in wanted if (name := re.split(r"[<>=]", one)[0]) not in locked}
    assert missing == set(), "run .ci/versions lock"


def test_both_locks_hold_the_same_versions() -> None:
    run, dev = (
        set(PINNED.findall((ROOT / "requirements" / lock).read_text("utf-8"))) for lock in LOCKS
    )
    assert run <= dev


@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="what git holds is unknown without .git")
def test_the_sdist_holds_all_that_git_does(tmp_path: Path) -> None:
    with tarfile.open(built("sdist", tmp_path)) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert tracked() - names == set()
    assert not any(name.endswith(".mo") for name in names)


def test_the_wheel_holds_the_package_and_its_catalogues(tmp_path: Path) -> None:
    with zipfile.ZipFile(built("wheel", tmp_path)) as archive:
        names = {name for name in archive.namelist() if ".dist-info/" not in name}
    package = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "innostrat").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert names == package
    assert {f"innostrat/locales/{code}/LC_MESSAGES/innostrat.mo" for code in ("nb", "nn")} <= names
