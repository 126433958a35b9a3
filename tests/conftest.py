"""What all tests share: how they are spread, accepting how reports look now, and no deadlines."""

from __future__ import annotations

import os
from collections import Counter

import programs
import pytest
from hypothesis import settings

# No test is timed. What a server tries is the same each time, so that a change is judged by itself;
# at a desk each run draws anew, and what it finds is mended.
settings.register_profile("untimed", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("untimed")


@pytest.hookimpl(tryfirst=True)
def pytest_cmdline_main(config: pytest.Config) -> None:
    """Give each process of `-n` whole files, so that what a file prepares is prepared once."""
    if config.getoption("numprocesses", None) and config.option.dist == "no":
        config.option.dist = "loadfile"


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "needs(*programs): programs that the test drives")


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip what wants a program, or on Windows named pipes, links without rights or signals."""
    if os.name == "nt" and item.get_closest_marker("posix"):
        pytest.skip("needs what only POSIX systems have")
    programs.demand(item)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say what was not tried and for want of what, a line for each reason in each file."""
    counts = Counter(
        (str(one.longrepr[2]).removeprefix("Skipped: "), one.nodeid.partition("::")[0])
        for one in terminalreporter.stats.get("skipped", [])
        if isinstance(one.longrepr, tuple)
    )
    if counts:
        terminalreporter.section("not tried")
    for (reason, file), count in sorted(counts.items()):
        terminalreporter.line(f"{count} of {file}: {reason}")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="write how the reports look now into tests/golden, to be read in the diff",
    )


@pytest.fixture
def update_golden(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--update-golden"))
