"""`innostrat fund`: the yearly pot for small trials, and the decisions on its applications."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from innostrat.errors import CannotGoOnError
from innostrat.messages import mark, msg
from innostrat.shell import options
from innostrat.shell.completing import grants
from innostrat.shell.days import FactDayOption, fact_day

if TYPE_CHECKING:
    from innostrat.files.yaml.editing import Put
    from innostrat.files.yaml.events import YamlValue
    from innostrat.language import Language
    from innostrat.model.grant import Grant


def run(  # noqa: PLR0913  (one parameter an option)
    portfolio: options.PortfolioArgument = None,
    *,
    grant: Annotated[
        str | None,
        typer.Option(metavar="ID", help=mark("Grant this application."), autocompletion=grants),
    ] = None,
    decline: Annotated[
        str | None,
        typer.Option(metavar="ID", help=mark("Decline this application."), autocompletion=grants),
    ] = None,
    learn: Annotated[
        str | None,
        typer.Option(
            metavar="ID", help=mark("Write down what this one taught."), autocompletion=grants
        ),
    ] = None,
    amount: Annotated[
        str | None, typer.Option(metavar="KRONER", help=mark("What is granted; else all of it."))
    ] = None,
    by: options.ByOption = None,
    because: Annotated[
        str | None, typer.Option(metavar="TEXT", help=mark("The reason, or what was learnt."))
    ] = None,
    day: FactDayOption = None,
    yes: options.YesOption = False,
    dry_run: options.DryRunOption = False,
    form: options.FormatOption = options.TableFormat.TERMINAL,
    output: options.OutputOption = None,
    lang: options.LangOption = None,
) -> int:
    """Print the pot and its applications, or decide on one; the pot is never overdrawn."""
    from innostrat.files.places import find_one
    from innostrat.workspace.changing import carry_out, changed, opened
    from innostrat.workspace.naming import meant

    wishes = {"granted": grant, "declined": decline, "learned": learn}
    given = {kind: id_ for kind, id_ in wishes.items() if id_ is not None}
    root = find_one(portfolio)
    if not given:
        return _show(root, form, output, lang)
    if len(given) > 1:
        raise CannotGoOnError(msg("Give one of --grant, --decline and --learn"))
    ((kind, id_),) = given.items()
    with opened(root, lang, write=not dry_run) as workspace:
        language = workspace.language(lang)
        known = {one.id: one for one in workspace.portfolio().grants}
        where = msg("`innostrat fund` shows them all")
        id_ = meant(id_, known, msg("There is no application {word}", word=id_), where)
        edits = _edits(known[id_], kind, (amount, by, because, day), language)
        change = changed(workspace, f"grants/{id_}.yaml", edits)
        carry_out(workspace, [change], language, yes=yes, dry_run=dry_run)
    return 0


def _show(
    root: Path, form: options.TableFormat, output: Path | None, lang: options.Lang | None
) -> int:
    from innostrat.reports.year import fund
    from innostrat.shell.delivery import deliver
    from innostrat.workspace.reading import unscored

    workspace, basis = unscored(root, None)
    pot = basis.portfolio.strategy.fund
    if pot is None:
        raise CannotGoOnError(msg("The strategy has no pot: write one under fund"))
    deliver(fund.report(basis, pot), workspace.language(lang), form, output)
    return 0


def _edits(
    one: Grant,
    kind: str,
    given: tuple[str | None, str | None, str | None, str | None],
    language: Language,
) -> list[Put]:
    from innostrat.authoring.answers import read_kroner
    from innostrat.authoring.verdicts import WHO, WHY
    from innostrat.files.yaml.editing import Put
    from innostrat.money import amount_text
    from innostrat.shell import asking

    amount, by, because, day = given
    if kind == "learned":
        question = msg("What was learnt, also if it did not work?")
        return [Put(("learned",), asking.text(because, "--because", question, language))]
    if one.decision is not None:
        raise CannotGoOnError(msg("{id} is decided already", id=one.id))
    decision: dict[str, YamlValue] = {"outcome": kind}
    if kind == "granted":
        decision["amount"] = read_kroner(amount) if amount else amount_text(one.amount)
    decision["by"] = asking.text(by, "--by", WHO, language)
    decision["date"] = fact_day(day, msg("Which day?"), language).isoformat()
    decision["because"] = asking.text(because, "--because", WHY, language)
    return [Put(("decision",), decision)]
