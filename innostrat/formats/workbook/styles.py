"""How cells of a workbook look: number formats, and a look for each role of a row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from innostrat.formats.colour import readable
from innostrat.reports.table import Align, RowRole

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format

# Excel shows the separators of whoever opens the file: a space and a comma in Norway.
WHOLE: Final = "0"
MONEY: Final = "#,##0"
UNSHOWN: Final = "#,##0;-#,##0;"  # a 0 is blank
TENTH: Final = "#,##0.0"
HUNDREDTH: Final = "#,##0.00"
SHARE: Final = "0.0%"
DATE: Final = "dd.mm.yyyy"
ROLES: Final[dict[RowRole, dict[str, Any]]] = {
    RowRole.ROW: {},
    RowRole.GROUP: {"bold": True, "top": 1},
    RowRole.SUBTOTAL: {"bold": True, "top": 1},
    RowRole.TOTAL: {"bold": True, "top": 1, "bottom": 6},
    RowRole.LINE: {"italic": True, "top": 2},
}
BASE: Final = {"font_name": "Arial", "font_size": 10, "valign": "top"}


class WorkbookStyles:
    """The formats of one workbook, each made once."""

    def __init__(self, book: Workbook, color: str) -> None:
        self._book = book
        self._color = readable(color)
        self._made: dict[str, Format] = {}

    def cell(
        self, role: RowRole, align: Align, number: str | None, *, put_in: bool = False
    ) -> Format:
        """Return the look of a cell: text is wrapped but in headings, numbers have a format.

        A number that others are computed from is blue where it is `put_in`.
        """
        look = {**BASE, **ROLES[role], "align": align.value, "indent": int(number is None)}
        if number is not None:
            blue = {"font_color": "#0000C0"} if put_in else {}
            return self._get({**look, **blue, "num_format": number})
        return self._get({**look, "text_wrap": not role.is_heading})

    def header(self, align: Align) -> Format:
        """Return the look of a column's heading: white on the organisation's colour."""
        look = {"bold": True, "font_color": "#ffffff", "bg_color": self._color, "text_wrap": True}
        return self._get({**BASE, **look, "align": align.value, "indent": int(align is Align.LEFT)})

    def title(self) -> Format:
        """Return the look of a sheet's title."""
        return self._get({**BASE, "bold": True, "font_size": 14, "font_color": self._color})

    def link(self) -> Format:
        """Return the look of a link to another sheet."""
        return self._get({**BASE, "font_color": self._color, "underline": 1})

    def subtitle(self) -> Format:
        """Return the look of a heading in a sheet of text."""
        return self._get({**BASE, "bold": True, "font_size": 11})

    def text(self) -> Format:
        """Return the look of running text and notes."""
        return self._get({**BASE, "text_wrap": True})

    def _get(self, look: dict[str, Any]) -> Format:
        key = repr(sorted(look.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format(look)
        return self._made[key]
