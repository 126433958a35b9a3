"""The same files give the same bytes: whatever the hash seed, locale, time zone or file order."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import calling

from innostrat.analysis.plan.planning import make_plan
from innostrat.analysis.value.scoring import score
from innostrat.checks.run import check, unfit
from innostrat.files.source import Files, read_folder
from innostrat.loading.load import load
from innostrat.model.words import Selection
from innostrat.reports.basis import Basis
from innostrat.reports.plan.plan import plan_report

ROOT = Path(__file__).parent.parent
EXAMPLE = ROOT / "portfolios" / "gausdal"
SURROUNDINGS = (
    {"PYTHONHASHSEED": "0", "TZ": "UTC", "LC_ALL": "C.UTF-8"},
    {"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati", "LC_ALL": "nb_NO.UTF-8", "LANG": "nb_NO"},
    {"PYTHONHASHSEED": "2", "TZ": "America/Los_Angeles", "LC_ALL": "de_DE.UTF-8"},
)


COMMANDS = (
    "validate --format json --fail-on never",
    "validate --format sarif --fail-on never",
    "score portfolios/gausdal --format markdown",
    "score portfolios/gausdal --format json",
    "prioritize portfolios/gausdal --format markdown",
    "prioritize portfolios/gausdal --format csv --changes",
    "goals portfolios/gausdal",
    "list portfolios/gausdal --format csv",
    "schema project",
)
# One process does them all: it is the process, not the command, that has a seed and a place.
PROGRAM = """
import sys
from innostrat.cli import run
for command in sys.argv[1:]:
    assert run(command.split()) in {0, 1}, command
    print(end="\\0", flush=True)
"""


def outputs(surroundings: dict[str, str]) -> dict[str, bytes]:
    """Return what each of the commands prints in such surroundings."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, *COMMANDS],
        cwd=ROOT,
        env=calling.system() | {"PYTHONPATH": str(ROOT)} | surroundings,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    *printed, end = done.stdout.split(b"\0")
    assert end == b""
    return dict(zip(COMMANDS, printed, strict=True))


def test_surroundings_change_no_byte() -> None:
    first, *others = (outputs(one) for one in SURROUNDINGS)
    assert all(first.values())
    assert others == [first, first]


def test_the_order_of_files_changes_nothing() -> None:
    files = read_folder(EXAMPLE, "gausdal")
    backwards = Files("gausdal", dict(reversed(list(files.contents.items()))))

    def told(some: Files) -> object:
        contents, form = load(some)
        findings = check(contents)
        portfolio = contents.portfolio(unfit(findings, contents))
        assert portfolio is not None
        assert portfolio.latest_round is not None
        scores = score(portfolio, portfolio.latest_round)
        plan = make_plan(portfolio, scores, Selection.OPTIMAL)
        report = plan_report(plan, None, Basis(portfolio, scores))
        return form, findings, scores.ranking, report.data

    assert told(files) == told(backwards)
