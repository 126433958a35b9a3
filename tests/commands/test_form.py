"""A portfolio becomes a workbook and comes back: what people changed in it, and nothing else."""

from __future__ import annotations

import shutil
from contextlib import chdir
from datetime import date
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import calling
import filling
import pytest
from hypothesis import assume, example, given, settings
from openpyxl import load_workbook
from programs import in_libreoffice

from innostrat.authoring.form.taking import own_form, taken_in
from innostrat.cli import run
from innostrat.files.sheets.read import read_worksheets
from innostrat.workspace.workspace import read

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from calling import Called, Place

    from innostrat.authoring.form.taking import Taken

EXAMPLES = calling.ROOT / "portfolios"


def written(place: Place, *arguments: str) -> bytes:
    path = place.folder / "form.xlsx"
    assert place("form", "-o", str(path), *arguments).code == 0
    return path.read_bytes()


def returned(place: Place, content: bytes, *arguments: str, ending: str = "xlsx") -> Called:
    path = place.folder / f"back.{ending}"
    path.write_bytes(content)
    return place("import", str(path), "--lang", "en", *arguments)


def files(folder: Path) -> dict[str, bytes]:
    return {str(one.relative_to(folder)): one.read_bytes() for one in folder.rglob("*.yaml")}


def after_filling(
    place: Place, fill: Callable[[filling.Cells], None], *form: str, code: int = 0
) -> tuple[dict[str, bytes], dict[str, bytes], Called]:
    """Return the portfolio's files before and after a form was filled in and written."""
    before = files(place.small)
    content = filling.filled(written(place, *form), fill)
    called = returned(place, content, "--write")
    assert called.code == code, called
    return before, files(place.small), called


def changed_lines(before: Mapping[str, bytes], after: Mapping[str, bytes]) -> list[str]:
    """Return the lines that are only on one side, with their sign."""
    found = []
    for path in sorted({*before, *after}):
        old = before.get(path, b"").decode().splitlines()
        new = after.get(path, b"").decode().splitlines()
        found += [f"-{one}" for one in old if one not in new]
        found += [f"+{one}" for one in new if one not in old]
    return found


def test_the_same_files_give_the_same_bytes(place: Place) -> None:
    assert written(place) == written(place)


def test_neither_place_nor_hash_seed_changes_the_bytes(place: Place) -> None:
    made = []
    for number, zone in enumerate(("UTC", "Pacific/Kiritimati")):
        name = f"{number}.xlsx"
        called = place.process("form", "-o", name, TZ=zone, PYTHONHASHSEED=str(number))
        assert called.code == 0, called.err
        made.append((place.folder / name).read_bytes())
    assert made[0] == made[1]


def test_the_cells_help_and_check_while_they_are_filled_in(place: Place) -> None:
    book = load_workbook(BytesIO(written(place)))
    sheet = book["Prosjekter"]
    keys = {str(one.value): one.column_letter for one in sheet[1]}
    assert sheet.row_dimensions[1].hidden
    assert sheet.freeze_panes == "C3"
    assert sheet.protection.sheet
    assert (sheet["A3"].protection.locked, sheet["B3"].protection.locked) == (True, False)
    said = sheet[f"{keys['behov.value']}2"].comment.text
    assert "Hvor stort er behovet?" in said
    assert "Mange har bedt om det, og tall viser det." in said
    checks = {
        str(one.sqref).partition(":")[0].rstrip("0123456789"): one
        for one in sheet.data_validations.dataValidation
    }
    area = checks[keys["focus_area"]]
    name, _, cells = area.formula1.partition("!")
    words = [one[0].value for one in book[name.strip("'")][cells.replace("$", "")]]
    assert (area.type, words) == ("list", ["Hverdagen", "Arbeidet"])
    assert checks[keys["costs.drift.2027"]].type == "decimal"
    assert (book["innostrat"].sheet_state, book["Ideer"].sheet_state) == ("veryHidden", "visible")


