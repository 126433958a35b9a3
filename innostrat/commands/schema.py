"""`innostrat schema`: the JSON Schemas that editors use, written, checked or printed."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from innostrat.commands.options import Lang
from innostrat.errors import CannotGoOnError
from innostrat.messages import mark, msg

if TYPE_CHECKING:
    from innostrat.language import Language


def run(
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
        Path, typer.Option("--output", "-o", metavar="DIR", help=mark("The folder to write to."))
    ] = Path("portfolios/schemas"),
    check: Annotated[
        bool, typer.Option("--check", help=mark("Write nothing; say which files are not current."))
    ] = False,
    lang: Annotated[Lang, typer.Option("--lang", help=mark("The language of the texts."))] = (
        Lang.NB
    ),
) -> int:
    """Write all schemas into a folder, or print one; with --check 1 when some are not current."""
    from innostrat.commands.delivery import deliver_text  # noqa: PLC0415
    from innostrat.commands.usage import user_language  # noqa: PLC0415
    from innostrat.language import language  # noqa: PLC0415
    from innostrat.model import schema  # noqa: PLC0415

    texts = {
        one: schema.as_text(schema.schema(one, language(lang)))
        for one in ([_known(kind)] if kind else schema.KINDS)
    }
    speak = language(user_language(sys.argv, os.environ))
    if check:
        return _check(output, texts, speak)
    if kind:
        deliver_text(texts[kind], speak, None)
        return 0
    _write(output, texts)
    deliver_text(_how_to_use(output, speak), speak, None)
    return 0


def _known(kind: str) -> str:
    from innostrat.commands.reading import one_of  # noqa: PLC0415
    from innostrat.model.schema import KINDS  # noqa: PLC0415

    where = msg("They are listed by innostrat schema --help")
    return one_of(kind, KINDS, msg("There is no kind of file {word}", word=kind), where)


def _check(folder: Path, texts: dict[str, str], speak: Language) -> int:
    from innostrat.model.schema import file_name  # noqa: PLC0415

    old = []
    for kind, text in texts.items():
        path = folder / file_name(kind)
        if not _holds(path, text):
            old.append(path)
    for path in old:
        line = msg("{path} is not current: run innostrat schema", path=path.as_posix())
        sys.stdout.write(speak(line) + "\n")
    return int(bool(old))


def _holds(path: Path, text: str) -> bool:
    """Return whether a file means what `text` does, whatever ends its lines."""
    try:
        return bool(json.loads(path.read_bytes()) == json.loads(text))
    except (OSError, ValueError, RecursionError):
        return False


def _write(folder: Path, texts: dict[str, str]) -> None:
    from innostrat.files.writer import write  # noqa: PLC0415
    from innostrat.model.schema import file_name  # noqa: PLC0415

    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise CannotGoOnError(
            msg("{path} cannot be written: {why}", path=str(folder), why=why)
        ) from error
    for kind, text in texts.items():
        write(folder / file_name(kind), text.encode())


def _how_to_use(folder: Path, speak: Language) -> str:
    """Return the first lines that make editors with the YAML language server use the schemas."""
    from innostrat.commands.workspace import HOME  # noqa: PLC0415
    from innostrat.model.schema import KINDS, file_name  # noqa: PLC0415

    lines = [
        speak(
            msg(
                "Schemas are in {folder}/. First line of files, by their place:",
                folder=folder.as_posix(),
            )
        )
    ]
    for kind, (_, place, _) in KINDS.items():
        path = Path(os.path.relpath(folder / file_name(kind), Path(HOME) / "name" / place))
        lines.append(f"{place or '.'}/: # yaml-language-server: $schema={path.as_posix()}")
    return "\n".join(lines) + "\n"
