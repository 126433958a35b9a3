"""`why`, `what-if` and `alternatives` from the command line, on three projects and one pot."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from repository import Repository

from innostrat.cli import run

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    made = Repository(tmp_path)
    made.project("alpha", 4, 600_000)
    made.project("beta", 3, 400_000)
    made.project("gamma", 2, 400_000)
    made.commit()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    return made


def data(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    assert run([*arguments, "--format", "json"]) == 0
    told: dict[str, Any] = json.loads(capsys.readouterr().out)
    return told


def refusal(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert run(list(arguments)) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.count("\n") == 1
    return told.err.removeprefix("innostrat: ").strip()


def test_why_a_project_is_out(capsys: pytest.CaptureFixture[str]) -> None:
    told = data(capsys, "why", "gamma")
    assert (told["funded"], told["loss"], told["leaves"]) == (False, 18.75, ["beta"])
    assert told["criteria"] == [{"id": "worth", "before": 2.0, "after": 4}]
    assert told["frames"] == ["money"]


def test_why_in_words(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["why", "gamma"]) == 0
    words = " ".join(capsys.readouterr().out.split())
    assert "It is not in the plan: no room in The pot in 2027." in words
    assert "Forcing it in makes the best plan 18.8 points worth less. Out: Beta." in words


def test_what_if_a_frame_grows(capsys: pytest.CaptureFixture[str]) -> None:
    told = data(capsys, "what-if", "--frame", "money:2027=+400 000")
    assert told["funded"]["in"] == ["gamma"]
    assert told["funded"]["out"] == []
    assert told["value"]["after"] > told["value"]["before"]


def test_what_if_weights_and_projects(capsys: pytest.CaptureFixture[str]) -> None:
    told = data(capsys, "what-if", "--weight", "worth=0", "--exclude", "alpha")
    assert told["funded"]["out"] == ["alpha"]
    assert told["funded"]["in"] == ["gamma"]
    assert told["assumed"]["weights"] == {"worth": 0.0}


def test_what_if_nothing_fits(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["what-if", "--force", "alpha", "--frame", "money=100000"]) == 1
    words = " ".join(capsys.readouterr().out.split())
    assert "No selection meets all demands of the round." in words
    assert "Alpha is forced in" in words


def test_what_if_a_frame_is_less_than_what_is_bound(
    repository: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    """Down the list what is bound is taken although it does not fit: 500 000 kr too much."""
    path = repository.place / "projects" / "alpha.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "commitment: decided\n", encoding="utf-8")
    (round_,) = (repository.place / "rounds").iterdir()
    round_.write_text(round_.read_text(encoding="utf-8") + "selection: ranking\n", "utf-8")
    assert run(["what-if", "--frame", "money=100000"]) == 1
    words = " ".join(capsys.readouterr().out.split())
    assert "THE PLAN BREAKS THESE DEMANDS" in words
    said = "What is bound takes 600,000 kr of The pot in 2027: 500,000 kr more than it holds."
    assert said in words


@pytest.mark.parametrize("only_noughts", [False, True])
def test_what_nobody_has_counted_is_named_where_it_is_taken_in(
    repository: Repository, capsys: pytest.CaptureFixture[str], *, only_noughts: bool
) -> None:
    path = repository.place / "projects" / "gamma.yaml"
    text = path.read_text("utf-8")
    kept = [one for one in text.split("\n") if "money" not in one and one != "costs:"]
    text = re.sub(r"2027: \d+", "2027: 0", text) if only_noughts else "\n".join(kept)
    path.write_text(text, encoding="utf-8")
    named = "nothing is written of what these cost, so they take no room here: Gamma."
    for asked in (("prioritize",), ("what-if", "--frame", "money=+1")):
        run(list(asked))
        assert f"NOT COUNTED: {named}" in " ".join(capsys.readouterr().out.split())
    run(["prioritize", "--format", "json"])
    assert json.loads(capsys.readouterr().out)["uncounted"] == ["gamma"]


def test_files_stay_as_they_are(repository: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    run(["what-if", "--frame", "money=+1"])
    assert "No file is changed." in capsys.readouterr().out
    assert repository.git("status", "--porcelain") == ""


def test_alternatives(capsys: pytest.CaptureFixture[str]) -> None:
    told = data(capsys, "alternatives", "--count", "1", "--within", "20")
    assert told["next_best"][0]["in"] == ["gamma"]
    assert told["next_best"][0]["out"] == ["beta"]
    assert told["most_different"]["out"] == ["beta"]


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (("why", "gama"), "There is no project gama. Did you mean gamma?"),
        (("what-if", "--frame", "mony=+1"), "There is no frame mony. Did you mean money?"),
        (("what-if", "--frame", "money:1999=+1"), "The plan has no year 1999"),
        (("what-if", "--frame", "money"), "money is no frame"),
        (("what-if", "--frame", "money=1.000"), "1.000 could be thousands or decimals"),
        (("what-if", "--weight", "worht=3"), "There is no criterion worht. Did you mean worth?"),
        (("what-if", "--weight", "worth"), "worth is no weight"),
        (("what-if", "--force", "alpha", "--exclude", "alpha"), "alpha cannot be in and out"),
        (("what-if",), "Assume something"),
        (("what-if", "--weight", "worth=0", "--weight", "reach=0"), "All weights are 0"),
        (("why", "alpha", "x" * 300), "x"),
    ],
)
def test_a_bad_call_is_one_line(
    capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], line: str
) -> None:
    assert refusal(capsys, *arguments).startswith(line)


def test_what_cannot_be_chosen_is_told_and_not_forced(
    repository: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    repository.write("projects/done.yaml", "id: done\ntitle: Done\nphase: realisation\n")
    repository.project("alpha", 4, 600_000)
    path = repository.place / "projects" / "alpha.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "excludes: [done]\n", encoding="utf-8")
    assert refusal(capsys, "why", "alpha") == (
        "alpha cannot be chosen: excludes Done, which is carried out"
    )
    assert "alpha cannot be chosen: excludes Done" in refusal(capsys, "what-if", "--force", "alpha")
    assert run(["prioritize"]) == 0


def test_an_id_that_is_not_the_file_name_ends_in_a_finding(
    repository: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    repository.project("alpha", 4, 600_000)
    path = repository.place / "projects" / "alpha.yaml"
    text = path.read_text(encoding="utf-8").replace("id: alpha", "id: other")
    path.write_text(text + "commitment: decided\n", encoding="utf-8")
    assert run(["prioritize", "--format", "json"]) == 1
    assert json.loads(capsys.readouterr().out)["funded"][0]["id"] == "alpha"
    assert run(["history"]) == 0


def test_a_portfolio_of_another_place_has_the_history_of_that_place(
    repository: Repository,
    tmp_path_factory: pytest.TempPathFactory,
    capsys: pytest.CaptureFixture[str],
) -> None:
    other = Repository(tmp_path_factory.mktemp("other"))
    assert "There is no commit HEAD" in refusal(capsys, "diff", "HEAD", "-p", str(other.place))
    name = other.commit()
    assert run(["diff", name, "-p", str(other.place)]) == 0
    capsys.readouterr()
    assert run(["history", "-p", str(other.place), "--format", "json"]) == 0
    assert name[:7] in capsys.readouterr().out
    assert name not in repository.git("log", "--format=%H")
