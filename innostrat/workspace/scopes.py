"""Which portfolios, and which files in them, the paths on a command line mean."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from innostrat.errors import CannotGoOnError
from innostrat.files.places import find, shown_folder
from innostrat.files.source import shown_path as below
from innostrat.messages import Listing, msg

if TYPE_CHECKING:
    from collections.abc import Sequence


def scopes(paths: Sequence[Path]) -> dict[Path, tuple[str, ...]]:
    """Return each portfolio once, with the files and folders in it that are meant, or none: all."""
    if not paths:
        return dict.fromkeys(find(None), ())
    found: dict[Path, list[str]] = {}
    roots: dict[Path, Path] = {}
    whole: set[Path] = set()
    for path in paths:
        for root in find(path):
            known = roots.setdefault(root.resolve(), root)
            scope = found.setdefault(known, [])
            if path.exists() and root.resolve() in path.resolve().parents:
                inside = path.resolve().relative_to(root.resolve()).as_posix()
                scope.append(below(shown_folder(known), inside))
            else:
                whole.add(known)
    return {root: () if root in whole else tuple(scope) for root, scope in found.items()}


def refuse_nothing(paths: Sequence[Path]) -> NoReturn:
    """End where no file of a portfolio is at the paths: whoever asked must not believe all is well.

    Without paths it is the place that one stands in.
    """
    where = Listing(tuple(map(shown_folder, paths or (Path(),))))
    raise CannotGoOnError(
        msg("Nothing was looked at: there is no file of a portfolio in {paths}", paths=where)
    )


def is_in(path: str, scope: tuple[str, ...]) -> bool:
    """Return whether a path as people see it is one of those meant."""
    return not scope or any(path == one or path.startswith(f"{one}/") for one in scope)
