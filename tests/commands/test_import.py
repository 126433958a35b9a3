"""A messy table becomes ideas: what is certain is read, the rest is named by its cell."""

from __future__ import annotations

import json
import re
import shutil
from csv import writer
from io import BytesIO, StringIO
from typing import TYPE_CHECKING

import messy
import pytest
from xlsxwriter import Workbook

from innostrat.checks.run import check
from innostrat.files.source import read_folder
from innostrat.loading.load import load

if TYPE_CHECKING:
    from pathlib import Path

    from calling import Place

    from innostrat.findings import Finding
    from innostrat.model.idea import Idea
    from innostrat.model.portfolio import Contents

DAY = ("--date", "2026-11-01")


@pytest.fixture
def form(place: Place) -> Path:
    path = place.folder / "form.xlsx"
    path.write_bytes(messy.workbook())
    return path


def read(place: Place) -> dict[str, Idea]:
    """Return the ideas as they are read from their files."""
    contents, _ = load(read_folder(place.small, "small"))
    assert contents.broken == frozenset()
    return {id_: entry.item for id_, entry in contents.ideas.items()}


def ideas(place: Place) -> set[str]:
    return {path.stem for path in (place.small / "ideas").iterdir()}


def test_all_columns_that_are_not_known_are_asked_for_at_once(place: Place) -> None:
    table = place.folder / "ideas.csv"
    table.write_text("What is it called?;What is hard?\nA bench;Nowhere to sit\n", "utf-8")
    called = place("import", str(table), *DAY, "--lang", "en")
    assert (called.code, called.out) == (2, "")
    assert "No column is known as title, need: " in called.err
    assert "--column title=HEADING --column need=HEADING" in called.err


def test_a_trial_writes_nothing_and_names_every_cell_in_doubt(place: Place, form: Path) -> None:
    before = ideas(place)
    called = place("import", str(form), *DAY, "--format", "json")
    assert called.code == 1
    assert ideas(place) == before
    for cell in ('"F4"', '"C8"', '"F11"', '"G12"', '"I3"'):
        assert f'"cell": {cell}' in called.out
    found = json.loads(called.out)
    assert found["left_out"] == ["Starttidspunkt", "E-post", "Navn"]
    assert found["cells"]["filled"] == found["cells"]["taken"] + found["cells"]["named"]
    assert '"skipped": 2' in called.out


def test_what_is_written_is_what_the_cells_say(place: Place, form: Path) -> None:
    assert place("import", str(form), *DAY, "--write").code == 1
    assert place("validate").code == 0
    found = place.json("show", "felles-lanebank-for-sportsutstyr")["idea"]
    assert found["title"] == "Felles lånebank for sportsutstyr"
    assert found["need"] == "Behov 2: ca. 200 tusen, 1 250 000,50 kr"
    assert found["suggestion"] == "Gjør det\nsnart"
    assert (found["received"], found["source"]) == ("2026-03-03", None)
    assert found["focus_area"] == "hverdag"
    assert place.json("show", "ide-nummer-8")["idea"]["received"] == "2026-04-03"
    assert place.json("show", "ide-nummer-7")["idea"]["received"] == "2026-11-01"
    assert place.json("show", "ide-nummer-12")["idea"]["suggestion"] == "=1+1"


def test_two_ideas_alike_are_shown_and_both_kept(place: Place, form: Path) -> None:
    called = place("import", str(form), *DAY, "--lang", "en", "--format", "csv")
    line = next(one for one in called.out.splitlines() if "Felles lånebank" in one)
    assert "lanebank-for-sportsutstyr" in line
    place("import", str(form), *DAY, "--write")
    assert {"endr-sykkelparkering-ved-skolen", "sykkelparkering-ved-skolen"} <= ideas(place)


def test_one_idea_can_be_left_out(place: Place, form: Path) -> None:
    place("import", str(form), *DAY, "--write", "--skip", "nattbuss-i-helgene")
    assert "nattbuss-i-helgene" not in ideas(place)
    assert place("import", str(form), *DAY, "--write", "--only", "nobody").code == 2


