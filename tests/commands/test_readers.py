"""`report --for`: each reader's paper holds what that reader asks, and can be checked."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import docx
import pikepdf
import playing
import pypdfium2
import pytest
from calling import ROOT, call, surroundings
from docx.oxml.ns import qn

from innostrat.files.digest import digest
from innostrat.formats.registry.documents import paper

if TYPE_CHECKING:
    from pathlib import Path

    from calling import Place

READERS = ("council", "economist", "appendix", "archive")


def pages(path: Path) -> list[str]:
    with pypdfium2.PdfDocument(path) as pdf:
        return [one.get_textpage().get_text_range() for one in pdf]


@pytest.mark.parametrize("reader", READERS)
def test_each_reader_s_paper_agrees_with_the_files(place: Place, reader: str) -> None:
    assert place("report", "-o", "a.md", "--for", reader).code == 0
    assert place("report", "--check", "a.md").code == 0
    last = (place.folder / "a.md").read_text("utf-8").splitlines()[-1]
    stamp = json.loads(last.removeprefix("<!-- innostrat ").removesuffix(" -->"))
    assert (stamp["for"], stamp["sections"]) == (reader, [])


@pytest.mark.parametrize("reader", ["council", "appendix"])
def test_those_who_decide_read_titles_and_no_commands_where_files_have_errors(
    place: Place, reader: str
) -> None:
    place.change("projects/robothund.yaml", "phase: planning", "phase: [planning")
    place.change("projects/lette-skjema.yaml", "phase: concept", "phase: thought")
    place.change("projects/brannslanger.yaml", "goal: trygghet", "goal: nowhere")
    called = place("report", "-o", "paper.md", "--for", reader, "--lang", "en")
    assert "see innostrat validate" in called.err  # for the adviser who makes it
    *text, stamp = (place.folder / "paper.md").read_text("utf-8").splitlines()
    head = "\n".join(text[:10])
    for title in ("Robothund på sykehjemmet", "Skjema alle forstår", "Nye krav til slukkevann"):
        assert title in head
    said = [one for one in text if "**Tool:**" not in one]
    for word in (r"\binnostrat\b", "robothund", "lette-skjema", "brannslanger"):
        assert not [one for one in said if re.search(word, one)], word
    assert stamp.startswith("<!-- innostrat")
    place("report", "-o", "full.md", "--for", "archive", "--lang", "en")
    told = (place.folder / "full.md").read_text("utf-8")
    assert "Left out because of errors: lette-skjema, robothund" in told


def lowest(page: pypdfium2.PdfPage, left: float, right: float) -> float:
    """Return how far down from the top the text goes between two shares of its width."""
    width, height = page.get_size()
    text = page.get_textpage()
    boxes = [text.get_charbox(place) for place in range(text.count_chars())]
    body = [box for box in boxes if 60 < height - box[1] < height - 60]  # no header, no footer
    found = (height - box[1] for box in body if left * width < box[0] < right * width)
    return float(max(found, default=0))


def test_the_columns_of_an_appendix_page_are_about_as_long(place: Place) -> None:
    place("report", "-o", "a.pdf", "--for", "appendix")
    with pypdfium2.PdfDocument(place.folder / "a.pdf") as pdf:
        pages = [page for page in pdf if "Sammendrag" in page.get_textpage().get_text_range()]
        assert len(pages) > 3
        for page in pages:
            first, second = lowest(page, 0, 0.5), lowest(page, 0.5, 1)
            assert 0.6 < second / first < 1.6


def test_what_fees_pay_is_not_nought_on_the_first_page(tmp_path: Path) -> None:
    """Fees pay the sensors in Gausdal's water pipes: 1 100 + 900, and 80 twice, from 2028."""
    place = ROOT / "portfolios" / "gausdal"
    paper = tmp_path / "paper.md"
    made = call(("report", str(place), "-o", str(paper), "--lang", "en"), tmp_path, surroundings())
    assert made.code == 0
    page = paper.read_text("utf-8").replace("\xa0", " ").partition("## Facts")[0]
    (row,) = re.findall(r"^\| Sensorer i vannettet .*$", page, re.MULTILINE)
    assert [one.strip() for one in row.split("|")[4:6]] == ["–", "–"]
    assert re.search(
        r"Fees pay this at cost, .*: 160,000 kr for operating and 2,000,000 kr for investment, "
        r"gross, of Sensorer i vannettet",
        page,
    )


