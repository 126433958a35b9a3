"""`innostrat form`: a workbook to fill in, made from the strategy; `import` reads it back."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from innostrat.errors import CannotGoOnError
from innostrat.messages import mark, msg
from innostrat.shell import options


def run(
    portfolio: options.PortfolioArgument = None,
    *,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help=mark("The file: its name ends in .xlsx.")),
    ] = None,
    project: Annotated[
        list[str] | None,
        typer.Option(
            "--project",
            metavar="ID",
            help=mark("Give this project a sheet that holds it whole; new: an empty one; repeat."),
        ),
    ] = None,
    round_: options.RoundOption = None,
    lang: options.LangOption = None,
) -> int:
    """Write the form, with what the files say already filled in."""
    from innostrat.analysis.form.sheets import form_sheets
    from innostrat.authoring.form.taking import source_of
    from innostrat.files.digest import digest
    from innostrat.files.places import find_one
    from innostrat.formats.workbook.form import render_form
    from innostrat.reports.form.explanation import explanation
    from innostrat.shell.delivery import deliver_file, say_left_out
    from innostrat.workspace.documents import COLOR
    from innostrat.workspace.naming import project_meant
    from innostrat.workspace.workspace import read

    if output is None or output.suffix.lower() != ".xlsx":
        raise CannotGoOnError(msg("Give --output with a file that ends in .xlsx"))
    workspace = read(find_one(portfolio))
    source = source_of(workspace, round_)
    language = workspace.language(lang)
    known = {id_: one.item for id_, one in source.contents.projects.items()}
    wanted = (one if one == "new" else project_meant(one, known) for one in project or ())
    origin = digest(workspace.files.contents), source.round.id if source.round else ""
    sheets = list(form_sheets(source, list(dict.fromkeys(wanted))))
    said = explanation(source, sheets)
    brand = source.portfolio.strategy.brand
    color = brand.color if brand is not None else COLOR
    deliver_file(output, render_form(sheets, said, origin, color, language), language)
    broken = sorted(
        path.rpartition("/")[2].removesuffix(".yaml")
        for path in source.contents.broken
        if path.startswith(("projects/", "ideas/", "assessments/"))
    )
    say_left_out(tuple(broken), language)
    return 1 if broken else 0
