"""Where portfolios are: the one that is named, stood in, or the only one there is."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

from innostrat.errors import CannotGoOnError
from innostrat.files.kinds import STRATEGY
from innostrat.messages import Listing, msg

if TYPE_CHECKING:
    from collections.abc import Iterable

HOME: Final = "portfolios"
# Also where something else in the strategy is wrong, its language still stands.
LANGUAGE: Final = re.compile(r"^language: *(nb|nn|en)\b", re.MULTILINE)
BEGINNING: Final = 65_536  # characters of a strategy in which its language is looked for


def shown_folder(path: Path) -> str:
    """Return a path as people see it: below the working directory where it is, with slashes."""
    try:
        return path.resolve().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return path.as_posix()


def find_one(wish: Path | None) -> Path:
    """Return the one portfolio that is meant: named, stood in, or the only one there is."""
    found = find(wish)
    if len(found) > 1:
        names = Listing(tuple(shown_folder(path) for path in found))
        raise CannotGoOnError(msg("Several portfolios here; name one of {names}", names=names))
    return found[0]


def find(wish: Path | None) -> list[Path]:
    """Return the portfolios that `wish` names, sorted; without a wish, those of the place.

    A wish may be a portfolio's folder, a file in it, a folder of portfolios, or the bare name of
    one under `portfolios/`.
    """
    if wish is None:
        here = Path.cwd()
        found = _enclosing(here) or _at_home(here) or _below(here)
        if not found:
            raise CannotGoOnError(
                msg(
                    "No portfolio here: no {file}, and none under {folder}/",
                    file=STRATEGY,
                    folder=HOME,
                )
            )
        return found
    for place in (wish, Path(HOME) / wish):
        if _exists(place):
            found = _at(place)
            if found:
                return found
    raise CannotGoOnError(msg("{path} is no portfolio", path=str(wish)))


def _exists(place: Path) -> bool:
    try:
        return place.exists()
    except OSError:  # a name that is too long, say
        return False


def _at(place: Path) -> list[Path]:
    if _is_portfolio(place) or (place.resolve().parent.name == HOME and _is_like_one(place)):
        return [place]
    if place.name == HOME:
        return _at_home(place.parent) or _enclosing(place)
    return _below(place) or _at_home(place) or _enclosing(place)


def _is_portfolio(folder: Path) -> bool:
    return (folder / STRATEGY).exists() or all(
        (folder / part).is_dir() for part in ("projects", "rounds")
    )


def _below(folder: Path) -> list[Path]:
    if folder.is_symlink() or not folder.is_dir():  # a link may lead out of what was checked out
        return []
    return sorted(child for child in folder.iterdir() if child.is_dir() and _is_portfolio(child))


def _at_home(folder: Path) -> list[Path]:
    """Return what is, or was likely meant as, a portfolio in the folder of portfolios."""
    home = folder / HOME
    if home.is_symlink() or not home.is_dir():
        return []
    return [one for one in sorted(home.iterdir()) if _is_portfolio(one) or _is_like_one(one)]


def _is_like_one(folder: Path) -> bool:
    from innostrat.files.strays import left_alone, resembles  # noqa: PLC0415  (help needs none)

    if left_alone(folder.name) or folder.is_symlink() or not folder.is_dir():
        return False
    return any(resembles(entry.name) for entry in folder.iterdir())


def _enclosing(place: Path) -> list[Path]:
    """Return the portfolio that a place lies in: itself, its folder, or that one's folder."""
    for folder in (place, *list(place.resolve().parents)[:2]):
        if _is_portfolio(folder):
            return [folder]
    return []


def language_of(text: str) -> str | None:
    """Return the language that a strategy's file says it is in."""
    found = LANGUAGE.search(text)
    return found[1] if found else None


def nearest_language(words: Iterable[str]) -> str | None:
    """Return the language of the portfolio that is named in a call, else of those of the place.

    None where there is no portfolio, or where several speak several languages. Nothing is refused:
    it is asked so that errors can be told in it.
    """
    for wish in (*map(Path, words), None):
        try:
            found = {_own_language(root) for root in find(wish)}
        except (CannotGoOnError, OSError, ValueError):  # ValueError: a zero byte in a name
            continue
        if len(found) == 1:
            return found.pop()
    return None


def _own_language(root: Path) -> str | None:
    file = root / STRATEGY
    if not file.is_file():  # what never ends to be read is none
        return None
    with file.open(encoding="utf-8", errors="replace") as opened:
        return language_of(opened.read(BEGINNING))
