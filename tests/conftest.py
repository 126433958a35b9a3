"""What all tests share: how they are spread, accepting how reports look now, and no deadlines."""

from __future__ import annotations

import os

import pytest
from hypothesis import settings

# No test is timed.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


@pytest.hookimpl(tryfirst=True)
def pytest_cmdline_main(config: pytest.Config) -> None:
    """Give each process of `-n` whole files, so that what a file prepares is prepared once."""
    if config.getoption("numprocesses", None) and config.option.dist == "no":
        config.option.dist = "loadfile"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="write how the reports look now into tests/golden, to be read in the diff",
    )


@pytest.fixture
def update_golden(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--update-golden"))


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip on Windows what it has not: pipes with names, links without rights, scripts, signals."""
    if os.name == "nt" and item.get_closest_marker("posix"):
        pytest.skip("needs what only POSIX systems have")
