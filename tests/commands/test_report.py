"""The documents of the round: every form is written, says what it is from, and can be checked."""

from __future__ import annotations

import json
import re
import subprocess
from typing import TYPE_CHECKING

import papers
import pytest

from innostrat.files.digest import digest
from innostrat.formats.registry.documents import PAPERS, paper
from innostrat.language import language

if TYPE_CHECKING:
    from pathlib import Path

    from calling import Place

FAST = ("--section", "summary", "--section", "list", "--section", "benefits")
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{}</svg>'


@pytest.mark.parametrize("ending", PAPERS)
def test_each_form_is_written_twice_alike_and_agrees(place: Place, ending: str) -> None:
    one, other = (place.folder / f"{name}.{ending}" for name in ("one", "other"))
    for path in (one, other):
        assert place("report", "-o", str(path), *FAST).code == 0
    assert one.read_bytes() == other.read_bytes()
    assert place("report", "--check", str(one)).code == 0


@pytest.mark.parametrize("ending", PAPERS)
def test_a_changed_portfolio_no_longer_agrees(place: Place, ending: str) -> None:
    path = place.folder / f"one.{ending}"
    place("report", "-o", str(path), *FAST)
    place.change("rounds/plan-2027-2028.yaml", "2028: 500 000", "2028: 510 000")
    called = place("report", "--check", str(path), "--lang", "en")
    assert (called.code, "other files" in called.err) == (1, True)


@pytest.mark.parametrize("ending", ["md", "csv", "json", "html"])
def test_a_changed_document_no_longer_agrees(place: Place, ending: str) -> None:
    path = place.folder / f"one.{ending}"
    place("report", "-o", str(path), *FAST)
    content = path.read_bytes()
    changed = content.replace(b"estillingsb", b"estillingsk", 1)
    assert changed != content
    path.write_bytes(changed)
    called = place("report", "--check", str(path), "--lang", "en")
    assert (called.code, "by hand" in called.err) == (1, True)


def test_what_errors_leave_out_is_said(place: Place) -> None:
    place.write("ideas/bad.yaml", "id: bad\nid: bad\n")
    called = place("report", "-o", "one.md", *FAST, "--lang", "en")
    assert (called.code, "bad" in called.err) == (1, True)


def test_all_forms_at_once(place: Place) -> None:
    assert place("report", "--all", "papers", *FAST).code == 0
    made = {path.suffix.removeprefix(".") for path in (place.folder / "papers").iterdir()}
    assert made == set(PAPERS)


def test_the_stamp_says_what_it_was_made_from(place: Place) -> None:
    path = place.folder / "one.json"
    place("report", "-o", str(path), *FAST, "--date", "2026-12-01", "--lang", "nn")
    stamp = json.loads(path.read_text("utf-8"))["stamp"]
    assert (stamp["language"], stamp["date"], stamp["commit"]) == ("nn", "2026-12-01", None)
    assert stamp["sections"] == ["summary", "list", "benefits"]
    files = {
        found.relative_to(place.small).as_posix(): found.read_bytes()
        for found in place.small.rglob("*.yaml")
    }
    assert stamp["digest"] == digest(files)


def test_the_digest_is_that_of_sha256sum(place: Place) -> None:
    files = {
        found.relative_to(place.small).as_posix(): found.read_bytes()
        for found in place.small.rglob("*.yaml")
    }
    names = sorted(files)
    listed = subprocess.run(
        ["sha256sum", *names], cwd=place.small, capture_output=True, check=True
    ).stdout
    told = subprocess.run(["sha256sum"], input=listed, capture_output=True, check=True).stdout
    assert told.decode().split()[0] == digest(files)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("report",), "--output"),
        (("report", "-o", "x.html", "--all", "y"), "--output"),
        (("report", "-o", "x.odt"), "docx"),
        (("report", "-o", "x.md", "--section", "sumary"), "summary"),
        (("report", "-o", "x.md", "--date", "1.13.2026"), "YYYY-MM-DD"),
        (("report", "-o", "x.docx", "--template", "none.docx"), "none.docx"),
        (("report", "-o", "nowhere/x.md"), "nowhere"),
        (("report", "--check", "none.pdf"), "none.pdf"),
    ],
)
def test_a_bad_call_is_one_line(place: Place, arguments: tuple[str, ...], said: str) -> None:
    called = place(*arguments, "--lang", "en")
    assert (called.code, called.err.count("\n")) == (2, 1)
    assert said in called.err


@pytest.mark.parametrize("ending", PAPERS)
def test_another_file_says_nothing_of_what_it_was_made_from(place: Place, ending: str) -> None:
    path = place.folder / f"other.{ending}"
    path.write_bytes(b"{}" if ending == "json" else b"something else")
    assert place("report", "--check", str(path)).code == 2


@pytest.mark.parametrize(
    "stamp",
    [
        "{}",
        "[]",
        '{"round": 1}',
        (
            '{"tool": "x", "round": "no", "language": "nb", "sections": [], "digest": "", '
            '"commit": null, "committed": null, "changed": false, "date": "x"}'
        ),
    ],
)
def test_a_stamp_of_somebody_else_is_refused(place: Place, stamp: str) -> None:
    path = place.folder / "other.md"
    path.write_text(f"text\n<!-- innostrat {stamp} -->\n", encoding="utf-8")
    assert place("report", "--check", str(path)).code == 2


