"""What is written down as having happened gets its own day, never that of the last commit."""

from __future__ import annotations

import subprocess
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest
import typer

from innostrat.errors import CannotGoOnError
from innostrat.shell import asking
from innostrat.shell.days import parsed_day

if TYPE_CHECKING:
    from collections.abc import Iterator

    from calling import Place

DECISION = "decisions/plan-2027-2028.yaml"
FACTS = (
    ("decide", "--body", "Council"),
    ("measure", "bestillingsbat", "--benefit", "1", "--value", "30"),
    (
        "judge",
        "gratis-is",
        "--outcome",
        "declined",
        "--by",
        "Board",
        "--because",
        "No",
        "--replace",
    ),
    ("new", "idea", "--title", "A bench", "--need", "Old legs"),
)


def commit(place: Place) -> None:
    for command in (["init", "-q"], ["add", "-A"], ["commit", "-q", "-m", "x"]):
        names = ["-c", "user.name=x", "-c", "user.email=x@example.org"]
        subprocess.run(["git", *names, *command], cwd=place.folder, check=True, capture_output=True)


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: fact[0])
def test_a_script_gives_the_day_also_where_there_is_a_commit(
    place: Place, fact: tuple[str, ...]
) -> None:
    commit(place)
    called = place(*fact)
    assert called.code == 2
    assert "--date" in called.err
    assert place(*fact, "--date", "17.12.2026").code == 0


def test_the_day_may_be_written_as_norwegians_do(place: Place) -> None:
    assert place("decide", "--body", "Council", "--date", "7.1.2027").code == 0
    assert "date: 2027-01-07" in (place.small / DECISION).read_text("utf-8")


@pytest.mark.parametrize(
    "text", ["31.02.2027", "2027-02-30", "17/12/2026", "2027-W11", "1.1.27", ""]
)
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(CannotGoOnError):
        parsed_day(text)


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Yield the answers that somebody at a terminal will give, first first."""
    given: list[str] = []
    monkeypatch.setattr(asking, "interactive", lambda: True)
    monkeypatch.setattr(typer, "prompt", lambda *_, **__: given.pop(0))
    yield given
    assert not given


def test_somebody_at_a_terminal_is_offered_today(place: Place, answers: list[str]) -> None:
    commit(place)
    before = datetime.now(UTC).astimezone().date()
    answers.append("")
    assert place("decide", "--body", "Council").code == 0
    found = (place.small / DECISION).read_text("utf-8").partition("\ndate: ")[2][:10]
    assert before <= date.fromisoformat(found) <= datetime.now(UTC).astimezone().date()


def test_a_wrong_answer_is_asked_again(place: Place, answers: list[str]) -> None:
    answers += ["yesterday", "17.12.2026"]
    assert place("decide", "--body", "Council").code == 0
    assert "date: 2026-12-17" in (place.small / DECISION).read_text("utf-8")
