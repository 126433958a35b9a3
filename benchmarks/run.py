"""Times the tool and its peers as whole processes in one run, and prints medians and ratios.

`python benchmarks/run.py [NAME…]`: without names, all of them. The peers (check-jsonschema,
yamllint, pymcdm) want an environment of their own, whose folder of programs the variable PEERS
names; one that is not found is said to be missing. Times depend on the machine; the ratios are what
counts.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

import synthetic

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

BIN: Final = Path(sys.executable).parent
PEERS: Final = Path(os.environ.get("PEERS", BIN))
ROOT: Final = Path(__file__).parent.parent
SCHEMA: Final = ROOT / "portfolios" / "schemas" / "project.schema.json"
TOOL: Final = str(BIN / "innostrat")
STACK: Final = (
    "import typer, rich.console, rich.table, yaml, pydantic, babel.numbers, babel.dates, "
    "highspy, numpy, rapidfuzz.process, stdnum.no.fodselsnummer"
)


def median(command: Sequence[str], folder: Path, runs: int) -> float:
    """Return the median wall time of a command in seconds, after one run that is not counted."""
    times = []
    for number in range(runs + 1):
        begun = time.perf_counter()
        done = subprocess.run(command, cwd=folder, capture_output=True, check=False)
        if number:
            times.append(time.perf_counter() - begun)
        if done.returncode not in {0, 1}:
            sys.exit(f"{command}: {done.stderr.decode()[-400:]}")
    return statistics.median(times)


def compare(title: str, commands: dict[str, Sequence[str]], folder: Path, runs: int = 5) -> None:
    """Print the median of each command, and how many times the first one's it is."""
    print(f"\n## {title}\n\n| command | median s | × |\n|---|--:|--:|")
    first = None
    for name, command in commands.items():
        if not shutil.which(command[0]):
            print(f"| {name} | not installed | |")
            continue
        seconds = median(command, folder, runs)
        first = first or seconds
        print(f"| {name} | {seconds:.2f} | {seconds / first:.1f} |", flush=True)


def startup(_: Path) -> None:
    compare(
        "Start-up",
        {
            "innostrat --help": [TOOL, "--help"],
            "innostrat --version": [TOOL, "--version"],
            "python -c pass": [sys.executable, "-c", "pass"],
            "eager import of the stack": [sys.executable, "-c", STACK],
        },
        ROOT,
        runs=9,
    )


def validate(size: int, *, runs: int = 5) -> Callable[[Path], None]:
    def run(folder: Path) -> None:
        place = synthetic.write(folder / "portfolio", size)
        files = [str(path) for path in sorted((place / "projects").iterdir())]
        # A command line holds some 2 MB: thousands of names go to the peer by its own folder walk.
        listed = files if size <= 1000 else [str(place / "projects")]  # noqa: PLR2004
        peers: dict[str, Sequence[str]] = {
            "innostrat validate": [TOOL, "validate", str(place), "--fail-on", "never"],
            "yamllint": [str(PEERS / "yamllint"), "-d", "relaxed", str(place / "projects")],
        }
        if size <= 1000:  # noqa: PLR2004
            peers["check-jsonschema"] = [
                str(PEERS / "check-jsonschema"), "--schemafile", str(SCHEMA), *listed
            ]  # fmt: skip
        compare(f"Validate {size} project files", peers, folder, runs)

    return run


def validate_example(_: Path) -> None:
    """Compare on the files of the example; the peer holds all of them against one schema."""
    files = sorted(map(str, (ROOT / "portfolios" / "gausdal").rglob("*.yaml")))
    compare(
        f"Validate the {len(files)} files of the example",
        {
            "innostrat validate": [TOOL, "validate", "portfolios/gausdal"],
            "yamllint": [str(PEERS / "yamllint"), "-d", "relaxed", *files],
            "check-jsonschema": [
                str(PEERS / "check-jsonschema"), "--schemafile", str(SCHEMA), *files
            ],
        },
        ROOT,
        runs=9,
    )  # fmt: skip


def prioritize(folder: Path) -> None:
    small = synthetic.write(folder / "hundred", 100)
    compare(
        "Prioritize",
        {
            "the Gausdal round, exact": [TOOL, "prioritize", "portfolios/gausdal", "-f", "json"],
            "100 projects, 1 % gap": [TOOL, "prioritize", str(small), "--gap", "1", "-f", "json"],
        },
        ROOT,
        runs=3,
    )