def test_text_that_looks_like_a_formula_stays_text(place: Place) -> None:
    place.change("ideas/gratis-is.yaml", "title: Gratis is på kaia", "title: =cmd()")
    sheet = load_workbook(BytesIO(written(place)))["Ideer"]
    [cell] = [row[1] for row in sheet.iter_rows(min_row=3) if row[0].value == "gratis-is"]
    assert (cell.value, cell.data_type) == ("=cmd()", "s")


@pytest.mark.parametrize("name", ["gausdal", "fjord-libraries"])
def test_a_form_that_nobody_filled_in_changes_nothing(name: str) -> None:
    with TemporaryDirectory() as folder, chdir(folder):
        shutil.copytree(EXAMPLES / name, Path(name))
        every = [f"--project={one.stem}" for one in sorted(Path(name, "projects").iterdir())]
        environment = calling.surroundings()
        place = Path(folder)
        assert calling.call(["form", name, "-o", "f.xlsx", *every], place, environment).code == 0
        called = calling.call(["import", "f.xlsx", name, "--format", "json"], place, environment)
        assert (called.code, '"items": []' in called.out) == (0, True), called.out


def test_one_cell_changes_one_key_and_keeps_every_comment(place: Place) -> None:
    place.change("projects/bestillingsbat.yaml", "champion: ", "# Kept\nchampion: ")
    before, after, called = after_filling(
        place, lambda cells: cells.put("Prosjekter", "bestillingsbat", "champion", "Havnesjef")
    )
    assert changed_lines(before, after) == [
        "-champion: Rådgiver samferdsel",
        "+champion: Havnesjef",
    ]
    assert "+champion: Havnesjef" in called.out


@pytest.mark.parametrize(
    ("key", "value", "line"),
    [
        ("phase", "konsept", "phase: concept"),
        ("focus_area", "Arbeidet", "focus_area: arbeid"),
        ("need.kinds", "brukerbehov", "kinds: [user]"),
        ("goals.reise", 2, "{goal: reise, contribution: 2, because: "),
        ("behov.value", 1, "behov: {value: 1, because: Tallene viser det.}"),
        ("costs.investering.2028", 50000, "amounts: {2027: 600 000, 2028: 50 000}"),
        ("costs.investering.2028", "50 000 kr", "amounts: {2027: 600 000, 2028: 50 000}"),
        ("costs.investering.2028", "0,05 mill", "amounts: {2027: 600 000, 2028: 50 000}"),
        ("costs.investering.2028", "50'", "amounts: {2027: 600 000, 2028: 50 000}"),
        ("costs.folk.2028", "0,25", "2028: 0.25"),
        ("costs.drift.lasts", "nei", "lasts: false"),
    ],
)
def test_cells_speak_the_strategys_words(place: Place, key: str, value: object, line: str) -> None:
    before, after, _ = after_filling(
        place, lambda cells: cells.put("Prosjekter", "bestillingsbat", key, value)
    )
    assert any(line in one for one in changed_lines(before, after) if one.startswith("+"))


def test_a_reason_without_an_answer_is_refused(place: Place) -> None:
    before, after, called = after_filling(
        place, lambda cells: cells.put("Prosjekter", "bestillingsbat", "behov.value", None), code=1
    )
    assert before == after
    assert "value" in called.out


def test_a_leader_adds_projects_and_they_are_ranked(place: Place) -> None:
    def fill(cells: filling.Cells) -> None:
        for row, title in enumerate(("Robot på kaia", "Ny vaktliste", "2027")):
            cells.put("Prosjekter", row, "title", title)
            cells.put("Prosjekter", row, "focus_area", "Hverdagen")
            cells.put("Prosjekter", row, "service_area", "Teknisk drift")
            cells.put("Prosjekter", row, "need.problem", "Det tar for lang tid.")
            cells.put("Prosjekter", row, "goals.reise", 3)
            cells.put("Prosjekter", row, "behov.value", row + 1)
            cells.put("Prosjekter", row, "rekkevidde.value", 100)
            cells.put("Prosjekter", row, "costs.drift.2027", 100_000 + row)

    before, after, _ = after_filling(place, fill)
    assert set(after) - set(before) == {
        "projects/robot-pa-kaia.yaml", "projects/ny-vaktliste.yaml", "projects/2027.yaml",
    }  # fmt: skip
    ranking = place.json("score")["ranking"]
    assert {"robot-pa-kaia", "ny-vaktliste", "2027"} <= {one["id"] for one in ranking}
    found = place.json("show", "2027")["project"]
    assert (found["title"], found["costs"][0]["amounts"]) == ("2027", {"2027": 100_002})


