"""`innostrat carry-over`: opens the next round, a year on, with what was decided carried along."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Annotated

import typer

from innostrat.errors import CannotGoOnError
from innostrat.messages import Kroner, Listing, Percent, mark, msg, msgn
from innostrat.shell import options

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from innostrat.authoring.next_round import Prices
    from innostrat.files.writer import FileChange
    from innostrat.messages import Message
    from innostrat.model.portfolio import Portfolio
    from innostrat.model.project import Project
    from innostrat.model.round import Round
    from innostrat.parts import FrameInYear
    from innostrat.workspace.workspace import Workspace


def run(  # noqa: PLR0913  (one parameter an option)
    portfolio: options.PortfolioArgument = None,
    *,
    round_: options.RoundOption = None,
    new_id: Annotated[
        str | None,
        typer.Option("--id", metavar="NEW", help=mark("Its id; else the old one, a year on.")),
    ] = None,
    title: Annotated[
        str | None,
        typer.Option(metavar="TEXT", help=mark("Its title; else the old one, a year on.")),
    ] = None,
    price_growth: Annotated[
        str | None,
        typer.Option(
            metavar="PERCENT",
            help=mark("How much prices rise to its first year; else what the old round states."),
        ),
    ] = None,
    yes: options.YesOption = False,
    dry_run: options.DryRunOption = False,
    lang: options.LangOption = None,
) -> int:
    """Write the next round from a decided one, and say what has to be gone through by hand."""
    from innostrat.authoring.next_round import (
        a_year_on,
        lost_in_rounding,
        raised,
        rolled,
        round_edits,
    )
    from innostrat.baseline import decided_frames
    from innostrat.files.places import find_one
    from innostrat.files.writer import FileChange
    from innostrat.files.yaml.editing import edited
    from innostrat.loading.order import FieldOrder
    from innostrat.model.base import slugify
    from innostrat.model.round import Round
    from innostrat.shell.delivery import say
    from innostrat.workspace.changing import before, carry_out, opened

    with opened(find_one(portfolio), lang, write=not dry_run) as workspace:
        language = workspace.language(lang)
        content = workspace.portfolio()
        old = workspace.round(round_)
        decision = (content.decisions or {}).get(old.id)
        if decision is None:
            raise CannotGoOnError(msg("{round} is not decided: see innostrat decide", round=old.id))
        new = new_id or a_year_on(old.id, old)
        if new in content.rounds:
            raise CannotGoOnError(msg("There is a round {id} already: see --id", id=new))
        if new != slugify(new):
            raise CannotGoOnError(
                msg("{id} is no id for a new round: choose another with --id", id=new)
            )
        prices = _prices(price_growth, old)
        data = before(workspace, f"rounds/{old.id}.yaml")
        frames = decided_frames(content, old, decision)
        lost = lost_in_rounding(content, old, prices)
        made = raised(rolled(old, prices), lost)
        called = title or a_year_on(old.title, old)
        edits = list(round_edits(old, new, called, frames, prices, made))
        text = edited(f"rounds/{new}.yaml", data, edits, FieldOrder(Round))
        projects = list(_indexed(workspace, content, old, prices))
        changes = [*projects, FileChange(f"rounds/{new}.yaml", None, text)]
        carry_out(workspace, changes, language, yes=yes, dry_run=dry_run)
    for one in (*_told(prices, len(projects)), *_rounded(made, lost), *_left(content, old)):
        say(one, language)
    return 0


def _prices(stated: str | None, old: Round) -> Prices:
    """Return the step to the next price year, whose growth is an option's or the round's own."""
    from innostrat.authoring.next_round import Prices
    from innostrat.model.base import share_of

    new = old.prices + 1
    if stated is None:
        if new not in old.price_growth:
            raise CannotGoOnError(
                msg(
                    "Amounts would go from {old} to {new} prices: state how much prices rise, "
                    "{command} (such as KS's kommunal deflator)",
                    old=old.prices,
                    new=new,
                    command="--price-growth 3.2",
                )
            )
        return Prices(old.prices, old.price_growth[new])
    try:
        return Prices(
            old.prices, share_of(f"{stated.replace(',', '.').removesuffix('%').strip()} %")
        )
    except ValueError:
        raise CannotGoOnError(
            msg("{text} is no price growth: write --price-growth 3.2", text=stated)
        ) from None


def _refuse_twice(content: Portfolio, old: Round) -> None:
    """Refuse to index what a round that follows the old one has been indexed for already."""
    for one in content.rounds.values():
        if one.follows == old.id:
            raise CannotGoOnError(
                msg(
                    "{id} follows {round} already, and the projects are in its prices: state no "
                    "growth for another, {command}",
                    id=one.id,
                    round=old.id,
                    command="--price-growth 0",
                )
            )


def _indexed(
    workspace: Workspace, content: Portfolio, old: Round, prices: Prices
) -> Iterator[FileChange]:
    """Yield the projects that are in the new prices as they are then."""
    from innostrat.authoring.amounts import indexed_amounts
    from innostrat.workspace.changing import before, changed

    if prices.growth:
        _refuse_twice(content, old)
        for path in sorted(one for one in workspace.contents.broken if one.startswith("projects/")):
            before(workspace, path)  # what cannot be read cannot be indexed, and is said
    capacity = {frame.id for frame in old.frames if not frame.is_money}
    for id_, project in sorted(content.projects.items()) if prices.growth else ():
        if project.stopped is not None:
            continue
        path = f"projects/{id_}.yaml"
        data, index = before(workspace, path), _index_of(content, project, old, prices)
        edits = list(indexed_amounts(path, data, index, capacity, prices.index))
        if edits:
            yield changed(workspace, path, edits)


def _index_of(
    content: Portfolio, project: Project, old: Round, prices: Prices
) -> Callable[[int], Fraction]:
    """Return what a year's amounts are multiplied by: all of what competes, else those to come.

    What competes is in one year's prices, also where it was bound before and years were over.
    """
    from innostrat.prices import index_missed

    def index(year: int) -> Fraction:
        if project.stands and not project.is_bound:
            return prices.index * index_missed(content, project.id, old, year)
        return prices.index if year > old.years[0] else Fraction(1)

    return index


def _told(prices: Prices, projects: int) -> Iterator[Message]:
    """Yield what was indexed, from which prices to which."""
    if not prices.growth:
        yield msg(
            "Prices: {old} to {new} without growth, so no amount was indexed",
            old=prices.old,
            new=prices.new,
        )
        return
    yield msg(
        "Prices: from {old} to {new} with {growth}. Indexed: frames of money, {n} projects; "
        "opening budgets get it as deflator",
        old=prices.old,
        new=prices.new,
        growth=Percent(prices.growth, 2),
        n=projects,
    )
    yield msg(
        "• Look at grants that are fixed in kroner, and in the strategy at the fund and at scales "
        "in kroner: the fund and the scales were not indexed"
    )


def _rounded(made: Round, lost: Mapping[FrameInYear, int]) -> Iterator[Message]:
    """Yield which frames were made larger so that what is bound fits after rounding."""
    titles = {frame.id: frame.title for frame in made.frames}
    rows = [
        msg("{frame} in {year}: {amount}", frame=titles[id_], year=year, amount=Kroner(more))
        for (id_, year), more in lost.items()
    ]
    if rows:
        yield msg(
            "• Rounding to whole kroner alone made these frames too small for what is bound, and "
            "they are so much larger: {frames}",
            frames=Listing(tuple(rows), "; "),
        )


def _pot(content: Portfolio, old: Round) -> Iterator[Message]:
    """Yield what is left of the pot in the year that ends, and the year that it has nothing in."""
    from innostrat.pot import pot_years

    fund, year, last = content.strategy.fund, old.years[0], old.years[-1] + 1
    if fund is None:
        return
    left = {one.year: one.left for one in pot_years(fund, content.grants, old)}.get(year, 0)
    if left > 0 and fund.carry_over_unused:
        yield msg(
            "• {pot}: {left} of {year} is unused so far, and may be carried over to {next}",
            pot=fund.title,
            left=Kroner(left),
            year=year,
            next=year + 1,
        )
    elif left > 0:
        yield msg(
            "• {pot}: {left} of {year} is unused so far, and is not carried over; if it may be, "
            "write {example} under fund",
            pot=fund.title,
            left=Kroner(left),
            year=year,
            example="carry_over_unused: true",
        )
    if last - 1 in fund.amounts and last not in fund.amounts:
        yield msg(
            "• {pot} has nothing in {year}: write it under fund if it goes on",
            pot=fund.title,
            year=last,
        )


def _left(content: Portfolio, old: Round) -> Iterator[Message]:
    """Yield what a person has to look at: who is carried, who asks for a year that is over."""
    first = old.years[1] if len(old.years) > 1 else old.years[0] + 1
    standing = [one for one in content.projects.values() if one.stands]
    bound = [one for one in standing if one.is_bound]
    yield msg("Carried along as bound: {n} projects", n=len(bound))
    for one in standing:
        if not one.is_bound and one.first_year is not None and one.first_year < first:
            yield msg(
                "• {id} asks to start in {year}, which is over, and takes no part: stop it, or "
                "{command}",
                id=one.id,
                year=one.first_year,
                command=f"innostrat move {one.id} --start {first}",
            )
    last = old.years[-1]
    for one in bound:
        if any(
            max(cost.amounts) == last
            and cost.until is None
            and ((cost.lasts is None and len(cost.amounts) > 1) or cost.lasts is True)
            for cost in one.costs
        ):
            yield msg(
                "• {id} has costs to {last}: write those of {next} too if they go on",
                id=one.id,
                last=last,
                next=last + 1,
            )
    answered = {id_ for one in content.assessments if one.round == old.id for id_ in one.scores}
    if waiting := sum(one.id in answered and not one.is_bound for one in standing):
        yield msgn(
            "• What assessors answered on {n} project that competes is for {round}, and does not "
            "count in the new round: have it assessed anew, {command}",
            "• What assessors answered on {n} projects that compete is for {round}, and does not "
            "count in the new round: have them assessed anew, {command}",
            waiting,
            round=old.id,
            command="innostrat new assessment",
        )
    yield from _pot(content, old)
    if old.budgets:
        yield msg(
            "• The opening budgets are the new frames of {year}, as decided; look at the deflator "
            "of {next}",
            year=old.years[0],
            next=old.years[0] + 1,
        )
    yield msg("Next: innostrat validate, then innostrat prioritize")