@pytest.mark.parametrize(
    ("old", "new", "complete"),
    [("goal: trygghet", "goal: nowhere", True), ("phase: planning", "phase: [planning", False)],
    ids=["read, and nothing binds it", "not read"],
)
def test_a_plan_is_not_complete_only_where_what_is_left_out_may_be_bound(
    place: Place, old: str, new: str, *, complete: bool
) -> None:
    place.change("projects/robothund.yaml", old, new)
    place("report", "-o", "paper.md", "--lang", "en")
    for said in ((place.folder / "paper.md").read_text("utf-8"), place("prioritize").out):
        assert "obothund" in said
        missing = "THIS PLAN IS NOT COMPLETE" in said or "IKKE FULLSTENDIG" in said
        assert missing is not complete


@pytest.mark.parametrize(
    ("ending", "reader"), [("md", "council"), ("html", "council"), ("csv", "economist")]
)
def test_a_form_has_its_usual_reader(place: Place, ending: str, reader: str) -> None:
    place("report", "-o", f"usual.{ending}")
    place("report", "-o", f"said.{ending}", "--for", reader)
    usual, said = (place.folder / f"{name}.{ending}" for name in ("usual", "said"))
    assert usual.read_bytes() == said.read_bytes()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--for", "concil"), "council"),
        (("--for", "council", "--section", "list"), "--section"),
    ],
)
def test_a_bad_reader_is_one_line(place: Place, arguments: tuple[str, ...], said: str) -> None:
    called = place("report", "-o", "a.md", *arguments, "--lang", "en")
    assert (called.code, called.err.count("\n")) == (2, 1)
    assert said in called.err


def test_a_stamp_for_nobody_is_refused(place: Place) -> None:
    place("report", "-o", "a.md", "--for", "council")
    path = place.folder / "a.md"
    path.write_text(path.read_text("utf-8").replace('"for": "council"', '"for": "x"'), "utf-8")
    assert place("report", "--check", "a.md").code == 2


