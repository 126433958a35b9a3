"""Writes a report's data as JSON, in which hidden characters are escapes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from innostrat.formats.json.text import json_text

if TYPE_CHECKING:
    from innostrat.formats.view import View
    from innostrat.reports.table import Report


def render(report: Report, view: View) -> str:
    """Return `report.data`, its keys in their order; the reader's language changes nothing."""
    del view
    left_out = {} if report.left_out is None else {"left_out": list(report.left_out)}
    return json_text({**report.data, **left_out})
