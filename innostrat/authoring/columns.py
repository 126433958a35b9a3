"""Which column of a table becomes which key: from options, or from a file that is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from innostrat.analysis.intake.headings import YEAR, unit_of
from innostrat.analysis.intake.ideas import HEADINGS
from innostrat.analysis.intake.layout import NOTHING, TableOptions
from innostrat.analysis.intake.projects import NAMES
from innostrat.errors import CannotGoOnError
from innostrat.files.normal import composed
from innostrat.messages import Listing, msg
from innostrat.shell.asking import one_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from innostrat.files.yaml.events import YamlValue
    from innostrat.language import Language


def table_options(
    options: Sequence[str],
    kept: Path | None,
    kind: str,
    given: tuple[str | None, int | None, str | None],
) -> TableOptions:
    """Return what people say of a table; an option goes before the file that is kept.

    `given` are the unit, the row of the headings as people count, and the frame.
    """
    keys = NAMES if kind == "project" else HEADINGS
    found = _read(kept, keys) if kept is not None and kept.exists() else []
    for option in options:
        key, equals, heading = option.partition("=")
        if not equals or not heading.strip():
            raise CannotGoOnError(msg("{text} is no KEY=HEADING", text=option))
        found.append((_known(composed(key.strip()), keys), composed(heading.strip())))
    unit, row, frame = given
    return TableOptions(
        tuple(found),
        None if unit is None else _unit(unit),
        None if row is None else row - 1,
        frame,
    )


def _unit(text: str) -> int:
    found = unit_of(text)
    if found is None:
        raise CannotGoOnError(
            msg("{text} is no unit: write kr, '1000 kr' or 'mill. kr'", text=text)
        )
    return found


def _known(key: str, keys: Mapping[str, object]) -> str:
    """Return a key, or a heading of amounts that is understood: `2027 saving 1000 kr`."""
    if key == NOTHING or YEAR.search(key):
        return key
    where = msg("There are: {choices}", choices=Listing((*keys, "2027", NOTHING)))
    return one_of(key, keys, msg("There is no key {word}", word=key), where)


def _read(path: Path, keys: Mapping[str, object]) -> list[tuple[str, str]]:
    from innostrat.files.source import MAX_BYTES, read_given
    from innostrat.files.yaml.document import parse

    document, findings = parse(str(path), read_given(path, MAX_BYTES))
    columns = (
        document.value.get("columns") if document and isinstance(document.value, dict) else None
    )
    if findings or not isinstance(columns, dict):
        raise CannotGoOnError(msg("{path} is no mapping of columns", path=str(path)))
    return [(_known(key, keys), str(heading)) for key, heading in columns.items()]


def save(path: Path, columns: Mapping[str, str], language: Language) -> None:
    """Write which columns were read, for the next time."""
    from innostrat.files.yaml.emitting import mapping
    from innostrat.shell.delivery import deliver_file

    held: dict[str, YamlValue] = dict(columns)
    lines = ["columns:", *mapping(held, "  ")]
    deliver_file(path, ("\n".join(lines) + "\n").encode(), language)
