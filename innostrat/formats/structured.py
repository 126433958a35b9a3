"""Reports as JSON: the documented data, and nothing of how people are shown it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from innostrat.formats.view import View
    from innostrat.reports.table import Report


def render(report: Report, view: View) -> str:
    """Return the report's data; it is the same in every language and at every width."""
    del view
    return json.dumps(report.data, ensure_ascii=False, indent=2, allow_nan=False) + "\n"
