"""What is slow to import is imported only by those who use it."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from calling import surroundings

if TYPE_CHECKING:
    from calling import Place

HEAVY = {"babel", "highspy", "numpy", "rapidfuzz", "rich.console", "rich.table", "stdnum"}
PROGRAM = """\
import sys
from innostrat.cli import run
code = run(sys.argv[1:])
print(code, *sorted(sys.modules), file=sys.stderr)
"""


@pytest.mark.parametrize(
    ("call", "allowed"),
    [
        ("--help", set()),
        ("--version", set()),
        (
            "validate portfolios/small/projects",
            {"rapidfuzz"},
        ),  # eight titles are compared with each other
        ("validate portfolios/small/projects --format json", {"rapidfuzz"}),
        ("score --help", set()),
        ("schema project", set()),
        ("score --format json", {"rapidfuzz"}),
    ],
)
def test_nothing_heavy_is_imported(place: Place, call: str, allowed: set[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, *call.split(" ")],
        cwd=place.folder,
        env=surroundings(),
        capture_output=True,
        text=True,
        check=True,
    )
    code, *modules = done.stderr.split()
    assert code == "0"
    assert HEAVY & set(modules) <= allowed


def test_what_needs_the_solver_imports_it(place: Place) -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, "prioritize", "--format", "json"],
        cwd=place.folder,
        env=surroundings(),
        capture_output=True,
        text=True,
        check=True,
    )
    assert "highspy" in done.stderr.split()
