"""Reads the text of an issue form: what stands below each heading, as a table of one row."""

from __future__ import annotations

from typing import Final

from innostrat.files.sheets.worksheet import FilledCell, Worksheet, cell_text, ordered
from innostrat.messages import msg

MARK: Final = "### "
NOTHING: Final = frozenset({"_No response_", "None"})


def read_answers(name: str, content: bytes) -> tuple[Worksheet, ...]:
    """Return the one sheet: headings in its first row, answers in the second."""
    columns: list[tuple[str, list[str]]] = []
    before: list[str] = []
    for line in cell_text(content.decode("utf-8-sig", errors="replace")).split("\n"):
        if line.startswith(MARK) and line[len(MARK) :].strip():
            columns.append((line[len(MARK) :].strip(), []))
        else:
            (columns[-1][1] if columns else before).append(line)
    cells = {}
    for place, (heading, lines) in enumerate(columns):
        answer = "\n".join(lines).strip()
        cells[0, place] = FilledCell(0, place, heading)
        if answer and answer not in NOTHING:
            cells[1, place] = FilledCell(1, place, answer)
    said = "\n".join(before).strip()
    remarks = (("", msg("not read, since it stands above all headings: {text}", text=said)),)
    return (Worksheet("", ordered(name, cells), remarks=remarks if said else ()),)
