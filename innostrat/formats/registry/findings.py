"""The formats of findings, each a module that is imported when it is asked for."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final, Protocol, cast

if TYPE_CHECKING:
    from innostrat.formats.findings.report import FindingsReport
    from innostrat.formats.view import View


class FindingsRenderer(Protocol):
    """Turns findings into text that ends with a line break, or into nothing."""

    def __call__(self, report: FindingsReport, view: View) -> str:
        """Return the whole text."""


# A format is a module here with a function `render`. To add one: its line here, by the name that
# people give to --format, and its function in the list below, where mypy looks at its signature.
FINDINGS_FORMATS: Final = {
    "text": "findings.text",
    "json": "findings.json",
    "github": "findings.github",
    "gitlab": "findings.gitlab",
    "sarif": "findings.sarif",
    "junit": "findings.junit",
    "markdown": "findings.markdown",
}


def findings_renderer(name: str) -> FindingsRenderer:
    """Return the format `name` of findings; a `KeyError` if there is none."""
    return cast(
        "FindingsRenderer", import_module(f"innostrat.formats.{FINDINGS_FORMATS[name]}").render
    )


if TYPE_CHECKING:
    from innostrat.formats.findings import github, gitlab, junit, markdown, sarif
    from innostrat.formats.findings import json as findings_json
    from innostrat.formats.findings import text as findings_text

    _RENDERERS: tuple[FindingsRenderer, ...] = (
        findings_text.render,
        findings_json.render,
        github.render,
        gitlab.render,
        sarif.render,
        junit.render,
        markdown.render,
    )
