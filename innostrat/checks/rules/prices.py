"""Rules about what kroner are: prices of which year, and value added tax."""

from __future__ import annotations

from typing import TYPE_CHECKING

from innostrat.checks.rules.registry import Violation, rule
from innostrat.findings import Severity
from innostrat.messages import Listing, msg
from innostrat.model.words import VatTreatment
from innostrat.prices import years_without_growth

if TYPE_CHECKING:
    from collections.abc import Iterator

    from innostrat.model.portfolio import Contents
    from innostrat.model.project import Project
    from innostrat.model.round import Round


@rule(
    "B012",
    "prices-without-index",
    Severity.ERROR,
    title=msg("Amounts are in prices of another year without an index"),
    why=msg(
        "A round that follows another counts changes from what was decided there, in the prices of "
        "that round. Without the growth between the two, rising prices look like new measures."
    ),
    fix=msg(
        "State the price growth of each year between them, such as KS's kommunal deflator, as "
        "innostrat carry-over does; or keep the price year of the round before."
    ),
    example="follows: hop-2027-2030      # in 2027 prices\nprice_year: 2028\n"
    "# price_growth: {2028: 3.2 %}",
)
def prices_without_index(round_: Round, contents: Contents) -> Iterator[Violation]:
    """Compare the price year of a round with that of the round before."""
    old = contents.rounds.get(round_.follows or "")
    if old is None:
        return
    before = old.item.prices
    missing = years_without_growth(round_, before)
    if not missing:
        return
    example = ", ".join(f"{year}: 3.2 %" for year in missing)
    backwards = round_.prices < before
    yield Violation(
        ("follows",) if round_.price_year is None else ("price_year",),
        msg(
            "{old} is in {before} prices and this in {now} prices, without the growth of {years}",
            old=old.item.id,
            before=before,
            now=round_.prices,
            years=Listing(missing),
        ),
        msg(
            "Write the price year of the round before, or a later one: {example}",
            example=f"price_year: {before}",
        )
        if backwards
        else msg("Write how much prices rose: {example}", example=f"price_growth: {{{example}}}"),
    )


@rule(
    "M506",
    "vat-without-rate",
    Severity.WARNING,
    title=msg("Value added tax is compensated, but nobody says how much"),
    why=msg(
        "What the state pays back is part of how an investment is financed. It cannot be reckoned "
        "without knowing whether amounts are including the tax, and its rate."
    ),
    fix=msg("State both in the round: vat and vat_rate."),
    example="# the round says nothing of vat\n"
    "costs:\n  - {title: Anlegg, frame: investering, amounts: {2027: 900 000}, vat: compensated}",
)
def vat_without_rate(project: Project, contents: Contents) -> Iterator[Violation]:
    """Look for compensated costs where the latest round states no basis or no rate."""
    round_ = contents.latest_round
    if round_ is None or not project.stands or (round_.vat and round_.vat_rate is not None):
        return
    example = "vat: included" if not round_.vat else "vat_rate: 25 %"
    for number, cost in enumerate(project.costs):
        if cost.vat is VatTreatment.COMPENSATED:
            yield Violation(
                ("costs", number, "vat"),
                msg("{round} does not say how its tax is reckoned", round=round_.id),
                msg("Write in the round, for example: {example}", example=example),
            )


@rule(
    "M507",
    "investment-silent-on-vat",
    Severity.WARNING,
    title=msg("An investment does not say what becomes of its value added tax"),
    why=msg(
        "The round says how its amounts stand to the tax. Whether the state pays it back decides "
        "how much is to be borrowed."
    ),
    fix=msg(
        "Write vat: compensated for most services, deducted in those that charge the tax "
        "themselves, such as water and sewage, or borne."
    ),
    example="# the round says vat: included\n"
    "costs:\n  - {title: Anlegg, frame: investering, amounts: {2027: 900 000}}",
)
def investment_silent_on_vat(project: Project, contents: Contents) -> Iterator[Violation]:
    """Look for investments without the key where the latest round states the basis."""
    round_ = contents.latest_round
    if round_ is None or round_.vat is None or not project.stands:
        return
    known = contents.frames
    for number, cost in enumerate(project.costs):
        if cost.vat is None and known.is_investment(cost.frame):
            yield Violation(
                ("costs", number, "title"),
                msg("{title} says nothing of value added tax", title=cost.title),
                msg("Write {example}", example="vat: compensated"),
            )


@rule(
    "M508",
    "capacity-with-kroner",
    Severity.ERROR,
    title=msg("Capacity has no value added tax, and no residual value in kroner"),
    why=msg("Hours and people are no kroner: the key would look as if it counted."),
    fix=msg("Remove the key, or name the frame of money that is meant."),
    example="costs:\n"
    "  - {title: Prosjektleder, frame: prosjektledelse, amounts: {2027: 0.5}, residual: 100 000}",
)
def capacity_with_kroner(project: Project, contents: Contents) -> Iterator[Violation]:
    """Look for keys about kroner on costs in frames of capacity."""
    known = contents.frames
    for number, cost in enumerate(project.costs):
        for key in ("vat", "residual"):
            if getattr(cost, key) is not None and known.is_money(cost.frame) is False:
                yield Violation(
                    ("costs", number, key),
                    msg("{frame} is a frame of capacity, and this is money", frame=cost.frame),
                    msg("Remove {key}", key=key),
                    on_key=True,
                )
