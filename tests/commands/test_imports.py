"""What is slow to import is imported only by those who use it."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING, Final

from calling import surroundings

if TYPE_CHECKING:
    from calling import Place

HEAVY = {"babel", "highspy", "numpy", "rapidfuzz", "rich.console", "rich.table", "stdnum"}
# Each is called in turn in one process, and brings what those before it brought.
CALLS: Final[tuple[tuple[str, set[str]], ...]] = (
    ("--help", set()),
    ("--version", set()),
    ("score --help", set()),
    ("schema project", set()),
    (
        "validate portfolios/small/projects",
        {"rapidfuzz"},
    ),  # eight titles are compared
    ("validate portfolios/small/projects --format json", {"rapidfuzz"}),
    ("score --format json", {"rapidfuzz"}),
)
SOLVING = "prioritize --format json"
PROGRAM = """\
import sys
from innostrat.cli import run
for call in sys.argv[1:]:
    code = run(call.split(" "))
    print(code, *sorted(sys.modules), file=sys.stderr)
"""


def test_what_is_heavy_is_imported_only_by_those_who_need_it(place: Place) -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, *(call for call, _ in CALLS), SOLVING],
        cwd=place.folder,
        env=surroundings(),
        capture_output=True,
        text=True,
        check=True,
    )
    *modest, solving = (line.split() for line in done.stderr.splitlines())
    for (call, allowed), (code, *modules) in zip(CALLS, modest, strict=True):
        assert (call, code) == (call, "0")
        assert (call, HEAVY & set(modules) - allowed) == (call, set())
    assert solving[0] == "0"
    assert "highspy" in solving
