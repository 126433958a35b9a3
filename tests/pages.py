"""The web pages that tests open: Gausdal's document, and one with hostile text everywhere."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

import papers
import playing

from innostrat.formats.html.page import render
from innostrat.language import language
from innostrat.reports.paper.assemble import document
from innostrat.reports.paper.sections import KEYS
from innostrat.workspace.documents import inputs
from innostrat.workspace.reading import scored

if TYPE_CHECKING:
    from pathlib import Path

# Robustness takes ten seconds, and is of the same blocks as the others.
SECTIONS: Final = tuple(key for key in KEYS if key != "robustness")
FEW: Final = 3  # pages of projects, which are all alike


def gausdal() -> bytes:
    """Return Gausdal's document as a web page, with other weights to be tried."""
    workspace, basis = scored(playing.EXAMPLES / "gausdal", None)
    speak = language("nb")
    found = inputs(workspace, basis, speak, robust=False, day=None)
    made = document(found, speak.code, SECTIONS)
    *others, projects = made.sections
    few = replace(projects, sections=projects.sections[:FEW])
    return render(replace(made, sections=(*others, few)), speak)


def sample(text: str = "Dagsenter på nett", rows: int = 14) -> bytes:
    """Return the sample document, in which `text` stands wherever text can."""
    portfolio = playing.random_portfolio(3)
    data: Any = playing.played(portfolio)
    named = {
        **data,
        "projects": [{**one, "title": text} for one in data["projects"]],
        "criteria": [{**one, "title": text} for one in data["criteria"]],
        "frames": dict.fromkeys(data["frames"], text),
    }
    glance = playing.glanced(portfolio)
    entries = tuple(replace(one, title=text) for one in glance.entries)
    made = replace(
        papers.document(text, rows),
        overview=replace(glance, entries=entries),
        what_if=lambda: named,
    )
    return render(made, language("nb"))


def written(content: bytes, folder: Path) -> str:
    """Write a page into the folder and return its address."""
    path = folder / "page.html"
    path.write_bytes(content)
    return path.as_uri()
