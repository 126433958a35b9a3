"""Rules about the codes of the accounts: those of the lines, by the lists of their years."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from innostrat.checks.rules.common import unknown
from innostrat.checks.rules.registry import Violation, rule
from innostrat.economy import yearly
from innostrat.findings import Severity
from innostrat.messages import Listing, msg

if TYPE_CHECKING:
    from collections.abc import Iterator

    from innostrat.model.codes import CodeList, Codes
    from innostrat.model.portfolio import Contents
    from innostrat.model.project import Project
    from innostrat.model.round import Round


class CodeUse(NamedTuple):
    """A code somewhere in a project: its path, the name of its list, and the years it is for."""

    path: tuple[str | int, ...]
    name: str
    code: str
    years: tuple[int, ...]


@rule(
    "D002",
    "unknown-list-of-codes",
    Severity.WARNING,
    title=msg("No list of codes has the name"),
    why=msg("The code would be in no column of the budget system, and nobody would see it there."),
    fix=msg("Correct the name, or add the list to the file of the year in codes/."),
    example="codes: {funskjon: 234}      # codes/2027.yaml has: funksjon",
)
def unknown_list_of_codes(project: Project, contents: Contents) -> Iterator[Violation]:
    """Look for names that none of the years' lists has."""
    for use, lists in _listed(project, contents):
        if all(use.name not in one.lists for one in lists):
            names = sorted({name for one in lists for name in one.lists})
            yield Violation(
                use.path,
                msg("There is no list of codes {name}", name=use.name),
                unknown(use.name, names),
                on_key=True,
            )


@rule(
    "D003",
    "code-of-wrong-length",
    Severity.WARNING,
    title=msg("The code has the wrong length"),
    why=msg("Budget systems refuse the row, often only when the file is imported."),
    fix=msg("Write the code as the list of the year has it, with its zeros in front."),
    example="codes: {funksjon: 34}      # three digits: 234",
)
def code_of_wrong_length(project: Project, contents: Contents) -> Iterator[Violation]:
    """Compare each code with the length that the list of its first such year states."""
    for use, lists in _listed(project, contents):
        for year in lists:
            found = year.lists.get(use.name)
            if found is not None and not _fits(use.code, found):
                yield Violation(
                    use.path,
                    msg(
                        "{code} has {n} characters, and {list} has {length} in {year}",
                        code=use.code,
                        n=len(use.code),
                        list=found.title,
                        length=found.length,
                        year=year.year,
                    ),
                    msg("Write it like {example}", example=_example(found)),
                )
                break


@rule(
    "D004",
    "code-not-in-that-year",
    Severity.WARNING,
    title=msg("The code is not among those of its year"),
    why=msg(
        "The lists change every year: a code that was right in the last budget may be gone from "
        "this one, and the row is refused or lands in a collective account."
    ),
    fix=msg("Choose a code of that year's list, or add it to the list if it has come since."),
    example="codes: {funksjon: 254}      # codes/2027.yaml: 257 and 258 in its place",
)
def code_not_in_that_year(project: Project, contents: Contents) -> Iterator[Violation]:
    """Look for codes that the list of one of their years does not have."""
    for use, lists in _listed(project, contents):
        for year in lists:
            found = year.lists.get(use.name)
            if found and found.codes and use.code not in found.codes and _fits(use.code, found):
                yield Violation(
                    use.path,
                    msg(
                        "{list} has no {code} in {year}",
                        list=found.title,
                        code=use.code,
                        year=year.year,
                    ),
                    unknown(use.code, found.codes),
                )
                break


@rule(
    "D005",
    "codes-of-another-year",
    Severity.ERROR,
    title=msg("The file of codes is named after another year"),
    why=msg("Lines would be compared with the lists of the wrong year."),
    fix=msg("Name the file after its year: codes/2027.yaml."),
    example="year: 2027      # in codes/2026.yaml",
)
def codes_of_another_year(contents: Contents) -> Iterator[Violation]:
    """Compare each file's name with the year that it gives."""
    for stem, entry in contents.codes.items():
        if stem != str(entry.item.year):
            yield Violation(
                ("year",),
                msg("The file is named {name}, and is of {year}", name=stem, year=entry.item.year),
                msg("Name it {example}", example=f"codes/{entry.item.year}.yaml"),
                entry,
            )


@rule(
    "D006",
    "codes-without-a-list",
    Severity.WARNING,
    title=msg("There is no list for the years of the code"),
    why=msg("Whether the code exists is then seen only when the budget system refuses it."),
    fix=msg("Add the year's lists to codes/, or accept the finding."),
    example="codes: {funksjon: 234}      # and no codes/2027.yaml",
)
def codes_without_a_list(project: Project, contents: Contents) -> Iterator[Violation]:
    """Look for the first code none of whose years has lists; says nothing while some are broken."""
    if contents.breaks_in("codes"):
        return
    known = {entry.item.year for entry in contents.codes.values()}
    use = next(
        (
            one
            for one in _uses(project, contents.latest_round)
            if one.years and not known & set(one.years)
        ),
        None,
    )
    if use is not None:
        years = Listing(use.years)
        yield Violation(
            use.path,
            msg("No codes are listed for {years}", years=years),
            msg("Add {example}", example=f"codes/{use.years[0]}.yaml"),
        )


def _fits(code: str, found: CodeList) -> bool:
    return found.length is None or len(code) == found.length


def _example(found: CodeList) -> str:
    """Return a code of the list, else one of its length."""
    return next(iter(found.codes), "1234567890"[: found.length or 3])


def _listed(project: Project, contents: Contents) -> Iterator[tuple[CodeUse, list[Codes]]]:
    """Yield each code with the lists of its years, the first year first, where there are any."""
    years = {entry.item.year: entry.item for entry in contents.codes.values()}
    for use in _uses(project, contents.latest_round) if years else ():
        lists = [years[year] for year in use.years if year in years]
        if lists:
            yield use, lists


def _uses(project: Project, round_: Round | None) -> Iterator[CodeUse]:
    """Yield the project's codes, which are for all its years, and those of each line."""
    lines = {
        (key, number): line
        for key in ("costs", "funding", "benefits")
        for number, line in enumerate(getattr(project, key))
        if project.codes or line.codes
    }
    years = {place: tuple(sorted(yearly(line, round_))) for place, line in lines.items()}
    of_all = tuple(sorted({year for some in years.values() for year in some}))
    for name, code in project.codes.items():
        yield CodeUse(("codes", name), name, code, of_all)
    for place, line in lines.items():
        for name, code in line.codes.items():
            yield CodeUse((*place, "codes", name), name, code, years[place])