def test_a_mapping_is_kept_and_used_again(place: Place) -> None:
    table = place.folder / "ideas.csv"
    table.write_text("Navnet;Hvorfor\nBenk;Ingen hvile\n", encoding="cp1252")
    mapping = place.folder / "map.yaml"
    columns = ("--column", "title=Navnet", "--column", "need=Hvorfor")
    assert (
        place("import", str(table), *DAY, *columns, "--mapping", str(mapping), "--write").code == 0
    )
    assert "title: Navnet" in mapping.read_text("utf-8")
    (place.small / "ideas" / "benk.yaml").unlink()
    assert place("import", str(table), *DAY, "--mapping", str(mapping), "--write").code == 0
    assert place.json("show", "benk")["idea"]["need"] == "Ingen hvile"


def test_a_mapping_that_is_there_is_only_read_and_a_trial_makes_none(place: Place) -> None:
    table = place.folder / "ideas.csv"
    table.write_text("Navnet;Hvorfor\nBenk;Ingen hvile\n", encoding="cp1252")
    mapping = place.folder / "map.yaml"
    columns = ("--column", "title=Navnet", "--column", "need=Hvorfor", "--mapping", str(mapping))
    for trial in ((), ("--dry-run",), ("--dry-run", "--yes")):
        place("import", str(table), *DAY, *columns, *trial)
        assert not mapping.exists()
    assert place("import", str(table), *DAY, *columns, "--yes").code == 0
    mapping.write_text(mapping.read_text("utf-8") + "# from the form of 2026\n", encoding="utf-8")
    kept = mapping.read_bytes()
    for trial in ((), ("--dry-run",), ("--yes",)):  # the row is there already: nothing to agree to
        place("import", str(table), *DAY, *columns, *trial)
        assert mapping.read_bytes() == kept
    mapping.unlink()
    place("import", str(table), *DAY, *columns)
    assert not mapping.exists()


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_a_round_trip_loses_nothing(place: Place, form: Path, ending: str) -> None:
    chosen = () if ending == "xlsx" else ("--skip", "ide-nummer-12")  # a formula in CSV
    place("import", str(form), *DAY, "--write", *chosen)
    place("judge", "nattbuss-i-helgene", "--outcome", "declined", "--by", "Rådet",
          "--because", "For dyrt; nå", "--date", "2026-11-02")  # fmt: skip
    before = read(place)
    table = place.folder / f"out.{ending}"
    assert place("export", "-o", str(table)).code == 0
    shutil.rmtree(place.small / "ideas")
    assert place("import", str(table), "--write").code == 0
    assert read(place) == before


def test_text_that_csv_would_make_a_formula_is_not_exported_to_it(place: Place, form: Path) -> None:
    place("import", str(form), *DAY, "--write")
    assert place("export", "-o", str(place.folder / "out.csv")).code == 2


def test_an_issue_form_is_one_idea(place: Place) -> None:
    path = place.folder / "issue.md"
    path.write_text(
        "### Tittel\n\nBenk ved elva\n\n### Behov\n\nIngen hvile\n\n### Kilde\n\n_No response_\n",
        encoding="utf-8",
    )
    assert place("import", str(path), *DAY, "--write").code == 0
    found = place.json("show", "benk-ved-elva")["idea"]
    assert (found["need"], found["source"]) == ("Ingen hvile", None)


def test_a_sheet_is_chosen_where_there_are_several(place: Place) -> None:
    stream = BytesIO()
    book = Workbook(stream, {"in_memory": True})
    book.add_worksheet("Notes").write_string(0, 0, "nothing here")
    data = book.add_worksheet("Svar")
    for line, row in enumerate((("Tittel", "Behov"), ("Benk", "Hvile"))):
        for column, text in enumerate(row):
            data.write_string(line, column, text)
    book.close()
    path = place.folder / "several.xlsx"
    path.write_bytes(stream.getvalue())
    called = place("import", str(path), *DAY)
    assert (called.code, "Svar" in called.err) == (2, True)
    assert place("import", str(path), *DAY, "--sheet", "Notes").code == 2
    assert place("import", str(path), *DAY, "--sheet", "Svar", "--write").code == 0
    assert place.json("show", "benk")["idea"]["need"] == "Hvile"


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.xlsx", b"no workbook"), ("a.pdf", b"x"), ("a.csv", b""), ("a.md", b"no heading")],
)
def test_another_file_is_refused_in_one_line(place: Place, name: str, content: bytes) -> None:
    path = place.folder / name
    path.write_bytes(content)
    called = place("import", str(path), *DAY)
    assert (called.code, called.err.count("\n")) == (2, 1)