def test_what_was_changed_in_both_places_is_told_and_stays(place: Place) -> None:
    def fill(cells: filling.Cells) -> None:
        cells.put("Prosjekter", "bestillingsbat", "champion", "Havnesjef")
        cells.put("Prosjekter", "bestillingsbat", "approach", "En annen måte.")

    content = filling.filled(written(place), fill)
    place.change("projects/bestillingsbat.yaml", "Rådgiver samferdsel", "Rådmann")
    place.change("projects/bestillingsbat.yaml", "En liten båt", "En stor båt")
    called = returned(place, content, "--write")
    text = (place.small / "projects/bestillingsbat.yaml").read_text("utf-8")
    assert called.code == 1
    assert "Rådmann" in called.out
    assert "champion: Rådmann" in text
    assert "approach: En annen måte." in text
    assert "summary: En stor båt" in text  # the cell was not touched


def test_the_second_time_nothing_is_left_to_do(place: Place) -> None:
    def fill(cells: filling.Cells) -> None:
        cells.put("Prosjekter", "robothund", "title", "Robot")
        cells.put("Prosjekter", 0, "title", "Flåte")
        cells.put("Prosjekter", 0, "costs.drift.2027", 1000)
        cells.put("Ideer", 0, "title", "Kai")
        cells.put("Ideer", 0, "need", "Plass")
        cells.put("Ideer", 0, "received", "3.2.2026")
        cells.put("Ny vurderer", "assessor", "behov.value", "Økonomisjef")
        cells.put("Ny vurderer", "lette-skjema", "behov.value", 3)

    content = filling.filled(written(place), fill)
    assert returned(place, content, "--write").code == 0
    assert (place.small / "projects/flate.yaml").exists()
    once = files(place.small)
    assert returned(place, content, "--write").code == 0
    assert files(place.small) == once


def test_one_file_can_be_left_out(place: Place) -> None:
    def fill(cells: filling.Cells) -> None:
        cells.put("Prosjekter", "robothund", "title", "Robot")
        cells.put("Prosjekter", "lette-skjema", "title", "Lett")

    content = filling.filled(written(place), fill)
    assert returned(place, content, "--write", "--only", "nobody").code == 2
    before = files(place.small)
    assert returned(place, content, "--write", "--skip", "robothund").code == 0
    assert changed_lines(before, files(place.small))[1:] == ["+title: Lett"]


def test_a_row_that_is_wrong_does_not_hinder_the_others(place: Place) -> None:
    def fill(cells: filling.Cells) -> None:
        cells.put("Prosjekter", "robothund", "costs.drift.2027", -5)
        cells.put("Prosjekter", "lette-skjema", "costs.drift.2027", "ca. 200 tusen")
        cells.put("Prosjekter", "lette-skjema", "title", "Lett")
        cells.put("Prosjekter", 0, "summary", "Uten tittel")
        cells.put("Prosjekter", 1, "id", "Æ ø")
        cells.put("Prosjekter", 1, "title", "Feil id")
        cells.put("Prosjekter", "varme-i-veien", "focus_area", "Månen")
        cells.put("Prosjekter", "brannslanger", "title", "#DIV/0!")
        cells.put("Prosjekter", "nettbrett-hjemme", "summary", "=1+1")

    before, after, _ = after_filling(place, fill, code=1)
    assert set(before) == set(after)
    assert changed_lines(before, after)[1:] == ["+title: Lett"]
    table = returned(place, (place.folder / "back.xlsx").read_bytes(), "-f", "csv").out
    for said in ("-5", "ca. 200 tusen", "no title", "Æ ø", "Månen", "an error", "a formula"):
        assert said in table, said


