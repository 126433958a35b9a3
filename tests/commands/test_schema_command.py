"""`innostrat schema`: written, printed, and held against what is there."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from innostrat.cli import run
from innostrat.files.kinds import KINDS

if TYPE_CHECKING:
    from calling import Place

ROOT = Path(__file__).parent.parent.parent


def test_the_schemas_of_this_repository_are_current(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    assert run(["schema", "--check"]) == 0, "run innostrat schema"


def test_schemas_are_written_and_then_current(place: Place) -> None:
    assert place("schema", "--check").code == 1
    called = place("schema")
    assert called.code == 0
    names = {path.name for path in (place.folder / "portfolios" / "schemas").iterdir()}
    assert names == {f"{kind.name}.schema.json" for kind in KINDS}
    assert place("schema", "--check") == (0, "", "")
    assert place("validate").code == 0  # the folder of schemas is no portfolio


def test_the_first_lines_lead_from_the_files_to_the_schemas(place: Place) -> None:
    out = place("schema", "-o", "portfolios/.schemas").out
    lines = [line.split(": ", 1) for line in out.splitlines() if "$schema=" in line]
    assert len(lines) == len(KINDS)
    for folder, modeline in lines:
        path = modeline.removeprefix("# yaml-language-server: $schema=")
        assert (place.small / folder / path).resolve().is_file()


def test_a_file_that_is_old_is_named(place: Place) -> None:
    place("schema")
    (place.folder / "portfolios" / "schemas" / "idea.schema.json").write_text("{}")
    called = place("schema", "--check")
    assert called.code == 1
    assert called.out.count("\n") == 1
    assert "portfolios/schemas/idea.schema.json is not current" in called.out


def test_a_file_whose_lines_end_as_on_windows_is_current(place: Place) -> None:
    place("schema")
    for path in (place.folder / "portfolios" / "schemas").iterdir():
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert place("schema", "--check") == (0, "", "")


@pytest.mark.parametrize("broken", [b"", b"\xff", b"[" * 100_000, b"{}", b'{"$schema": NaN}'])
def test_a_file_that_holds_something_else_is_old(place: Place, broken: bytes) -> None:
    place("schema")
    (place.folder / "portfolios" / "schemas" / "idea.schema.json").write_bytes(broken)
    assert place("schema", "--check").code == 1


@pytest.mark.parametrize("kind", [kind.name for kind in KINDS])
def test_one_kind_is_printed(place: Place, kind: str) -> None:
    called = place("schema", kind)
    assert (called.code, called.err) == (0, "")
    made = json.loads(called.out)
    assert made["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert not (place.folder / "portfolios" / "schemas").exists()


def test_explanations_are_in_bokmal_unless_another_language_is_wished(place: Place) -> None:
    bokmal = json.loads(place("schema", "idea").out)["properties"]["title"]["description"]
    english = json.loads(place("schema", "idea", "--lang", "en").out)
    assert english["properties"]["title"]["description"] == "The idea in a few words"
    assert bokmal != "The idea in a few words"


def test_a_folder_that_cannot_be_made(place: Place) -> None:
    (place.folder / "file").write_text("")
    called = place("schema", "-o", "file/schemas")
    assert (called.code, called.err.count("\n")) == (2, 1)
