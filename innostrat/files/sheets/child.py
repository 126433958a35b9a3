"""Reads an old or binary workbook from standard input, in a process of its own that has limits.

The library is fast and knows all forms, but a file can make it panic or ask for more memory than
there is. Nothing of the package is imported.
"""

from __future__ import annotations

import json
import sys
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any, Final

MOST: Final = 1_000_000  # filled cells


def _main() -> int:
    """Write the sheets as JSON: name, whether it is shown, merged areas, and the filled cells."""
    from python_calamine import CalamineWorkbook  # noqa: PLC0415

    book = CalamineWorkbook.from_filelike(BytesIO(sys.stdin.buffer.read()))
    sheets = []
    for meta in book.sheets_metadata:
        if str(meta.typ).rpartition(".")[2] != "WorkSheet":
            continue
        sheet = book.get_sheet_by_name(meta.name)
        _, left = sheet.start or (0, 0)  # the library gives the empty rows above, not the columns
        cells = [
            (row, left + column, *_value(value))
            for row, values in enumerate(sheet.iter_rows())
            for column, value in enumerate(values)
            if value != ""
        ]
        if len(cells) > MOST:
            return 1
        visible = str(meta.visible).rpartition(".")[2] == "Visible"
        sheets.append((meta.name, visible, _merged(sheet), cells))
    json.dump(sheets, sys.stdout)
    return 0


def _merged(sheet: Any) -> list[tuple[int, ...]]:  # noqa: ANN401
    return [(*first, *last) for first, last in sheet.merged_cell_ranges or ()]


def _value(value: object) -> tuple[str, str]:
    match value:
        case bool():
            return "truth", str(value).upper()
        case int() | float():
            return "number", repr(value)
        case datetime():
            return "day", value.isoformat(" ", "seconds")
        case date() | time():
            return "day", value.isoformat()
        case timedelta():
            return "text", str(value)
        case _:
            return "text", str(value)


if __name__ == "__main__":
    sys.exit(_main())
