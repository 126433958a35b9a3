"""The house as ARCHITECTURE.md draws it: imports run one way, functions and files stay small."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGE = Path(__file__).parent.parent / "innostrat"
MODULES = sorted(PACKAGE.rglob("*.py"))
# A room may import from those before it; the two of one line know nothing of each other.
ROOMS = (
    {"messages", "__init__"},
    {"money", "findings", "errors", "likeness"},
    {"language"},
    {"files"},
    {"model"},
    {"economy"},
    {"checks", "analysis"},
    {"reports"},
    {"formats"},
    {"commands"},
    {"cli"},
    {"__main__"},
)
FLOOR = {name: floor for floor, names in enumerate(ROOMS) for name in names}


def room(path: Path) -> str:
    first = path.relative_to(PACKAGE).parts[0]
    return first.removesuffix(".py")


def imports(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_run_one_way(path: Path) -> None:
    mine = room(path)
    for module in imports(tree(path)):
        parts = module.split(".")
        if parts[0] != "innostrat" or len(parts) == 1:
            continue
        theirs = parts[1]
        allowed = theirs == mine or FLOOR[theirs] < FLOOR[mine]
        assert allowed, f"{mine} imports {module}"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_files_and_functions_stay_small(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            signature = node.body[0].lineno - node.lineno
            assert length - signature < 50, f"{node.name} has {length} lines"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_modules_open_with_one_sentence(path: Path) -> None:
    docstring = ast.get_docstring(tree(path))
    assert docstring, "no docstring"
    assert docstring.split("\n\n")[0].rstrip().endswith((".", ":")), docstring


def test_the_optimizer_knows_nothing_of_portfolios() -> None:
    for path in sorted((PACKAGE / "analysis" / "optimizer").glob("*.py")):
        ours = {module for module in imports(tree(path)) if module.startswith("innostrat")}
        assert all(module.startswith("innostrat.analysis.optimizer") for module in ours), path


def test_every_room_is_drawn() -> None:
    drawn = (PACKAGE.parent / "ARCHITECTURE.md").read_text(encoding="utf-8")
    for folder in sorted(path.name for path in PACKAGE.iterdir() if path.is_dir()):
        if folder != "__pycache__":
            assert f"`{folder}/`" in drawn, folder
