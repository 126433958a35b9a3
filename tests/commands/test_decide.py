"""From the plan to the decision and the next round: what is written, refused, and proved later."""

from __future__ import annotations

import subprocess
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest
from bridging import BUDGETS
from hypothesis import given
from hypothesis import strategies as st

from innostrat.analysis.year.decision import Ruling
from innostrat.authoring.amounts import moved, reduced
from innostrat.authoring.decisions import notices
from innostrat.authoring.next_round import a_year_on
from innostrat.files.yaml.document import parse
from innostrat.files.yaml.editing import edited
from innostrat.loading.order import FieldOrder
from innostrat.messages import Kroner
from innostrat.model.project import Project
from innostrat.model.round import Round
from innostrat.model.words import Verdict
from innostrat.parts import Money
from innostrat.workspace.workspace import read

if TYPE_CHECKING:
    from pathlib import Path

    from calling import Place

BY = ("--body", "Council", "--date", "2026-12-17")


def value(text: str) -> Any:  # noqa: ANN401  (whatever the file says)
    document, findings = parse("file.yaml", text.encode())
    assert not findings
    assert document is not None
    return document.value


def decision(place: Place) -> dict[str, Any]:
    text = (place.small / "decisions" / "plan-2027-2028.yaml").read_text("utf-8")
    return value(text)  # type: ignore[no-any-return]


def project(place: Place, id_: str) -> dict[str, Any]:
    text = (place.small / "projects" / f"{id_}.yaml").read_text("utf-8")
    return value(text)  # type: ignore[no-any-return]


def by_id(found: dict[str, Any]) -> dict[str, Any]:
    return {one["id"]: one for one in found["projects"]}


def commit(folder: Path) -> None:
    for command in (["init", "-q"], ["add", "-A"], ["commit", "-q", "-m", "x"]):
        names = ["-c", "user.name=x", "-c", "user.email=x@example.org"]
        subprocess.run(["git", *names, *command], cwd=folder, check=True, capture_output=True)


def test_the_plan_is_decided_as_it_is(place: Place) -> None:
    plan = place.json("prioritize")
    assert place("decide", *BY, "--case", "26/1").code == 0
    found = decision(place)
    assert (found["body"], found["date"], found["case"]) == ("Council", "2026-12-17", "26/1")
    funded = {one["id"]: one for one in plan["funded"]}
    for id_, one in by_id(found).items():
        assert (one["decided"] != "not_prioritised") == (id_ in funded)
        assert one["decided"] == one["recommended"]
        if id_ in funded:
            assert int(one["start"]) == funded[id_]["start"]
    assert place("validate").code == 0


def test_what_was_funded_is_bound_from_now_on(place: Place) -> None:
    place("decide", *BY)
    for id_, one in by_id(decision(place)).items():
        bound = project(place, id_).get("commitment", "none") != "none"
        assert bound == (one["decided"] != "not_prioritised")


def test_there_is_nothing_to_decide_where_nothing_competes(place: Place) -> None:
    for file in (place.small / "projects").iterdir():
        file.unlink()
    place.change("rounds/plan-2027-2028.yaml", "  - {focus_area: arbeid, min_projects: 1}\n", "")
    called = place("decide", *BY, "--lang", "en")
    assert (called.code, called.out) == (2, "")
    assert "Nothing competes yet" in called.err
    assert not (place.small / "decisions" / "plan-2027-2028.yaml").exists()


def test_a_decision_is_taken_once(place: Place) -> None:
    place("decide", *BY)
    called = place("decide", *BY)
    assert called.code == 2
    assert "--replace" in called.err


def test_a_departure_is_written_with_its_reason(place: Place) -> None:
    assert place("decide", *BY, "--reject", "bestillingsbat: Too dear").code == 0
    one = by_id(decision(place))["bestillingsbat"]
    assert (one["recommended"], one["decided"], one["because"]) == (
        "funded",
        "rejected",
        "Too dear",
    )
    assert "amounts" not in one


def test_nobody_refused_what_there_was_no_room_for(place: Place) -> None:
    place.change("rounds/plan-2027-2028.yaml", "2027: 900 000", "2027: 460 000")
    assert place("decide", *BY, "--reject", "lette-skjema: Later").code == 0
    found = by_id(decision(place))
    assert found["lette-skjema"]["decided"] == "rejected"
    assert {
        one["decided"] for one in found.values() if one["recommended"] == "not_prioritised"
    } <= {
        "not_prioritised",
        "rejected",
    }
    assert "not_prioritised" in {one["decided"] for one in found.values()}


