"""`innostrat report`: the documents of the round, and whether one still agrees with the files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from innostrat.errors import CannotGoOnError
from innostrat.messages import Listing, mark, msg
from innostrat.shell import options
from innostrat.shell.days import DayOption, chosen_day

if TYPE_CHECKING:
    from innostrat.reports.paper.readers import PaperContents


def run(  # noqa: PLR0913  (one parameter an option)
    portfolio: options.PortfolioArgument = None,
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
    reader: Annotated[
        str | None,
        typer.Option(
            "--for",
            metavar="READER",
            help=mark(
                "council, economist, appendix or archive: what is in it. Else economist for xlsx, "
                "csv and json, and council."
            ),
        ),
    ] = None,
    section: Annotated[
        list[str] | None,
        typer.Option("--section", "-s", metavar="KEY", help=mark("Only this; may be repeated.")),
    ] = None,
    round_: options.RoundOption = None,
    day: DayOption = None,
    template: Annotated[
        Path | None,
        typer.Option(help=mark("A Word document whose styles are used for docx.")),
    ] = None,
    check: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help=mark("Say whether this document still agrees.")),
    ] = None,
    lang: options.PaperLangOption = None,
) -> int:
    """Write the round's document; 1 when errors left something out, or it does not agree."""
    from innostrat.shell.delivery import say, say_left_out
    from innostrat.workspace.documents import make, write_documents
    from innostrat.workspace.reading import as_decided, scored

    if sum(one is not None for one in (output, everything, check)) != 1:
        raise CannotGoOnError(msg("Give one of --output, --all and --check"))
    if check is not None:
        from innostrat.workspace.document_check import check_document

        return check_document(check, portfolio, template, lang)
    targets = _targets(output, everything)
    choices = {target: _choice(reader, section or [], target) for target in targets}
    workspace, basis = scored(portfolio, round_, decided=True)
    language = workspace.language(lang)
    made = make(workspace, basis, language, choices.values(), chosen_day(day, basis.revision))
    papers = {target: made[choice] for target, choice in choices.items()}
    write_documents(papers, language, template)
    say_left_out(workspace.left_out, language)
    planned = all(one.what_if is not None for one in papers.values())
    unplanned = not planned and as_decided(basis) is None
    if unplanned:
        say(msg("No plan can be made: see innostrat prioritize"), language)
    return 1 if workspace.left_out or unplanned else 0


def _targets(output: Path | None, everything: Path | None) -> tuple[Path, ...]:
    from innostrat.files.writer import make_folder
    from innostrat.formats.registry.documents import PAPERS
    from innostrat.workspace.documents import ending_of

    if everything is not None:
        make_folder(everything)
        return tuple(everything / f"innostrat.{ending}" for ending in PAPERS)
    assert output is not None  # noqa: S101  (one of them was given)
    if ending_of(output) not in PAPERS:
        raise CannotGoOnError(
            msg(
                "{path} has no ending of a form that can be written: {endings}",
                path=str(output),
                endings=Listing(tuple(PAPERS)),
            )
        )
    return (output,)


def _choice(reader: str | None, wishes: list[str], target: Path) -> PaperContents:
    """Return what is to be in a file: for whom it is said to be, sections, or what is usual."""
    from innostrat.reports.paper.readers import Reader, usual
    from innostrat.reports.paper.sections import KEYS
    from innostrat.shell.asking import one_of
    from innostrat.workspace.documents import ending_of

    if reader is not None and wishes:
        raise CannotGoOnError(msg("Give one of --for and --section"))
    if reader is not None:
        readers = {one.value: one for one in Reader}
        where = msg("There are: {choices}", choices=Listing(tuple(readers)))
        return readers[
            one_of(reader, readers, msg("There is no reader {word}", word=reader), where)
        ]
    for wish in wishes:
        where = msg("There are: {choices}", choices=Listing(KEYS))
        one_of(wish, KEYS, msg("There is no section {word}", word=wish), where)
    return tuple(key for key in KEYS if key in wishes) or usual(ending_of(target))
