"""The formats of reports, each a module that is imported when it is asked for."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final, Protocol

if TYPE_CHECKING:
    from innostrat.formats.view import View
    from innostrat.reports.table import Report


class Renderer(Protocol):
    """Turns a report into text that ends with a line break."""

    def __call__(self, report: Report, view: View) -> str:
        """Return the whole text."""


FORMATS: Final = {
    "terminal": "innostrat.formats.terminal",
    "markdown": "innostrat.formats.markdown",
    "csv": "innostrat.formats.separated",
    "json": "innostrat.formats.structured",
}


def renderer(name: str) -> Renderer:
    """Return the format's `render`; a KeyError for a name that is not in `FORMATS`."""
    render: Renderer = import_module(FORMATS[name]).render
    return render