@pytest.mark.parametrize(
    "text", ["<script>x</script>", "=cmd|' /C calc'!A0", "a: b # c", "- x\n- y"]
)
def test_hostile_cells_stay_text(place: Place, text: str) -> None:
    stream = StringIO()
    writer(stream, delimiter=";").writerows([["title", "need"], ["A title", text]])
    path = place.folder / "hostile.csv"
    path.write_text(stream.getvalue(), encoding="utf-8", newline="")
    assert place("import", str(path), *DAY, "--write").code == 0
    assert place.json("show", "a-title")["idea"]["need"] == text


PROJECTS = """\
Tiltak;Behov;Hovedsatsning;Ramme;Kostnad 2027;Kostnad 2028 (1000 kr);Kostnad 2035
Ny båt;Gammel båt;Hverdagen;drift;1 250 000 kr;450;
ENDR Brygge;Råte;;investering;1 250 000,50 kr;;
Fyrlykt;Mørkt;;drift;ca. 200 tusen;1.250;7
Navar;Ingen;;vann;100 000;;
;Uten navn;;drift;1;;
"""


def test_projects_come_with_costs_that_are_certain_and_no_others(place: Place) -> None:
    path = place.folder / "projects.csv"
    path.write_text(PROJECTS, encoding="utf-8")
    called = place("import", str(path), "--kind", "project", "--format", "json", "--lang", "en")
    assert called.code == 1
    found = json.loads(called.out)
    assert [one["cell"] for one in found["problems"]] == ["E3", "E4", "F4", "D5", "A6"]
    assert [one["id"] for one in found["items"]] == ["ny-bat"]
    assert place("import", str(path), "--kind", "project", "--write").code == 1
    boat = place.json("show", "ny-bat")["project"]
    assert boat["costs"][0]["frame"] == "drift"
    assert boat["costs"][0]["amounts"] == {"2027": 1_250_000, "2028": 450_000}
    assert boat["need"]["problem"] == "Gammel båt"
    for id_ in ("endr-brygge", "fyrlykt", "navar"):
        assert not (place.small / "projects" / f"{id_}.yaml").exists()


def test_a_form_that_has_grown_is_read_again_without_copies(place: Place) -> None:
    path = place.folder / "form.xlsx"
    path.write_bytes(messy.workbook(20))
    place("import", str(path), *DAY, "--write")
    before = read(place)
    response = before["nattbuss-i-helgene"].response
    assert response is not None
    assert response.number == "6"
    path.write_bytes(messy.workbook(24))
    trial = json.loads(place("import", str(path), *DAY, "--format", "json").out)
    assert [one["id"] for one in trial["items"]] == [f"ide-nummer-{n}" for n in range(21, 25)]
    assert len(trial["known"]) == 18
    place("import", str(path), *DAY, "--write")
    after = read(place)
    assert {id_: after[id_] for id_ in before} == before
    assert len(after) == len(before) + 4


LONG = "Et ord til. " * 2_000


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("Benk;" + LONG, "20"),
        ("Benk;Ring 12345678901 eller skriv til 01019030071", ""),
        ("Benk;Hvile;;", ""),
    ],
)
def test_a_trial_refuses_what_writing_would(place: Place, row: str, said: str) -> None:
    path = place.folder / "a.csv"
    path.write_text(f"Tittel;Behov\nStol;Sitte\nBord;Spise\n{row}\n", encoding="utf-8")
    trial = json.loads(place("import", str(path), *DAY, "--format", "json").out)
    titles = [one["id"] for one in trial["items"]]
    called = place("import", str(path), *DAY, "--write", "--lang", "en")
    wrote = [f"Wrote portfolios/small/ideas/{one}.yaml" for one in sorted(titles)]
    assert sorted(one for one in called.err.splitlines() if one.startswith("Wrote")) == wrote
    assert said in called.out + called.err
    assert place("validate").code == 0