def test_a_postponed_project_has_the_same_sums_later(place: Place) -> None:
    before = project(place, "felles-vaktliste")["costs"]
    assert place("decide", *BY, "--postpone", "felles-vaktliste 2028: Later").code == 0
    after = project(place, "felles-vaktliste")["costs"]
    for old, new in zip(before, after, strict=True):
        assert new["amounts"] == {str(int(y) + 1): a for y, a in old["amounts"].items()}
    assert by_id(decision(place))["felles-vaktliste"]["start"] == "2028"


def test_what_a_postponed_project_takes_out_of_the_tables_is_said(place: Place) -> None:
    assert "postponed" not in place("decide", *BY, "--dry-run", "--lang", "en").err
    said = place("decide", *BY, "--postpone", "felles-vaktliste 2028: Later", "--lang", "en")
    assert said.code == 0
    notice = "felles-vaktliste: postponed, 50,000 kr of what it costs in Drift falls after 2028, "
    assert notice in said.err.replace("\xa0", " ").replace("\n", " ")


def test_a_reduced_project_that_the_plan_postpones_takes_only_its_part_out_of_the_tables(
    place: Place,
) -> None:
    portfolio = read(place.small).portfolio()
    ruling = Ruling(
        portfolio.projects["felles-vaktliste"],
        *(Verdict.FUNDED, Verdict.REDUCED),
        start=2028,
        money=Money.none(),
        delay=1,
        part=Fraction(1, 2),
    )
    *_, said = notices(ruling, portfolio.rounds["plan-2027-2028"])
    assert said.values["amount"] == Kroner(25_000)


def test_a_reduced_project_has_a_part_of_each_cost(place: Place) -> None:
    assert place("decide", *BY, "--reduce", "felles-vaktliste 50 %: Half of it").code == 0
    amounts = project(place, "felles-vaktliste")["costs"][0]["amounts"]
    assert amounts == {"2027": "75 000", "2028": "25 000"}
    assert by_id(decision(place))["felles-vaktliste"]["amounts"]["drift"] == amounts


def test_half_of_two_odd_lines_is_the_same_in_the_decision_and_in_the_file(place: Place) -> None:
    path = place.small / "projects" / "felles-vaktliste.yaml"
    two = "".join(f"  - {{title: {n}, frame: drift, amounts: {{2027: 100 001}}}}\n" for n in "ab")
    people = "  - {title: c, frame: folk, amounts: {2027: 1}}\n"
    before, rest = path.read_text("utf-8").split("costs:\n")
    path.write_text(f"{before}costs:\n{two}{people}benefits:{rest.split('benefits:')[1]}", "utf-8")
    assert place("decide", *BY, "--reduce", "felles-vaktliste 50 %: Half of it").code == 0
    own = [one["amounts"]["2027"] for one in project(place, "felles-vaktliste")["costs"]]
    assert own == ["50 001", "50 001", "0.5"]
    decided = by_id(decision(place))["felles-vaktliste"]["amounts"]
    assert decided == {"drift": {"2027": "100 002"}, "folk": {"2027": "0.5"}}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--fund", "robothund: Fun", *BY), "robothund"),
        (("--fund", "nobody: x", *BY), "nobody"),
        (("--reject", "bestillingsbat", *BY), "bestillingsbat"),
        (("--postpone", "bestillingsbat 2040: x", *BY), "2027"),
        (("--reduce", "bestillingsbat 140 %: x", *BY), "bestillingsbat"),
        (("--reject", "bestillingsbat: x", "--reduce", "bestillingsbat 50 %: y", *BY), "bestill"),
        (("--date", "2026-12-17"), "--body"),
        (("--body", "Council"), "--date"),
    ],
)
def test_what_cannot_be_decided_is_refused_in_one_line(
    place: Place, arguments: tuple[str, ...], said: str
) -> None:
    if "robothund" in said:
        place.change("rounds/plan-2027-2028.yaml", "2027: 900 000", "2027: 460 000")
    called = place("decide", *arguments)
    assert called.code == 2
    assert said in called.err
    assert called.err.count("\n") == 1
    assert not (place.small / "decisions").exists()


