"""A workbook as a form gives it: fifty ideas as people write them, with names, blanks and slips."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from typing import Final

from xlsxwriter import Workbook

HEADINGS: Final = (
    "ID", "Starttidspunkt", "Fullføringstidspunkt", "E-post", "Navn", "Hva er ideen?",
    "Hvilket behov?", "Hva foreslår du?", "Hvem er du?", "Hovedsatsning",
)  # fmt: skip
TITLES: Final = (
    "Lånebank for sportsutstyr", "Felles lånebank for sportsutstyr ",
    "ENDR: Sykkelparkering ved skolen",
    "  Sykkelparkering  ved skolen", "Kurs i nettbruk for eldre", "Nattbuss i helgene",
)  # fmt: skip


def workbook(count: int = 50) -> bytes:
    """Return the workbook; some rows lack a title or a need, some days are text, one is empty."""
    stream = BytesIO()
    book = Workbook(stream, {"in_memory": True, "default_date_format": "dd.mm.yyyy"})
    book.set_properties({"created": datetime(2026, 3, 1, tzinfo=UTC)})
    sheet = book.add_worksheet("Form1")
    for place, heading in enumerate(HEADINGS):
        sheet.write_string(0, place, heading)
    for number in range(1, count + 1):
        row = number + (1 if number > 20 else 0)  # an empty row in the middle
        title = TITLES[number - 1] if number <= len(TITLES) else f"Idé nummer {number}"
        sheet.write_number(row, 0, number)
        sheet.write_datetime(row, 1, datetime(2026, 3, 1, 8, 0, tzinfo=UTC).replace(tzinfo=None))
        _day(sheet, row, number)
        sheet.write_string(row, 3, "anonymous")
        sheet.write_string(row, 4, "")
        sheet.write_string(row, 5, "" if number == 10 else title)
        need = f"Behov {number}: ca. 200 tusen, 1 250 000,50 kr"
        sheet.write_string(row, 6, " " if number == 11 else need)
        sheet.write_string(row, 7, "=1+1" if number == 12 else "Gjør det\r\nsnart")
        sheet.write_string(row, 8, "Innbygger" if number % 2 else "kongen")
        sheet.write_string(row, 9, "Hverdagen" if number % 3 else "")
    book.close()
    return stream.getvalue()


def _day(sheet: object, row: int, number: int) -> None:
    write = sheet  # Worksheet is untyped
    if number == 7:
        write.write_string(row, 2, "i fjor")  # type: ignore[attr-defined]
    elif number == 8:
        write.write_string(row, 2, "3.4.2026")  # type: ignore[attr-defined]
    else:
        day = datetime(2026, 3, 1 + number % 28, 9, 30, tzinfo=UTC).replace(tzinfo=None)
        write.write_datetime(row, 2, day)  # type: ignore[attr-defined]