def test_a_long_title_gets_an_id_that_may_be_written(place: Place) -> None:
    title = "Et langt navn på en idé som ingen kan huske når de har lest det til slutten av linja"
    path = place.folder / "a.csv"
    path.write_text(f"Tittel;Behov\n{title};a\n{title};b\n{title};c\n", encoding="utf-8")
    assert place("import", str(path), *DAY, "--write").code == 0
    assert max(map(len, ideas(place))) <= 80
    assert len([one for one in read(place).values() if one.title == title]) == 3


def test_letters_of_all_norwegian_languages_stay(place: Place) -> None:
    path = place.folder / "a.csv"
    sami, apart = "Čáhcesuolu ŋ đ ŧ ž š", "Bla\u030a ba\u030at"
    path.write_text(f"Tittel;Behov\n{sami};a\n{apart};b\n", encoding="utf-8")
    assert place("import", str(path), *DAY, "--write").code == 0
    found = read(place)
    assert found["cahcesuolu-n-d-t-z-s"].title == sami
    assert found["bla-bat"].title == "Blå båt"


def test_an_american_day_is_decided_by_its_column_or_told(place: Place) -> None:
    path = place.folder / "a.csv"
    text = "Tittel;Behov;Completion time\nBenk;Hvile;2/3/2026 10:33 AM\n"
    path.write_text(text, encoding="utf-8")
    called = place("import", str(path), *DAY, "--lang", "en", "--format", "csv")
    assert "may be" in called.out
    path.write_text(text + "Stol;Sitte;2/14/2026 9:00 AM\n", encoding="utf-8")
    assert place("import", str(path), *DAY, "--write").code == 0
    assert read(place)["benk"].received.isoformat() == "2026-02-03"


def test_phone_numbers_and_names_are_shown_before_they_are_written(place: Place) -> None:
    path = place.folder / "a.csv"
    path.write_text("Tittel;Behov\nBenk;Ring Kari Nordmann på 412 34 567\n", encoding="utf-8")
    called = place("import", str(path), *DAY, "--lang", "en", "--format", "csv")
    assert "A phone number" in called.out
    assert "a person's name?" in called.out


def test_a_long_text_is_written_so_that_a_diff_can_show_it(place: Place) -> None:
    path = place.folder / "a.csv"
    need = "Et ord til. " * 40 + "\n\n- ett\n- to: tre # fire"
    path.write_text(f'Tittel;Behov\nBenk;"{need}"\n', encoding="utf-8")
    assert place("import", str(path), *DAY, "--write").code == 0
    text = (place.small / "ideas" / "benk.yaml").read_text("utf-8")
    assert max(map(len, text.splitlines())) <= 110
    assert read(place)["benk"].need == need.replace(". \n", ".\n")


def test_another_sheet_and_hidden_rows_are_told(place: Place) -> None:
    from openpyxl import Workbook as OtherBook  # noqa: PLC0415

    book = OtherBook()
    page = book.active
    assert page is not None
    for row in (("Tittel", "Behov"), ("Benk", "Hvile"), ("Stol", "Sitte")):
        page.append(row)
    page.row_dimensions[3].hidden = True
    hidden = book.create_sheet("Gammelt")
    hidden.sheet_state = "hidden"
    hidden["A1"] = "noe"
    path = place.folder / "a.xlsx"
    book.save(path)
    called = place("import", str(path), *DAY, "--lang", "en")
    assert "hidden rows are read: 3" in called.out
    assert "Not read: the hidden sheet Gammelt, with 1 filled cells." in called.out


FORM = """\
ID;Mottatt;Tittel;Behov
1;2026-02-03;Benk;Ingen hvile
2;2026-02-04;Buss;Langt å gå
"""


def test_a_form_that_has_grown_is_read_again_without_a_copy(place: Place) -> None:
    path = place.folder / "Innspill(1-2).csv"
    path.write_text(FORM, encoding="utf-8")
    assert place("import", str(path), "--write").code == 0
    # The advisor edits one idea, a sender changes another answer, and a third comes in.
    place.change("ideas/benk.yaml", "need: Ingen hvile", "need: Det er ingen steder å hvile")
    grown = FORM.replace("Langt å gå", "For langt å gå") + "3;2026-02-05;Båt;Vann\n"
    path.write_text(grown, encoding="utf-8")
    found = place.json("import", str(path))
    assert [one["id"] for one in found["items"]] == ["bat"]
    assert [(one["id"], one["changes"]) for one in found["known"]] == [
        ("benk", []),
        ("buss", [{"key": "need", "before": "Langt å gå", "after": "For langt å gå"}]),
    ]
    before = ideas(place)
    assert place("import", str(path), "--write").code == 0
    assert ideas(place) - before == {"bat"}
    assert "need: For langt å gå" in (place.small / "ideas/buss.yaml").read_text("utf-8")
    assert "steder å hvile" in (place.small / "ideas/benk.yaml").read_text("utf-8")
    again = place.json("import", str(path))
    assert (again["items"], [one["changes"] for one in again["known"]]) == ([], [[], [], []])


