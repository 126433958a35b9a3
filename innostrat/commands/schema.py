"""`innostrat schema`: the JSON Schemas that editors use, written, checked or printed."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from innostrat.errors import CannotGoOnError
from innostrat.messages import mark, msg
from innostrat.shell import options

if TYPE_CHECKING:
    from innostrat.files.kinds import Kind
    from innostrat.language import Language


def run(
    ctx: typer.Context,
    kind: Annotated[
        str | None,
        typer.Argument(
            metavar="KIND",
            help=mark("Only this kind of file, printed on the screen."),
            show_default=False,
        ),
    ] = None,
    *,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="DIR",
            help=mark("The folder; else schemas in the portfolio, or beside those in portfolios/."),
        ),
    ] = None,
    check: Annotated[
        bool, typer.Option("--check", help=mark("Write nothing; say which files are not current."))
    ] = False,
    lang: Annotated[
        options.Lang, typer.Option("--lang", help=mark("The language of the texts."))
    ] = (options.Lang.NB),
) -> int:
    """Write all schemas into a folder, or print one; with --check 1 when some are not current."""
    from innostrat.files.kinds import KINDS
    from innostrat.language import language
    from innostrat.loading import schema
    from innostrat.shell.delivery import deliver_text, put

    texts = {
        schema.file_name(one): schema.as_text(schema.schema(one, language(lang)))
        for one in ([_known(kind)] if kind else KINDS)
    }
    speak = ctx.obj
    root = _portfolio()
    folder = output or _folder(root)
    if check:
        return _check(folder, texts, speak)
    if kind:
        deliver_text("".join(texts.values()), speak, None)
        return 0
    _write(folder, texts)
    put(_how_to_use(folder, root, speak), done=True)
    return 0


def _portfolio() -> Path:
    """Return the portfolio that one stands in, or the only one here; else one yet to be made."""
    from innostrat.files.places import HOME, find

    try:
        found = find(None)
    except CannotGoOnError:
        found = []
    return found[0] if len(found) == 1 else Path(HOME) / "name"


def _folder(portfolio: Path) -> Path:
    """Return where the schemas stand: in the portfolio, or beside it in the home of several."""
    from innostrat.files.places import HOME

    beside = portfolio.resolve().parent
    place = beside if beside.name == HOME else portfolio
    return Path(os.path.relpath(place / "schemas"))


def _known(name: str) -> Kind:
    from innostrat.files.kinds import KINDS
    from innostrat.shell.asking import one_of

    known = {kind.name: kind for kind in KINDS}
    where = msg("They are listed by innostrat schema --help")
    return known[one_of(name, known, msg("There is no kind of file {word}", word=name), where)]


def _check(folder: Path, texts: dict[str, str], speak: Language) -> int:
    from innostrat.formats.escape import one_line
    from innostrat.shell.delivery import put

    old = []
    for name, text in texts.items():
        path = folder / name
        if not _holds(path, text):
            old.append(path)
    for path in old:
        line = msg("{path} is not current: run innostrat schema", path=path.as_posix())
        put(one_line(speak(line)) + "\n")
    return int(bool(old))


def _holds(path: Path, text: str) -> bool:
    """Return whether a file means what `text` does, whatever ends its lines."""
    try:
        return bool(json.loads(path.read_bytes()) == json.loads(text))
    except (OSError, ValueError, RecursionError):
        return False


def _write(folder: Path, texts: dict[str, str]) -> None:
    from innostrat.files.writer import make_folder, write

    make_folder(folder)
    for name, text in texts.items():
        write(folder / name, text.encode())


def _how_to_use(folder: Path, portfolio: Path, speak: Language) -> str:
    """Return the first lines that make editors with the YAML language server use the schemas."""
    from innostrat.files.kinds import KINDS
    from innostrat.loading.schema import file_name

    lines = [
        speak(
            msg(
                "Schemas are in {folder}/. First line of files, by their place:",
                folder=folder.as_posix(),
            )
        )
    ]
    for kind in KINDS:
        path = Path(os.path.relpath(folder / file_name(kind), portfolio / kind.folder))
        lines.append(f"{kind.folder or '.'}/: # yaml-language-server: $schema={path.as_posix()}")
    return "\n".join(lines) + "\n"