def test_what_is_not_the_forms_own_is_counted(place: Place) -> None:
    def fill(cells: filling.Cells) -> None:
        sheet = cells.sheet("Prosjekter")
        column = sheet.max_column + 1
        sheet.cell(2, column).value = "Notat"
        sheet.cell(3, column).value = "husk"
        sheet.merge_cells(start_row=60, end_row=61, start_column=3, end_column=4)
        sheet.row_dimensions[5].hidden = True
        cells.book.create_sheet("Kladd")["A1"] = "noe"
        del cells.book["Ideer"]

    before, after, _ = after_filling(place, fill)
    assert before == after
    told = returned(place, (place.folder / "back.xlsx").read_bytes()).out
    for said in ("column Notat", "2 cells", "1 range of merged", "1 hidden row", "Kladd", "Ideer"):
        assert said in " ".join(told.split()), said


def test_an_assessor_answers_on_a_sheet_of_their_own(place: Place) -> None:
    def fill(cells: filling.Cells) -> None:
        cells.put("Ny vurderer", "assessor", "behov.value", "Økonomisjef")
        cells.put("Ny vurderer", "lette-skjema", "behov.value", 3)
        cells.put("Ny vurderer", "lette-skjema", "behov.because", "Tallene: klare")
        cells.put("Vurderer helsesjef", "bestillingsbat", "behov.value", 1)

    before, after, _ = after_filling(place, fill)
    assert set(after) - set(before) == {"assessments/okonomisjef.yaml"}
    assert "behov: {value: 1, because: Behovet er størst om vinteren.}" in (
        after["assessments/helsesjef.yaml"].decode()
    )
    assert "round: plan-2027-2028" in after["assessments/okonomisjef.yaml"].decode()
    assert place("assess").code == 0


def test_ideas_come_and_are_judged_in_the_form(place: Place) -> None:
    def fill(cells: filling.Cells) -> None:
        cells.put("Ideer", 0, "title", "Endring - ny båt")
        cells.put("Ideer", 0, "need", "Den gamle lekker.")
        cells.put("Ideer", 0, "received", "3.2.2026")
        cells.put("Ideer", "felles-verksted", "verdict.outcome", "avslått")

    before, after, _ = after_filling(place, fill)
    assert set(after) - set(before) == {"ideas/endring-ny-bat.yaml"}
    idea = place.json("show", "endring-ny-bat")["idea"]
    assert (idea["title"], idea["received"]) == ("Endring - ny båt", "2026-02-03")
    assert "verdict: {outcome: declined}" in after["ideas/felles-verksted.yaml"].decode()


def test_a_project_has_a_sheet_that_holds_it_whole(place: Place) -> None:
    def fill(cells: filling.Cells) -> None:
        sheet = cells.sheet("Prosjekt bestillingsbat")
        rows = {one[0].value: one[2] for one in sheet.iter_rows(min_row=3)}
        rows["team.2.role"].value = None
        rows["team.3.role"].value = "Matros"
        rows["risks.1.response"].value = "Buss."
        rows["accept.1.rule"].value = "P004"
        rows["accept.1.because"].value = "Avklart: muntlig"
        rows["costs.1.amounts.2028.high"].value = "700 000"
        new = {one[0].value: one[2] for one in cells.sheet("Nytt prosjekt").iter_rows(min_row=3)}
        new["title"].value = "Flåte"

    form = ("--project", "bestillingsbat", "--project", "new")
    before, after, _ = after_filling(place, fill, *form)
    assert set(after) - set(before) == {"projects/flate.yaml"}
    found = changed_lines(before, {path: one for path, one in after.items() if path in before})
    assert "-  - {role: Havnefogd}" in found
    assert "+  - {role: Matros}" in found
    assert '+  - {rule: P004, because: "Avklart: muntlig"}' in found
    assert sum("700 000" in one for one in found) == 1
    assert sum("response: Buss.}" in one for one in found) == 1


def test_a_cell_at_the_end_of_the_sheet_takes_no_room_and_is_told(place: Place) -> None:
    content = filling.filled(
        written(place),
        lambda cells: setattr(cells.sheet("Prosjekter")["XFD1048576"], "value", "x"),
    )
    called = returned(place, content)
    assert "the column x is not the form's own" in " ".join(called.out.split())
    assert "says what the files say" in called.out


