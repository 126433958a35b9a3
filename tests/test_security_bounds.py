"""What a file can make long, deep or many costs what its size says (docs/security.md)."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import sys
from collections import Counter
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Final

import pytest
from calling import SMALL, Place, call, system
from reading import BASE, case, findings_of

from innostrat.files.journal import JOURNAL, FileStep, begin_change, step
from innostrat.language import language
from innostrat.model.base import LONGEST_TITLE

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

ROUND: Final = "rounds/plan-2027-2028.yaml"
COMPUTES: Final = (
    *("score", "prioritize", "status", "list", "goals", "alternatives", "uncertainty", "assess"),
    *("sensitivity", "robust --draws 100 --checks 1", "benefits", "fund", "trial", "what-if"),
    *("show bestillingsbat", "why bestillingsbat", "report -o a.md", "export", "ideas"),
    "decide --body x --date 2026-12-01",
    "carry-over",
)
READS: Final = {"export", "ideas", "fund", "carry-over"}  # what they say is of the files alone
IDEA: Final = "id: {id}\ntitle: {title}\nreceived: 2026-01-01\nneed: n\n"


def work(files: dict[str, bytes]) -> int:
    """Return how many calls it takes to read and check a portfolio."""
    findings_of(case(BASE))  # models are built on first use, which counts for nobody
    calls: Counter[str] = Counter()

    def count(_: object, event: str, __: object) -> None:
        calls[event] += 1

    sys.setprofile(count)
    try:
        findings_of(files)
    finally:
        sys.setprofile(None)
    return calls["call"] + calls["c_call"]


def chain(length: int, **more: str) -> dict[str, bytes]:
    """Return projects of which each requires the next."""
    files = dict(case(BASE))
    text = files["projects/home-care.yaml"].decode()
    for number in range(length):
        own = text.replace("id: home-care", f"id: p{number}", 1)
        own = own.replace("title: ", f"title: {number} ", 1)
        if number < length - 1:
            own += f"requires: [p{number + 1}]\n"
        files[f"projects/p{number}.yaml"] = (own + more.get("all", "")).encode()
    return files


def circle(length: int) -> dict[str, bytes]:
    files = chain(length)
    files[f"projects/p{length - 1}.yaml"] += b"requires: [p0]\n"
    return files


def bound(length: int) -> dict[str, bytes]:
    return chain(length, all="commitment: mandatory\n")


def unknown(length: int) -> dict[str, bytes]:
    keys = "".join(f"key{number}: 1\n" for number in range(length))
    return case(BASE) | {"ideas/x.yaml": (IDEA.format(id="x", title="X") + keys).encode()}


def emptied(length: int) -> dict[str, bytes]:
    files = dict(case(BASE))
    empty = "  - {title: a, status: applied, frame: drift, amounts: {}}\n" * length
    files["projects/home-care.yaml"] += f"funding:\n{empty}".encode()
    return files


def with_mail(length: int) -> dict[str, bytes]:
    text = IDEA.format(id="x", title="X") + "# a@b.no 31123950057 tlf 22001234\n" * length
    return case(BASE) | {"ideas/x.yaml": text.encode()}


@pytest.mark.parametrize("made", [chain, circle, bound, unknown, emptied, with_mail])
def test_p22_what_is_many_costs_its_number(made: Callable[[int], dict[str, bytes]]) -> None:
    nothing = work(case(BASE))
    one, two = (work(made(number)) - nothing for number in (60, 120))
    assert two < 2.6 * one


def test_what_was_meant_is_guessed_for_the_first_faults_alone() -> None:
    keys = "".join(f"titel{number}: 1\n" for number in range(400))
    _, found = findings_of(
        case(BASE) | {"ideas/x.yaml": (IDEA.format(id="x", title="X") + keys).encode()}
    )
    english = language("en")
    hints = [english(one.hint) for one in found if one.code == "S001" and one.hint]
    assert len(hints) == 400
    assert ["Did you mean" in one for one in hints] == [True] * 300 + [False] * 100


def contradictory(length: int) -> dict[str, bytes]:
    """Return projects that all exclude each other, and require those after them."""
    files = dict(case(BASE))
    text = files["projects/home-care.yaml"].decode()
    names = [f"p{number}" for number in range(length)]
    for number, name in enumerate(names):
        own = text.replace("id: home-care", f"id: {name}", 1)
        own = own.replace("title: ", f"title: {number} ", 1)
        others = ", ".join(one for one in names if one != name)
        own += f"excludes: [{others}]\nrequires: [{', '.join(names[number + 1 :])}]\n"
        files[f"projects/{name}.yaml"] = own.encode()
    return files


def test_contradictions_cost_the_number_of_their_links() -> None:
    nothing = work(case(BASE))
    few, many = 15, 45
    one, two = (work(contradictory(number)) - nothing for number in (few, many))
    assert two < 1.3 * (many / few) ** 2 * one
    found = findings_of(contradictory(few))[1]
    assert sum(each.code == "L003" for each in found) == few * (few - 1) // 2


def test_a_long_title_is_a_finding() -> None:
    for length, code in (
        (LONGEST_TITLE, set()),
        (LONGEST_TITLE + 1, {"S010"}),
        (900_000, {"S010"}),
    ):
        text = IDEA.format(id="x", title="å" * length if length < 1000 else "a" * length)
        found = findings_of(case(BASE) | {"ideas/x.yaml": text.encode()})[1]
        assert {one.code for one in found if one.code == "S010"} == code


@pytest.fixture
def town(tmp_path: Path) -> Path:
    shutil.copytree(SMALL, tmp_path / "portfolios" / "small")
    return tmp_path


@pytest.fixture
def place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Place:
    return Place(tmp_path, monkeypatch, capsys)


def told(town: Path, command: str) -> Any:  # noqa: ANN401
    return call([*command.split(), "--lang", "en"], town, system())


@pytest.mark.parametrize(
    ("path", "old", "new", "code"),
    [
        (ROUND, "id: folk", "id: drift", "I004"),
        (ROUND, "delay_penalty: 5 %", f"delay_penalty: 5.{'0' * 308} %", "S008"),
        ("strategy.yaml", "id: mal\n", "id: behov\n", "I003"),
        (ROUND, "2028: 500 000}", "2035: 500 000}", "B001"),
    ],
)
def test_p23_nothing_is_computed_of_what_has_errors(
    town: Path, path: str, old: str, new: str, code: str
) -> None:
    file = town / "portfolios" / "small" / path
    text = file.read_text("utf-8")
    assert text.count(old) == 1
    file.write_text(text.replace(old, new), "utf-8")
    checked = told(town, "validate")
    assert checked.code == 1
    assert code in checked.out
    for command in COMPUTES:
        done = told(town, command)
        assert "Traceback" not in done.err, command
        if command.split()[0] not in READS:
            assert (done.code, done.err.count("\n")) == (2, 1), command
            assert "innostrat validate" in done.err


def test_p28_a_broken_round_is_not_passed_over_for_an_older_one(town: Path) -> None:
    rounds = town / "portfolios" / "small" / "rounds"
    (rounds / "plan-2028-2029.yaml").write_text("id: plan-2028-2029\ntitle: [\n")
    for command in ("prioritize", "score", "status"):
        done = told(town, command)
        assert (done.code, done.err.count("\n")) == (2, 1)
        assert "plan-2028-2029" in done.err
    assert told(town, "prioritize --round plan-2027-2028").code in {0, 1}


NOTICE: Final = re.compile(r"^notice: .*$", re.MULTILINE)
ACTIONS: Final = ("/merge", "/close\n\n/approve", "  /label ~x", "/unlabel")


@pytest.mark.parametrize("text", ACTIONS)
def test_p24_no_line_begins_with_an_action(town: Path, text: str) -> None:
    small = town / "portfolios" / "small"
    quoted = '"' + text.replace("\n", "\\n") + '"'
    strategy = (small / "strategy.yaml").read_text("utf-8")
    (small / "strategy.yaml").write_text(
        NOTICE.sub(f"notice: {quoted}".replace("\\", "\\\\"), strategy), "utf-8"
    )
    for path in (small / "projects").glob("*.yaml"):
        lines = path.read_text("utf-8").splitlines()
        lines = [f"title: {quoted}" if one.startswith("title: ") else one for one in lines]
        lines = [f"summary: {quoted}" if one.startswith("summary: ") else one for one in lines]
        path.write_text("\n".join(lines) + "\n", "utf-8")
    for command in COMPUTES[:-3]:
        if command.startswith(("report", "export")):
            continue
        done = told(town, f"{command} -f markdown")
        assert not [line for line in done.out.splitlines() if line.startswith("/")], command
    told(town, "report -o a.md")
    written = (town / "a.md").read_text("utf-8")
    assert text.strip().split()[0] in written.replace("\\/", "/")
    assert not [line for line in written.splitlines() if line.startswith("/")]
    checked = told(town, "validate -f markdown")
    assert not [line for line in checked.out.splitlines() if line.startswith("/")]


def test_p25_a_journal_that_was_brought_along_is_not_carried_out(place: Place) -> None:
    old = (place.small / "strategy.yaml").read_bytes()
    steps = [
        step(place.small, "strategy.yaml", old, old + b"# evil\n"),
        step(place.small, "ideas/evil.yaml", None, IDEA.format(id="evil", title="E").encode()),
    ]
    begin_change(place.small, steps)
    copy = place.folder / "clone"
    shutil.copytree(place.small, copy)  # as a checkout is: the same bytes in other files
    shutil.rmtree(place.small)
    copy.rename(place.small)
    assert (place.small / JOURNAL).exists()
    done = place("new", "idea", "--title", "x", "--need", "n", "--date", "2026-12-01")
    assert (done.code, done.err.count("\n")) == (2, 1)
    assert (place.small / "strategy.yaml").read_bytes() == old
    assert not (place.small / "ideas" / "evil.yaml").exists()


@pytest.mark.parametrize(
    "path", ["strategy.yaml", "ideas/a\0b.yaml", "ideas/\ud800.yaml", "../../a.yaml", ".git/config"]
)
@pytest.mark.parametrize("after", [None, hashlib.sha256(b"").hexdigest()])
def test_a_journal_that_somebody_wrote_touches_nothing(
    place: Place, path: str, after: str | None
) -> None:
    before = {one: one.read_bytes() for one in place.small.rglob("*.yaml")}
    old = hashlib.sha256((place.small / "strategy.yaml").read_bytes()).hexdigest()
    staged = ".innostrat-abcdefgh.tmp"
    (place.small / staged).write_bytes(b"")
    forged = FileStep(path, old, after, staged, 1)
    (place.small / JOURNAL).write_text(json.dumps({"steps": [asdict(forged)]}))
    done = place("new", "idea", "--title", "x", "--need", "n", "--date", "2026-12-01")
    assert (done.code, done.err.count("\n")) == (2, 1)
    assert {one: one.read_bytes() for one in place.small.rglob("*.yaml")} == before
