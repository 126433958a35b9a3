"""The house as ARCHITECTURE.md draws it: rooms in an order, small files, one meaning a name."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections import Counter, defaultdict
from functools import cache
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import TYPE_CHECKING, Final, NamedTuple, cast

import pytest

from innostrat.checks import catalogue
from innostrat.checks.rules import registry as rule_registry
from innostrat.findings import Severity
from innostrat.formats.registry import reports as formats
from innostrat.messages import msg
from innostrat.reports.paper import sections
from innostrat.reports.table import Paragraph

if TYPE_CHECKING:
    from collections.abc import Iterator

    from innostrat.reports.paper.inputs import Inputs

ROOT: Final = Path(__file__).parent.parent
PACKAGE: Final = ROOT / "innostrat"
ARCHITECTURE: Final = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")

# A room is a folder, or a file that stands alone. It may import from the lines above its own; the
# rooms of one line know nothing of each other.
ORDER: Final = (
    {"__init__", "messages", "limited"},
    {"money", "findings", "errors", "likeness"},
    {"language"},
    {"files"},
    {"files/yaml", "files/sheets"},
    {"model"},
    {"budgets", "parts", "vat"},
    {"capital", "pot"},
    {"loading", "economy", "analysis/optimizer"},
    {"appraisal", "prices"},
    {"baseline", "analysis/value"},
    {"checks/rules", "analysis/plan"},
    {"checks"},
    {
        "analysis/weights",
        "analysis/uncertainty",
        "analysis/assessors",
        "analysis/changes",
        "analysis/intake",
        "analysis/year",
    },
    {"analysis/sensitivity", "analysis/form"},
    {"analysis/defence"},
    {"reports"},
    {"reports/budget"},
    {"reports/value", "reports/plan", "reports/register"},
    {
        "reports/weights",
        "reports/sensitivity",
        "reports/uncertainty",
        "reports/assessors",
        "reports/changes",
        "reports/intake",
        "reports/form",
    },
    {"reports/year"},
    {"reports/paper"},
    {"formats"},
    {"formats/charts", "formats/markdown", "formats/json", "formats/csv", "formats/workbook"},
    {"formats/terminal", "formats/html", "formats/pdf"},
    {"formats/findings", "formats/word"},
    {"formats/registry"},
    {"shell"},
    {"workspace"},
    {"authoring"},
    {"authoring/filling", "authoring/form"},
    {"commands"},
    {"cli"},
    {"__main__"},
)
FLOOR: Final = {name: floor for floor, names in enumerate(ORDER) for name in names}
# Rules try the value model as the analysis reckons it; of plans they know nothing.
BENEATH_CHECKS: Final = {"analysis/optimizer", "analysis/value"}
MANY: Final = 14  # files in a room, `__init__.py` not counted
LARGE_ROOMS: Final = {
    "authoring": "one file a thing that commands write",
    "commands": "one file a command",
    "checks/rules": "one file a family of rules",
    "model": "one file a thing that a portfolio holds",
}
# What every module of a kind offers under the same name: its callers reach it by the module.
INTERFACE: Final = {"blocks", "data", "draw", "render", "report", "run", "stamp", "tables"}


class Module(NamedTuple):
    """A file of the package, read once."""

    name: str
    text: str
    tree: ast.Module

    @property
    def room(self) -> str:
        """Return its folder, or itself at the top of the package."""
        return self.name.rpartition("/")[0] or self.name.removesuffix(".py")

    @property
    def imports(self) -> Iterator[tuple[str, str]]:
        """Yield the files of the package that it imports, each with the name that it takes."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.ImportFrom) and node.module:
                names = [f"{node.module}.{alias.name}" for alias in node.names]
            elif isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            else:
                continue
            yield from (
                (file_of(name), name.rpartition(".")[2])
                for name in names
                if name.split(".")[0] == "innostrat"
            )

    @property
    def public(self) -> Iterator[str]:
        """Yield the public names that it defines."""
        for node in self.tree.body:
            match node:
                case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
                    found = [name]
                case ast.Assign(targets=targets):
                    found = [one.id for one in targets if isinstance(one, ast.Name)]
                case ast.AnnAssign(target=ast.Name(id=name)):
                    found = [name]
                case _:
                    found = []
            yield from (name for name in found if not name.startswith("_"))

    @property
    def functions(self) -> Iterator[ast.FunctionDef]:
        """Yield its functions, also those within others."""
        yield from (node for node in ast.walk(self.tree) if isinstance(node, ast.FunctionDef))