def branded(place: Place, logo: str, content: bytes | None) -> Path:
    text = (place.small / "strategy.yaml").read_text("utf-8")
    place.write("strategy.yaml", text + f"brand: {{color: 9b2743, logo: {logo}}}\n")
    place("fmt", "small")
    if content is not None:
        (place.small / logo).write_bytes(content)
    return place.folder / "one.html"


def test_colour_and_logo_come_from_the_strategy(place: Place) -> None:
    path = branded(place, "logo.svg", SVG.format("<rect width='9' height='9'/>").encode())
    assert place("report", "-o", str(path), *FAST).code == 0
    page = path.read_text("utf-8")
    assert "#9b2743" in page
    assert "data:image/svg+xml" in page


@pytest.mark.parametrize(
    "inside",
    [
        "<script>x</script>",
        '<image href="/etc/passwd"/>',
        '<rect onclick="x"/>',
        '<a href="http://example.org"><rect/></a>',
        "<style>@import 'x'</style>",
        "<foreignObject/>",
        '<use xlink:href="other.svg#a"/>',
        '<rect fill="url(http://example.org)"/>',
    ],
)
def test_a_logo_that_is_more_than_a_picture_is_refused(place: Place, inside: str) -> None:
    path = branded(place, "logo.svg", SVG.format(inside).encode())
    called = place("report", "-o", str(path), *FAST)
    assert (called.code, called.err.count("\n")) == (2, 1)
    assert not path.exists()


def test_another_version_of_what_sets_a_pdf_is_named(place: Place) -> None:
    path = place.folder / "a.pdf"
    assert place("report", "-o", str(path), *FAST).code == 0
    content = path.read_bytes()
    version = re.search(rb"Typst ([0-9.]+)", content)
    assert version is not None
    other = version[1][:-1] + (b"8" if version[1].endswith(b"9") else b"9")
    path.write_bytes(content.replace(version[1], other))
    told = place("report", "--check", str(path), "--lang", "en")
    assert told.code == 1
    assert f"was made with another version: Typst {other.decode()}, and this is" in told.err
    path.write_bytes(content.replace(b"Sildevik", b"Sildevek", 1))
    told = place("report", "--check", str(path), "--lang", "en")
    assert "changed by hand" in told.err


@pytest.mark.parametrize("ending", ["docx", "xlsx"])
def test_a_damaged_archive_says_nothing_of_what_it_was_made_from(place: Place, ending: str) -> None:
    path = place.folder / f"a.{ending}"
    assert place("report", "-o", str(path), *FAST).code == 0
    content = bytearray(path.read_bytes())
    for start in range(60, len(content), 97):
        content[start] ^= 255
    path.write_bytes(bytes(content))
    told = place("report", "--check", str(path))
    assert (told.code, told.err.count("\n")) == (2, 1)


@pytest.mark.parametrize(
    "content", [None, b"", b"<html/>", b'<!DOCTYPE svg [<!ENTITY a "b">]><svg/>']
)
def test_a_logo_that_is_none_is_refused(place: Place, content: bytes | None) -> None:
    assert place("report", "-o", str(branded(place, "logo.svg", content)), *FAST).code == 2


@pytest.mark.posix
def test_a_logo_behind_a_link_is_not_read(place: Place) -> None:
    path = branded(place, "logo.svg", None)
    secret = place.folder / "secret.svg"
    secret.write_text(SVG.format(""), encoding="utf-8")
    (place.small / "logo.svg").symlink_to(secret)
    assert place("report", "-o", str(path), *FAST).code == 2


def test_a_round_without_a_plan_has_a_document_that_says_why(place: Place) -> None:
    place.change("rounds/plan-2027-2028.yaml", "min_projects: 1", "min_projects: 9")
    path = place.folder / "one.md"
    assert place("report", "-o", str(path), "--lang", "en").code == 1
    text = path.read_text("utf-8")
    assert "No selection meets all demands" in text
    assert "The smallest repairs" in text


@pytest.mark.parametrize("text", papers.HOSTILE)
@pytest.mark.parametrize("ending", ["md", "csv", "json"])
def test_hostile_text_stays_text_and_the_stamp_is_found(ending: str, text: str) -> None:
    made = papers.document(text)
    content = paper(ending).render(made, language("nb"))
    found = paper(ending).stamp(content)
    assert found is not None
    assert json.loads(found) == json.loads(made.stamp)


def test_each_saving_stands_with_the_project_that_gives_it(place: Place) -> None:
    assert place("report", "--section", "benefits", "-o", "p.md", "--lang", "en").code == 0
    text = (place.folder / "p.md").read_text("utf-8")
    assert "| Færre runder | Digitalt tilsyn om natten | 0 | 250 | 250 |" in text
    assert "| Benefit | Project | 2027 | 2028 | Sum |" in text