def test_what_has_begun_cannot_be_postponed(place: Place) -> None:
    """What was spent in a year that is over would be moved, and what was borrowed with it."""
    path = "projects/felles-vaktliste.yaml"
    place.change(path, "amounts: {2027: 150 000, 2028", "amounts: {2026: 40 000, 2028")
    place.change(path, "costs:", "commitment: decided\ncosts:")
    before = (place.small / path).read_bytes()
    called = place("decide", *BY, "--postpone", "felles-vaktliste 2028: Later", "--lang", "en")
    assert (called.code, called.err.count("\n")) == (2, 1)
    assert "felles-vaktliste began in 2026, which is over" in called.err
    assert (place.small / path).read_bytes() == before


def test_a_dry_run_writes_nothing(place: Place) -> None:
    called = place("decide", *BY, "--dry-run")
    assert called.code == 0
    assert "+commitment: decided" in called.out
    assert not (place.small / "decisions").exists()


def test_a_decision_is_proved_against_its_commit_and_not_against_another(place: Place) -> None:
    commit(place.folder)
    assert place("decide", *BY).code == 0
    assert place("decide", "--check").code == 0
    path = f"decisions/{decision(place)['round']}.yaml"
    text = (place.small / path).read_text("utf-8")
    place.write(path, text.replace("recommended: funded", "recommended: rejected", 1))
    assert place("decide", "--check").code == 1
    digest = decision(place)["digest"]
    place.write(path, text.replace(digest, "0" * 64))
    assert place("decide", "--check").code == 1


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("recommended: funded\n    decided: funded", "recommended: funded\n    decided: rejected"),
        ("drift: {2027: ", "drift: {2027: 9 "),
        ("start: 2027", "start: 2028"),
    ],
)
def test_a_forged_decision_is_not_proved(place: Place, old: str, new: str) -> None:
    commit(place.folder)
    assert place("decide", *BY).code == 0
    path = "decisions/plan-2027-2028.yaml"
    text = (place.small / path).read_text("utf-8")
    assert old in text
    place.write(path, text.replace(old, new, 1))
    assert place("decide", "--check").code == 1


def test_departures_are_proved_with_their_reasons(place: Place) -> None:
    commit(place.folder)
    done = place(
        "decide", *BY, "--reject", "bestillingsbat: No", "--reduce", "felles-vaktliste 50 %: Half"
    )
    assert done.code == 0
    assert place("decide", "--check").code == 0


def test_without_a_commit_nothing_is_proved_and_that_is_said(place: Place) -> None:
    assert "bevises" in place("decide", *BY).err
    assert place("decide", "--check").code == 1


HALF = ("--reduce", "felles-vaktliste 60 %: Less")
PLACE = "projects/felles-vaktliste.yaml"


def test_a_part_of_a_part_is_never_taken(place: Place) -> None:
    before = project(place, "felles-vaktliste")
    commit(place.folder)
    assert place("decide", *BY, *HALF).code == 0
    first, decided = project(place, "felles-vaktliste"), decision(place)
    assert first["costs"][0]["amounts"] == {"2027": "90 000", "2028": "30 000"}
    assert by_id(decided)["felles-vaktliste"]["part"] == "60 %"
    commit(place.folder)
    assert place("decide", *BY, *HALF, "--replace").code == 0
    assert project(place, "felles-vaktliste") == first
    assert decision(place) == decided
    assert place("decide", "--check").code == 0
    again = place("decide", "--body", "Board", "--date", "2026-12-18", "--replace")
    assert again.code == 0
    assert project(place, "felles-vaktliste")["costs"] == before["costs"]  # given back
    one = by_id(decision(place))["felles-vaktliste"]
    assert (one["recommended"], one["decided"]) == ("funded", "funded")
    assert place("decide", "--check").code == 0


def test_a_departure_stays_a_departure_when_the_decision_is_corrected(place: Place) -> None:
    place.change("rounds/plan-2027-2028.yaml", "2027: 900 000", "2027: 460 000")
    commit(place.folder)
    other = ("--reject", "lette-skjema: No", "--fund", "felles-vaktliste: They want it")
    assert place("decide", *BY, *other).code == 0
    first = by_id(decision(place))
    one = first["felles-vaktliste"]
    assert (one["recommended"], one["decided"]) == ("not_prioritised", "funded")
    commit(place.folder)
    assert place("decide", *BY, "--case", "26/2", *other, "--replace").code == 0
    assert by_id(decision(place)) == first
    assert decision(place)["case"] == "26/2"
    assert place("decide", "--check").code == 0


