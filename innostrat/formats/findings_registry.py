"""The formats of findings, each a module that is imported when it is asked for."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final, Protocol, cast

if TYPE_CHECKING:
    from innostrat.formats.findings import FindingsReport
    from innostrat.formats.view import View


class FindingsRenderer(Protocol):
    """Turns findings into text that ends with a line break, or into nothing."""

    def __call__(self, report: FindingsReport, view: View) -> str:
        """Return the whole text."""


# A format is a module here with a function `render`. To add one: its line here, by the name that
# people give to --format, and its function in the list below, where mypy looks at its signature.
FORMATS: Final = {
    "text": "findings_text",
    "json": "findings_json",
    "github": "findings_github",
    "gitlab": "findings_gitlab",
    "sarif": "findings_sarif",
    "junit": "findings_junit",
    "markdown": "findings_markdown",
}


def findings_renderer(name: str) -> FindingsRenderer:
    """Return the format `name` of findings; a `KeyError` if there is none."""
    return cast("FindingsRenderer", import_module(f"innostrat.formats.{FORMATS[name]}").render)


if TYPE_CHECKING:
    from innostrat.formats import (
        findings_github,
        findings_gitlab,
        findings_json,
        findings_junit,
        findings_markdown,
        findings_sarif,
        findings_text,
    )

    _RENDERERS: tuple[FindingsRenderer, ...] = (
        findings_text.render,
        findings_json.render,
        findings_github.render,
        findings_gitlab.render,
        findings_sarif.render,
        findings_junit.render,
        findings_markdown.render,
    )
