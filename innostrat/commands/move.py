"""`innostrat move`: another first year for a project, with every amount in the round's prices."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from innostrat.errors import CannotGoOnError
from innostrat.messages import Listing, mark, msg
from innostrat.shell import options

if TYPE_CHECKING:
    from collections.abc import Iterator
    from fractions import Fraction

    from innostrat.files.yaml.editing import Put
    from innostrat.messages import Message
    from innostrat.model.portfolio import Portfolio
    from innostrat.model.project import Project
    from innostrat.model.round import Round


def run(
    project: options.ProjectArgument,
    portfolio: options.PortfolioArgument = None,
    *,
    start: Annotated[
        str | None,
        typer.Option(metavar="YEAR", help=mark("The year that it shall begin in.")),
    ] = None,
    yes: options.YesOption = False,
    dry_run: options.DryRunOption = False,
    lang: options.LangOption = None,
) -> int:
    """Move costs, funding, benefits and the start window in the project's file."""
    from innostrat.authoring.amounts import moved
    from innostrat.economy import first_year
    from innostrat.files.places import find_one
    from innostrat.files.writer import FileChange
    from innostrat.files.yaml.editing import edited
    from innostrat.loading.order import FieldOrder
    from innostrat.model.project import Project
    from innostrat.shell import asking
    from innostrat.shell.delivery import say
    from innostrat.workspace.changing import before, carry_out, opened
    from innostrat.workspace.naming import project_meant
    from innostrat.workspace.workspace import choose_round

    with opened(find_one(portfolio), lang, write=not dry_run) as workspace:
        language = workspace.language(lang)
        content = workspace.portfolio()
        project = project_meant(project, content.projects)
        found, round_ = content.projects[project], choose_round(content, None)
        question = msg("Which year shall it begin in?")
        year = _year(asking.text(start, "--start", question, language) or "", round_)
        delay = year - first_year(found, round_)
        if not delay:
            raise CannotGoOnError(msg("{id} begins in {year} already", id=project, year=year))
        path = f"projects/{project}.yaml"
        old, shown = before(workspace, path), workspace.files.shown(path)
        order = FieldOrder(Project)
        raised = list(_in_its_prices(content, found, round_, old))
        data = edited(shown, old, raised, order) if raised else old
        edits = list(moved(shown, data, delay, round_.years[-1]))
        change = FileChange(path, old, edited(shown, data, edits, order))
        carry_out(workspace, [change], language, yes=yes, dry_run=dry_run)
    if raised:
        say(
            msg(
                "Amounts of years that are over were in the prices of their time: they are raised "
                "to those of {year}",
                year=round_.prices,
            ),
            language,
        )
    for one in _left(found):
        say(one, language)
    return 0


def _in_its_prices(
    content: Portfolio, project: Project, round_: Round, data: bytes
) -> Iterator[Put]:
    """Yield the edits that put all of a project's kroner in the round's prices, where some are not.

    What was bound before keeps the kroner of years that are over; moved, they are to come.
    """
    from innostrat.authoring.amounts import indexed_amounts
    from innostrat.prices import index_missed

    capacity = {
        frame.id for one in content.rounds.values() for frame in one.frames if not frame.is_money
    }

    def index(year: int) -> Fraction:
        return index_missed(content, project.id, round_, year)

    yield from indexed_amounts(f"projects/{project.id}.yaml", data, index, capacity)


def _year(text: str, round_: Round) -> int:
    """Return a year of the round."""
    if not text.isdecimal() or int(text) not in round_.years:
        years = Listing(round_.years)
        raise CannotGoOnError(
            msg("{text} is not one of the years {years}: see --start", text=text, years=years)
        )
    return int(text)


def _left(project: Project) -> Iterator[Message]:
    """Yield what a person has to look at: days do not move with the years."""
    titles = tuple(one.title for one in project.benefits if one.target is not None)
    if titles:
        yield msg("Look at when these shall be reached: {benefits}", benefits=Listing(titles))