def test_a_postponement_and_a_refusal_are_taken_back(place: Place) -> None:
    paths = ("felles-vaktliste", "lette-skjema")
    before = [project(place, one) for one in paths]
    commit(place.folder)
    departures = ("--postpone", "felles-vaktliste 2028: Later", "--reject", "lette-skjema: No")
    assert place("decide", *BY, *departures).code == 0
    assert place("decide", *BY, "--replace").code == 0
    for old, one in zip(before, paths, strict=True):
        assert project(place, one) == old | {"commitment": "decided"}


def test_what_else_was_written_since_is_kept_when_a_decision_is_corrected(place: Place) -> None:
    commit(place.folder)
    assert place("decide", *BY, *HALF).code == 0
    path = place.small / PLACE
    text = path.read_text("utf-8").replace("title: Felles", "title: Vår felles") + "# a note\n"
    assert "Vår felles" in text
    path.write_text(text, "utf-8")
    assert place("decide", *BY, "--replace").code == 0
    after = path.read_text("utf-8")
    assert after == text.replace("90 000", "150 000").replace("30 000", "50 000").replace(
        "2027: 0.18", "2027: 0.3"
    )


def test_amounts_that_were_changed_since_are_corrected_by_hand(place: Place) -> None:
    commit(place.folder)
    assert place("decide", *BY, *HALF).code == 0
    place.change(PLACE, "2027: 90 000", "2027: 91 000")
    refused = place("decide", *BY, "--replace", "--lang", "en")
    assert refused.code == 2
    assert "costs was changed after it was decided" in refused.err
    assert refused.err.count("\n") == 1


def test_a_decision_on_files_in_no_commit_is_not_taken_anew(place: Place) -> None:
    assert place("decide", *BY, *HALF).code == 0
    before = project(place, "felles-vaktliste")
    refused = place("decide", *BY, "--replace", "--lang", "en")
    assert (refused.code, refused.err.count("\n")) == (2, 1)
    assert project(place, "felles-vaktliste") == before


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("commitment: decided\n", ""),
        ("2027: 90 000", "2027: 80 000"),
    ],
)
def test_a_project_that_does_not_follow_its_decision_is_told(
    place: Place, old: str, new: str
) -> None:
    commit(place.folder)
    assert place("decide", *BY, *HALF).code == 0
    place.change(PLACE, old, new)
    checked = place("decide", "--check")
    assert checked.code == 1
    assert "felles-vaktliste" in checked.err
    assert place("validate", "--fail-on", "warning").code == 1


def test_a_project_left_out_of_the_decision_is_told(place: Place) -> None:
    commit(place.folder)
    assert place("decide", *BY).code == 0
    path = place.small / "decisions" / "plan-2027-2028.yaml"
    text = path.read_text("utf-8")
    start = text.index("  - id: bestillingsbat")
    end = text.index("  - id:", start + 5)
    path.write_text(text[:start] + text[end:], "utf-8")
    assert place("decide", "--check").code == 1


def test_what_is_mandatory_cannot_be_rejected_and_a_bond_is_released(place: Place) -> None:
    assert place("decide", *BY, "--reject", "brannslanger: No").code == 2
    assert place("decide", *BY, "--reject", "digital-tilsyn: Stop").code == 0
    assert project(place, "digital-tilsyn")["commitment"] == "none"


@pytest.mark.parametrize(
    ("option", "wish", "form"),
    [
        ("--reduce", "bestillingsbat 1.2.3 %: x", "'ID 60 %: WHY'"),
        ("--reduce", "", "'ID 60 %: WHY'"),
        ("--postpone", "bestillingsbat ２０２９: x", "'ID 2029: WHY'"),
        ("--fund", "bestillingsbat", "'ID: WHY'"),
    ],
)
def test_what_is_not_understood_is_told_its_own_form(
    place: Place, option: str, wish: str, form: str
) -> None:
    done = place("decide", *BY, option, wish)
    assert done.code == 2
    assert f"“{wish}” is not understood: write it like {form}\n" in done.err


