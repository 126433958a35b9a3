"""The programs beside Python and git that some tests drive: where they are, how they are run."""

from __future__ import annotations

import os
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

# What each may be called; `.ci/programs` installs those that are missing.
NAMES: Final = {
    "bash": ("bash",),
    "chromium": ("chromium", "chromium-browser", "google-chrome"),
    "libreoffice": ("libreoffice", "soffice"),
    "node": ("node",),
}
# A page that is a file needs no network, and a browser of the superuser has no sandbox.
ALONE: Final = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def found(program: str) -> str | None:
    """Return where a program is, or None."""
    return next(filter(None, map(shutil.which, NAMES[program])), None)


def path_of(program: str) -> str:
    """Return where a program is that the test is marked to need."""
    path = found(program)
    assert path is not None, f"mark the test with pytest.mark.needs({program!r})"
    return path


def demand(item: pytest.Item) -> None:
    """Skip a test whose programs are missing; fail it where INNOSTRAT_NO_SKIPS promises them."""
    wanted = [program for mark in item.iter_markers("needs") for program in mark.args]
    missing = [program for program in wanted if found(program) is None]
    if missing:
        reason = f"there is no {' and no '.join(missing)} here"
        if os.environ.get("INNOSTRAT_NO_SKIPS") == "1":
            pytest.fail(reason, pytrace=False)
        pytest.skip(reason)


def in_node(program: str, given: str) -> str:
    """Return what a JavaScript program writes when it reads `given`."""
    done = subprocess.run(
        [path_of("node"), "-"],
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
        browser = playwright.chromium.launch(executable_path=path_of("chromium"), args=ALONE)
        yield browser
        browser.close()


def axe() -> str:
    """Return the accessibility checker axe-core, which its Python package carries with it."""
    package = find_spec("axe_playwright_python")
    assert package is not None
    assert package.origin is not None
    return (Path(package.origin).parent / "axe.min.js").read_text(encoding="utf-8")


def in_libreoffice(file: Path, form: str) -> bytes:
    """Return a file as LibreOffice writes it in another form, such as `xlsx`, with its filter."""
    out = file.parent / "out"
    home = f"-env:UserInstallation={(file.parent / 'home').as_uri()}"
    command = [path_of("libreoffice"), home, "--headless", "--convert-to", form]
    command += ["--outdir", str(out), str(file)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return (out / file.with_suffix(f".{form.partition(':')[0]}").name).read_bytes()