def test_two_new_projects_of_one_title_are_two_also_the_second_time(place: Place) -> None:
    def fill(cells: filling.Cells) -> None:
        for row, cost in enumerate((1000, 2000)):
            cells.put("Prosjekter", row, "title", "Flåte")
            cells.put("Prosjekter", row, "costs.drift.2027", cost)

    content = filling.filled(written(place), fill)
    assert returned(place, content, "--write").code == 0
    once = files(place.small)
    assert {"projects/flate.yaml", "projects/flate-2.yaml"} <= set(once)
    assert returned(place, content, "--write").code == 0
    assert files(place.small) == once


@pytest.mark.parametrize(
    ("lang", "sheet", "phase"), [("en", "Projects", "concept"), ("nn", "Prosjekt", "konsept")]
)
def test_a_form_in_another_language_means_the_same(
    place: Place, lang: str, sheet: str, phase: str
) -> None:
    content = written(place, "--lang", lang)
    assert "says what the files say" in returned(place, content).out
    content = filling.filled(content, lambda cells: cells.put(sheet, "robothund", "phase", phase))
    before = files(place.small)
    assert returned(place, content, "--write").code == 0
    assert "+phase: concept" in changed_lines(before, files(place.small))


@pytest.mark.parametrize("lang", ["nb", "nn", "en"])
def test_every_word_that_a_form_lets_people_choose_is_read_back(place: Place, lang: str) -> None:
    content = written(place, "--lang", lang, "--project", "bestillingsbat")
    chosen = list(lists_of(content))
    assert len(chosen) > 20
    for turn in range(max(len(words) for _, _, words in chosen)):
        book = load_workbook(BytesIO(content))
        for sheet, cell, words in chosen:
            book[sheet][cell] = words[turn % len(words)]
        stream = BytesIO()
        book.save(stream)
        (place.folder / "back.xlsx").write_bytes(stream.getvalue())
        told = " ".join(place("import", "back.xlsx", "--dry-run", "--lang", "en").out.split())
        assert "filled cells were read" in told
        assert "not one of the choices" not in told
        assert "not a number" not in told


def lists_of(content: bytes) -> Iterator[tuple[str, str, list[object]]]:
    """Yield the first cell of each list of words: its sheet, where it is, and the words."""
    book = load_workbook(BytesIO(content))
    for sheet in book.worksheets:
        for one in sheet.data_validations.dataValidation if sheet.sheet_state == "visible" else ():
            if one.type == "list":
                name, _, cells = one.formula1.partition("!")
                rows = book[name.strip("='")][cells.replace("$", "")]
                yield sheet.title, str(one.sqref).partition(":")[0], [row[0].value for row in rows]


def test_what_a_form_changes_is_told_in_the_words_of_the_form(place: Place) -> None:
    def fill(cells: filling.Cells) -> None:
        cells.put("Prosjekter", "bestillingsbat", "phase", "konsept")
        cells.put("Prosjekter", "bestillingsbat", "need.kinds", "brukerbehov, organisasjonsbehov")

    (place.folder / "back.xlsx").write_bytes(filling.filled(written(place), fill))
    said = " ".join(place("import", "back.xlsx", "--dry-run", "--lang", "nb").out.split())
    assert "Fase planlegging konsept" in said
    assert "organisasjonsbehov" in said
    assert [one for one in ("planning", "concept", "organisation") if one in said] == []


def test_a_form_of_a_newer_tool_is_refused(place: Place) -> None:
    content = filling.filled(
        written(place), lambda cells: setattr(cells.sheet("innostrat")["B1"], "value", "9")
    )
    called = returned(place, content)
    assert (called.code, called.err.count("\n")) == (2, 1)


@pytest.mark.needs("libreoffice")
@pytest.mark.parametrize("ending", ["xlsx", "ods"])
def test_libreoffice_opens_fills_and_saves_it(place: Place, ending: str) -> None:
    def fill(cells: filling.Cells) -> None:
        cells.put("Prosjekter", "robothund", "costs.drift.2027", "=100000+20000")
        cells.put("Prosjekter", 0, "title", "Fra kontoret")

    path = place.folder / "office.xlsx"
    path.write_bytes(filling.filled(written(place), fill))
    assert returned(place, path.read_bytes()).code == 1  # nobody has worked the formula out
    before = files(place.small)
    called = returned(place, in_libreoffice(path, ending), "--write", ending=ending)
    assert called.code == 0, called.out
    after = files(place.small)
    assert set(after) - set(before) == {"projects/fra-kontoret.yaml"}
    changed = {path for path in before if after[path] != before[path]}
    assert changed == {"projects/robothund.yaml"}
    assert place.json("show", "robothund")["project"]["costs"][0]["amounts"]["2027"] == 120_000


