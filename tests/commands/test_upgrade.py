"""`innostrat fmt --upgrade`: what an older file means never changes unseen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from calling import Place

ROUND: Final = "rounds/plan-2027-2028.yaml"
OLD: Final = "  - {service_area: helse, max_share: 80 %}  # agreed in 2025\n"
NEW: Final = "  - {service_area: helse, max_share: 80 %, counts: operating}  # agreed in 2025\n"


def text(place: Place, path: str) -> str:
    return (place.small / path).read_text("utf-8")


def older(place: Place) -> None:
    place.change("strategy.yaml", "format: 2", "format: 1")
    place.change(ROUND, "  - {service_area: helse, max_share: 80 %, counts: operating}\n", OLD)


def test_an_older_portfolio_is_rewritten_with_its_comments(place: Place) -> None:
    older(place)
    before = text(place, ROUND), text(place, "strategy.yaml")
    called = place("fmt", "--upgrade", "--lang", "en")
    assert called.code == 0, called.err
    assert text(place, ROUND) == before[0].replace(OLD, NEW)
    assert text(place, "strategy.yaml") == before[1].replace("format: 1", "format: 2")
    assert "+format: 2" in called.out
    assert "balance rule 2: the share is now of operating costs" in called.err
    assert "F01" not in place("validate").out


def test_a_second_time_there_is_nothing_to_do(place: Place) -> None:
    older(place)
    place("fmt", "--upgrade")
    after = text(place, ROUND), text(place, "strategy.yaml")
    again = place("fmt", "--upgrade", "--lang", "en")
    assert (again.code, again.out) == (0, "")
    assert "in format 2 already" in again.err
    assert (text(place, ROUND), text(place, "strategy.yaml")) == after


def test_with_check_nothing_is_written(place: Place) -> None:
    older(place)
    before = text(place, ROUND), text(place, "strategy.yaml")
    called = place("fmt", "--upgrade", "--check")
    assert called.code == 1
    assert "+format: 2" in called.out
    assert (text(place, ROUND), text(place, "strategy.yaml")) == before


def test_an_older_round_is_reckoned_with_only_where_it_means_the_same(place: Place) -> None:
    place.change("strategy.yaml", "format: 2", "format: 1")
    assert place("prioritize").code in (0, 1)
    assert "F010" in place("validate").out
    place.change(ROUND, "  - {service_area: helse, max_share: 80 %, counts: operating}\n", OLD)
    refused = place("prioritize", "--lang", "en")
    assert refused.code == 2
    assert refused.err.count("\n") == 1
    assert "innostrat fmt --upgrade" in refused.err
    said = place("validate", "--lang", "en")
    assert said.code == 1
    assert "F011" in said.out


def test_what_cannot_be_read_is_not_rewritten(place: Place) -> None:
    place.change("strategy.yaml", "format: 2", "format: 3")
    before = text(place, "strategy.yaml")
    called = place("fmt", "--upgrade")
    assert called.code == 2
    assert text(place, "strategy.yaml") == before
