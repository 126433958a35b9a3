"""Does what the typesetter cannot: cells that name their row are headers, objects are packed."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pikepdf

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


def finished(content: bytes, naming: Sequence[int]) -> bytes:
    """Return the PDF with row headers; `naming` is the column of each table that names its rows.

    A header is a TH with the scope Row (ISO 32000-1, 14.8.5.7). Object streams (7.5.7) make a third
    of the size; the metadata (XMP) stay readable, as PDF/A asks.
    """
    with pikepdf.open(BytesIO(content)) as pdf:
        tables = [one for one in _elements(pdf.Root.StructTreeRoot) if one.get("/S") == "/Table"]
        for table, column in zip(tables, naming, strict=True):
            for row in _elements(table):
                if row.get("/S") == "/TR":
                    _name(row, column)
        made = BytesIO()
        pdf.save(
            made,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            deterministic_id=True,
            fix_metadata_version=False,  # the metadata stay as the typesetter wrote them
        )
    return made.getvalue()


def _name(row: pikepdf.Dictionary, column: int) -> None:
    """Make the cell of a column a header, unless the row is one across all columns."""
    cells = list(_children(row))
    if column < len(cells) and cells[column].get("/S") == "/TD":
        cell = cells[column]
        cell.S = pikepdf.Name.TH
        old = cell.get("/A", pikepdf.Array())
        scope = pikepdf.Dictionary(O=pikepdf.Name.Table, Scope=pikepdf.Name.Row)
        kept = list(old) if isinstance(old, pikepdf.Array) else [old]
        cell.A = pikepdf.Array([*kept, scope])


def _elements(root: pikepdf.Object) -> Iterator[pikepdf.Dictionary]:
    """Yield the elements of the structure below one, in the order of the document."""
    waiting = list(_children(root))[::-1]
    while waiting:
        one = waiting.pop()
        yield one
        waiting.extend(list(_children(one))[::-1])


def _children(one: pikepdf.Object) -> Iterator[pikepdf.Dictionary]:
    kids = one.get("/K")
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
