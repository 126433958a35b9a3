"""`innostrat report`: the documents of the round, and whether one still agrees with the files."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from innostrat.commands.days import DayOption, chosen_day
from innostrat.commands.options import LangOption, PortfolioArgument, RoundOption
from innostrat.errors import CannotGoOnError
from innostrat.messages import Listing, mark, msg

if TYPE_CHECKING:
    from innostrat.commands.workspace import Workspace
    from innostrat.language import Language
    from innostrat.reports.basis import Basis
    from innostrat.reports.document import Document

LARGEST: Final = 20_000_000  # bytes of a Word document


def run(  # noqa: PLR0913  (one parameter an option)
    portfolio: PortfolioArgument = None,
    *,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", help=mark("The file; its ending is the form, html to json.")
        ),
    ] = None,
    everything: Annotated[
        Path | None,
        typer.Option("--all", metavar="DIR", help=mark("Write every form into this folder.")),
    ] = None,
    section: Annotated[
        list[str] | None,
        typer.Option("--section", "-s", metavar="KEY", help=mark("Only this; may be repeated.")),
    ] = None,
    round_: RoundOption = None,
    day: DayOption = None,
    template: Annotated[
        Path | None,
        typer.Option(help=mark("A Word document whose styles are used for docx.")),
    ] = None,
    check: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help=mark("Say whether this document still agrees.")),
    ] = None,
    lang: LangOption = None,
) -> int:
    """Write the round's document; 1 when errors left something out, or it does not agree."""
    from innostrat.commands.delivery import say  # noqa: PLC0415
    from innostrat.commands.reading import scored  # noqa: PLC0415

    if sum(one is not None for one in (output, everything, check)) != 1:
        raise CannotGoOnError(msg("Give one of --output, --all and --check"))
    if check is not None:
        from innostrat.commands.agreement import check_document  # noqa: PLC0415

        return check_document(check, portfolio, template, lang)
    targets = _targets(output, everything)
    sections = _sections(section or [])
    workspace, basis = scored(portfolio, round_)
    language = workspace.language(lang)
    made = make(workspace, basis, language, sections, chosen_day(day, basis.revision))
    write_all(made, targets, language, template)
    if workspace.left_out:
        items = Listing(workspace.left_out)
        say(
            msg("Left out because of errors: {items} (see innostrat validate)", items=items),
            language,
        )
    if made.play is None:
        say(msg("No plan can be made: see innostrat prioritize"), language)
    return 1 if workspace.left_out or made.play is None else 0


def make(
    workspace: Workspace,
    basis: Basis,
    language: Language,
    sections: tuple[str, ...],
    day: date | None,
) -> Document:
    """Return the document with these sections."""
    from innostrat.commands.making import inputs  # noqa: PLC0415
    from innostrat.reports.paper.assemble import document  # noqa: PLC0415

    found = inputs(workspace, basis, language, robust="robustness" in sections, day=day)
    return document(found, language.code, sections)


def content(made: Document, ending: str, language: Language, template: Path | None) -> bytes:
    """Return the document in one form."""
    from innostrat.formats.papers import paper  # noqa: PLC0415

    if ending == "docx" and template is not None:
        from innostrat.files.source import read_given  # noqa: PLC0415
        from innostrat.formats.word.paper import render  # noqa: PLC0415

        return render(made, language, template=read_given(template, LARGEST))
    return paper(ending).render(made, language)


def write_all(
    made: Document, targets: tuple[Path, ...], language: Language, template: Path | None
) -> None:
    """Write the document in the form of each target's ending, and say so."""
    from innostrat.commands.delivery import deliver_file  # noqa: PLC0415

    for target in targets:
        deliver_file(target, content(made, _ending(target), language, template), language)


def _ending(path: Path) -> str:
    return path.suffix.removeprefix(".").lower()


def _targets(output: Path | None, everything: Path | None) -> tuple[Path, ...]:
    from innostrat.files.writer import make_folder  # noqa: PLC0415
    from innostrat.formats.papers import PAPERS  # noqa: PLC0415

    if everything is not None:
        make_folder(everything)
        return tuple(everything / f"innostrat.{ending}" for ending in PAPERS)
    assert output is not None  # noqa: S101  (one of them was given)
    if _ending(output) not in PAPERS:
        raise CannotGoOnError(
            msg(
                "{path} has no ending of a form that can be written: {endings}",
                path=str(output),
                endings=Listing(tuple(PAPERS)),
            )
        )
    return (output,)


def _sections(wishes: list[str]) -> tuple[str, ...]:
    from innostrat.commands.reading import one_of  # noqa: PLC0415
    from innostrat.reports.paper.sections import KEYS  # noqa: PLC0415

    for wish in wishes:
        where = msg("There are: {choices}", choices=Listing(KEYS))
        one_of(wish, KEYS, msg("There is no section {word}", word=wish), where)
    return tuple(key for key in KEYS if key in wishes) or KEYS
