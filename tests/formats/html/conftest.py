"""The browser that tests of the web page share; what opens a page in it notes its faults."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Final

import pages
import pytest
from programs import chromium

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

WATCH: Final = """
window.broken = [];
for (const name of ["alert", "confirm", "prompt", "open"]) window[name] = () => broken.push(name);
addEventListener("securitypolicyviolation", (event) => broken.push(event.violatedDirective));
"""
SIZES: Final = {
    "desktop": (1280, 900),
    "phone": (360, 740),
    "narrow": (320, 700),
    "zoomed": (320, 256),
}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as found:
        yield found


@pytest.fixture(scope="module")
def contents() -> dict[str, bytes]:
    return {"sample": pages.sample(), "gausdal": pages.gausdal()}


@pytest.fixture(scope="module")
def screen(browser: Browser) -> Callable[..., tuple[Page, list[str]]]:
    """Return what gives the page of a size and kind, made once, and its list of faults."""

    @cache
    def made(size: str, **options: Any) -> tuple[Page, list[str]]:  # noqa: ANN401
        width, height = SIZES[size]
        page = browser.new_page(viewport={"width": width, "height": height}, **options)
        faults: list[str] = []
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda message: faults.append(message.text))
        page.on("dialog", lambda dialog: faults.append(dialog.message))
        page.on("request", lambda request: faults.append(request.url))
        page.add_init_script(WATCH)
        return page, faults

    return made


@pytest.fixture
def show(screen: Callable[..., tuple[Page, list[str]]], tmp_path: Path) -> Callable[..., Page]:
    """Return what opens a document from a file and notes whatever goes wrong in it."""

    def opening(content: bytes, size: str = "desktop", **options: Any) -> Page:  # noqa: ANN401
        page, faults = screen(size, **options)
        page.emulate_media(media="screen")
        faults.clear()
        address = pages.written(content, tmp_path)
        page.goto(address)
        assert [fault for fault in faults if not fault.startswith((address, "data:image"))] == []
        assert options.get("java_script_enabled") is False or page.evaluate("broken") == []
        return page

    return opening
