"""Those who sent ideas get the verdict, the reason and what happens next."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from calling import Place


def test_each_idea_with_a_verdict_has_a_letter(place: Place) -> None:
    said = " ".join(place("ideas", "--answers", "--lang", "en").out.split())
    assert "2 ideas have an answer. 1 idea has no verdict yet" in said
    assert "Thank you for the idea “Gratis is på kaia”, which we got on 21 June 2025." in said
    assert "Innovasjonsrådet looked at it on 20 August 2025. Verdict: declined." in said
    assert "Ikke en oppgave for kommunen. The idea is not taken further now." in said
    assert "It is part of the project Bestillingsbåt over fjorden, which is weighed" in said


def test_the_letter_speaks_the_portfolios_language(place: Place) -> None:
    assert "Takk for ideen «Gratis is på kaia»" in place("ideas", "--answers").out
    assert "Takk for ideen «Gratis is på kaia»" in place("ideas", "--answers", "--lang", "nn").out


def test_a_table_for_mail_merge_has_a_row_an_answer(place: Place) -> None:
    lines = place("ideas", "--answers", "-f", "csv").out.splitlines()
    assert lines[0].removeprefix("\ufeff").startswith("id;title;number;source;received;outcome;")
    assert [one.partition(";")[0] for one in lines[1:]] == ["gratis-is", "bat-til-skolen"]


@pytest.mark.parametrize("ending", ["docx", "html", "pdf", "xlsx", "csv", "md", "json"])
def test_the_ending_says_what_is_written(place: Place, ending: str) -> None:
    path = place.folder / f"answers.{ending}"
    assert place("ideas", "--answers", "-o", str(path)).code == 0
    again = place.folder / f"again.{ending}"
    assert place("ideas", "--answers", "-o", str(again)).code == 0
    assert path.read_bytes() == again.read_bytes()
    assert path.stat().st_size > 0


def test_where_nobody_has_an_answer_that_is_said(place: Place) -> None:
    for name in ("gratis-is", "bat-til-skolen"):
        (place.small / f"ideas/{name}.yaml").unlink()
    called = place("ideas", "--answers", "--lang", "en")
    assert (called.code, "No idea has a verdict yet" in called.out) == (0, True)


def test_an_idea_that_gives_orders_is_only_text(place: Place) -> None:
    place.change("ideas/gratis-is.yaml", "Ikke en oppgave for kommunen.", '"<script>x</script>"')
    path = place.folder / "a.html"
    place("ideas", "--answers", "-o", str(path))
    assert "<script>x" not in path.read_text("utf-8")
    assert "<script" not in place("ideas", "--answers", "-f", "markdown").out