@cache
def file_of(name: str) -> str:
    """Return the file in which a dotted name is defined, below the package."""
    place = ROOT.joinpath(*name.split("."))
    for path in (place, place.parent):
        for file in (path.with_suffix(".py"), path / "__init__.py"):
            if file.is_file():
                return file.relative_to(PACKAGE).as_posix()
    raise AssertionError(name)


def room_of(file: str) -> str:
    return file.rpartition("/")[0] or file.removesuffix(".py")


def read(path: Path) -> Module:
    text = path.read_text(encoding="utf-8")
    return Module(path.relative_to(PACKAGE).as_posix(), text, ast.parse(text))


@pytest.fixture(scope="module")
def modules() -> list[Module]:
    found = [read(path) for path in sorted(PACKAGE.rglob("*.py"))]
    assert len(found) > len(FLOOR)
    return found


def may_import(mine: str, theirs: str) -> bool:
    if mine.startswith("checks") and theirs.startswith("analysis"):
        return theirs in BENEATH_CHECKS
    if mine.startswith("analysis") and theirs.startswith("checks"):
        return False
    return theirs == mine or FLOOR[theirs] < FLOOR[mine]


def test_imports_run_one_way(modules: list[Module]) -> None:
    wrong = [
        f"{one.name} imports {file}"
        for one in modules
        for file, _ in one.imports
        if not may_import(one.room, room_of(file))
    ]
    assert wrong == []


def test_no_import_runs_in_a_circle(modules: list[Module]) -> None:
    """Also within a room; imports for types alone count too."""
    imports = {one.name: {file for file, _ in one.imports} - {one.name} for one in modules}
    while free := [name for name, others in imports.items() if not others & imports.keys()]:
        for name in free:
            del imports[name]
    assert sorted(imports) == []


def test_every_room_has_one_place_in_the_order(modules: list[Module]) -> None:
    assert {one.room for one in modules} - FLOOR.keys() == {"analysis"}  # holds rooms alone
    assert sum(len(names) for names in ORDER) == len(FLOOR)
    assert FLOOR.keys() <= {one.room for one in modules}


def test_rooms_stay_small(modules: list[Module]) -> None:
    sizes = Counter(one.room for one in modules if not one.name.endswith("__init__.py"))
    assert {name for name, size in sizes.items() if size > MANY} == LARGE_ROOMS.keys()


def test_files_stay_small(modules: list[Module]) -> None:
    lines = {one.name: len(one.text.splitlines()) for one in modules}
    assert {name: count for name, count in lines.items() if count > 400} == {}


def length(function: ast.FunctionDef, room: str) -> int:
    """Return how many lines a function has; what a command's options take is left out."""
    is_command = room == "commands" and function.name == "run"
    first = function.body[0].lineno if is_command else function.lineno
    return (function.end_lineno or function.lineno) + 1 - first


def test_functions_stay_small(modules: list[Module]) -> None:
    lines = {
        (one.name, node.name, node.lineno): length(node, one.room)
        for one in modules
        for node in one.functions
    }
    assert {place: count for place, count in lines.items() if count >= 50} == {}


def test_a_command_offers_only_run(modules: list[Module]) -> None:
    for one in modules:
        if one.room == "commands" and not one.name.endswith("__init__.py"):
            offered = [node.name for node in one.tree.body if isinstance(node, ast.FunctionDef)]
            assert [name for name in offered if not name.startswith("_")] == ["run"], one.name


def test_a_public_name_means_one_thing(modules: list[Module]) -> None:
    """A constant may be a module's own, and is one thing as soon as another module takes it."""
    homes, taken = defaultdict(set), defaultdict(set)
    for one in modules:
        for name in one.public:
            homes[name].add(one.name)
        for file, name in one.imports:
            taken[name].add(file)
    twice = {name for name, files in homes.items() if len(files) > 1 and not name.isupper()}
    shared = {name for name, files in taken.items() if len(files) > 1 and name.isupper()}
    assert sorted((twice - INTERFACE) | shared) == []


def test_modules_open_with_one_sentence(modules: list[Module]) -> None:
    opening = {one.name: (ast.get_docstring(one.tree) or "").split("\n\n")[0] for one in modules}
    ends = (".", ":")
    assert {name: text for name, text in opening.items() if not text.rstrip().endswith(ends)} == {}