SIZES = settings(max_examples=12)


def taken_back(
    project: Mapping[str, Any],
    idea: Mapping[str, Any],
    fill: Callable[[filling.Cells], None] | None = None,
) -> tuple[Taken, Path]:
    """Return what a form of a portfolio with these two changes when it comes back."""
    with TemporaryDirectory() as name, chdir(name):
        folder = Path(name) / "small"
        shutil.copytree(calling.SMALL, folder)
        (folder / "projects/010.yaml").write_text(filling.file("010", project), "utf-8")
        (folder / "ideas/2027.yaml").write_text(filling.file("2027", idea), "utf-8")
        place, environment = Path(name), calling.surroundings()
        arguments = ["form", "small", "-o", "f.xlsx", "--project", "010"]
        called = calling.call(arguments, place, environment)
        assert called.code == 0, called
        content = Path("f.xlsx").read_bytes()
        back = content if fill is None else filling.filled(content, fill)
        form = own_form(read_worksheets("f.xlsx", back))
        assert form is not None
        return taken_in(read(folder), form, date(2026, 3, 1)), folder


SHORT = """\
id: lys-i-lysloypa
# Keep this
title: Lys i lysløypa
costs:
  drift: {2027: 100 000, 2028: 200 000}   # two winters
"""


def test_amounts_by_frame_stay_short(place: Place) -> None:
    def fill(cells: filling.Cells) -> None:
        cells.put("Prosjekter", "lys-i-lysloypa", "costs.drift.2028", 250_000)
        cells.put("Prosjekter", "lys-i-lysloypa", "costs.investering.2027", 600_000)

    path = place.write("projects/lys-i-lysloypa.yaml", SHORT)
    content = written(place, "--project", "lys-i-lysloypa")
    assert "says what the files say" in returned(place, content).out
    assert returned(place, filling.filled(content, fill), "--write").code == 0
    assert path.read_text("utf-8") == SHORT.replace("200 000", "250 000") + (
        "  investering: {2027: 600 000}\n"
    )
    emptied = filling.filled(
        written(place),
        lambda cells: cells.put("Prosjekter", "lys-i-lysloypa", "costs.investering.2027", None),
    )
    assert returned(place, emptied, "--write").code == 0
    assert path.read_text("utf-8") == SHORT.replace("200 000", "250 000")


def test_amounts_by_frame_have_no_place_for_how_long(place: Place) -> None:
    def fill(cells: filling.Cells) -> None:
        cells.put("Prosjekter", "lys-i-lysloypa", "costs.drift.lasts", "ja")

    place.write("projects/lys-i-lysloypa.yaml", SHORT)
    called = returned(place, filling.filled(written(place), fill), "-f", "csv")
    assert "the file holds more than a cell can" in called.out
    assert called.code == 1


@pytest.mark.parametrize("text", ["15 years", "8 år"])
def test_a_cost_may_last_a_number_of_years(place: Place, text: str) -> None:
    before, after, _ = after_filling(
        place, lambda cells: cells.put("Prosjekter", "robothund", "costs.drift.lasts", text)
    )
    assert f"lasts: {text}" in after["projects/robothund.yaml"].decode()
    assert {path for path in before if after[path] != before[path]} == {"projects/robothund.yaml"}


