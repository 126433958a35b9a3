"""Which column of a table becomes which key: from options, or from a file that is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from innostrat.analysis.intake.ideas import HEADINGS
from innostrat.analysis.intake.projects import NAMES
from innostrat.errors import CannotGoOnError
from innostrat.messages import Listing, msg
from innostrat.shell.asking import one_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from innostrat.files.yaml.events import YamlValue
    from innostrat.language import Language


def wishes(options: Sequence[str], kept: Path | None, kind: str) -> dict[str, str]:
    """Return the heading wished for each key of the kind; an option goes before the file."""
    keys = NAMES if kind == "project" else HEADINGS
    found = _read(kept, keys) if kept is not None and kept.exists() else {}
    for option in options:
        key, equals, heading = option.partition("=")
        if not equals or not heading.strip():
            raise CannotGoOnError(msg("{text} is no KEY=HEADING", text=option))
        found[_known(key.strip(), keys)] = heading.strip()
    return found


def _known(key: str, keys: Mapping[str, object]) -> str:
    where = msg("There are: {choices}", choices=Listing(tuple(keys)))
    return one_of(key, keys, msg("There is no key {word}", word=key), where)


def _read(path: Path, keys: Mapping[str, object]) -> dict[str, str]:
    from innostrat.files.source import MAX_BYTES, read_given
    from innostrat.files.yaml.document import parse

    document, findings = parse(str(path), read_given(path, MAX_BYTES))
    columns = (
        document.value.get("columns") if document and isinstance(document.value, dict) else None
    )
    if findings or not isinstance(columns, dict):
        raise CannotGoOnError(msg("{path} is no mapping of columns", path=str(path)))
    # The years of costs stand in their headings, and are only kept to be read by people.
    named = {key: heading for key, heading in columns.items() if not key.isdecimal()}
    return {_known(key, keys): str(heading) for key, heading in named.items()}


def save(path: Path, columns: Mapping[str, str], language: Language) -> None:
    """Write which columns were read, for the next time."""
    from innostrat.files.yaml.emitting import mapping
    from innostrat.shell.delivery import deliver_file

    held: dict[str, YamlValue] = dict(columns)
    lines = ["columns:", *mapping(held, "  ")]
    deliver_file(path, ("\n".join(lines) + "\n").encode(), language)
