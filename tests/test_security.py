"""Nothing in a portfolio runs, leads outside, hangs, forges or hides (docs/security.md)."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import tempfile
import zipfile
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from repository import PROJECT, ROUND, STRATEGY
from repository import Repository as Sample
from xlsxwriter import Workbook

from innostrat.cli import run
from innostrat.files import source
from innostrat.files.source import MAX_BYTES, read_folder
from innostrat.files.yaml.document import parse

if TYPE_CHECKING:
    from collections.abc import Iterator

TOP: Final = Path(__file__).parents[1]
DOCUMENT: Final = TOP / "docs" / "security.md"
TESTS: Final = sorted((TOP / "tests").glob("test_security*.py"))
# What GitHub's runner obeys, and what a terminal does.
OBEYED: Final = re.compile(r"^\s*::|##\w*\[", re.MULTILINE)
# What the tool itself tells the runner: one annotation a line.
OURS: Final = re.compile(
    r"^::(?:error|warning|notice) file=portfolios/[^\n:,]*,line=\d[^\n]*$|^::notice::\d+ [^\n:]*$",
    re.MULTILINE,
)
CONTROLS: Final = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069]")
EVIL: Final = (
    "::error::x ##[error]y \\x1b[31mred\\x1b[2K\\r ::set-output name=a::b\\n::warning::z "
    "\\u202e\\u200b @everyone @org/team #1 GH-2 [a](http://evil.example) <b>c</b> "
    "<!-- innostrat --> {weights} {0} %s [bold]"
)


@pytest.fixture
def town(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a portfolio with one project, in the working directory."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)
    town = tmp_path / "portfolios" / "town"
    for folder in ("projects", "rounds", "ideas"):
        (town / folder).mkdir(parents=True)
    (town / "strategy.yaml").write_text(STRATEGY)
    (town / "rounds" / "plan.yaml").write_text(ROUND)
    project(town, "one", '"Title"')
    return town


def project(town: Path, id_: str, title: str) -> None:
    text = PROJECT.format(id=id_, title=title, worth=3, cost=1000, goal="goal-1")
    (town / "projects" / f"{id_}.yaml").write_text(text, errors="replace")


def codes(town: Path) -> list[str]:
    return [finding.code for finding in read_folder(town, "").findings]


def output(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    run([*arguments, "--lang", "en"])
    told = capsys.readouterr()
    return told.out + told.err


def every_output(capsys: pytest.CaptureFixture[str]) -> Iterator[str]:
    """Yield what the commands print about the portfolio in the working directory."""
    for form in ("text", "github", "markdown", "gitlab", "junit", "sarif", "json"):
        yield output(capsys, "validate", "--format", form)
    for form in ("terminal", "markdown"):
        for command in (["list"], ["score"], ["prioritize"], ["show", "one"], ["goals"]):
            yield output(capsys, *command, "--format", form)
    yield output(capsys, "fmt", "--diff")


def test_the_document_names_a_test_for_each_threat() -> None:
    rows = re.findall(r"^\| ([A-Z]\d\d) \| .+ \| `(\w+)` \|$", DOCUMENT.read_text(), re.MULTILINE)
    text = "".join(path.read_text() for path in TESTS)
    tests = re.findall(r"^def (test_[a-z]\d\d_\w+)", text, re.MULTILINE)
    assert sorted(name for _, name in rows) == sorted(tests)
    assert all(name.startswith(f"test_{threat.lower()}_") for threat, name in rows)
    assert len({threat for threat, _ in rows}) == len(rows) > 50
    assert len(re.findall(r"^\| [A-Z]\d", DOCUMENT.read_text(), re.MULTILINE)) == len(rows)


def test_p01_nothing_in_a_file_is_carried_out(town: Path, tmp_path: Path) -> None:
    trace = tmp_path / "sprung"
    for tag in ("!!python/object/apply:os.system", "!!python/name:os.system", "!env", "!include"):
        document, findings = parse("x", f'title: {tag} ["touch {trace}"]\n'.encode())
        assert document is None
        assert [finding.code for finding in findings] == ["Y004"]
    project(town, "one", f'"$(touch {trace}) `touch {trace}` {{{{ x }}}} ${{HOME}}"')
    assert run(["validate"]) == 0
    assert not trace.exists()


def test_p02_aliases_do_not_grow() -> None:
    lines = ["a0: &a0 [x, x]", *(f"a{i}: &a{i} [*a{i - 1}, *a{i - 1}]" for i in range(1, 99))]
    document, findings = parse("x", "\n".join(lines).encode())
    assert document is None
    assert [finding.code for finding in findings] == ["Y003"]
    assert parse("x", b"<<: {a: b}\n")[0] is None


@pytest.mark.parametrize("sign", ["[", "{a: ", "- ", "? "])
def test_p03_deep_nesting_ends(sign: str) -> None:
    document, findings = parse("x", (sign * (MAX_BYTES // len(sign))).encode())
    assert document is None
    assert len(findings) == 1


def test_p04_large_files_are_not_read(town: Path) -> None:
    with (town / "ideas" / "large.yaml").open("wb") as file:
        file.truncate(50_000_000_000)  # takes no room on the disk
    assert codes(town) == ["F003"]


def test_p05_the_number_of_files_is_bounded(town: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(4):
        (town / "ideas" / f"i{number}.yaml").write_text("x")
    monkeypatch.setattr(source, "MAX_FILES", 5)
    assert codes(town) == ["F008"]
    monkeypatch.setattr(source, "MAX_FILES", 3)
    assert codes(town)[0] == "F008"
    assert len(read_folder(town, "").contents) <= 3
    monkeypatch.setattr(source, "MAX_FILES", 100)
    monkeypatch.setattr(source, "MAX_TOTAL", 3)
    assert codes(town) == ["F008"]
    assert len(read_folder(town, "").contents) == 3


@pytest.mark.posix
def test_p06_links_are_not_followed(
    town: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    secret = tmp_path / "outside" / "elsewhere"
    (secret / "projects").mkdir(parents=True)
    (secret / "rounds").mkdir()
    (secret / "strategy.yaml").write_text("secret: 1")
    (secret / "projects" / "x.yaml").write_text("secret: 1")
    (town / "projects" / "file.yaml").symlink_to(secret / "projects" / "x.yaml")
    (town / "decisions").symlink_to(secret / "projects")
    town.with_name("linked").symlink_to(secret)
    assert codes(town) == ["F004", "F004"]
    assert codes(town.with_name("linked")) == ["F004"]
    assert "secret" not in output(capsys, "validate")
    town.parent.rename(tmp_path / "real")
    (tmp_path / "portfolios").symlink_to(tmp_path / "real")
    assert "No portfolio here" in output(capsys, "validate")


@pytest.mark.posix
def test_p07_pipes_and_devices_are_not_read(town: Path) -> None:
    os.mkfifo(town / "ideas" / "pipe.yaml")
    (town / "ideas" / "folder.yaml").mkdir()
    with socket.socket(socket.AF_UNIX) as end:
        end.bind(os.path.relpath(town / "ideas" / "socket.yaml"))
        assert sorted(codes(town)) == ["F002", "F005", "F005"]
    (town / "rounds" / "plan.yaml").unlink()
    os.mkfifo(town / "rounds" / "plan.yaml")
    assert sorted(codes(town)) == ["F002", "F005", "F005", "F005"]


def test_p08_no_text_becomes_a_path(
    town: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "secret.yaml").write_text("secret: 1\n")
    up = "../../../secret"
    project(town, "one", '"Title"\nrequires: [../../../secret]\nreplaces: [/etc/passwd]')
    (town / "ideas" / "a.yaml").write_text(
        f"id: {up}\ntitle: t\nreceived: 2026-01-01\nneed: n\npromoted_to: {up}\n"
    )
    for command in (["validate"], ["show", up], ["explain", up], ["score", "--round", up]):
        assert "secret: 1" not in output(capsys, *command)
    assert "is not an id" in output(capsys, "validate")


@pytest.mark.posix
def test_p09_fmt_writes_no_links(town: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside.yaml"
    outside.write_text("title: b\nid: a\n")
    (town / "ideas" / "a.yaml").symlink_to(outside)
    assert run(["fmt", "--yes"]) == 1
    assert outside.read_text() == "title: b\nid: a\n"
    assert (town / "ideas" / "a.yaml").is_symlink()


def test_p19_nothing_is_written_through_a_link(
    town: Path, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outside = tmp_path_factory.mktemp("outside")
    (outside / "file.md").write_text("mine")
    (tmp_path / "file.md").symlink_to(outside / "file.md")
    (tmp_path / "new.md").symlink_to(outside / "new.md")
    (tmp_path / "folder").symlink_to(outside)
    (town / "grants").symlink_to(outside)
    for path in ("file.md", "new.md", "folder/other.md"):
        assert run(["list", "-o", path]) == 2
        assert run(["report", "-o", path, "--section", "summary"]) == 2
    assert run(["report", "--all", "folder", "--section", "summary"]) == 2
    assert run(["schema", "-o", "folder"]) == 2
    assert run(["schema", "-o", "folder/schemas"]) == 2
    assert run(["init", "folder"]) == 2
    assert [one.name for one in outside.iterdir()] == ["file.md"]
    assert (outside / "file.md").read_text() == "mine"


def test_nothing_is_written_through_a_link_of_another_checkout(
    town: Path,
    tmp_path: Path,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    outside, elsewhere = (tmp_path_factory.mktemp(one) for one in ("outside", "elsewhere"))
    (outside / "file.md").write_text("mine")
    Sample(tmp_path)
    (tmp_path / "file.md").symlink_to(outside / "file.md")
    (tmp_path / "folder").symlink_to(outside)
    monkeypatch.chdir(elsewhere)
    for path in (tmp_path / "file.md", tmp_path / "folder" / "other.md"):
        assert run(["list", str(town), "-o", str(path)]) == 2
    assert run(["report", str(town), "--all", str(tmp_path / "folder")]) == 2
    assert [one.name for one in outside.iterdir()] == ["file.md"]
    assert (outside / "file.md").read_text() == "mine"
    # The user's own links, in no checkout, are written through; so is one that leads to a checkout.
    (elsewhere / "own").symlink_to(outside)
    monkeypatch.chdir(outside)
    assert run(["list", str(town), "-o", str(elsewhere / "own" / "new.md")]) == 0
    (elsewhere / "checkout").symlink_to(tmp_path)
    assert run(["list", str(town), "-o", str(elsewhere / "checkout" / "new.md")]) == 0


def test_p20_named_files_are_bounded(town: Path, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.csv")
    (tmp_path / "table.csv").write_text("title;need\na;b\n")
    calls = ["import pipe.csv", "report --check pipe.csv", "import table.csv --mapping pipe.csv"]
    calls += ["import table.csv --mapping /dev/zero", "report --check /dev/zero"]
    calls += ["report -o x.docx --section summary --template /dev/zero"]
    for call in calls:
        assert run([*call.split(), "--lang", "en"]) == 2, call
    assert town.exists()


def test_p21_nothing_planted_is_opened(
    town: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "mine").write_text("mine")
    shared = tmp_path / "shared"
    shared.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(shared))
    drawn = iter(["planted0", "drawnnew"])
    monkeypatch.setattr(tempfile, "_get_candidate_names", lambda: drawn)
    monkeypatch.setattr("innostrat.files.lock._cleared", lambda *_, **__: ())
    (town / "ideas" / ".innostrat-planted0.tmp").symlink_to(tmp_path / "mine")
    assert run(["new", "idea", "--title", "A", "--need", "b", "--date", "2026-01-01", "--yes"]) == 0
    assert (tmp_path / "mine").read_text() == "mine"
    assert (town / "ideas" / "a.yaml").is_file()
    assert not any(shared.iterdir())


@pytest.fixture
def evil(town: Path) -> Path:
    """Put a hostile text into the portfolio wherever there is room for one."""
    project(town, "one", f'"{EVIL}"')
    project(town, "two", '"' + EVIL.replace("\\u202e\\u200b", "") + '"')
    clean = EVIL.replace("\\u202e\\u200b", "").replace("\\x1b", "").replace("\\r", "")
    plain = clean.replace('"', "").replace("\\n", " ")
    project(town, "three", f'"{plain}"\nfocus_area: "{plain}"\nunknown: x')
    project(town, "four", f'"{plain}"')
    (town / "ideas" / "a.yaml").write_text(
        f'title: "{plain}"\nid: a\nreceived: 2026-01-01\nneed: "{plain}"\nsource: "{plain}"\n'
    )
    return town


@pytest.mark.usefixtures("evil")
def test_p10_no_annotation_is_forged(capsys: pytest.CaptureFixture[str]) -> None:
    for text in every_output(capsys):
        assert not OBEYED.search(OURS.sub("", text)), text
    text = output(capsys, "validate", "--format", "github")
    assert OURS.search(text)


@pytest.mark.usefixtures("evil")
def test_p11_no_log_line_is_forged(capsys: pytest.CaptureFixture[str]) -> None:
    for text in every_output(capsys):
        assert not CONTROLS.search(text)


def test_p12_a_comment_shows_text_as_text(evil: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert evil.exists()
    text = output(capsys, "list", "--format", "markdown")
    assert "evil.example" in text
    assert "](http" not in text.replace("\\](", "")
    assert "http://" not in text
    assert "<b>" not in text
    assert "<!-- innostrat" not in text  # the mark by which the action finds its comment


def test_p13_nobody_is_pinged(evil: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert evil.exists()
    for command in (["list"], ["show", "four"], ["prioritize"]):
        text = output(capsys, *command, "--format", "markdown")
        assert not re.search(r"@\w", text)
        assert not re.search(r"(?<!&)#\d", text)
        assert not re.search(r"\bGH-\d", text)


def test_p14_hidden_characters_are_shown(evil: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (evil / "ideas" / "b.yaml").write_text("title: a\u202eb\u2066c\ud7ff\u200b\n")
    text = output(capsys, "validate")
    assert "Y007" in text
    assert "U+202E" in text
    assert "\u202e" not in text


@pytest.mark.parametrize(
    "name",
    [
        "new\n::error::x",
        "\x1b[31mred",
        "bidi\u202e",
        "a##[error]b",
        "\udcff",
        "<b>@you",
        "::notice::",
    ],
)
def test_p15_names_of_files_are_texts_too(
    town: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    project(town, name, "x\ntitle: y")
    (town / f"{name}.yaml").write_text("x")
    town.rename(town.with_name(name))
    again = town.with_name(f"{name} 2")
    again.joinpath("projects").mkdir(parents=True)
    again.joinpath("rounds").mkdir()
    for text in (*every_output(capsys), output(capsys, "score"), output(capsys, "show", "x")):
        assert not OBEYED.search(OURS.sub("", text)), text
        assert not CONTROLS.search(text)
        text.encode()


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\\t=", "x;=", "＝"])
def test_p16_no_cell_is_a_formula(
    town: Path, capsys: pytest.CaptureFixture[str], start: str
) -> None:
    project(town, "one", f'"{start}HYPERLINK(1)"')
    text = output(capsys, "list", "--format", "csv")
    assert "HYPERLINK(1)" in text
    assert not re.search(r"(^|[;\"])\s*[=+@＝-]\s*HYPERLINK", text, re.MULTILINE)


@pytest.mark.usefixtures("evil")
def test_p17_texts_are_not_templates(capsys: pytest.CaptureFixture[str]) -> None:
    for form in ("terminal", "markdown"):
        text = output(capsys, "list", "--format", form).replace("\\", "")
        assert "{weights}" in text
        assert "{0} %s" in text
        assert "[bold]" in text


@settings(max_examples=300, deadline=None)
@given(
    st.one_of(
        st.binary(max_size=200),
        st.text(max_size=200).map(lambda t: t.encode("utf-8", "surrogatepass")),
        st.text(alphabet=":-?[]{}#&*!|>'\"%@`,\n\t ab\ufeff\u2028", max_size=60).map(str.encode),
    )
)
def test_p18_any_bytes_are_a_finding(data: bytes) -> None:
    document, findings = parse("x", data)
    assert document is not None or findings


SHEET = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    '<row><c r="A1" t="inlineStr"><is><t>Tittel</t></is></c></row><row><c r="{}"><v>1</v></c></row>'
    "</sheetData></worksheet>"
)


@pytest.mark.posix
def test_p29_a_small_workbook_stays_small(town: Path, tmp_path: Path) -> None:
    whole = BytesIO()
    Workbook(whole, {"in_memory": True}).close()
    for place in ("XFD1048576", "ZZZZZZZ4294967295", "A1048576", "B2"):
        path = tmp_path / "small.xlsx"
        with zipfile.ZipFile(whole) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
            for name in old.namelist():
                is_sheet = name.endswith("sheet1.xml")
                new.writestr(name, SHEET.format(place) if is_sheet else old.read(name))
        assert path.stat().st_size < 10_000
        done = subprocess.run(
            [sys.executable, "-c", LIMITED, "import", str(path), "--lang", "en"],
            cwd=town.parent.parent, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 2, done.stderr
        assert done.stderr.count("\n") == 1


LIMITED = """
import resource, sys
resource.setrlimit(resource.RLIMIT_AS, (600_000_000, 600_000_000))
from innostrat.cli import run
sys.exit(run(sys.argv[1:]))
"""
