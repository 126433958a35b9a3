"""Which formats there are; each is imported when it is asked for."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final, Protocol, cast

if TYPE_CHECKING:
    from innostrat.formats.view import View
    from innostrat.reports.table import Report

# A format is a module here with a function `render`. To add one: its line here, by the name that
# people give to --format, and its function in the list below, where mypy looks at its signature.
FORMATS: Final = {
    "terminal": "terminal.report",
    "markdown": "markdown.report",
    "csv": "csv.report",
    "json": "json.report",
}


class Renderer(Protocol):
    """Turns a report into text that ends with a line break."""

    def __call__(self, report: Report, view: View) -> str:
        """Return the report as text; `view` says for whom."""


def renderer(name: str) -> Renderer:
    """Return the format `name` of reports; a `KeyError` if there is none."""
    return cast("Renderer", _function(FORMATS[name]))


def _function(module: str) -> object:
    return import_module(f"innostrat.formats.{module}").render


if TYPE_CHECKING:
    from innostrat.formats.csv import report as separated
    from innostrat.formats.json import report as structured
    from innostrat.formats.markdown import report as markdown
    from innostrat.formats.terminal import report as terminal

    _RENDERERS: tuple[Renderer, ...] = (
        terminal.render,
        markdown.render,
        separated.render,
        structured.render,
    )
