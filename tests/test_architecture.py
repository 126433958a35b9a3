"""The house as ARCHITECTURE.md draws it: imports run one way, functions and files stay small."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGE: Final = Path(__file__).parent.parent / "innostrat"
# A room may import from those before it; the two of one line know nothing of each other.
ROOMS = (
    {"messages", "__init__"},
    {"money", "findings", "errors", "likeness"},
    {"language"},
    {"files"},
    {"model"},
    {"economy"},
    {"analysis"},
    {"checks"},
    {"reports"},
    {"formats"},
    {"commands"},
    {"cli"},
    {"__main__"},
)
FLOOR = {name: floor for floor, names in enumerate(ROOMS) for name in names}


class Module(NamedTuple):
    """A file of the package, read once."""

    name: str
    text: str
    tree: ast.Module

    @property
    def room(self) -> str:
        """Return the folder or file at the top of the package that it belongs to."""
        return self.name.split("/")[0].removesuffix(".py")

    @property
    def imports(self) -> Iterator[str]:
        """Yield the names of the modules that it imports."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.ImportFrom) and node.module:
                yield node.module
            elif isinstance(node, ast.Import):
                yield from (alias.name for alias in node.names)


def read(path: Path) -> Module:
    text = path.read_text(encoding="utf-8")
    return Module(path.relative_to(PACKAGE).as_posix(), text, ast.parse(text))


@pytest.fixture(scope="module")
def modules() -> list[Module]:
    found = [read(path) for path in sorted(PACKAGE.rglob("*.py"))]
    assert len(found) > len(FLOOR)
    return found


def may_import(mine: str, module: str) -> bool:
    first, *rest = module.split(".")
    return first != "innostrat" or not rest or rest[0] == mine or FLOOR[rest[0]] < FLOOR[mine]


def test_imports_run_one_way(modules: list[Module]) -> None:
    wrong = [
        f"{one.name} imports {module}"
        for one in modules
        for module in one.imports
        if not may_import(one.room, module)
    ]
    assert wrong == []


def test_files_stay_small(modules: list[Module]) -> None:
    lines = {one.name: len(one.text.splitlines()) for one in modules}
    assert {name: count for name, count in lines.items() if count > 400} == {}


def lines_of_body(function: ast.FunctionDef) -> int:
    """Return how many lines a function's body has, with its docstring."""
    return (function.end_lineno or function.lineno) + 1 - function.body[0].lineno


def test_functions_stay_small(modules: list[Module]) -> None:
    lines = {
        (one.name, node.name, node.lineno): lines_of_body(node)
        for one in modules
        for node in ast.walk(one.tree)
        if isinstance(node, ast.FunctionDef)
    }
    assert {place: count for place, count in lines.items() if count >= 50} == {}


def test_modules_open_with_one_sentence(modules: list[Module]) -> None:
    opening = {one.name: (ast.get_docstring(one.tree) or "").split("\n\n")[0] for one in modules}
    ends = (".", ":")
    assert {name: text for name, text in opening.items() if not text.rstrip().endswith(ends)} == {}


def test_the_optimizer_knows_nothing_of_portfolios(modules: list[Module]) -> None:
    ours = [
        (one.name, module)
        for one in modules
        if one.name.startswith("analysis/optimizer/")
        for module in one.imports
        if module.startswith("innostrat")
    ]
    assert ours
    assert [one for one in ours if not one[1].startswith("innostrat.analysis.optimizer")] == []


def test_every_room_is_drawn() -> None:
    drawn = (PACKAGE.parent / "ARCHITECTURE.md").read_text(encoding="utf-8")
    for folder in sorted(path.name for path in PACKAGE.iterdir() if path.is_dir()):
        if folder != "__pycache__":
            assert f"`{folder}/`" in drawn, folder


WRITES = {"mkdir", "mkstemp", "rename", "rmdir", "touch", "unlink", "write_bytes", "write_text"}
DOOR = {"files/writer.py", "files/lock.py"}


def test_files_are_written_through_one_door(modules: list[Module]) -> None:
    used = {
        one.name: {node.attr for node in ast.walk(one.tree) if isinstance(node, ast.Attribute)}
        for one in modules
        if one.name not in DOOR
    }
    assert {name: names & WRITES for name, names in used.items() if names & WRITES} == {}