def test_where_there_is_no_project_none_is_listed(place: Place) -> None:
    for path in (place.small / "projects").glob("*.yaml"):
        path.unlink()
    done = place("decide", *BY, "--reject", "robothund: x")
    assert done.code == 2
    assert done.err == "innostrat: There is no project robothund. `innostrat list` shows all\n"


def test_uncommitted_changes_cannot_be_decided_on(place: Place) -> None:
    commit(place.folder)
    place.change("rounds/plan-2027-2028.yaml", "2028: 500 000", "2028: 600 000")
    assert place("decide", *BY).code == 2


def test_the_next_round_opens_a_year_on(place: Place) -> None:
    assert place("carry-over", "--price-growth", "0").code == 2  # nothing is decided
    place("decide", *BY)
    assert place("carry-over", "--price-growth", "0").code == 0
    text = (place.small / "rounds" / "plan-2028-2029.yaml").read_text("utf-8")
    found = value(text)
    assert (found["id"], found["years"]) == ("plan-2028-2029", ["2028", "2029"])
    assert found["frames"][1]["amounts"] == {"2028": "500 000", "2029": "500 000"}
    assert found["frames"][2]["amounts"] == {"2028": "1.5", "2029": "1.5"}
    again = place("carry-over", "--price-growth", "0", "--round", "plan-2027-2028")
    assert again.code == 2  # it is there already


def test_years_are_moved_only_as_whole_numbers() -> None:
    frame = {"id": "a", "title": "A", "kind": "operating", "amounts": {"2027": "1"}}
    round_ = Round.model_validate(
        {"id": "r", "title": "R", "years": ["2027", "2028"], "frames": [frame]}
    )
    assert a_year_on("hop-2027-2028, 12027, 2029", round_) == "hop-2028-2029, 12027, 2029"


amounts = st.dictionaries(
    st.integers(2027, 2030).map(str), st.integers(1, 10**7).map(str), min_size=1
)


@given(amounts, st.integers(1, 3))
def test_moving_keeps_every_sum(by_year: dict[str, str], years: int) -> None:
    flow = ", ".join(f"{year}: {amount}" for year, amount in by_year.items())
    text = f"costs:\n  - {{title: x, frame: f, amounts: {{{flow}}}}}\n".encode()
    (edit,) = moved("a.yaml", text, years)
    assert isinstance(edit.value, dict)
    assert list(edit.value.values()) == list(by_year.values())
    assert [int(year) - years for year in edit.value] == [int(year) for year in by_year]


@given(amounts, st.integers(1, 3))
def test_amounts_by_frame_are_moved_and_reduced_like_those_in_a_list(
    by_year: dict[str, str], years: int
) -> None:
    flow = ", ".join(f"{year}: {amount}" for year, amount in by_year.items())
    short = f"id: a\ncosts: {{f: {{{flow}}}}}   # ask again\n".encode()
    long = f"id: a\ncosts:\n  - {{title: x, frame: f, amounts: {{{flow}}}}}\n".encode()
    half = Fraction(1, 2)
    for of_short, of_long in (
        (*moved("a.yaml", short, years), *moved("a.yaml", long, years)),
        (*reduced("a.yaml", short, half, {}, 2000), *reduced("a.yaml", long, half, {}, 2000)),
    ):
        assert of_short.value == of_long.value
        after = edited("a.yaml", short, [of_short], FieldOrder(Project))
        assert b"# ask again" in after
        read, _ = parse("a.yaml", after)
        assert read is not None
        assert read.value == {"id": "a", "costs": {"f": of_short.value}}


def test_reducing_rounds_up_to_kroner_or_to_hundredths_of_a_capacity() -> None:
    text = (
        b"costs:\n  - {title: x, frame: money, amounts: {2027: 100 001}}\n"
        b"  - {title: y, frame: people, amounts: {2027: 0.5, 2028: 3}}\n"
    )
    edits = reduced("a.yaml", text, Fraction(1, 2), {"money": 1, "people": 100}, 2027)
    assert [edit.value for edit in edits] == [
        {"2027": "50 001"},
        {"2027": "0.25", "2028": "1.5"},
    ]


MORE = ("--amend", "drift 2028 +200 000: The council's own")
LESS = ("--amend", "drift 2028 −100 000: The council's own")


