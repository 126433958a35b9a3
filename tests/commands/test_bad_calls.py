"""Whatever is asked for wrongly gets one line on standard error and exit code 2."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from innostrat.cli import COMMANDS, command
from innostrat.shell.helping import choices, parameters

if TYPE_CHECKING:
    from calling import Place

BAD = {
    "scoer": "scoer",
    "score nowhere": "nowhere is no portfolio",
    "score --format xlsx": "xlsx",
    "score --frmat json": "--frmat",
    "score --round hop": "There is no round hop. There are: plan-2027-2028",
    "score --sort behv": "Did you mean behov?",
    "score --focus-area hverdg": "There is no focus area hverdg. Did you mean hverdag?",
    "score --focus-area zzz": "There are: hverdag, arbeid",
    "score --service-area helsa": "Did you mean helse?",
    "score --phase concpt": "Did you mean concept?",
    "score --explain felles-vaktlista": "Did you mean felles-vaktliste?",
    "score --explain zzz": "There are: bestillingsbat, brannslanger",
    "score --explain varme-i-veien": "varme-i-veien takes no part: not assessed: Rekkevidde",
    "score --explain brannslanger": "brannslanger is bound, and not assessed in full",
    "score --explain robothund": "robothund takes no part: it was stopped on 20 February 2026",
    "score one two": "two",
    "show zzz": "There are: bestillingsbat",
    "list --phase pilot": "There are: concept, planning, execution, closing, realisation",
    "show": "ID",
    "show robohund": "There is no idea or project robohund. Did you mean robothund?",
    "goals --round hop": "There is no round hop",
    "explain M4O1": "Did you mean M401?",
    "explain zzz": "`innostrat explain` lists them all",
    "explain same-titel": "Did you mean same-title?",
    "schema projcet": "Did you mean project?",
    "validate nowhere": "nowhere is no portfolio",
    "validate --fail-on fatal": "fatal",
    "validate --format xml": "xml",
}


@pytest.mark.parametrize(("call", "said"), BAD.items(), ids=list(BAD))
def test_bad_call_is_one_line_and_code_2(place: Place, call: str, said: str) -> None:
    called = place(*call.split(" "))
    assert (called.code, called.out) == (2, "")
    assert called.err.startswith("innostrat: ")
    assert called.err.count("\n") == 1
    assert said in called.err


def test_the_line_is_in_the_language_of_the_user(place: Place) -> None:
    assert "Mente du hverdag?" in place("score", "--focus-area", "hverdg", "--lang", "nb").err


def test_no_portfolio_here(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    (place.folder / "empty").mkdir()
    monkeypatch.chdir(place.folder / "empty")
    for name in ("score", "list", "goals", "validate"):
        called = place(name)
        assert (called.code, called.err.count("\n")) == (2, 1)


def test_several_portfolios_must_be_chosen_among(place: Place) -> None:
    (place.folder / "portfolios" / "other").mkdir()
    (place.folder / "portfolios" / "other" / "strategy.yaml").write_text("format: 1\n")
    called = place("score")
    assert called.code == 2
    assert "portfolios/other, portfolios/small" in called.err
    assert place("score", "small").code == 0


def test_an_unreadable_strategy_stops_what_needs_it(place: Place) -> None:
    place.write("strategy.yaml", "format: [1\n")
    for call in (["score"], ["list"], ["goals"], ["show", "robothund"]):
        called = place(*call)
        assert called.code == 2
        assert "portfolios/small/strategy.yaml cannot be used: see innostrat validate" in called.err
    assert place("validate").code == 1


def test_a_broken_item_cannot_be_shown(place: Place) -> None:
    place.write("projects/robothund.yaml", "id: [\n")
    called = place("show", "robothund")
    assert called.code == 2
    assert "portfolios/small/projects/robothund.yaml cannot be read" in called.err


@pytest.mark.parametrize("path", ["missing/folder/file.txt", "portfolios"])
def test_where_nothing_can_be_written(place: Place, path: str) -> None:
    called = place("score", "-o", path)
    assert (called.code, called.out, called.err.count("\n")) == (2, "", 1)
    assert f"{path} cannot be written" in called.err


WORDS = (
    *("", " ", "-", "--", "0", "-1", "1e9", "nan", "inf", "９", "²", "1.2.3", "2027", "2027-2028"),
    *("２０２７", "2027-02-30", "10000-01-01", "æøå", "å", "\udcff", "x" * 300, "\n", "\x1b[2J"),
    *(".", "..", "strategy.yaml", "portfolios", "/dev/full", "/dev/zero", "table.csv", "circle"),
    *(
        "pipe",
        "deep/er",
        "out.md",
        "out.xlsx",
        "out.docx",
        "bestillingsbat",
        "robothund",
        "gratis-is",
    ),
    *("plan-2027-2028", "hverdag", "helse", "behov", "behov=1", "behov=nan", "=", "title=title"),
    *("bestillingsbat: x", "bestillingsbat 1.2.3 %: x", "bestillingsbat 2028: x", "fond: 1.2.3"),
    *("fond=+1", "fond:２０２７=1", "HEAD", "^HEAD", "HEAD~9", "@{-1}", "..", ":/x", "1,5", "½"),
)
values = st.sampled_from(WORDS) | st.text(
    st.characters(exclude_characters="/\x00", exclude_categories=["Cs"]), max_size=8
)
PARAMETERS = {name: parameters(command(name)) for name in COMMANDS}


# What makes a call of the command whole; what is drawn comes after it, and counts instead.
DECIDED = "--by Board --because Why --date 2026-12-01"
WHOLE = {
    "init": "town --organisation A --title B --focus-area C --service-area D --years 2027-2028 "
    "--plan E --frame F:100",
    "new": "idea --title A --need B --date 2026-12-01",
    "fill": "bestillingsbat --set champion=Havnefogd --dry-run",
    "import": "table.csv --date 2026-12-01",
    "export": "-o ideas.csv",
    "judge": f"felles-verksted --outcome declined --replace {DECIDED}",
    "promote": f"felles-verksted --replace {DECIDED}",
    "merge": f"felles-verksted bestillingsbat --replace {DECIDED}",
    "show": "bestillingsbat",
    "why": "bestillingsbat",
    "what-if": "--without-balance",
    "diff": "HEAD",
    "fund": f"--grant quiet-corner {DECIDED}",
    "decide": "--body Council --date 2026-12-01 --replace",
    "measure": "bestillingsbat --benefit 1 --value 3 --date 2026-12-01",
    "report": "-o paper.md --section summary",
    "robust": "--draws 100",
    "uncertainty": "--draws 100",
}


@st.composite
def calls(draw: st.DrawFn, name: str) -> list[str]:
    """Draw a call of a command that is whole but for an option or two, or an argument."""
    call = [name, *WHOLE.get(name, "").split()]
    for one in draw(st.lists(st.sampled_from(PARAMETERS[name]), max_size=2)):
        known = choices(one)
        value = st.sampled_from(known) | values if known else values
        if one.param_type_name == "option":
            call.append(one.opts[0])
        if not getattr(one, "is_flag", False):
            call.append(draw(value))
    return call


@pytest.mark.parametrize("name", COMMANDS)
@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_value_of_any_option_ends_in_a_traceback(
    place: Place, name: str, data: st.DataObject
) -> None:
    prepare(place)
    call = data.draw(calls(name))
    called = place(*call)
    assert called.code in {0, 1, 2}, call
    assert "Traceback" not in called.err, (call, called.err)
    assert "fault in the tool" not in called.err, call
    if called.code == 2:
        assert called.err.rstrip("\n").rpartition("\n")[2].startswith(("innostrat: ", "Usage"))


def prepare(place: Place) -> None:
    """Put what names in `WORDS` mean into the working directory, and make it a repository."""
    if (place.folder / "circle").is_symlink():
        return
    (place.folder / "circle").symlink_to("circle")
    os.mkfifo(place.folder / "pipe")
    (place.folder / "table.csv").write_text("title;need\na;b\n")
    text = (place.small / "strategy.yaml").read_text("utf-8")
    place.write(
        "strategy.yaml", text + "fund: {title: Pot, rule: Small, amounts: {2027: 100 000}}\n"
    )
    grant = "--title A --id quiet-corner --applicant B --amount 9 --need C --date 2027-01-02"
    assert place("new", "grant", *grant.split()).code == 0
    for words in ("init -q", "add -A", "commit -q -m x"):
        call = ["git", "-c", "user.name=x", "-c", "user.email=x@example.org", *words.split()]
        subprocess.run(call, cwd=place.folder, check=True, capture_output=True)


APART = ("why {}", "score --explain {}", "what-if --force {}")


@pytest.mark.parametrize("call", APART)
@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("robothund", "it was stopped on 20 February 2026"),
        ("nettbrett-hjemme", "it is carried out (phase: realisation)"),
        ("varme-i-veien", "not assessed: Rekkevidde"),
        ("felles-vaktliste", "felles-vaktliste.yaml:15 has errors, the first: "),
        ("lette-skjema", "lette-skjema.yaml:2 has errors, the first: "),
        ("bat-til-skolen", "is an idea that became bestillingsbat"),
        ("gratis-is", "is an idea with the answer declined, no project"),
        ("Felles verksted", "felles-verksted is an idea, no project yet"),
    ],
)
def test_what_is_there_and_takes_no_part_is_told_why(
    place: Place, call: str, word: str, said: str
) -> None:
    place.change("projects/felles-vaktliste.yaml", "contribution: 2", "contribution: 9")
    place.change("projects/lette-skjema.yaml", "\ntitle: ", "\ntitle: a: [")
    called = place(*[one.format(word) for one in call.split(" ")])
    assert (called.code, called.out, called.err.count("\n")) == (2, "", 1)
    assert said in called.err


def test_after_a_decision_what_it_does_not_name_is_told_why(place: Place) -> None:
    assert place("decide", "--body", "Council", "--date", "2026-12-17").code == 0
    called = place("why", "robothund")
    assert (called.code, called.out, called.err.count("\n")) == (2, "", 1)
    assert "it was stopped on 20 February 2026" in called.err
    new = (place.small / "projects/felles-vaktliste.yaml").read_text("utf-8")
    new = new.replace("felles-vaktliste", "ny-liste").replace("title: Felles", "title: Helt ny")
    place.write("projects/ny-liste.yaml", new.replace("commitment: decided\n", ""))
    assert "it was not before the body" in place("why", "ny-liste", "--lang", "en").out
