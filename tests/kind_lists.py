"""Writes the lists of files that hooks, editors and documents need, from the kinds of file."""

from __future__ import annotations

import json
from typing import Final

from innostrat.files.kinds import KINDS, Kind
from innostrat.files.places import HOME
from innostrat.language import language
from innostrat.loading.kinds import model_of
from innostrat.loading.schema import file_name

# A portfolio may be at the top of a repository, in a folder there, or in a folder of portfolios.
PLACE: Final = rf"^({HOME}/)?([^/.][^/]*/)?"


def folders() -> str:
    """Return the tree of a portfolio, each kind of file with what it is."""
    english = language("en")
    lines = [f"{HOME}/", "  fjordvik/"]
    lines += [f"    {_path(kind):<22} {english(kind.title)}" for kind in KINDS]
    return "```\n" + "\n".join(lines) + "\n```\n"


def _path(kind: Kind) -> str:
    return kind.path("ID" if "id" in model_of(kind).model_fields else "NAME")


def hook(name: str) -> str:
    """Return which files a hook is called for: those of portfolios, or the schemas kept."""
    one = [kind.name for kind in KINDS if not kind.folder]
    many = [kind.folder for kind in KINDS if kind.folder]
    match name:
        case "files":
            pattern = rf"{PLACE}({'|'.join(one)}|({'|'.join(many)})/[^/.][^/]*)\.yaml$"
        case "schemas":
            names = "|".join(kind.name for kind in KINDS)
            pattern = rf"{PLACE}schemas/({names})\.schema\.json$"
        case _:
            raise KeyError(name)
    return f"  files: {pattern}\n"


def editors(place: str) -> str:
    """Return which schema Visual Studio Code's YAML extension uses for which files."""
    within = "" if place == "." else f"{place}/*/"
    base = "./schemas" if place == "." else f"./{place}/schemas"
    schemas = {f"{base}/{file_name(kind)}": f"{within}{kind.path('*')}" for kind in KINDS}
    return f"```json\n{json.dumps({'yaml.schemas': schemas}, indent=2)}\n```\n"