@pytest.fixture(scope="module")
def council(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    return gausdal(tmp_path_factory.mktemp("council"), "council")


def gausdal(folder: Path, reader: str) -> list[str]:
    portfolio = str(playing.EXAMPLES / "gausdal")
    arguments = ("report", portfolio, "-o", "a.pdf", "--for", reader)
    assert call(arguments, folder, surroundings()).code == 0
    return pages(folder / "a.pdf")


def test_a_council_is_given_at_most_eight_pages(council: list[str]) -> None:
    assert len(council) <= 8


def test_the_first_page_answers(council: list[str], tmp_path: Path) -> None:
    """What is proposed, each project with its start, each year of both budgets, what is out."""
    first = council[0]
    told = answer(tmp_path)
    assert "Forslag til vedtak" in first
    lines = [" ".join(line.split()) for line in first.splitlines()]
    for one in told["funded"]:
        assert [line for line in lines if f" {one['start']} " in line], one
    for word in ("Drift, brutto", "Drift, netto", "Investering, brutto", "Investering, netto"):
        assert word in first
    assert "Ikke prioritert" in first
    assert "Hvor sikkert er dette?" in first
    assert not re.search(r"[0-9a-f]{12}", first)  # no checksum


def answer(folder: Path) -> Any:  # noqa: ANN401  (what the command says)
    portfolio = str(playing.EXAMPLES / "gausdal")
    return json.loads(
        call(("prioritize", portfolio, "--format", "json"), folder, surroundings()).out
    )


def test_the_rest_of_the_council_s_paper_stands_under_the_headings_of_a_case(
    council: list[str],
) -> None:
    text = "\n".join(council)
    headings = ["Forslag til vedtak", "Saksopplysninger", "Økonomiske konsekvenser", "Vurdering"]
    places = [text.rindex(f"\n{one}") if "\n" + one in text else -1 for one in headings[1:]]
    assert places == sorted(places)
    assert places[0] > 0
    assert "Sjekksum av filene" in council[-1]


def test_the_colophon_says_what_was_run_and_what_it_proved(council: list[str]) -> None:
    last = " ".join(council[-1].split())
    for said in ("Verktøy innostrat ", "Metode flest poeng innenfor rammene", "(startverdi 0)"):
        assert said in last.replace("\xa0", " ")
    assert "Bevis Ingen annen sammensetning innenfor rammene og reglene gir flere poeng" in last


def test_the_appendix_has_a_page_a_project(tmp_path: Path) -> None:
    found = gausdal(tmp_path, "appendix")
    told = answer(tmp_path)
    count = len(told["funded"]) + len(told["not_funded"])
    assert len(found) in {count + 1, count + 2}  # the contents, and perhaps the colophon
    for number in range(count):
        assert len(re.findall(r"^I planen ", found[number + 1], re.MULTILINE)) == 1


def test_the_example_in_the_documents_is_of_today_s_files() -> None:
    """Its bytes are those of the typesetter of its day, so that they are no part of this."""
    path = ROOT / "docs" / "examples" / "gausdal.pdf"
    stamp = json.loads(paper("pdf").stamp(path.read_bytes()) or "")
    files = {
        found.relative_to(playing.EXAMPLES / "gausdal").as_posix(): found.read_bytes()
        for found in (playing.EXAMPLES / "gausdal").rglob("*.yaml")
    }
    assert stamp["digest"] == digest(files), "innostrat report gausdal -o docs/examples/gausdal.pdf"
    assert stamp["for"] == "council"
    assert len(pages(path)) <= 8


def test_net_each_year_is_that_of_the_frames_measures(place: Place) -> None:
    """The sums of the table by year are those of the plan's amounts in the operating frames."""
    place("report", "-o", "a.json", "--for", "council")
    plan = json.loads((place.folder / "a.json").read_text("utf-8"))
    place("report", "-o", "a.md", "--for", "council", "--lang", "en")
    text = (place.folder / "a.md").read_text("utf-8")
    [row] = re.findall(r"^\| Operating, net \|(.*)\|$", text, re.MULTILINE)
    shown = [int(re.sub(r"\D", "", one) or 0) for one in row.split("|")]
    assert sum(shown[:-1]) == shown[-1]
    assert plan["funded"]


def test_a_word_paper_has_the_council_s_tables_numbered(place: Place) -> None:
    place("report", "-o", "a.docx", "--for", "council")
    made = docx.Document(str(place.folder / "a.docx"))
    fields = [one.get(qn("w:instr")) for one in made.element.iter(qn("w:fldSimple"))]
    captions = [one for one in made.paragraphs if one.style and one.style.name == "Caption"]
    assert len([one for one in fields if str(one).startswith("SEQ ")]) == len(captions)
    assert len(captions) > len(made.tables)


def test_the_naming_cells_of_a_pdf_s_rows_are_headers(place: Place) -> None:
    place("report", "-o", "a.pdf", "--section", "list")
    with pikepdf.open(place.folder / "a.pdf") as pdf:
        heads = [
            one
            for one in pdf.objects
            if isinstance(one, pikepdf.Dictionary) and one.get("/S") == "/TH"
        ]
        scopes = [str(part.Scope) for one in heads for part in one.A if "/Scope" in part]
    assert scopes.count("/Row") > 3
    assert set(scopes) == {"/Row", "/Column"}
