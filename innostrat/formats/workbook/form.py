"""Writes a form as an Excel workbook (ECMA-376): lists to choose from, cells that are checked."""

from __future__ import annotations

from datetime import UTC, date, datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_col_to_name

from innostrat.analysis.form.fields import FieldKind, shown_date
from innostrat.analysis.form.filled import FIRST_KEY
from innostrat.analysis.form.lenses import Held
from innostrat.analysis.form.record import CHOICE_LISTS, EXPLAINING, RECORD, record_rows
from innostrat.formats.escape import one_line
from innostrat.formats.workbook.book import UNDATED, sheet_name
from innostrat.formats.workbook.styles import BASE, MONEY
from innostrat.messages import msg
from innostrat.money import SPACES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from innostrat.analysis.form.fields import FormField
    from innostrat.analysis.form.sheets import FormRow, FormSheet
    from innostrat.language import Language
    from innostrat.messages import Message

HEAD: Final = 1  # the row of headings, below the hidden row of keys
FREE_ROWS: Final = 500  # rows below those that are filled, in which what is typed is checked
TALL: Final = 45  # points: three lines of text
NOTE: Final = 1_000  # characters of a note on a heading
NAMED: Final = 255  # characters of what a check may say
LARGEST: Final = 10**12
ALLOWED: Final = {
    "format_columns": True,
    "format_rows": True,
    "sort": True,
    "autofilter": True,
    "select_locked_cells": True,
}


def render_form(
    sheets: Sequence[FormSheet],
    explained: Sequence[Message | str],
    origin: tuple[str, str],
    color: str,
    speak: Language,
) -> bytes:
    """Return the workbook; `origin` is the digest of the files and the id of the round."""
    stream = BytesIO()
    book = Workbook(stream, {"in_memory": True, "strings_to_formulas": False})
    book.set_properties({"created": UNDATED, "title": one_line(speak(msg("Form")))})
    writer = _Writer(book, color, speak)
    writer.help(explained)
    for one in sheets:
        writer.sheet(one)
    writer.lists()
    writer.record(origin)
    book.close()
    return stream.getvalue()


