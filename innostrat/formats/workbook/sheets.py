"""Writes one table to one sheet: title, heading row, rows with live formulas, notes; for print."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING, Final

from innostrat.formats.escape import one_line
from innostrat.formats.workbook.formulas import FIRST, SheetFormulas, quoted
from innostrat.formats.workbook.values import column_unit, sheet_number, sheet_text
from innostrat.messages import msg
from innostrat.reports.table import Align, Bar, RowRole

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xlsxwriter.worksheet import Worksheet

    from innostrat.formats.workbook.formulas import Sheets
    from innostrat.formats.workbook.styles import WorkbookStyles
    from innostrat.language import Language
    from innostrat.reports.table import Table

HEAD: Final = FIRST - 2  # the row of headings, from 0: below the title and the way back
NARROW, LABEL, WIDE = 9, 14, 60  # characters: the least, of a number's heading, the most
LINE: Final = 13.5  # points
TALL: Final = 30  # lines; Excel takes no row above 409 points


def write_table(
    sheet: Worksheet,
    table: Table,
    styles: WorkbookStyles,
    speak: Language,
    sheets: Sheets,
    back: str,
) -> None:
    """Write `table`: numbers are not rounded, and what it says that follows is a formula.

    `sheets` are the tables that it may take from, `back` is the name of the sheet of contents.
    """
    sheet.write_string(0, 0, one_line(speak(table.title)), styles.title())
    write_link(sheet, 1, back, speak(msg("Back to the contents")), styles)
    formulas = SheetFormulas(table, sheets, speak)
    places = range(len(table.columns))
    widths = [_column(sheet, table, place, styles, speak, formulas) for place in places]
    _heights(sheet, table, widths, speak)
    bottom = HEAD + len(table.rows)
    notes = [*table.notes] if table.rows else [table.empty or msg("Nothing to show"), *table.notes]
    for line, note in enumerate(notes, start=bottom + 2):
        _note(sheet, line, one_line(speak(note)), widths, styles)
    _panes(sheet, table)
    _print(sheet, bottom + 1 + len(notes), len(table.columns) - 1)


def write_link(sheet: Worksheet, line: int, name: str, text: str, styles: WorkbookStyles) -> None:
    """Write a link to another sheet of the workbook in the first column."""
    sheet.write_url(line, 0, f"internal:{quoted(name)}!A1", styles.link(), text)


def _column(
    sheet: Worksheet,
    table: Table,
    place: int,
    styles: WorkbookStyles,
    speak: Language,
    formulas: SheetFormulas,
) -> int:
    """Write a column, and return its width in characters."""
    column = table.columns[place]
    unit = column_unit([row.cells[place] for row in table.rows])
    title = one_line(speak(column.title)) + (f"\n{speak(unit)}" if unit else "")
    sheet.write_string(HEAD, place, title, styles.header(column.align))
    widest = max(map(len, title.split() if column.align is Align.RIGHT else title.split("\n")))
    widest = max(widest, min(len(title), LABEL))
    for line, row in enumerate(table.rows):
        cell, at, formula = row.cells[place], HEAD + 1 + line, formulas.of(line, place)
        number = sheet_number(cell, computed=formula is not None)
        shown = sheet_text(cell, speak)
        put_in = formulas.computes and formula is None
        shape = number.format if number else None
        look = styles.cell(row.role, column.align, shape, put_in=put_in)
        value = float(number.value) if number else shown
        if formula is not None:
            sheet.write_formula(at, place, formula, look, value)
        elif number:
            sheet.write_number(at, place, float(number.value), look)
        elif shown:
            sheet.write_string(at, place, shown, look)
        else:  # no empty text, which is no number to whoever adds cells with plus
            sheet.write_blank(at, place, None, look)
        if not row.role.is_heading:
            widest = max(widest, len(shown))
    width = min(max(widest + 1, NARROW), WIDE)
    sheet.set_column(place, place, width)
    _bars(sheet, table, place)
    return width


def _bars(sheet: Worksheet, table: Table, place: int) -> None:
    if any(isinstance(row.cells[place], Bar) for row in table.rows):
        ends = {"min_type": "num", "min_value": 0, "max_type": "num", "max_value": 1}
        bar = {"type": "data_bar", "bar_color": "#9DC3E6", **ends}
        sheet.conditional_format(HEAD + 1, place, HEAD + len(table.rows), place, bar)


def _heights(sheet: Worksheet, table: Table, widths: Sequence[int], speak: Language) -> None:
    """Make rows as tall as their text; a heading goes on beside its cell, where all is empty."""
    titles = [one_line(speak(column.title)) for column in table.columns]
    units = any(column_unit([row.cells[i] for row in table.rows]) for i in range(len(widths)))
    sheet.set_row(HEAD, LINE * (_lines(titles, widths) + units))
    for line, row in enumerate(table.rows, start=HEAD + 1):
        if not row.role.is_heading:
            lines = _lines([sheet_text(cell, speak) for cell in row.cells], widths)
            if lines > 1:
                sheet.set_row(line, LINE * lines)


def _lines(texts: Sequence[str], widths: Sequence[int]) -> int:
    lines = (len(wrap(text, width - 1)) for text, width in zip(texts, widths, strict=True))
    return min(max(1, *lines), TALL)


def _note(
    sheet: Worksheet, line: int, text: str, widths: Sequence[int], styles: WorkbookStyles
) -> None:
    """Write a note across the table, as tall as it is long."""
    if len(widths) == 1:
        sheet.write_string(line, 0, text, styles.text())
        return
    sheet.merge_range(line, 0, line, len(widths) - 1, "", styles.text())
    sheet.write_string(line, 0, text, styles.text())
    sheet.set_row(line, LINE * _lines([text], [sum(widths)]))


def _panes(sheet: Worksheet, table: Table) -> None:
    """Keep the headings and names in sight, and let a list without groups be filtered.

    What all rows are computed with stands at the top and is kept in sight too; what they add up to
    stands at the bottom, and is not filtered.
    """
    plain = [line for line, row in enumerate(table.rows) if row.role is RowRole.ROW]
    grouped = any(row.role.is_heading for row in table.rows)
    head = HEAD if grouped or not plain else HEAD + plain[0]
    wide = [place for place, column in enumerate(table.columns) if column.wide]
    named = wide[0] + 1 if wide and wide[0] < 4 else 1  # noqa: PLR2004  (more would fill a screen)
    sheet.freeze_panes(head + 1, named)
    if plain and not grouped:
        last = max(n for n, row in enumerate(table.rows) if row.role is not RowRole.TOTAL)
        sheet.autofilter(head, 0, HEAD + 1 + last, len(table.columns) - 1)


def _print(sheet: Worksheet, bottom: int, last: int) -> None:
    """Make the sheet print on A4, one page wide, with the headings on each page."""
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEAD)
    sheet.print_area(0, 0, bottom, last)
    sheet.set_footer("&L&A&R&P / &N")
