"""What changes a portfolio leaves the old or the new file, also when killed, and two never mix."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from innostrat.errors import CannotGoOnError
from innostrat.files.writer import FileChange
from innostrat.language import language
from innostrat.workspace.changing import carry_out
from innostrat.workspace.workspace import read

if TYPE_CHECKING:
    from calling import Place

EN = language("en")


def test_a_file_that_changed_meanwhile_is_not_overwritten(place: Place) -> None:
    workspace = read(place.small)
    path = "ideas/gratis-is.yaml"
    old = workspace.files.contents[path]
    (place.small / path).write_bytes(old + b"# by another\n")
    change = FileChange(path, old, old + b"# by me\n")
    with pytest.raises(CannotGoOnError):
        carry_out(workspace, [change], EN, yes=True, dry_run=False)
    assert (place.small / path).read_bytes() == old + b"# by another\n"


def test_a_change_that_brings_an_error_is_not_written(place: Place) -> None:
    workspace = read(place.small)
    path = "ideas/gratis-is.yaml"
    old = workspace.files.contents[path]
    with pytest.raises(CannotGoOnError):
        carry_out(
            workspace, [FileChange(path, old, old + b"what: x\n")], EN, yes=True, dry_run=False
        )
    assert (place.small / path).read_bytes() == old
