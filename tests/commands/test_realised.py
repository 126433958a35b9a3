"""Kroner that came beside those that were promised: by year, kind and service area, never mixed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pytest

if TYPE_CHECKING:
    from calling import Place

PROJECT: Final = "robothund"
BENEFITS: Final = """\
benefits:
  - title: Cheaper
    kind: budget
    committed: true
    frame: drift
    service_area: teknisk
    responsible: Somebody
    amounts: {2027: 100 000, 2028: 200 000}
  - {title: Hoped for, kind: budget, frame: drift, responsible: X, amounts: {2028: 70 000}}
  - {title: Avoided, kind: avoided_cost, responsible: X, amounts: {2027: 30 000}}
  - title: Hours
    kind: time
    responsible: X
    amounts: {2027: 500 000}
    baseline: {value: 9, date: 2026-01-01}
    target: {value: 5, date: 2027-12-31}
"""


@pytest.fixture
def promised(place: Place) -> Place:
    text = (place.small / f"projects/{PROJECT}.yaml").read_text("utf-8")
    bound = text.replace("focus_area:", "commitment: decided\nfocus_area:", 1)
    place.write(f"projects/{PROJECT}.yaml", bound.split("benefits:")[0] + BENEFITS)
    return place


def count(place: Place, benefit: str, year: str, kroner: str, day: str) -> int:
    wish = ("--benefit", benefit, "--year", year, "--kroner", kroner, "--date", day)
    return place("measure", PROJECT, *wish).code


def kroner(place: Place, title: str, *arguments: str) -> Any:  # noqa: ANN401  (what JSON holds)
    found = place.json("benefits", *arguments)["kroner"]
    return next(one for one in found if one["title"] == title)


def rows(place: Place, key: str) -> list[list[str]]:
    """Return the cells of a table of the follow-up on 1 February 2029."""
    text = place(
        "benefits", "--date", "2029-02-01", "--format", "markdown", "--lang", "en"
    ).out.split(f"## {key}")[1]
    lines = text.split("\n## ")[0].splitlines()
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if "|" in line]


def test_a_count_is_added_and_the_last_of_a_year_holds(promised: Place) -> None:
    assert count(promised, "Cheaper", "2027", "90 000", "2027-09-01") == 0
    assert kroner(promised, "Cheaper")["realised"] == {"2027": 90_000}
    assert count(promised, "Cheaper", "2027", "80000", "20.01.2028") == 0
    assert kroner(promised, "Cheaper")["realised"] == {"2027": 80_000}
    text = (promised.small / f"projects/{PROJECT}.yaml").read_text("utf-8")
    assert "- {year: 2027, amount: 80 000, date: 2028-01-20}" in text
    assert promised("validate").code == promised("validate", "--lang", "en").code


def test_a_year_is_late_when_it_is_over_and_nobody_counted(promised: Place) -> None:
    assert kroner(promised, "Cheaper", "--date", "2027-12-31")["late"] == []
    assert kroner(promised, "Cheaper", "--date", "2028-01-01")["late"] == [2027]
    assert count(promised, "Cheaper", "2027", "0", "2028-01-20") == 0
    assert kroner(promised, "Cheaper", "--date", "2028-02-01")["late"] == []


def test_promised_and_realised_stand_by_kind_and_are_never_added(promised: Place) -> None:
    """By hand: 80 of 100 and 230 of 200 are 310 of 300, 103 per cent; hours stay by themselves.

    Another project promises 250 that nobody has counted; what only competes promises nothing.
    """
    count(promised, "Cheaper", "2027", "80 000", "2028-01-20")
    count(promised, "Cheaper", "2028", "230 000", "2029-01-20")
    count(promised, "Hours", "2027", "400 000", "2028-01-20")
    found = rows(promised, "Promised and realised kroner, by kind of benefit")
    shown = "\n".join("|".join(row) for row in found).replace("\xa0", " ").replace("*", "")
    assert "promised|100|450|550\nrealised|80|230|310" in shown
    assert "80 %|115 %|103 %" in shown
    assert "promised|–|70|70\nrealised|–|–|–" in shown
    assert "promised|500|–|500\nrealised|400|–|400" in shown
    assert "promised|30|–|30\nrealised|–|–|–" in shown
    assert not any(row[0].lower() == "sum" for row in found)


def test_a_benefit_stands_in_its_own_budget(promised: Place) -> None:
    assert kroner(promised, "Cheaper")["service_area"] == "teknisk"
    assert kroner(promised, "Avoided")["service_area"] == "helse"


def test_what_a_stopped_project_still_promised_is_no_longer_promised(promised: Place) -> None:
    count(promised, "Cheaper", "2027", "80 000", "2028-01-20")
    path = promised.small / f"projects/{PROJECT}.yaml"
    path.write_text(path.read_text("utf-8") + "stopped: {date: 2028-02-01}\n", "utf-8")
    found = promised.json("benefits", "--date", "2029-02-01")["kroner"]
    assert [
        (one["title"], one["promised"], one["realised"])
        for one in found
        if one["project"] == PROJECT
    ] == [("Cheaper", {}, {"2027": 80_000})]


def test_quality_is_measured_and_not_counted_in_kroner(place: Place) -> None:
    wish = ("--year", "2028", "--kroner", "1", "--date", "2029-01-01", "--lang", "en")
    called = place("measure", "bestillingsbat", *wish)
    assert (called.code, called.err.count("\n")) == (2, 1)
    assert "--value" in called.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--year", "2027", "--date", "2028-01-01"), "--kroner"),
        (("--kroner", "1", "--date", "2028-01-01"), "--year"),
        (("--year", "2027", "--kroner", "1", "--value", "1", "--date", "2028-01-01"), "--value"),
        (("--year", "2028", "--kroner", "1", "--date", "2027-12-31"), "2028"),
        (("--year", "2027", "--kroner", "mye", "--date", "2028-01-01"), "--kroner"),
        (("--year", "20277", "--kroner", "1", "--date", "2028-01-01"), "--year"),
    ],
)
def test_a_wrong_count_is_refused_in_one_line(
    promised: Place, arguments: tuple[str, ...], said: str
) -> None:
    before = (promised.small / f"projects/{PROJECT}.yaml").read_bytes()
    called = promised("measure", PROJECT, "--benefit", "1", *arguments)
    assert (called.code, called.err.count("\n")) == (2, 1)
    assert said in called.err
    assert (promised.small / f"projects/{PROJECT}.yaml").read_bytes() == before


def test_a_section_of_the_papers_shows_it(promised: Place) -> None:
    count(promised, "Cheaper", "2027", "80 000", "2028-01-20")
    called = promised(
        "report", "-s", "realised", "-o", "r.md", "--date", "2029-02-01", "--lang", "en"
    )
    assert called.code == 0
    text = (promised.folder / "r.md").read_text("utf-8")
    assert "1 of 5 benefits that promise kroner have been counted in kroner." in text
    assert "LATE: 5 years that are over" in text


def test_a_promise_that_was_lowered_after_the_decision_is_told(place: Place) -> None:
    by = ("--body", "Council", "--date", "2026-12-17")
    assert place("decide", *by).code == 0
    told = "CHANGED since the decision: Digitalt tilsyn om natten was to save 250,000 kr in 2028, "
    told += "and its file says 90,000 kr."

    def shown() -> str:
        text = place("benefits", "--date", "2029-02-01", "--lang", "en").out
        return " ".join(text.replace("\xa0", " ").split())

    assert "CHANGED" not in shown()
    place.change("projects/digital-tilsyn.yaml", "2028: 250 000", "2028: 90 000")
    assert told in shown()


def test_what_only_competes_promises_nothing_yet(place: Place) -> None:
    def promised() -> set[str]:
        return {one["project"] for one in place.json("benefits")["kroner"]}

    assert "felles-vaktliste" not in promised()
    assert place("decide", "--body", "Council", "--date", "2026-12-17").code == 0
    assert "felles-vaktliste" in promised()


def test_what_was_decided_is_compared_in_the_prices_of_the_next_round(place: Place) -> None:
    """250 000 in 2028 are 257 750 with 3.1 per cent; the kroner of 2027 are those of 2027."""
    assert place("decide", "--body", "Council", "--date", "2026-12-17").code == 0
    assert place("carry-over", "--price-growth", "3.1").code == 0

    def shown() -> str:
        text = place("benefits", "--date", "2029-02-01", "--lang", "en").out
        return " ".join(text.replace("\xa0", " ").split())

    assert "CHANGED" not in shown()
    place.change("projects/digital-tilsyn.yaml", "2028: 257 750", "2028: 250 000")
    assert "was to save 257,750 kr in 2028, and its file says 250,000 kr." in shown()


def test_a_saving_that_lasts_is_promised_every_year_that_it_has(promised: Place) -> None:
    promised.change(
        f"projects/{PROJECT}.yaml",
        "amounts: {2027: 100 000, 2028: 200 000}",
        "amounts: {2027: 100 000, 2028: 200 000}\n    until: 2030",
    )
    found = kroner(promised, "Cheaper", "--date", "2031-02-01")
    assert found["promised"] == {"2027": 100_000} | dict.fromkeys(("2028", "2029", "2030"), 200_000)
    assert found["late"] == [2027, 2028, 2029, 2030]
