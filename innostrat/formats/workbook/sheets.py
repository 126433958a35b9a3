"""Writes one table to one sheet: title, heading row, rows with live sums, notes; ready to print."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from xlsxwriter.utility import xl_col_to_name

from innostrat.formats.escape import one_line
from innostrat.formats.workbook.sums import formula
from innostrat.formats.workbook.values import sheet_number, sheet_text
from innostrat.messages import msg
from innostrat.reports.table import Align, Bar, RowRole

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

    from innostrat.formats.workbook.styles import WorkbookStyles
    from innostrat.formats.workbook.values import SheetNumber
    from innostrat.language import Language
    from innostrat.reports.table import Table

HEAD: Final = 2  # the row of headings: below the title and an empty row
NARROW, WIDE = 9, 60  # characters
SUMS: Final = frozenset({RowRole.SUBTOTAL, RowRole.TOTAL})


def write_table(sheet: Worksheet, table: Table, styles: WorkbookStyles, speak: Language) -> None:
    """Write `table`; numbers are not rounded, and a sum is a formula wherever one is proved."""
    sheet.write_string(0, 0, one_line(speak(table.title)), styles.title())
    for place, column in enumerate(table.columns):
        title = one_line(speak(column.title))
        sheet.write_string(HEAD, place, title, styles.header(column.align))
        _column(sheet, table, place, styles, speak)
    bottom = HEAD + len(table.rows)
    last = len(table.columns) - 1
    notes = [*table.notes] if table.rows else [table.empty or msg("Nothing to show"), *table.notes]
    for line, note in enumerate(notes, start=bottom + 2):
        sheet.write_string(
            line, 0, one_line(speak(note)), styles.cell(RowRole.ROW, Align.LEFT, "@")
        )
    sheet.freeze_panes(HEAD + 1, 1)
    if table.rows and all(row.role is RowRole.ROW for row in table.rows):
        sheet.autofilter(HEAD, 0, bottom, last)
    _print(sheet, bottom + 1 + len(notes), last)


def _column(
    sheet: Worksheet, table: Table, place: int, styles: WorkbookStyles, speak: Language
) -> None:
    column = table.columns[place]
    found = [sheet_number(row.cells[place]) for row in table.rows]
    values = [one.value if one else None for one in found]
    letter = xl_col_to_name(place)
    names = [f"{letter}{HEAD + 2 + line}" for line in range(len(table.rows))]
    widest = len(one_line(speak(column.title)))
    for line, row in enumerate(table.rows):
        cell, at = row.cells[place], HEAD + 1 + line
        one = found[line]
        look = styles.cell(row.role, column.align, one.format if one else None)
        if one is None:
            shown = sheet_text(cell, speak)
            # An empty text is no number to whoever adds cells with plus; a blank cell is 0.
            if shown:
                sheet.write_string(at, place, shown, look)
            else:
                sheet.write_blank(at, place, None, look)
            if row.role in {RowRole.ROW, RowRole.SUBTOTAL}:
                widest = max(widest, len(shown))
            continue
        summed = formula(table.rows, values, line, names) if row.role in SUMS else None
        summed = summed or _carried(table, place, line, one)
        if summed is None:
            sheet.write_number(at, place, float(one.value), look)
        else:
            sheet.write_formula(at, place, summed, look, float(one.value))
        widest = max(widest, len(f"{float(one.value):,.2f}"))
    sheet.set_column(place, place, min(max(widest + 1, NARROW), WIDE))
    if names and any(isinstance(row.cells[place], Bar) for row in table.rows):
        bar = {"type": "data_bar", "min_type": "num", "max_type": "num"}
        sheet.conditional_format(
            f"{names[0]}:{names[-1]}",
            {**bar, "min_value": 0, "max_value": 1, "bar_color": "#9DC3E6"},
        )


def _carried(table: Table, place: int, line: int, one: SheetNumber) -> str | None:
    """Return the formula of a number that stands one column before in another row, if it does."""
    source = table.rows[line].carries
    before = None if source is None else sheet_number(table.rows[source].cells[place - 1])
    if source is None or before is None or before.value != one.value:
        return None
    return f"={xl_col_to_name(place - 1)}{HEAD + 2 + source % len(table.rows)}"


def _print(sheet: Worksheet, bottom: int, last: int) -> None:
    """Make the sheet print on A4, one page wide, with the headings on each page."""
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEAD)
    sheet.print_area(0, 0, bottom, last)
    sheet.set_footer("&L&A&R&P / &N")
