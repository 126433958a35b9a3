"""What a form keeps of itself on a hidden sheet: its version, its sheets, what each cell held."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from innostrat.analysis.form.sheets import imprint

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from innostrat.analysis.form.sheets import FormSheet
    from innostrat.files.sheets.worksheet import Worksheet

RECORD: Final = "innostrat"  # the name of the hidden sheet
CHOICE_LISTS: Final = "innostrat-lists"  # that of the words to choose from
EXPLAINING: Final = "help"  # the kind of the sheet that explains the form
MARKER: Final = "innostrat form"
FORM_VERSION: Final = "1"
WIDTH: Final = 5  # columns of the hidden sheet


@dataclass(frozen=True, slots=True)
class SheetRecord:
    """A sheet as it was written: what it is, and for each row the signs of its cells by key."""

    name: str
    kind: str
    subject: str
    signs: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Record:
    """A form as it was written: the digest of the files that it was made from, and its sheets."""

    version: str
    digest: str
    round: str
    sheets: tuple[SheetRecord, ...]


def record_rows(
    digest: str, round_: str, sheets: Sequence[tuple[str, FormSheet]]
) -> Iterator[tuple[str, ...]]:
    """Yield the rows of the hidden sheet; `sheets` are those of the form with their names."""
    yield MARKER, FORM_VERSION, digest, round_
    for name, sheet in sheets:
        keys = [one.key for one in sheet.columns[1 + sheet.labels :]]
        yield "sheet", name, sheet.kind, sheet.subject, json.dumps(keys)
        for row in sheet.rows:
            signs = ["-" if one is None else imprint(one, row.value) for one in row.fields]
            yield "row", row.key, " ".join(signs)


def read_record(page: Worksheet) -> Record | None:
    """Return what the hidden sheet says; None where it is not one of a form."""
    rows = [page.texts(number, range(WIDTH)) for number in page.filled_rows]
    if not rows or rows[0][0] != MARKER:
        return None
    version, digest, round_, _ = rows[0][1:]
    sheets: list[SheetRecord] = []
    keys: list[str] = []
    signs: dict[str, Mapping[str, str]] = {}
    for kind, name, what, subject, named in rows[1:]:
        if kind == "sheet":
            keys, signs = _names(named), {}
            sheets.append(SheetRecord(name, what, subject, signs))
        elif kind == "row":
            signs[name] = dict(zip(keys, what.split(), strict=False))
    return Record(version, digest, round_, tuple(sheets))


def _names(text: str) -> list[str]:
    try:
        found = json.loads(text)
    except ValueError:
        return []
    return [str(one) for one in found] if isinstance(found, list) else []
