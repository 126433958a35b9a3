"""`innostrat measure`: records what a benefit's indicator was on a day."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated, Final

import typer

from innostrat.errors import CannotGoOnError
from innostrat.messages import mark, msg
from innostrat.shell.days import FactDayOption, fact_day
from innostrat.shell.options import (
    DryRunOption,
    LangOption,
    PortfolioArgument,
    ProjectArgument,
    YesOption,
)

NUMBER: Final = re.compile(r"-?(?:[0-9]{1,3}(?: ?[0-9]{3}){0,3}|[0-9]{1,12})(?:\.[0-9]{1,2})?")

if TYPE_CHECKING:
    from innostrat.language import Language
    from innostrat.model.project import Project


def run(  # noqa: PLR0913  (one parameter an option)
    project: ProjectArgument,
    portfolio: PortfolioArgument = None,
    *,
    benefit: Annotated[
        str | None,
        typer.Option(metavar="TITLE", help=mark("The benefit: its title, or its place from 1.")),
    ] = None,
    value: Annotated[
        str | None, typer.Option(metavar="NUMBER", help=mark("What was measured."))
    ] = None,
    day: FactDayOption = None,
    yes: YesOption = False,
    dry_run: DryRunOption = False,
    lang: LangOption = None,
) -> int:
    """Add a measurement to the benefit in the project's file."""
    from innostrat.files.writer import FileChange
    from innostrat.files.yaml.editing import Add, edited
    from innostrat.loading.order import FieldOrder
    from innostrat.model.project import Project
    from innostrat.shell import asking
    from innostrat.workspace.changing import before, carry_out, opened
    from innostrat.workspace.naming import meant
    from innostrat.workspace.workspace import find_one

    root = find_one(portfolio)
    with opened(root, lang) as workspace:
        language = workspace.language(lang)
        projects = workspace.portfolio().projects
        where = msg("`innostrat list` shows them all")
        unknown = msg("There is no project {word}", word=project)
        project = meant(project, projects, unknown, where)
        place = _place(projects[project], benefit, language)
        question = msg("What was measured? (a number)")
        number = _number_of(asking.text(value, "--value", question, language) or "")
        when = fact_day(day, msg("Which day was it measured?"), language).isoformat()
        if any(one.date.isoformat() == when for one in projects[project].benefits[place].measured):
            path = workspace.files.shown(f"projects/{project}.yaml")
            raise CannotGoOnError(
                msg("It was measured on {day} already: correct {path} by hand", day=when, path=path)
            )
        path = f"projects/{project}.yaml"
        old = before(workspace, path)
        point = Add(("benefits", place, "measured"), {"date": when, "value": number})
        new = edited(workspace.files.shown(path), old, [point], FieldOrder(Project))
        carry_out(workspace, [FileChange(path, old, new)], language, yes=yes, dry_run=dry_run)
    return 0


def _number_of(text: str) -> str:
    """Return a number as files have it, also where a comma stands before its decimals."""
    plain = text.strip().replace(",", ".").replace("−", "-")
    if not NUMBER.fullmatch(plain):
        raise CannotGoOnError(
            msg("{text} is no number with at most two decimals: see --value", text=text)
        )
    return plain


def _place(project: Project, wish: str | None, language: Language) -> int:
    """Return which of the project's benefits is meant; the only one need not be named."""
    from innostrat.shell import asking

    titles = [one.title for one in project.benefits]
    if not titles:
        raise CannotGoOnError(msg("{id} promises no benefit", id=project.id))
    if wish is None and len(titles) == 1:
        return 0
    if wish is not None and wish.isdecimal() and 1 <= int(wish) <= len(titles):
        return int(wish) - 1
    question = msg("Which benefit?")
    chosen = asking.choice(wish, "--benefit", question, {one: one for one in titles}, language)
    return titles.index(chosen)