class _Writer:
    """Writes one workbook, sheet by sheet."""

    def __init__(self, book: Workbook, color: str, speak: Language) -> None:
        self._book, self._color, self._speak = book, color, speak
        self._looks: dict[str, Format] = {}
        self._names: set[str] = {RECORD, CHOICE_LISTS}
        self._written: list[tuple[str, FormSheet]] = []
        self._lists: dict[tuple[str, ...], int] = {}
        self._help = ""

    def help(self, explained: Sequence[Message | str]) -> None:
        """Write the sheet that says how the form is filled in."""
        self._help = sheet_name(self._speak(msg("Read this first")), self._names)
        sheet = self._book.add_worksheet(self._help)
        sheet.set_column(0, 0, 100)
        sheet.hide_gridlines(2)
        for line, text in enumerate(explained):
            look = self._look(bold=True, font_size=14) if line == 0 else self._look(text_wrap=True)
            sheet.write_string(line, 0, self._speak(text), look)

    def sheet(self, one: FormSheet) -> None:
        """Write a sheet of the form: keys, headings, rows, and what checks them."""
        name = sheet_name(one_line(self._speak(one.title)), self._names)
        self._written.append((name, one))
        sheet = self._book.add_worksheet(name)
        for at, column in enumerate(one.columns):
            sheet.write_string(0, at, (FIRST_KEY if at == 0 else "") + column.key)
            sheet.write_string(HEAD, at, one_line(self._speak(column.heading)), self._heading())
            if notes := "\n".join(self._speak(note) for note in column.notes):
                sheet.write_comment(HEAD, at, notes[:NOTE], {"x_scale": 2.5, "y_scale": 2})
            sheet.set_column(at, at, column.width, self._look(locked=False, text_wrap=True))
        sheet.set_row(0, None, None, {"hidden": True})
        sheet.set_row(HEAD, 2 * TALL)
        for line, row in enumerate(one.rows, start=HEAD + 1):
            self._row(sheet, line, row, len(row.labels))
        self._checks(sheet, one)
        # The key and the name beside it stay in sight.
        sheet.freeze_panes(HEAD + 1, 1 if one.kind == "project" else 2)
        sheet.protect("", ALLOWED)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.repeat_rows(HEAD)

    def lists(self) -> None:
        """Write the words to choose from, on a sheet of their own that nobody sees."""
        sheet = self._book.add_worksheet(CHOICE_LISTS)
        sheet.very_hidden()
        for words, at in self._lists.items():
            for line, word in enumerate(words):
                if word.isdecimal():
                    sheet.write_number(line, at, int(word))
                else:
                    sheet.write_string(line, at, word)

    def record(self, origin: tuple[str, str]) -> None:
        """Write what the form was made from, on a sheet that nobody sees."""
        sheet = self._book.add_worksheet(RECORD)
        sheet.very_hidden()
        explaining = ("sheet", self._help, EXPLAINING, "", "[]")
        for line, row in enumerate((*record_rows(*origin, self._written), explaining)):
            for at, text in enumerate(row):
                sheet.write_string(line, at, text)
        self._book.define_name("innostrat_form", f"='{RECORD}'!$A$1")

    def _row(self, sheet: Worksheet, line: int, row: FormRow, labels: int) -> None:
        sheet.set_row(line, TALL if labels == 0 else None)
        sheet.write_string(line, 0, row.key, self._look(locked=True, bg_color="#EEEEEE"))
        for at, label in enumerate(row.labels, start=1):
            shown = one_line(self._speak(label))
            sheet.write_string(line, at, shown, self._look(text_wrap=True, bg_color="#EEEEEE"))
        for at, field in enumerate(row.fields, start=1 + labels):
            if field is None:
                sheet.write_blank(line, at, None, self._look(bg_color="#EEEEEE"))
            else:
                self._cell(sheet, (line, at), field, row.value)

    def _cell(
        self,
        sheet: Worksheet,
        place: tuple[int, int],
        field: FormField,
        value: Mapping[str, Any],
    ) -> None:
        held = field.got(dict(value))
        if isinstance(held, Held):
            sheet.write_string(*place, held.shown, self._look(bg_color="#EEEEEE"))
            return
        grey = {"bg_color": "#EEEEEE"} if field.locked else {}
        look = {"locked": field.locked, **grey}
        if held is None:
            sheet.write_blank(*place, None, self._look(**look, text_wrap=True))
        elif field.kind is FieldKind.DATE and (day := shown_date(held)) is not None:
            moment = datetime(day.year, day.month, day.day, tzinfo=UTC).replace(tzinfo=None)
            sheet.write_datetime(*place, moment, self._look(**look, num_format="dd.mm.yyyy"))
        elif field.kind is FieldKind.NUMBER and (number := _number(held)) is not None:
            form = {"num_format": MONEY} if field.money else {}
            sheet.write_number(*place, number, self._look(**look, **form))
        elif field.kind in {FieldKind.CHOICE, FieldKind.WORDS}:
            self._word(sheet, place, field, held)
        else:
            sheet.write_string(*place, held, self._look(**look, text_wrap=True, num_format="@"))

    def _word(self, sheet: Worksheet, place: tuple[int, int], field: FormField, held: str) -> None:
        look = self._look(locked=field.locked, text_wrap=True)
        if field.kind is FieldKind.WORDS:
            labels = [self._label(field, one) for one in held.split(", ")]
            sheet.write_string(*place, ", ".join(labels), look)
        elif (number := _number(held)) is not None and self._label(field, held) == held:
            sheet.write_number(*place, number, look)
        else:
            sheet.write_string(*place, self._label(field, held), look)

    def _label(self, field: FormField, word: str) -> str:
        return self._speak(field.choices[word]) if word in field.choices else word

    def _checks(self, sheet: Worksheet, one: FormSheet) -> None:
        """Let the cells check what is typed: down the columns, or each row of a whole project."""
        if one.kind == "project":
            for line, row in enumerate(one.rows, start=HEAD + 1):
                if row.fields[0] is not None:
                    self._check(sheet, (line, 2, line, 2), row.fields[0])
            return
        sample = one.fresh or (one.rows[-1] if len(one.rows) > 1 else None)
        last = HEAD + len(one.rows) + (FREE_ROWS if one.fresh is not None else 0)
        first = HEAD + 1 if one.fresh is not None else HEAD + 2  # below the assessor's own row
        for at, field in enumerate(sample.fields if sample else (), start=1 + one.labels):
            if field is not None and first <= last:
                self._check(sheet, (first, at, last, at), field)

    def _check(self, sheet: Worksheet, area: tuple[int, int, int, int], field: FormField) -> None:
        check: dict[str, Any]
        match field.kind:
            case FieldKind.CHOICE:
                check = {"validate": "list", "source": self._list(field)}
                check["error_message"] = self._speak(msg("Choose from the list."))
                if field.open_choice:
                    check["error_type"] = "warning"
            case FieldKind.NUMBER:
                check = {"validate": "decimal", "criteria": "between"}
                check |= {"minimum": -LARGEST, "maximum": LARGEST}
                check["error_message"] = self._speak(msg("Write a number, such as 450000 or 0,5."))
            case FieldKind.DATE:
                check = {"validate": "date", "criteria": "between"}
                check |= {"minimum": date(1990, 1, 1), "maximum": date(2099, 12, 31)}
                check["error_message"] = self._speak(msg("Write a day, such as 31.12.2027."))
            case _:
                check = {"validate": "length", "criteria": "<=", "value": 20_000}
                check["error_message"] = self._speak(msg("The text is too long."))
        check["error_message"] = check["error_message"][:NAMED]
        sheet.data_validation(*area, check)

    def _list(self, field: FormField) -> str:
        """Return where the words of a field stand, so that alike fields share them."""
        words = tuple(self._speak(one) for one in field.choices.values())
        at = self._lists.setdefault(words, len(self._lists))
        letters = xl_col_to_name(at, col_abs=True)
        return f"='{CHOICE_LISTS}'!{letters}$1:{letters}${max(len(words), 1)}"

    def _heading(self) -> Format:
        return self._look(
            bold=True, font_color="#ffffff", bg_color=self._color, text_wrap=True, locked=True
        )

    def _look(self, **look: object) -> Format:
        key = repr(sorted(look.items()))
        if key not in self._looks:
            self._looks[key] = self._book.add_format({**BASE, **look})
        return self._looks[key]


def _number(text: str) -> float | None:
    """Return a file's number where a workbook holds it exactly as it is written."""
    bare = SPACES.sub("", text).replace("−", "-")
    try:
        number = float(bare)
    except ValueError:
        return None
    plain = bare.lstrip("-").replace(".", "", 1)
    return number if plain.isascii() and plain.isdigit() and len(plain) < 15 else None  # noqa: PLR2004
