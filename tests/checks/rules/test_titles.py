"""Titles that mean the same are found, and those that differ in what matters are not."""

from __future__ import annotations

import pytest
from reading import BASE, case, findings_of


def ideas(*titles: str, extra: str = "") -> dict[str, bytes]:
    """Return the base with these ideas, i0, i1 and so on; `extra` is added to the last one."""
    files = case(BASE)
    for number, title in enumerate(titles):
        text = f"id: i{number}\ntitle: {title}\nreceived: 2026-01-01\nneed: X\n"
        files[f"ideas/i{number}.yaml"] = text.encode()
    files[f"ideas/i{len(titles) - 1}.yaml"] += extra.encode()
    return files


def codes(files: dict[str, bytes]) -> list[str]:
    return [one.code for one in findings_of(files)[1]]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ny brannstasjon", "ENDR Ny brannstasjon"),
        ("Ny brannstasjon", "Endret – ny brannstasjon"),
        ("Ny brannstasjon", "Ny brannstasjon (kopi)"),
        ("Ny brannstasjon", "NY  BRANNSTASJON!"),
        ("Digitalt tilsyn", '"Digitalt: tilsyn"'),
    ],
)
def test_case_marks_and_punctuation_make_no_other_title(one: str, other: str) -> None:
    assert codes(ideas(one, other)) == ["I006"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Digital hjemmeoppfølging av kronisk syke", "Digital hjemmeoppfølging for kronisk syke"),
        ("Digital hjemmeoppfølging av kronisk syke", "Kronisk syke på digital hjemmeoppfølging"),
        ("Smarte nøkkelbokser i hjemmetjenesten", "Smart nøkkelboks i hjemmetjenesten"),
        ("Digital byggesak", "Digital byggjesak"),
        ("Velkomstdag for nyansatte", "Felles velkomstdag for nyansatte"),
        ("Barnehagen for alle", "Barnehage for alle"),
    ],
)
def test_spelling_inflection_and_order_make_no_other_proposal(one: str, other: str) -> None:
    assert codes(ideas(one, other)) == ["I007"]
    assert codes(ideas(other, one)) == ["I007"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ny skole fase 1", "Ny skole fase 2"),
        ("Ny skole fase I", "Ny skole fase II"),
        ("Velferdsteknologi sone A", "Velferdsteknologi sone B"),
        ("Rehabilitering av Forset skole", "Rehabilitering av Follebu skole"),
        (
            "Digital oppfølging av kronisk syke i barnehagen",
            "Digital oppfølging av kronisk syke i barneskolen",
        ),
        ("Digitalt tilsyn om natten", "Digitalt tilsyn om dagen"),
        ("Kurs for ledere", "Kurs for lærere"),
        ("Endring av skoleruter", "Skoleruter i grendene"),
    ],
)
def test_another_place_number_or_group_is_another_proposal(one: str, other: str) -> None:
    assert codes(ideas(one, other)) == []


def test_what_says_how_it_belongs_together_is_no_duplicate() -> None:
    assert codes(ideas("Measures at home")) == ["I007"]
    assert codes(ideas("Measures at home", extra="promoted_to: home-care\n")) == []
    assert codes(ideas("Measure at home", extra="promoted_to: home-care\n")) == []


@pytest.mark.parametrize("key", ["replaces", "excludes", "requires"])
def test_linked_projects_are_no_duplicates(key: str) -> None:
    files = case(BASE)
    text = files["projects/home-care.yaml"].decode().replace("id: home-care", "id: again")
    files["projects/again.yaml"] = text.replace("at home\n", "at homes\n", 1).encode()
    assert codes(files) == ["I007"]
    files["projects/again.yaml"] += f"{key}: [home-care]\n".encode()
    assert codes(files) == []


def test_two_ideas_of_one_project_are_no_duplicates() -> None:
    promoted = "promoted_to: home-care\n"
    files = ideas("Quiet please", "Quiet, please", extra=promoted)
    assert codes(files) == ["I006"]
    files["ideas/i0.yaml"] += promoted.encode()
    assert codes(files) == []


def test_a_title_that_stands_three_times_is_told_of_twice() -> None:
    assert codes(ideas("Quiet please", "Quiet please", "Quiet please")) == ["I006", "I006"]
