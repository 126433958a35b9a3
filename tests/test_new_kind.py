"""One more kind of file is one more line in `files/kinds.py` and its model; the rest derives."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING, Final

import pytest
from calling import Place, surroundings
from documents import ROOT
from repository import Repository

from innostrat.files.kinds import KINDS
from innostrat.loading.kinds import model_of

if TYPE_CHECKING:
    from pathlib import Path


PACKAGE: Final = ROOT / "innostrat"
ACCEPT: Final = "accept: [{rule: I001, because: y}]\n"
LINE: Final = '    Kind("lesson", "lessons", msg("What was learnt"), also=("lærdommer",)),\n'
END: Final = ")\nSTRATEGY: Final"
MODEL: Final = '''\
"""What was learnt."""

from typing import Annotated

from innostrat.model.base import Model, Slug, Text, about
from innostrat.model.idea import Waiver


class Lesson(Model):
    """What was learnt."""

    id: Annotated[Slug, about("The id")]
    text: Annotated[Text, about("What was learnt")]
    accept: Annotated[tuple[Waiver, ...], about("Findings accepted here, with reasons")] = ()
'''
DRIVER: Final = """\
import sys
import kind_lists
from innostrat.cli import run
print(kind_lists.folders(), kind_lists.editors("portfolios"), kind_lists.editors("."))
print(kind_lists.hook("files"), kind_lists.hook("schemas"))
for line in sys.argv[1:]:
    sys.stdout.flush()
    run(line.split())
"""


@pytest.fixture
def place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Place:
    return Place(tmp_path, monkeypatch, capsys)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return what the tool says in a portfolio with lessons, once it knows of such files."""
    folder = tmp_path_factory.mktemp("kind")
    package = _with_the_kind(folder / "code" / "innostrat")
    sample = Repository(folder / "repository")
    sample.commit()
    (sample.place / "lessons").mkdir()
    (sample.place / "lærdommer").mkdir()
    sample.write("lessons/slow.yaml", "text: Go slow\nid: slow\nbecause: x\n")
    sample.write(
        "lessons/fast.yaml", "text: Go fast\nid: quick\naccept: [{rule: I001, because: y}]\n"
    )
    sample.write("lærdommer/third.yaml", "id: third\n")
    commands = ("validate --lang en", "diff HEAD --format json", "schema lesson --lang en")
    done = subprocess.run(
        [sys.executable, "-c", DRIVER, *commands, "explain F006 --lang en", "schema", "fmt --yes"],
        cwd=sample.folder,
        env=surroundings()
        | {"PYTHONPATH": f"{package.parent}:{ROOT / 'tests'}", "COLUMNS": "100", "LANG": "C"},
        capture_output=True,
        check=True,
    )
    assert (sample.folder / "portfolios" / "schemas" / "lesson.schema.json").exists()
    ordered = (sample.place / "lessons" / "fast.yaml").read_text("utf-8")
    assert ordered.startswith("id: quick\ntext: Go fast\n")
    return done.stdout.decode()


def _with_the_kind(package: Path) -> Path:
    """Return the package, linked to, with one line and one model more."""
    changed = [PACKAGE / "files", PACKAGE / "model"]
    left_out = {*changed, PACKAGE / "files" / "kinds.py"}
    for part in (part for folder in (PACKAGE, *changed) for part in folder.iterdir()):
        if part not in left_out and part.name != "__pycache__":
            place = package / part.relative_to(PACKAGE)
            place.parent.mkdir(parents=True, exist_ok=True)
            place.symlink_to(part)
    kinds = (PACKAGE / "files" / "kinds.py").read_text("utf-8")
    assert kinds.count(END) == 1
    (package / "files" / "kinds.py").write_text(kinds.replace(END, LINE + END), "utf-8")
    (package / "model" / "lesson.py").write_text(MODEL, "utf-8")
    return package


@pytest.mark.parametrize(
    "expected",
    [
        "lessons/ID.yaml        What was learnt",
        '"./portfolios/schemas/lesson.schema.json": "portfolios/*/lessons/*.yaml"',
        '"./schemas/lesson.schema.json": "lessons/*.yaml"',
        "codes|lessons)/",
        "codes|lesson)",
        "portfolios/test/lessons/slow.yaml:3:1: error[S001] The key because is unknown",
        "portfolios/test/lessons/fast.yaml:2:5: I001 The id quick is not the file's name",
        "portfolios/test/lærdommer:1:1: warning[F006]",
        "Move its files to lessons/",
        '"kind": "lessons"',
        '"title": "What was learnt"',
        "lessons/: # yaml-language-server: $schema=../../schemas/lesson.schema.json",
        "assessments, decisions, grants, codes, lessons.",
        "lessons/fast.yaml was put in order",
    ],
)
def test_a_new_kind_is_everywhere(told: str, expected: str) -> None:
    assert expected in told or expected in " ".join(told.split())


def test_a_kind_has_a_model_of_its_own_and_names_that_nobody_else_has() -> None:
    assert len({model_of(kind) for kind in KINDS}) == len(KINDS)
    names = [name for kind in KINDS for name in {kind.name, kind.folder, *kind.also}]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("kind", [kind.name for kind in KINDS if kind.makes_new])
def test_new_knows_how_to_make_what_the_kinds_say(place: Place, kind: str) -> None:
    called = place("new", kind)
    assert (called.code, called.err.count("\n")) == (2, 1)  # it asks for the first option
