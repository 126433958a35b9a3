"""`fill`: what a project lacks is asked for, every answer is checked at once, and none is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pytest
from calling import STOP, answered
from openpyxl import load_workbook

from innostrat.authoring.answers import read_capacity, read_kroner, read_plain
from innostrat.authoring.filling.entries import spent_edits
from innostrat.errors import CannotGoOnError
from innostrat.files.yaml.document import parse, standing_at
from innostrat.files.yaml.editing import Add, Put, Remove

if TYPE_CHECKING:
    from pathlib import Path

    from calling import Place

BEGIN: Final = (
    *("--organisation", "Solvik kommune", "--title", "Strategi", "--focus-area", "Helse"),
    *("--service-area", "Omsorg", "--years", "2027-2028", "--plan", "HØP"),
    *("--frame", "Drift: 500 000", "--lang", "nb"),
)
DRAFT: Final = "id: bru\ntitle: Ny bru\nneed: {problem: Ingen bru.}   # fra innbyggerne\n"
ALL: Final = {
    "focus_area": "helse",
    "service_area": "omsorg",
    "need.kinds": "user, society",
    "goals.helse-1": "2",
    "scores.behov": "3",
    "scores.rekkevidde": "900 / tydelig",
    "scores.gjennomforbarhet": "4",
    "costs.drift": "200' / 0,1 mill",
    "innovation.new_for_us": "Bru over / under elva",
    "innovation.break_with": "Ferga",
    "champion": "Teknisk sjef",
    "alignment.owner": "Kommunedirektøren",
    "alignment.date": "15.5.2026",
    "team": "Byggeleder / 50 %",
    "alternatives": "Ferga går videre",
    "benefits": "Kortere vei / quality / Teknisk sjef",
    "risks": "Flom / 2 / 5",
    "partners": "inhabitants / Grendelaget",
}


@pytest.fixture
def file(place: Place) -> Path:
    """Return a draft in a new portfolio."""
    assert place("init", "p", *BEGIN).code == 0
    found = place.folder / "p" / "projects" / "bru.yaml"
    found.parent.mkdir()
    found.write_text(DRAFT, encoding="utf-8")
    return found


def value(file: Path) -> Any:  # noqa: ANN401  (whatever the file says)
    document, findings = parse("file.yaml", file.read_bytes())
    assert not findings
    assert document is not None
    return document.value


def given(**more: str) -> list[str]:
    return [part for key, text in (ALL | more).items() for part in ("--set", f"{key}={text}")]


def test_options_say_everything_in_one_go(place: Place, file: Path) -> None:
    called = place("fill", "bru", "p", *given())
    assert called.code == 0
    assert value(file) == {
        "id": "bru",
        "title": "Ny bru",
        "focus_area": "helse",
        "service_area": "omsorg",
        "need": {"problem": "Ingen bru.", "kinds": ["user", "society"]},
        "innovation": {"new_for_us": "Bru over / under elva", "break_with": "Ferga"},
        "alternatives": [{"title": "Ferga går videre", "zero": "true"}],
        "champion": "Teknisk sjef",
        "team": [{"role": "Byggeleder", "share": "50 %"}],
        "alignment": {"owner": "Kommunedirektøren", "date": "2026-05-15"},
        "partners": [{"kind": "inhabitants", "who": "Grendelaget"}],
        "goals": [{"goal": "helse-1", "contribution": "2"}],
        "scores": {
            "behov": "3",
            "rekkevidde": {"people": "900", "change": "tydelig"},
            "gjennomforbarhet": "4",
        },
        "costs": {"drift": {"2027": "200 000", "2028": "100 000"}},
        "benefits": [{"title": "Kortere vei", "kind": "quality", "responsible": "Teknisk sjef"}],
        "risks": [{"title": "Flom", "likelihood": "2", "impact": "5"}],
    }
    assert "# fra innbyggerne" in file.read_text("utf-8")
    assert place.json("validate", "p")["findings"] == []
    assert place("fmt", "--check", "p").code == 0
    assert "lacks nothing" in place("fill", "bru", "p", "--lang", "en").err


def test_a_dry_run_shows_the_change_and_writes_nothing(place: Place, file: Path) -> None:
    called = place("fill", "bru", "p", "--set", "champion=Teknisk sjef", "--dry-run")
    assert (called.code, "+champion: Teknisk sjef" in called.out) == (0, True)
    assert file.read_text("utf-8") == DRAFT


def test_a_script_is_told_everything_that_is_missing_at_once(place: Place, file: Path) -> None:
    called = place("fill", "bru", "p", "--lang", "en")
    assert (called.code, called.err.count("\n")) == (2, 1)
    keys = (
        "focus_area=helse",
        "goals.helse-1=1|2|3",
        "scores.behov=1|2|3|4",
        "scores.rekkevidde=… / litt|tydelig|helt",
        "costs.drift=… / …",
        "risks=… / 1|2|3|4|5 / 1|2|3|4|5",
    )
    assert [key for key in keys if key not in called.err] == []
    assert file.read_text("utf-8") == DRAFT


def test_all_answers_that_cannot_stand_are_named_at_once_and_nothing_is_written(
    place: Place, file: Path
) -> None:
    wrong = given(champoin="X", **{"scores.behov": "9", "costs.drift": "1.500", "team": " / 5 %"})
    called = place("fill", "bru", "p", *wrong)
    assert called.code == 2
    for key in ("champoin=X", "scores.behov=9", "costs.drift=1.500", "team="):
        assert key in called.err
    assert file.read_text("utf-8") == DRAFT


def test_an_answer_that_would_be_an_error_is_refused(place: Place, file: Path) -> None:
    called = place("fill", "bru", "p", "--set", "requires=bro", "--set", "champion=Ola 01017012345")
    assert called.code == 2
    assert file.read_text("utf-8") == DRAFT


@pytest.mark.parametrize(
    ("answer", "amounts"),
    [
        # A part that is empty is nothing.
        ("costs.drift=1 mill / 200'", {"2027": "1 000 000", "2028": "200 000"}),
        ("costs.drift= / 200 000", {"2028": "200 000"}),
        ("costs.drift.2028=200 000", {"2027": "5", "2028": "200 000"}),
    ],
)
@pytest.mark.parametrize(
    ("written", "at"),
    [
        (
            "costs:\n  - {title: Bru, frame: drift, amounts: {2027: 5}, lasts: 9 years}",
            ("costs", 0, "amounts"),
        ),
        (
            "costs:\n  - frame: drift\n    amounts:\n      2027: 5",
            ("costs", 0, "amounts"),
        ),
        ("costs: {drift: {2027: 5}}", ("costs", "drift")),
    ],
)
def test_what_a_project_uses_of_a_frame_is_changed_where_it_stands(
    place: Place, file: Path, written: str, at: tuple[Any, ...], answer: str, amounts: object
) -> None:
    file.write_text(f"{DRAFT}{written}\n", encoding="utf-8")
    before = value(file)
    assert place("fill", "bru", "p", "--set", answer).code == 0
    after = value(file)
    assert standing_at(after, at) == amounts
    standing: Any = standing_at(after, at[:-1])
    standing[at[-1]] = standing_at(before, at)
    assert after == before  # and nothing else is another


def test_a_frame_that_a_list_does_not_use_yet_gets_a_line_of_its_own() -> None:
    line = {"title": "Leder", "frame": "ledelse", "amounts": {"2027": "0.5"}}
    edits = spent_edits({"costs": [line]}, "drift", {2027: None, 2028: "200 000"})
    assert edits == [Add(("costs",), {"frame": "drift", "amounts": {"2028": "200 000"}})]


def test_years_of_other_rounds_keep_what_they_hold() -> None:
    written = {"costs": {"drift": {"2026": "9", "2027": "5"}}}
    edits = spent_edits(written, "drift", {2027: None, 2028: "7"})
    assert edits == [Put(("costs", "drift", "2028"), "7"), Remove(("costs", "drift", "2027"))]


@pytest.mark.parametrize("answer", ["costs.drift=7", "costs.drift.2027=7"])
def test_which_of_two_lines_of_a_frame_is_meant_is_not_guessed(
    place: Place, file: Path, answer: str
) -> None:
    lines = "".join(f"  - {{title: {one}, frame: drift, amounts: {{2027: 5}}}}\n" for one in "AB")
    file.write_text(f"{DRAFT}costs:\n{lines}", encoding="utf-8")
    before = file.read_bytes()
    called = place("fill", "bru", "p", "--set", answer, "--lang", "en")
    assert (called.code, called.err.count("\n")) == (2, 1)
    assert "2 entries of costs have frame: drift" in called.err
    assert file.read_bytes() == before


@pytest.mark.parametrize(
    ("answer", "key", "more"),
    [
        (
            "benefits=kortere vei / time / Rektor",
            "benefits",
            {"kind": "time", "responsible": "Rektor"},
        ),
        ("risks=Flom / 1 / 4", "risks", {"likelihood": "1", "impact": "4"}),
        ("team=Byggeleder / 60 %", "team", {"share": "60 %"}),
        ("partners=business / Grendelaget", "partners", {"kind": "business"}),
        ("alternatives=Ny ferge", "alternatives", {"title": "Ny ferge"}),
        ("goals.helse-1=1", "goals", {"contribution": "1"}),
    ],
)
def test_an_entry_that_is_there_is_changed_and_not_said_twice(
    place: Place, file: Path, answer: str, key: str, more: dict[str, str]
) -> None:
    assert place("fill", "bru", "p", *given()).code == 0
    before = value(file)
    assert place("fill", "bru", "p", "--set", answer).code == 0
    assert value(file) == before | {key: [before[key][0] | more]}


def test_an_unknown_project_is_named(place: Place, file: Path) -> None:
    assert file.exists()
    called = place("fill", "bro", "p", "--set", "champion=X")
    assert (called.code, "bro" in called.err) == (2, True)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("200 000", "200 000"),
        ("450000", "450 000"),
        ("1,2 mill", "1 200 000"),
        ("1,2 mill. kr", "1 200 000"),
        ("1.2 MNOK", "1 200 000"),
        ("200'", "200 000"),
        ("200 TNOK", "200 000"),
        ("kr 200 000,-", "200 000"),
        ("200 000 kroner", "200 000"),
        ("1,125 mill", "1 125 000"),
        ("0", "0"),
        ("1 mrd", "1 000 000 000"),
    ],
)
def test_kroner_are_read_as_people_write_them(text: str, expected: str) -> None:
    assert read_kroner(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "1.500",
        "1.125 mill",
        "1,23456789 mill",
        "20 00",
        "-5",
        "ti",
        "5 årsverk",
        "0,5",
        "",
        "9 billion",
    ],
)
def test_what_may_be_two_amounts_or_none_is_refused(text: str) -> None:
    with pytest.raises(CannotGoOnError):
        read_kroner(text)


def test_a_comma_before_decimals_of_a_capacity_and_a_norwegian_day_are_read() -> None:
    assert read_capacity("1,5") == "1.5"
    assert read_plain(" 15.5.2026 ") == "2026-05-15"
    assert read_plain("15.5.2026 i salen") == "15.5.2026 i salen"


PERSON: Final = ["2", "helze", "1", "1", "user", "1", "2", "8", "3", "900", "2", "4"]


@pytest.mark.posix
def test_a_person_is_asked_again_and_what_was_answered_before_a_stop_is_kept(
    place: Place, file: Path
) -> None:
    shown = answered(place.folder, ["fill", "bru", "p", "--lang", "en"], [*PERSON, STOP, "yes"]).out
    assert "2 is not one of the choices" in shown
    assert "Did you mean helse?" in shown
    assert "8 is not one of the choices" in shown
    assert "3  Det er dokumentert med tall" in shown
    assert "This is what you have answered" in shown
    found = value(file)
    assert (found["focus_area"], found["need"]["kinds"]) == ("helse", ["user"])
    assert found["scores"]["rekkevidde"] == {"people": "900", "change": "tydelig"}
    assert found["scores"]["gjennomforbarhet"] == "4"
    assert "costs" not in found


@pytest.mark.posix
def test_who_says_no_gets_the_answers_as_a_command(place: Place, file: Path) -> None:
    answers = ["1", STOP, "no"]
    shown = answered(place.folder, ["fill", "bru", "p", "--lang", "en"], answers).out
    assert "innostrat fill bru p --set focus_area=1" in shown
    assert file.read_text("utf-8") == DRAFT


def test_a_new_project_takes_its_answers_at_once_and_keeps_no_comment_of_what_is_filled_in(
    place: Place, file: Path
) -> None:
    new = ("new", "project", "p", "--title", "Ny vei", "--need", "Ingen vei", "--focus-area")
    assert place(*new, "helse", *given()[4:]).code == 0
    text = (file.parent / "ny-vei.yaml").read_text("utf-8")
    assert value(file.parent / "ny-vei.yaml")["costs"] == value_of_all()
    for gone in (
        "# champion: …",
        "# scores:",
        "#   drift: {2027: ",
        "Rollen som driver prosjektet",
    ):
        assert gone not in text
    assert "# summary: …" in text
    assert place("fmt", "--check", "p").code == 0


def value_of_all() -> dict[str, dict[str, str]]:
    return {"drift": {"2027": "200 000", "2028": "100 000"}}


def test_a_new_project_with_an_answer_that_cannot_stand_is_not_written(
    place: Place, file: Path
) -> None:
    new = ("new", "project", "p", "--title", "Ny vei", "--need", "Ingen vei")
    assert place(*new, "--set", "scores.behov=9").code == 2
    assert not (file.parent / "ny-vei.yaml").exists()
    idea = ("new", "idea", "p", "--title", "A", "--need", "B", "--date", "1.2.2026")
    assert place(*idea, "--set", "scores.behov=3").code == 2


@pytest.mark.posix
def test_a_person_with_a_new_project_is_offered_the_questions(place: Place, file: Path) -> None:
    arguments = ["new", "project", "p", "--title", "Ny vei", "--need", "Ingen vei", "--lang", "en"]
    answered(place.folder, arguments, ["1", "1", "y", "yes", "society", STOP, "yes"])
    found = value(file.parent / "ny-vei.yaml")
    assert (found["focus_area"], found["need"]["kinds"]) == ("helse", ["society"])


def test_a_comment_of_what_an_import_left_open_goes_when_it_is_filled_in(place: Place) -> None:
    assert place("init", "p", *BEGIN).code == 0
    table = place.folder / "tiltak.csv"
    table.write_text("Tittel;Behov\nNy ferge;Ingen ferge\n", encoding="utf-8")
    called = place("import", str(table), "p", "--kind", "project", "--yes")
    file = place.folder / "p" / "projects" / "ny-ferge.yaml"
    assert "# focus_area: …" in file.read_text("utf-8"), called
    assert place("fill", "ny-ferge", "p", "--set", "focus_area=helse").code == 0
    written = file.read_text("utf-8")
    assert "# focus_area" not in written
    assert "# service_area: …" in written


@pytest.mark.parametrize("word", ["bru", "br", "Ny bru", "ny b"])
def test_a_project_is_named_by_the_beginning_of_its_id_or_title(
    place: Place, file: Path, word: str
) -> None:
    assert place("fill", word, "p", "--set", "champion=Teknisk sjef").code == 0
    assert value(file)["champion"] == "Teknisk sjef"
    made = place.folder / "form.xlsx"
    assert place("form", "p", "-o", str(made), "--project", word).code == 0
    assert "Prosjekt bru" in load_workbook(made).sheetnames


def test_a_word_that_may_be_several_projects_is_refused_with_them(place: Place, file: Path) -> None:
    other = DRAFT.replace("bru", "brygge")
    file.with_name("brygge.yaml").write_text(other, encoding="utf-8")
    for call in (("fill", "br", "p"), ("form", "p", "-o", "x.xlsx", "--project", "br")):
        called = place(*call)
        assert (called.code, called.err.count("\n")) == (2, 1)
        assert "bru, brygge" in called.err