def test_a_form_is_agreed_to_like_every_change(
    place: Place, capsys: pytest.CaptureFixture[str]
) -> None:
    def fill(cells: filling.Cells) -> None:
        cells.put("Prosjekter", "robothund", "title", "Robot")

    before = files(place.small)
    (place.folder / "back.xlsx").write_bytes(filling.filled(written(place), fill))
    assert run(["import", "back.xlsx", "--dry-run", "--lang", "en"]) == 0
    shown = capsys.readouterr().out
    assert "Robot" in shown
    assert run(["import", "back.xlsx", "--lang", "en"]) == 1
    called = capsys.readouterr()
    assert called.out == shown
    assert "Nothing was written: --yes writes it" in called.err
    assert files(place.small) == before
    assert run(["import", "back.xlsx", "--yes", "--lang", "en"]) == 0
    assert "Wrote portfolios/small/projects/robothund.yaml" in capsys.readouterr().err


@given(filling.projects(), filling.ideas())
@SIZES
def test_any_portfolio_comes_back_as_it_was(project: dict[str, Any], idea: dict[str, Any]) -> None:
    found, _ = taken_back(project, idea)
    assert [one.changes for one in found.filled.items] == []
    assert found.filled.troubles == []
    assert found.filled.notes == []


@given(filling.projects(), filling.ideas(), filling.texts())
@example(
    {"title": "a", "phase": "concept"}, {"title": "a", "received": "2026-02-03", "need": "b"}, "=1"
)
@SIZES
def test_one_changed_cell_changes_exactly_its_key(
    project: dict[str, Any], idea: dict[str, Any], text: str
) -> None:
    if text.startswith(("=", "#")):
        text = f"«{text}»"
    assume("_x000D_" not in f"{project}{idea}{text}")  # openpyxl does not write it as it is
    found, _ = taken_back(
        project, idea, lambda cells: cells.put("Prosjekter", "010", "champion", text)
    )
    [(item, change)] = found.files
    assert item.after == {"id": "010", **project, "champion": text}
    before, after = (change.before or b"").decode().splitlines(), change.after.decode().splitlines()
    assert [one for one in before if one not in after] == []
    assert found.filled.troubles == []


@pytest.mark.parametrize(
    ("kind", "ending"), [("idea", "csv"), ("project", "csv"), ("project", "xlsx")]
)
def test_an_exported_table_changes_nothing_and_makes_all_anew(
    place: Place, kind: str, ending: str
) -> None:
    table = str(place.folder / f"out.{ending}")
    assert place("export", "--kind", kind, "-o", table).code == 0
    assert place.json("import", table)["items"] == []
    before = files(place.small)
    held = read(place.small).contents.entries[f"{kind}s"]
    shutil.rmtree(place.small / f"{kind}s")
    assert place("import", table, "--write").code == 0
    made = read(place.small).contents.entries[f"{kind}s"]
    assert {id_: one.item for id_, one in made.items()} == {
        id_: one.item for id_, one in held.items()
    }
    assert before.keys() == files(place.small).keys()


def test_one_cell_of_an_exported_table_is_changed(place: Place) -> None:
    table = place.folder / "out.csv"
    assert place("export", "-o", str(table)).code == 0
    text = table.read_text("utf-8-sig").replace("Gratis is på kaia", "Endring - is")
    table.write_text(text, "utf-8-sig")
    before = files(place.small)
    assert place("import", str(table), "--write").code == 0
    assert changed_lines(before, files(place.small)) == [
        "-title: Gratis is på kaia",
        "+title: Endring - is",
    ]


def test_what_would_be_wrong_beside_the_others_is_left_out(place: Place) -> None:
    def fill(cells: filling.Cells) -> None:
        rows = {
            one[0].value: one[2] for one in cells.sheet("Prosjekt robothund").iter_rows(min_row=3)
        }
        rows["requires"].value = "finnes-ikke"
        cells.put("Prosjekter", "lette-skjema", "title", "Lett")

    before, after, called = after_filling(place, fill, "--project", "robothund", code=1)
    assert changed_lines(before, after)[1:] == ["+title: Lett"]
    assert "finnes-ikke" in called.out
    table = returned(place, (place.folder / "back.xlsx").read_bytes(), "--format", "json")
    assert (table.code, "robothund" in table.out) == (1, True)  # the trial says the same


def test_when_there_is_nothing_to_write_that_is_said(place: Place) -> None:
    called = returned(place, written(place), "--write")
    assert (called.code, "the form says what the files say" in called.out) == (0, True)