def limit(place: Place, year: str) -> str:
    text = (place.small / "rounds/plan-2027-2028.yaml").read_text("utf-8")
    return value(text)["frames"][0]["amounts"][year]  # type: ignore[no-any-return]


def test_a_bodys_own_change_of_a_frame_is_recorded_and_holds(place: Place) -> None:
    commit(place.folder)
    assert place("decide", *BY, *MORE, "--amend", "folk 2027 +0,5: One more").code == 0
    assert decision(place)["amendments"] == [
        {"frame": "drift", "amounts": {"2028": "200 000"}, "because": "The council's own"},
        {"frame": "folk", "amounts": {"2027": "0.5"}, "because": "One more"},
    ]
    assert limit(place, "2028") == "1 100 000"
    assert limit(place, "2027") == "900 000"
    assert place("decide", "--check").code == 0
    frames = {(one["id"], one["year"]): one for one in place.json("prioritize")["frames"]}
    assert frames["drift", 2028]["limit"] == 1_100_000
    assert "The council's own" in place("prioritize", "--all", "--lang", "en").out
    assert place("validate").code == 0


def test_a_new_decision_begins_from_the_frames_before_the_last(place: Place) -> None:
    commit(place.folder)
    assert place("decide", *BY, *MORE).code == 0
    assert place("decide", *BY, "--replace", *LESS).code == 0
    assert limit(place, "2028") == "800 000"
    assert place("decide", *BY, "--replace").code == 0
    assert limit(place, "2028") == "900 000"
    assert "amendments" not in decision(place)


def test_what_a_body_takes_from_a_frame_must_leave_room(place: Place) -> None:
    called = place("decide", *BY, "--amend", "drift 2027 −890 000: Cut", "--lang", "en")
    assert called.code == 2
    assert "breaks the frames" in called.err
    assert not (place.small / "decisions").exists()


@pytest.mark.parametrize(("less", "code"), [("10 530 000", 0), ("10 530 001", 2)])
def test_a_body_may_take_all_of_a_budget_and_not_a_krone_more(
    place: Place, less: str, code: int
) -> None:
    """Health has 10 530 000 in 2027: see the first bridge of test_three_rounds."""
    place.change("rounds/plan-2027-2028.yaml", "balance:", BUDGETS)
    called = place("decide", *BY, "--amend", f"helse 2027 −{less}: Cut", "--lang", "en")
    assert called.code == code
    assert (place.small / "decisions").exists() is (code == 0)
    if code:
        told = called.err.replace("\xa0", " ")
        assert told.splitlines()[-1].startswith(
            "innostrat: Cut would leave Helse og omsorg with −1 kr in 2027"
        )


def test_a_balance_rule_that_a_decision_breaks_is_named_by_what_is_decided(place: Place) -> None:
    """Health has 600 of operating, which is 94 % where the boat's 800 are reduced to 40."""
    called = place(
        *("decide", *BY, "--dry-run", "--lang", "en"),
        *("--reject", "lette-skjema: No", "--reduce", "bestillingsbat 5 %: Less"),
    )
    assert called.code == 0
    rule = "the balance rule Helse og omsorg: at most 80 % of the operating costs"
    assert f"The decision does not keep {rule}" in called.err.replace("\xa0", " ")
    called = place("decide", *BY, "--dry-run", "--lang", "en", "--reject", "lette-skjema: No")
    assert "does not keep" not in called.err


@pytest.mark.parametrize(
    ("wish", "said"),
    [
        ("drift +200 000: x", "'ID 2028 +200 000: WHY'"),
        ("drift 2028 200 000: x", "'ID 2028 +200 000: WHY'"),
        ("drift 2028 +200 000", "'ID 2028 +200 000: WHY'"),
        ("nowhere 2028 +1: x", "nowhere"),
        ("drift 2040 +1: x", "2040"),
        ("drift 2028 −9 000 000: x", "Drift"),
    ],
)
def test_a_change_that_is_not_understood_is_refused(place: Place, wish: str, said: str) -> None:
    called = place("decide", *BY, "--amend", wish)
    assert (called.code, called.err.count("\n")) == (2, 1)
    assert said in called.err


def test_a_decision_without_amendments_is_read_as_before(place: Place) -> None:
    assert place("decide", *BY).code == 0
    assert "amendments" not in decision(place)
