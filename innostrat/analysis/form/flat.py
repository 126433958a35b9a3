"""A table of files as they are: a row a file, a column for every key path that any of them has.

It holds every value, so that it reads back without a loss; of comments it knows nothing.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from innostrat.analysis.form.fields import FormField
from innostrat.analysis.form.lenses import At
from innostrat.analysis.form.record import SheetRecord
from innostrat.analysis.form.sheets import FormColumn, FormRow, FormSheet, imprint
from innostrat.files.yaml.document import standing_at
from innostrat.loading.order import FieldOrder
from innostrat.model.idea import Idea
from innostrat.model.project import Project

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from innostrat.files.sheets.worksheet import Worksheet
    from innostrat.files.yaml.editing import Where
    from innostrat.files.yaml.events import YamlValue
    from innostrat.model.base import Model
    from innostrat.model.portfolio import Contents

MODELS: Final[dict[str, type[Model]]] = {"ideas": Idea, "projects": Project}
HEADING: Final = re.compile(r"innostrat:(ideas|projects):id")
STEP: Final = re.compile(r"\[(\d+)\]|([^.\[\]]+)")


class _Leaf(At):
    """A single value; where there is a list or a mapping, other columns have its parts."""

    def get(self, value: YamlValue) -> str | None:
        """Return the value, None where there is none."""
        found = standing_at(value, self.where)
        return found if isinstance(found, str) else None


def flat_table(contents: Contents, folder: str) -> list[list[str]]:
    """Return the headings and a row for each readable file of `ideas` or `projects`."""
    values = {stem: entry.document.value for stem, entry in contents.entries[folder].items()}
    order = FieldOrder(MODELS[folder])
    paths = {path for value in values.values() for path in _paths(value) if path != ("id",)}
    ordered = sorted(paths, key=lambda path: tuple(_place(order, path)))
    rows = [[f"innostrat:{folder}:id", *map(_heading, ordered)]]
    for stem, value in values.items():
        rows.append([stem, *(_Leaf(path).get(value) or "" for path in ordered)])
    return rows


def flat_folder(page: Worksheet) -> str | None:
    """Return of what such a table is, None for any other."""
    [text] = page.texts(0, [0])
    found = HEADING.fullmatch(text)
    return found[1] if found else None


def flat_record(page: Worksheet, contents: Contents) -> SheetRecord | None:
    """Return what such a table is, None for any other; its cells are held against the files."""
    folder = flat_folder(page)
    if folder is None:
        return None
    keys = [one.text for (row, column), one in page.cells.items() if row == 0 and column]
    sheet = flat_sheet(contents, folder, keys)
    signs = {
        row.key: {
            key: imprint(one, row.value)
            for key, one in zip(keys, row.fields, strict=True)
            if one is not None
        }
        for row in sheet.rows
    }
    return SheetRecord(page.name, f"flat-{folder}", "\n".join(keys), signs)


def flat_sheet(contents: Contents, folder: str, keys: Sequence[str]) -> FormSheet:
    """Return the sheet that a table with these headings is."""
    fields = tuple(FormField(key, key, _Leaf(_path(key))) for key in keys)
    rows = tuple(
        FormRow(stem, f"{folder}/{stem}.yaml", fields, entry.document.value)
        for stem, entry in contents.entries[folder].items()
        if isinstance(entry.document.value, dict)
    )
    columns = (FormColumn("id", "id"), *(FormColumn(key, key) for key in keys))
    fresh = FormRow("", None, fields, {})
    return FormSheet(f"flat-{folder}", "", folder, columns, rows, fresh, headings=0)


def _paths(value: YamlValue, before: Where = ()) -> Iterator[Where]:
    match value:
        case dict():
            for key, one in value.items():
                yield from _paths(one, (*before, key))
        case list():
            for place, one in enumerate(value):
                yield from _paths(one, (*before, place))
        case str():
            yield before


def _place(order: FieldOrder, path: Where) -> Iterator[tuple[int, int, str]]:
    """Yield where each step of a path stands among its like, in the order of the format."""
    for step in path:
        names = order.names()
        known = names.index(step) if step in names else len(names)
        yield known, step if isinstance(step, int) else 0, str(step)
        order = order.below(step)


def _heading(path: Where) -> str:
    text = "".join(f"[{one + 1}]" if isinstance(one, int) else f".{one}" for one in path)
    return text.removeprefix(".")


def _path(heading: str) -> Where:
    return tuple(int(number) - 1 if number else name for number, name in STEP.findall(heading))
