"""The next round is in the prices of a later year, by a growth that somebody states."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from bridging import BUDGETS, BY, printed

from innostrat.files.yaml.document import parse

if TYPE_CHECKING:
    from calling import Place

NEW: Final = "rounds/plan-2028-2029.yaml"


def value(place: Place, path: str) -> dict[str, Any]:
    document, _ = parse(path, (place.small / path).read_bytes())
    assert document is not None
    return document.value  # type: ignore[return-value]


def files(place: Place) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in sorted(place.small.rglob("*.yaml"))}


def decided(place: Place, *departures: str) -> None:
    place.change("rounds/plan-2027-2028.yaml", "balance:", BUDGETS)
    assert place("decide", *BY, *departures).code == 0


def test_without_a_stated_growth_nothing_is_carried_over(place: Place) -> None:
    decided(place)
    before = files(place)
    called = place("carry-over", "--lang", "en")
    assert called.code == 2
    assert called.err.startswith("innostrat: Amounts would go from 2027 to 2028 prices:")
    assert "--price-growth 3.2" in called.err
    assert called.err.count("\n") == 1
    assert place("carry-over", "--price-growth", "much").code == 2
    assert place("carry-over", "--price-growth", "-3").code == 2
    assert files(place) == before


def test_the_growth_may_stand_in_the_round(place: Place) -> None:
    place.change("rounds/plan-2027-2028.yaml", "frames:", "price_growth: {2028: 3.2 %}\nframes:")
    decided(place)
    assert place("carry-over").code == 0
    made = value(place, NEW)
    assert (made["price_year"], made["price_growth"]) == ("2028", {"2028": "3.2 %"})


def test_amounts_frames_and_openings_are_indexed(place: Place) -> None:
    decided(place, "--reject", "bestillingsbat: Too dear")
    called = place("carry-over", "--price-growth", "10 %", "--lang", "en")
    assert called.code == 0, called.err
    made = value(place, NEW)
    assert [frame["amounts"] for frame in made["frames"]] == [
        {"2028": "990 000", "2029": "990 000"},
        {"2028": "550 000", "2029": "550 000"},
        {"2028": "1.5", "2029": "1.5"},
    ]
    # What is decided keeps the kroner of the year that is over, and nothing there is lost.
    tilsyn = value(place, "projects/digital-tilsyn.yaml")
    assert tilsyn["costs"][0]["amounts"] == {"2027": "200 000", "2028": "220 000"}
    assert tilsyn["benefits"][0]["amounts"] == {"2028": "275 000"}
    # What has not begun is wholly in the new prices, so that it can be moved; people are people.
    boat = value(place, "projects/bestillingsbat.yaml")["costs"]
    assert boat[0]["amounts"] == {
        "2027": "440 000",
        "2028": {"low": "385 000", "likely": "440 000", "high": "660 000"},
    }
    assert boat[2]["amounts"] == {"2027": "0.5", "2028": "0.5"}
    assert "from 2027 to 2028" in called.err


def test_a_total_estimate_rises_with_what_is_still_to_come(place: Place) -> None:
    """Of 900 000 in all, 100 000 was appropriated before and 400 000 is in 2027, which is over."""
    place.change(
        "projects/digital-tilsyn.yaml",
        "costs:",
        "costs:\n  - {title: Hus, frame: investering, vat: compensated, total_estimate: 900 000, "
        "appropriated: 100 000, amounts: {2027: 400 000, 2028: 100 000}}",
    )
    decided(place)
    assert place("carry-over", "--price-growth", "10").code == 0
    house = value(place, "projects/digital-tilsyn.yaml")["costs"][0]
    assert house["amounts"] == {"2027": "400 000", "2028": "110 000"}
    assert house["total_estimate"] == "940 000"  # 100 + 400 + 110, and 300 of later years × 1.1
    assert house["appropriated"] == "100 000"


def test_the_bridge_in_new_prices_is_the_old_one_times_the_growth(place: Place) -> None:
    decided(place)
    old = printed(place)
    assert place("carry-over", "--price-growth", "10").code == 0
    new = printed(place)
    for before, after in zip(old, new, strict=True):
        # The opening is last year's new frame to the krone, and the rest is 2028 in new prices.
        assert after["Opening budget"][0] == before["New frame"][0]
        assert after["Deflator"][0] * 10 == before["New frame"][0]
        assert after["New frame"][0] * 10 == before["New frame"][1] * 11
    assert "B011" not in place("validate").out
    assert "B012" not in place("validate").out


def test_three_rounds_with_growth_open_with_what_was_decided_to_the_krone(place: Place) -> None:
    decided(place)
    assert place("carry-over", "--price-growth", "3.2").code == 0
    for departures in (("--reduce", "lette-skjema 80 %: Less"), ()):
        assert "B011" not in place("validate").out
        old = printed(place)
        assert place("decide", *BY, *departures).code == 0
        assert place("carry-over", "--price-growth", "2.9").code == 0
        if not departures:
            new = printed(place)
            for before, after in zip(old, new, strict=True):
                assert after["Opening budget"][0] == before["New frame"][0]
    assert value(place, "rounds/plan-2030-2031.yaml")["follows"] == "plan-2029-2030"
    assert "B011" not in place("validate").out


def test_projects_are_indexed_once_for_a_round(place: Place) -> None:
    decided(place)
    assert place("carry-over", "--price-growth", "3,2").code == 0
    assert value(place, NEW)["price_growth"] == {"2028": "3.2 %"}
    before = files(place)
    again = ("carry-over", "--round", "plan-2027-2028", "--id", "another")
    called = place(*again, "--price-growth", "3.2", "--lang", "en")
    assert called.code == 2
    assert "plan-2028-2029 follows plan-2027-2028 already" in called.err
    assert files(place) == before


def test_what_cannot_be_read_stops_the_indexing(place: Place) -> None:
    decided(place)
    place.write("projects/robothund.yaml", "id: [\n")
    before = files(place)
    called = place("carry-over", "--price-growth", "3", "--lang", "en")
    assert called.code == 2
    assert "robothund.yaml has errors and is not changed" in called.err
    assert files(place) == before
    assert place("carry-over", "--price-growth", "0").code == 0  # no amount is to be changed


def test_a_year_without_an_index_is_an_error_with_the_line_to_write(place: Place) -> None:
    decided(place)
    assert place("carry-over", "--price-growth", "10").code == 0
    place.change(NEW, "price_growth: {2028: 10 %}\n", "")
    said = place("validate", "--lang", "en")
    assert said.code == 1
    assert "B012" in said.out
    assert "price_growth: {2028: 3.2 %}" in said.out


def test_what_was_carried_to_new_prices_costs_what_was_decided(place: Place) -> None:
    decided(place)
    assert place("carry-over", "--price-growth", "3.1").code == 0
    assert "B021" not in place("validate", "--lang", "en").out
    path = "projects/digital-tilsyn.yaml"
    place.change(path, "2028: 206 200", "2028: 210 000")
    said = place("validate", "--lang", "en").out.replace("\xa0", " ")
    assert "drift 2028: 210,000 kr, 200,000 kr was decided" in said


def test_a_full_frame_of_a_decided_round_does_not_refuse_the_rounds_after_it(place: Place) -> None:
    """Drift holds 450 in 2028, and all of it is decided: 400 + 200 − 250 + 50 + 50.

    In 2028 prices that is 495, and so is the new round's frame; the old one's 450 are of 2027.
    """
    place.change(
        "rounds/plan-2027-2028.yaml", "{2027: 900 000, 2028: 900", "{2027: 900 000, 2028: 450"
    )
    decided(place)
    assert "B005" not in place("validate").out
    called = place("carry-over", "--price-growth", "10", "--lang", "en")
    assert (called.code, called.err.count("B005")) == (0, 0), called.err
    assert value(place, NEW)["frames"][0]["amounts"]["2028"] == "495 000"
    assert "B005" not in place("validate").out
    assert place("decide", *BY, "--round", "plan-2028-2029").code == 0


def test_the_frames_of_the_round_to_come_hold_what_is_bound_still(place: Place) -> None:
    decided(place)
    assert place("carry-over", "--price-growth", "10").code == 0
    text = (place.small / NEW).read_text("utf-8")
    place.write(NEW, text.replace("{2028: 990 000", "{2028: 400 000"))
    found = [line for line in place("validate", "--lang", "en").out.splitlines() if "B005" in line]
    assert len(found) == 1
    assert NEW in found[0]


def test_rounding_alone_makes_no_full_frame_too_small(place: Place) -> None:
    """Bound in 2028: 400 005 + 200 000 − 250 000 + 50 005 + 50 005 = 450 015, which fills it.

    With 10 % they are 440 005.5, 220 000, 275 000, 55 005.5 and 55 005.5, each rounded by itself:
    495 018, where 110 % of the frame is 495 016.5.
    """
    filled(place)
    called = place("carry-over", "--price-growth", "10", "--lang", "en")
    assert called.code == 0, called.err
    assert "Drift in 2028: 1" in called.err
    made = value(place, NEW)["frames"]
    assert made[0]["amounts"] == {"2028": "495 018", "2029": "495 017"}
    assert made[1]["amounts"] == {"2028": "550 000", "2029": "550 000"}
    assert "B005" not in place("validate").out


def test_a_frame_that_did_not_hold_what_is_bound_is_not_made_to_fit(place: Place) -> None:
    filled(place)
    place.change("rounds/plan-2027-2028.yaml", "450 015", "450 014")
    called = place("carry-over", "--price-growth", "10", "--lang", "en")
    assert called.code == 2
    assert "B005" in called.err
    assert not (place.small / NEW).exists()


def filled(place: Place) -> None:
    """Decide a plan that fills its operating frame in 2028."""
    place.change(
        "rounds/plan-2027-2028.yaml", "{2027: 900 000, 2028: 900", "{2027: 900 000, 2028: 450"
    )
    place.change("rounds/plan-2027-2028.yaml", "2028: 450 000", "2028: 450 015")
    place.change("projects/bestillingsbat.yaml", "likely: 400 000", "likely: 400 005")
    for one in ("felles-vaktliste", "lette-skjema"):
        place.change(f"projects/{one}.yaml", "2028: 50 000", "2028: 50 005")
    decided(place)
