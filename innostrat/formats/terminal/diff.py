"""Shows what a text becomes, as a unified diff that nothing in it can disguise."""

from __future__ import annotations

from difflib import unified_diff
from typing import TYPE_CHECKING, Final

from innostrat.formats.escape import visible
from innostrat.formats.terminal.console import safe

if TYPE_CHECKING:
    from innostrat.formats.view import View

MAX_LINES: Final = 20_000  # difflib's time grows with the square; a real file has a few hundred


def render(path: str, before: str, after: str, view: View) -> str:
    """Return the diff of two texts, hidden characters shown; empty for texts too long to compare.

    It is for eyes: a text that a build server would obey is broken by a space.
    """
    if _as_windows(before) and _as_windows(after):
        before, after = before.replace("\r\n", "\n"), after.replace("\r\n", "\n")
    old, new = _lines(before), _lines(after)
    if len(old) > MAX_LINES:
        return ""
    name = visible(path)
    origin = f"a/{name}" if before else "/dev/null"
    diff = unified_diff(old, new, origin, f"b/{name}", lineterm="")
    return "".join(f"{safe(visible(line), view)}\n" for line in diff)


def _as_windows(text: str) -> bool:
    """Return whether every line ends as on Windows, so that it need not be shown of each."""
    return text.count("\r\n") == text.count("\n")


def _lines(text: str) -> list[str]:
    """Return the lines of a text; the break at its end begins no line."""
    return text.removesuffix("\n").split("\n") if text else []
