"""`innostrat measure`: records what a benefit's indicator was on a day, or which kroner came."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated, Final

import typer

from innostrat.errors import CannotGoOnError
from innostrat.files.yaml.editing import Add
from innostrat.messages import mark, msg
from innostrat.model.base import FIRST_YEAR, LAST_YEAR
from innostrat.model.words import BenefitKind
from innostrat.shell import options
from innostrat.shell.days import FactDayOption, fact_day, parsed_day, this_day

NUMBER: Final = re.compile(r"-?(?:[0-9]{1,3}(?: ?[0-9]{3}){0,3}|[0-9]{1,12})(?:\.[0-9]{1,2})?")

if TYPE_CHECKING:
    from innostrat.language import Language
    from innostrat.model.project import Benefit, Project


def run(  # noqa: PLR0913  (one parameter an option)
    project: options.ProjectArgument,
    portfolio: options.PortfolioArgument = None,
    *,
    benefit: Annotated[
        str | None,
        typer.Option(metavar="TITLE", help=mark("The benefit: its title, or its place from 1.")),
    ] = None,
    value: Annotated[
        str | None, typer.Option(metavar="NUMBER", help=mark("What was measured."))
    ] = None,
    year: Annotated[
        int | None,
        typer.Option(
            metavar="YEAR",
            min=FIRST_YEAR,
            max=LAST_YEAR,
            help=mark("The year whose kroner are counted."),
        ),
    ] = None,
    kroner: Annotated[
        str | None,
        typer.Option(metavar="AMOUNT", help=mark("The kroner that came that year.")),
    ] = None,
    day: FactDayOption = None,
    yes: options.YesOption = False,
    dry_run: options.DryRunOption = False,
    lang: options.LangOption = None,
) -> int:
    """Add a measurement, or a count of a year's kroner, to the benefit in the project's file."""
    from innostrat.files.places import find_one
    from innostrat.workspace.changing import carry_out, changed, opened
    from innostrat.workspace.naming import project_meant

    if (year is None) is not (kroner is None) or (value and kroner):
        raise CannotGoOnError(
            msg("Give --value, or the kroner of a year: --year 2027 --kroner 150000")
        )
    with opened(find_one(portfolio), lang, write=not dry_run) as workspace:
        language = workspace.language(lang)
        projects = workspace.portfolio().projects
        project = project_meant(project, projects)
        place = _place(projects[project], benefit, language)
        path = f"projects/{project}.yaml"
        chosen, shown = projects[project].benefits[place], workspace.files.shown(path)
        point = (
            _measurement(chosen, value, day, language, shown)
            if kroner is None or year is None
            else _count(chosen, year, kroner, day, language, shown)
        )
        change = changed(workspace, path, [Add(("benefits", place, *point.where), point.item)])
        carry_out(workspace, [change], language, yes=yes, dry_run=dry_run)
    _tell_if_to_come(point, language)
    return 0


def _measurement(
    benefit: Benefit, value: str | None, day: str | None, language: Language, shown: str
) -> Add:
    """Return what is added to the benefit's measurements; asks for what was not given."""
    from innostrat.shell import asking

    question = msg("What was measured? (a number)")
    number = _number_of(asking.text(value, "--value", question, language) or "", "--value")
    when = fact_day(day, msg("Which day was it measured?"), language).isoformat()
    if any(one.date.isoformat() == when for one in benefit.measured):
        raise CannotGoOnError(
            msg("It was measured on {day} already: correct {path} by hand", day=when, path=shown)
        )
    return Add(("measured",), {"date": when, "value": number})


def _count(
    benefit: Benefit, year: int, kroner: str, day: str | None, language: Language, shown: str
) -> Add:
    """Return what is added to the benefit's realised kroner."""
    from innostrat.authoring.answers import read_kroner

    if benefit.kind is BenefitKind.QUALITY:
        raise CannotGoOnError(
            msg("{title} is better quality, which is measured: see --value", title=benefit.title)
        )
    try:
        number = read_kroner(kroner)
    except CannotGoOnError as error:
        raise CannotGoOnError(
            msg("{option}: {message}", option="--kroner", message=error.message)
        ) from error
    when = fact_day(day, msg("Which day was it counted?"), language)
    if when.year < year:
        raise CannotGoOnError(
            msg("The kroner of {year} have not come on {day}: see --date", year=year, day=when)
        )
    if any((one.year, one.date) == (year, when) for one in benefit.realised):
        raise CannotGoOnError(
            msg(
                "{year} was counted on {day} already: correct {path} by hand",
                year=year,
                day=when,
                path=shown,
            )
        )
    return Add(("realised",), {"year": str(year), "amount": number, "date": when.isoformat()})


def _tell_if_to_come(point: Add, language: Language) -> None:
    """Tell that the day has not come, which is most often a slip."""
    from innostrat.shell.delivery import say

    assert isinstance(point.item, dict)  # noqa: S101  (what both kinds of point are)
    day = parsed_day(str(point.item["date"]))
    if day > this_day():
        say(msg("{day} has not come yet: correct the date if it is wrong", day=day), language)


def _number_of(text: str, option: str) -> str:
    """Return a number as files have it, also where a comma stands before its decimals."""
    plain = text.strip().replace(",", ".").replace("−", "-")
    if not NUMBER.fullmatch(plain):
        raise CannotGoOnError(
            msg(
                "{text} is no number with at most two decimals: see {option}",
                text=text,
                option=option,
            )
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