def test_another_form_counts_from_one_too(place: Place) -> None:
    path = place.folder / "a.csv"
    path.write_text(FORM, encoding="utf-8")
    assert place("import", str(path), "--write").code == 0
    path.write_text(FORM.replace("Benk;Ingen", "Sykkel;Dårlig"), "utf-8")  # on the same day
    found = place.json("import", str(path))
    assert [one["id"] for one in found["items"]] == ["sykkel"]
    assert [one["id"] for one in found["known"]] == ["buss"]


def test_an_idea_that_the_advisor_wrote_anew_is_known_by_its_answer(place: Place) -> None:
    path = place.folder / "a.csv"
    path.write_text(FORM, encoding="utf-8")
    assert place("import", str(path), "--write").code == 0
    place.change("ideas/benk.yaml", "title: Benk", "title: Sitteplasser")
    place.change("ideas/benk.yaml", "need: Ingen hvile", "need: De eldre må stå")
    found = place.json("import", str(path))
    assert found["items"] == []
    assert [(one["id"], one["changes"]) for one in found["known"]] == [("benk", []), ("buss", [])]


def test_a_table_without_numbers_is_known_by_what_it_says(place: Place) -> None:
    path = place.folder / "a.csv"
    path.write_text(FORM.replace("ID;", "Nr;"), encoding="utf-8")
    assert place("import", str(path), "--write").code == 0
    found = place.json("import", str(path))
    assert (found["items"], len(found["known"])) == ([], 2)


def test_a_table_of_projects_read_twice_makes_no_copies(place: Place) -> None:
    path = place.folder / "projects.csv"
    path.write_text("Tiltak;Behov;Ramme;Kostnad 2027 (kr)\nNy båt;Gammel båt;drift;1000\n", "utf-8")
    arguments = ("import", str(path), "--kind", "project")
    assert place(*arguments, "--write").code == 0
    before = {one.name for one in (place.small / "projects").iterdir()}
    found = place.json(*arguments)
    assert (found["items"], [one["id"] for one in found["known"]]) == ([], ["ny-bat"])
    assert place(*arguments, "--write").code == 0
    assert {one.name for one in (place.small / "projects").iterdir()} == before


def test_what_was_tried_is_not_checked_again_when_it_is_written(
    place: Place, form: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A large portfolio takes a second or more to check: before, and with what comes, is enough."""
    checked: list[int] = []

    def counting(contents: Contents, follow: object) -> tuple[Finding, ...]:
        del follow
        checked.append(len(contents.ideas))
        return check(contents)

    monkeypatch.setattr("innostrat.workspace.workspace.check", counting)
    before = len(ideas(place))
    place("import", str(form), *DAY, "--write")
    after = len(ideas(place))
    assert after > before
    assert checked.count(before) == 1
    assert checked.count(after) == 1


def test_trouble_is_told_of_the_cell_that_it_is_in(place: Place) -> None:
    """A total is not compared with years of which one could not be read."""
    path = place.folder / "a.csv"
    path.write_text(
        "Prosjekt;Behov;Drift 2027 (1000 kr);Drift 2028 (1000 kr);Sum (1000 kr)\n"
        "Benk;Hvile;600;1.250;1850\nStol;Ring 99 88 77 66;1;1;2\nBord;Spise;1;1;3\n",
        encoding="utf-8",
    )
    told = place("import", str(path), "--kind", "project", *DAY, "--lang", "en").out
    cells = {line.split()[0]: line for line in told.splitlines() if re.match(r"[A-F]\d ", line)}
    assert cells.keys() == {"D2", "B3", "E4"}, told
    assert "phone number" in cells["B3"]
    assert "99 88" not in told
    assert "total" in cells["E4"]
