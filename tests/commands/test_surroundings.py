"""What the machine refuses is one line and code 2; what was written is never called a failure."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml
from calling import ROOT, Called, surroundings

from innostrat.commands import fmt
from innostrat.files import lock
from innostrat.files.staged import TEMPORARY

if TYPE_CHECKING:
    from calling import Place

FULL = Path("/dev/full")
NEW = ("new", "idea", "--title", "Ny", "--need", "n", "--date", "2026-12-01", "--yes")
BEGIN = (
    *("--organisation", "A", "--title", "B", "--focus-area", "C", "--service-area", "D"),
    *("--years", "2027-2028", "--plan", "E", "--frame", "F: 100"),
)
NOBODY = 65534


def is_one_line(called: Called) -> bool:
    return called.code == 2 and called.err.startswith("innostrat: ") and called.err.count("\n") == 1


@pytest.mark.parametrize(
    "call",
    [
        "report --all file",
        "report --all file/below",
        "report -o paper.docx --section summary --template pipe",
        "report -o paper.docx --section summary --template circle",
        "report --check pipe",
        "report --check circle",
        "report --check missing.md",
        "import table.csv --date 2026-01-01 --mapping /dev/zero",
        "import table.csv --date 2026-01-01 --mapping pipe",
        "import pipe",
        "import circle",
        "import missing.csv",
        "schema -o file",
        "schema -o file/below",
        "list -o circle",
        "list -o file/below",
        "list -o pipe",
        "list -o /dev/full",
        "export -o missing/ideas.csv",
        "validate circle",
        "decide --body X --date 2026-01-01 --reduce aa:1.2.3",
        "decide --body X --date 20260101",
        "decide --body X --date ２０２６-01-01",
        "measure bestillingsbat --benefit 1 --value ９ --date 2026-01-01",
        "new round --title X --years ２０２７ --frame F:1",
        "new round --title X --years 2027 --frame F:１",
    ],
)
def test_what_the_disk_or_the_tool_refuses_is_one_line(place: Place, call: str) -> None:
    (place.folder / "file").write_text("")
    (place.folder / "table.csv").write_text("title;need\na;b\n")
    (place.folder / "circle").symlink_to("circle")
    os.mkfifo(place.folder / "pipe")
    assert is_one_line(place(*call.split(" ")))


@pytest.mark.parametrize(
    "wish", ["aa 1.2.3 %", "bestillingsbat 1.2.3 %: x", "bestillingsbat ５: x"]
)
def test_a_part_that_is_no_number_is_one_line(place: Place, wish: str) -> None:
    assert is_one_line(place("decide", "--body", "X", "--date", "2026-01-01", "--reduce", wish))


@pytest.mark.parametrize("name", ["x" * 300, "x" * 5000])
@pytest.mark.parametrize("call", ["list -o", "validate", "init", "import", "fmt"])
def test_a_name_that_is_too_long_is_one_line(place: Place, call: str, name: str) -> None:
    more = BEGIN if call == "init" else ()
    assert is_one_line(place(*call.split(), name, *more)._replace(out=""))


def test_a_file_in_the_place_of_a_folder_is_one_line(place: Place) -> None:
    (place.small / "ideas").rename(place.small / "old")
    (place.small / "ideas").write_text("")
    assert is_one_line(place(*NEW)._replace(out=""))


def test_a_new_portfolio_below_a_file_is_one_line(place: Place) -> None:
    (place.folder / "file").write_text("")
    for folder in ("file", "file/town", "file/a/b"):
        assert is_one_line(place("init", folder, *BEGIN)._replace(out=""))


def test_history_and_diff_are_asked_from_outside_the_repository(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    for command in ("init -q", "add -A", "commit -q -m x"):
        call = ["git", "-c", "user.name=x", "-c", "user.email=x@example.org", *command.split()]
        subprocess.run(call, cwd=place.folder, check=True, capture_output=True)
    monkeypatch.chdir("/")
    assert place("history", "-p", str(place.small), "--no-funding").code == 0
    assert place("diff", "HEAD", "-p", str(place.small)).code == 0


def test_a_working_folder_that_is_gone_is_one_line(place: Place) -> None:
    gone = place.folder / "gone"
    gone.mkdir()
    code = f"import os, shutil; os.chdir({str(gone)!r}); os.rmdir({str(gone)!r})\n"
    done = called(place, code, "list")
    assert is_one_line(done)


@pytest.mark.parametrize(
    "call", ["list", "--help", "--version", "explain", "validate", "fmt --check", "status"]
)
@pytest.mark.parametrize("stream", ["full", "closed"])
def test_an_output_that_leads_nowhere_is_one_line(place: Place, call: str, stream: str) -> None:
    place.write("ideas/b.yaml", "title: b\nid: b\nreceived: 2026-01-01\nneed: n\n")
    assert is_one_line(redirected(place, *call.split(), out=stream))


def test_nothing_is_written_when_it_cannot_be_shown(place: Place) -> None:
    before = sorted(place.small.rglob("*"))
    for stream in ("full", "closed"):
        assert is_one_line(redirected(place, *NEW, out=stream))
    assert sorted(place.small.rglob("*")) == before


@pytest.mark.parametrize("stream", ["full", "closed"])
def test_what_was_written_is_no_failure_though_nobody_can_be_told(
    place: Place, stream: str
) -> None:
    assert redirected(place, *NEW, err=stream).code == 0
    assert (place.small / "ideas" / "ny.yaml").exists()
    place.write("ideas/b.yaml", "title: b\nid: b\nreceived: 2026-01-01\nneed: n\n")
    assert redirected(place, "fmt", "--yes", out=stream, err=stream).code == 0
    assert (place.small / "ideas" / "b.yaml").read_text().startswith("id: b")
    assert redirected(place, "list", "-o", "list.md", out=stream, err=stream).code == 0
    assert redirected(place, "schema", "-o", "schemas", out=stream, err=stream).code == 0


def test_a_bad_call_has_its_code_though_nobody_can_be_told(place: Place) -> None:
    for stream in ("full", "closed"):
        assert redirected(place, "lisst", err=stream).code == 2


def test_closed_input_is_nobody_to_ask(place: Place) -> None:
    done = called(place, "import os; os.close(0)\n", "new", "idea")
    assert is_one_line(done)


@pytest.mark.skipif(os.getuid() != 0, reason="only root can become somebody else")
@pytest.mark.parametrize("call", ["new", "fmt --yes", "list -o x.md", "schema -o s"])
def test_a_folder_that_may_only_be_read_is_one_line(place: Place, call: str) -> None:
    place.write("ideas/b.yaml", "title: b\nid: b\nreceived: 2026-01-01\nneed: n\n")
    for folder in (place.folder, *place.folder.parents):
        if folder.stat().st_uid == 0 and folder != Path("/"):
            folder.chmod(folder.stat().st_mode | 0o055)
    arguments = [*(NEW if call == "new" else call.split())]
    # The same is done in a copy first, and refused, so that all is loaded that nobody may not read.
    code = "import contextlib, io, os, shutil, tempfile, innostrat.files.writer\n"
    code += "from innostrat.cli import run\nquiet = io.StringIO()\nhere = os.getcwd()\n"
    code += "with contextlib.redirect_stdout(quiet), contextlib.redirect_stderr(quiet):\n"
    code += "    copy = shutil.copytree(here, tempfile.mkdtemp(), dirs_exist_ok=True)\n"
    code += f"    os.chdir(copy); run({arguments!r}); run(['list', 'nowhere'])\n"
    code += "    os.chdir(here); shutil.rmtree(copy)\n"
    code += f"os.setgid({NOBODY}); os.setuid({NOBODY})\n"
    done = called(place, code, *arguments)
    assert is_one_line(done._replace(out=""))
    # Where not even the portfolio can be found, its language is not either.
    assert any(one in done.err for one in ("du har ikke tilgang til", "you have no right to it"))


def test_fmt_waits_and_writes_over_nothing(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    path = place.write("ideas/b.yaml", "title: b\nid: b\nreceived: 2026-01-01\nneed: n\n")
    format_one = fmt._formatted  # noqa: SLF001

    def and_somebody_saves(files: object, name: str) -> object:
        done = format_one(files, name)  # type: ignore[arg-type]
        path.write_text("# saved meanwhile\n")
        return done

    monkeypatch.setattr(fmt, "_formatted", and_somebody_saves)
    refused = place("fmt")
    assert is_one_line(refused)
    assert "changed meanwhile" in refused.err
    assert path.read_text() == "# saved meanwhile\n"


def test_fmt_waits_for_others(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lock, "PATIENCE", 0.1)
    holder = (
        "import sys; from pathlib import Path; from innostrat.files.lock import locked\n"
        "with locked(Path(sys.argv[1])): print('held', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", holder, str(place.small)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=surroundings(),
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()
        assert is_one_line(place("fmt"))
        assert place("fmt", "--check").code == 1  # what only looks waits for nobody
    assert place("fmt").code == 0


def test_a_new_portfolio_tells_git_what_to_do(place: Place) -> None:
    subprocess.run(["git", "init", "-q"], cwd=place.folder, check=True)
    assert place("init", "town", *BEGIN).code == 0
    left = ".innostrat-0a1b2c_d.tmp"
    assert TEMPORARY.fullmatch(left)
    for path in (f"town/{left}", f"town/rounds/{left}"):
        asked = ["git", "check-ignore", "-q", path]
        assert subprocess.run(asked, cwd=place.folder, check=False).returncode == 0
    asked = ["git", "check-attr", "eol", "town/rounds/e.yaml"]
    told = subprocess.run(asked, cwd=place.folder, check=True, capture_output=True).stdout
    assert told.endswith(b"eol: lf\n")
    assert place("validate", "town").code == 0


def test_a_new_portfolio_goes_on_where_a_killed_run_ended(place: Place) -> None:
    town = place.folder / "town"
    assert place("init", "town", *BEGIN).code == 0
    whole = {path: path.read_bytes() for path in town.rglob("*") if path.is_file()}
    (town / "strategy.yaml").unlink()
    (town / ".innostrat-0a1b2c_d.tmp").write_bytes(b"half")
    assert place("init", "town", *BEGIN).code == 0
    assert {path: path.read_bytes() for path in town.rglob("*") if path.is_file()} == whole
    (town / "strategy.yaml").unlink()
    (town / "rounds" / "other.yaml").write_text("")
    assert is_one_line(place("init", "town", *BEGIN))


def test_a_project_postponed_beyond_its_window_takes_it_along(place: Place) -> None:
    place.change("projects/bestillingsbat.yaml", "latest: 2028", "latest: 2027")
    place.change("rounds/plan-2027-2028.yaml", "2028: 500 000", "2028: 5 000 000")
    wish = "bestillingsbat 2028: Rommet er trangt"
    assert place("decide", "--body", "X", "--date", "2026-12-01", "--postpone", wish).code == 0
    text = (place.small / "projects" / "bestillingsbat.yaml").read_text("utf-8")
    assert yaml.safe_load(text)["start"] == {"earliest": 2028, "latest": 2028}
    assert "T00" not in place("validate").out


def called(place: Place, before: str, *arguments: str) -> Called:
    """Call the tool in a process in which `before` has been run."""
    code = f"import sys; sys.path.insert(0, {str(ROOT)!r})\n{before}"
    code += "from innostrat.cli import main; main(sys.argv[1:])"
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=place.folder,
        env=surroundings(),
        capture_output=True,
        text=True,
        check=False,
    )
    return Called(done.returncode, done.stdout, done.stderr)


def redirected(place: Place, *arguments: str, out: str = "", err: str = "") -> Called:
    """Call the tool with streams that are full or closed."""
    if "full" in {out, err} and not FULL.exists():
        pytest.skip("no device that is always full")
    before = "import os\n"
    for number, stream in ((1, out), (2, err)):
        if stream == "full":
            before += f"os.dup2(os.open('/dev/full', os.O_WRONLY), {number})\n"
        elif stream == "closed":
            before += f"os.close({number}); sys.{('', 'stdout', 'stderr')[number]} = None\n"
    return called(place, before, *arguments)
