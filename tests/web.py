"""Finds a browser and node, and says why where there is none."""

from __future__ import annotations

import shutil
import subprocess
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

NODE: Final = shutil.which("node")
CHROMIUM: Final = shutil.which("chromium") or shutil.which("chromium-browser")
PLAYWRIGHT: Final = find_spec("playwright") is not None
needs_node = pytest.mark.skipif(NODE is None, reason="there is no node on this machine")
needs_browser = pytest.mark.skipif(
    CHROMIUM is None or not PLAYWRIGHT, reason="there is no chromium here, or no playwright"
)
needs_axe = pytest.mark.skipif(
    find_spec("axe_playwright_python") is None, reason="axe-playwright-python is not installed"
)


def in_node(program: str, given: str) -> str:
    """Return what a JavaScript program writes when it reads `given`."""
    assert NODE is not None
    done = subprocess.run(
        [NODE, "-"],
        input=f"const given = {given};\n{program}",
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start the machine's browser, and close it again."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


def axe() -> str:
    """Return the accessibility checker axe-core, which its Python package carries with it."""
    found = find_spec("axe_playwright_python")
    assert found is not None
    assert found.origin is not None
    return (Path(found.origin).parent / "axe.min.js").read_text(encoding="utf-8")