def meeting(_: Path) -> None:
    """Compare what a meeting waits for with the plan itself, on the example."""
    example = "portfolios/gausdal"
    asked = {
        "prioritize": [example],
        "why": ["klart-sprak", example],
        "what-if": [example, "--exclude", "klart-sprak"],
        "uncertainty": [example],
        "alternatives": [example],
        "sensitivity": [example],
        "robust": [example],
    }
    commands: dict[str, Sequence[str]]
    commands = {name: [TOOL, name, *rest, "-f", "json"] for name, rest in asked.items()}
    compare("A meeting's wait", commands, ROOT, runs=3)


def crowd(folder: Path) -> None:
    """Time rounds of a size that no municipality has, against reading their files alone."""
    for size in (1000, 5000):
        place = str(synthetic.write(folder / str(size), size))
        compare(
            f"{size} projects",
            {
                "validate": [TOOL, "validate", place],
                "prioritize, 1 % gap": [TOOL, "prioritize", place, "--gap", "1", "-f", "json"],
                "prioritize down the list": [
                    TOOL, "prioritize", place, "--method", "ranking", "--gap", "1", "-f", "json"
                ],
                "list": [TOOL, "list", place, "-f", "json"],
                "report, Markdown": [TOOL, "report", place, "-o", f"{folder}/{size}.md"],
            },
            folder,
            runs=1,
        )  # fmt: skip
    panel = str(synthetic.assess(synthetic.write(folder / "panel", 100), 50))
    compare(
        "100 projects, 50 assessors",
        {
            "validate": [TOOL, "validate", panel],
            "assess": [TOOL, "assess", panel, "-f", "json"],
        },
        folder,
        runs=1,
    )


def review(folder: Path) -> None:
    """Time a change in the middle of a long history of a large portfolio."""
    place = synthetic.write(folder / "large", 1000)
    synthetic.commit_history(place, 1000)
    compare(
        "Review: 1,000 projects, 1,000 commits",
        {
            "innostrat diff HEAD~1 HEAD": [TOOL, "diff", "HEAD~1", "HEAD", "-f", "json"],
            "innostrat history, 1,000 commits": [
                TOOL, "history", "prosjekt-00001", ".", "--no-funding", "-n", "1000", "-f", "json"
            ],
        },
        place,
        runs=1,
    )  # fmt: skip


def robust(folder: Path) -> None:
    small = synthetic.write(folder / "hundred", 100)
    compare(
        "Robustness",
        {
            "the Gausdal round, 10,000 draws": [TOOL, "robust", "portfolios/gausdal", "-f", "json"],
            "100 projects, 4 years, 1,000 draws": [
                TOOL, "robust", str(small), "--draws", "1000", "--checks", "10", "-f", "json"
            ],
        },
        ROOT,
        runs=1,
    )  # fmt: skip


def ranks(_: Path) -> None:
    """Compare rank acceptability, the peer's time scaled up from fewer draws."""
    draws, fewer = 10_000, 200
    script = str(Path(__file__).parent / "ranks.py")
    print("\n## Rank acceptability, 1,000 × 10 × 10,000\n\n| what | s | × |\n|---|--:|--:|")
    own = float(_printed([sys.executable, script, "innostrat", str(draws)]))
    print(f"| innostrat | {own:.2f} | 1.0 |")
    peer = PEERS / "python"
    if not _has(peer, "pymcdm"):
        print("| pymcdm | not installed | |")
        return
    theirs = float(_printed([str(peer), script, "pymcdm", str(fewer)])) * draws / fewer
    print(f"| pymcdm, {fewer} draws scaled up | {theirs:.1f} | {theirs / own:.0f} |")


def _printed(command: Sequence[str]) -> str:
    done = subprocess.run(command, capture_output=True, check=False, text=True)
    return done.stdout if not done.returncode else sys.exit(done.stderr[-400:])


def _has(python: Path, module: str) -> bool:
    command = [str(python), "-c", f"import {module}"]
    return (
        python.exists() and not subprocess.run(command, capture_output=True, check=False).returncode
    )


BENCHMARKS: Final[dict[str, Callable[[Path], None]]] = {
    "startup": startup,
    "validate-example": validate_example,
    "validate-1000": validate(1000, runs=3),
    "validate-10000": validate(10_000, runs=1),
    "prioritize": prioritize,
    "meeting": meeting,
    "crowd": crowd,
    "review": review,
    "robust": robust,
    "ranks": ranks,
}


def main() -> None:
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    for name in sys.argv[1:] or BENCHMARKS:
        with tempfile.TemporaryDirectory() as folder:
            BENCHMARKS[name](Path(folder))


if __name__ == "__main__":
    main()