def test_the_optimizer_knows_nothing_of_portfolios(modules: list[Module]) -> None:
    rooms = {
        room_of(file)
        for one in modules
        if one.room == "analysis/optimizer"
        for file, _ in one.imports
    }
    assert rooms == {"analysis/optimizer"}


WRITES: Final = frozenset(
    {"mkdir", "mkstemp", "rename", "rmdir", "touch", "unlink", "write_bytes", "write_text"}
)
DOOR: Final = {"files/writer.py", "files/staged.py", "files/journal.py", "files/lock.py"}


def test_files_are_written_through_one_door(modules: list[Module]) -> None:
    used = {
        one.name: {node.attr for node in ast.walk(one.tree) if isinstance(node, ast.Attribute)}
        for one in modules
        if one.name not in DOOR
    }
    assert {name: names & WRITES for name, names in used.items() if names & WRITES} == {}


def test_every_room_is_drawn(modules: list[Module]) -> None:
    drawn = {one.room for one in modules} - {"__init__", "__main__", "analysis"}
    paths = set(re.findall(r"`([\w/]+?)(?:/|\.py)`", ARCHITECTURE))
    assert drawn - paths == set()


def rows(heading: str) -> list[list[str]]:
    """Return the cells of the table of ARCHITECTURE.md whose first column has this heading."""
    table = ARCHITECTURE.partition(f"| {heading} |")[2].partition("\n\n")[0]
    return [[cell.strip() for cell in line.split("|")[1:-1]] for line in table.split("\n")[2:]]


def test_the_names_that_are_to_be_touched_are_in_the_code(modules: list[Module]) -> None:
    words = {word for one in modules for word in re.findall(r"\w+", one.text)}
    told = {name for row in rows("to add") for name in re.findall(r"`([A-Za-z_]\w*)=?`", row[1])}
    assert len(told) > 10
    assert sorted(told - words) == []


def test_the_list_of_rooms_is_in_the_order_of_imports(modules: list[Module]) -> None:
    place = {
        name: number
        for number, (cell, *_) in enumerate(rows("room"))
        for name in re.findall(r"`([\w/]+?)(?:/|\.py)`", cell)
    }
    back = {
        f"{one.room} imports {room_of(file)}"
        for one in modules
        for file, _ in one.imports
        if place.get(room_of(file), 0) > place.get(one.room, len(place))
    }
    assert sorted(back) == []


def test_every_dependency_says_why_it_is_there() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = {re.split("[<>=]", one)[0] for one in project["dependencies"]}
    told = {name.split()[0] for cell, *_ in rows("package") for name in cell.split(", ")}
    assert told == wanted


def test_what_the_drawing_names_is_there() -> None:
    for name in re.findall(r"`([\w./-]+(?:/|\.py|\.toml|\.md))`", ARCHITECTURE):
        assert any((place / name).exists() for place in (PACKAGE, ROOT, ROOT / "docs")), name


# The rows of "What to touch to add something": done here as they say, with nothing else touched.


def test_a_format_is_one_module_and_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    module = ModuleType("innostrat.formats.loud")
    module.render = lambda report, view: str(view.language(report.title)).upper()  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, module.__name__, module)
    monkeypatch.setitem(formats.FORMATS, "loud", "loud")
    assert formats.renderer("loud") is module.render


def test_a_check_is_one_function(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rule_registry, "CHECKERS", dict(rule_registry.CHECKERS))

    @rule_registry.rule(
        "Z999",
        "nothing",
        Severity.ERROR,
        title=msg("Nothing"),
        why=msg("Nothing."),
        fix=msg("Nothing."),
    )
    def nothing(strategy: object) -> Iterator[rule_registry.Violation]:
        del strategy
        yield from ()

    assert catalogue.rules()["Z999"].slug == "nothing"
    assert catalogue.checkers()[-1].check is nothing


def test_a_section_is_one_function_and_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    said = Paragraph((msg("Loud"),))
    monkeypatch.setitem(sections.SECTIONS, "loud", (msg("Loud"), lambda _: iter([said])))
    inputs = cast("Inputs", SimpleNamespace(plan=SimpleNamespace(is_made=False)))
    made = sections.section(inputs, "loud")
    assert made is not None
    assert (made.key, made.blocks) == ("loud", (said,))
