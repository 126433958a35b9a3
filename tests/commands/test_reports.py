"""`score`, `list`, `show` and `goals` on the small portfolio: what they say to machines."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from calling import Place


def ids(rows: list[dict[str, object]]) -> list[object]:
    return [row["id"] for row in rows]


def test_score_says_what_the_format_promises(place: Place) -> None:
    said = place.json("score")
    assert (said["format"], said["kind"], said["round"]) == (2, "scores", "plan-2027-2028")
    assert said["weights"]["okonomi"] == 0.125
    ranks = [(one["id"], one["rank"]) for one in said["ranking"]]
    assert ranks == [("bestillingsbat", 1), ("felles-vaktliste", 2), ("lette-skjema", 2)]
    assert said["not_ready"] == [
        {"id": "varme-i-veien", "reason": "not assessed: Rekkevidde", "gates": []}
    ]
    first = said["ranking"][0]
    assert first["contributions"]["behov"]["contribution"] == 28
    assert first["contributions"]["behov"]["raw"] == 2.5
    total = sum(part["contribution"] for part in first["contributions"].values())
    assert total == pytest.approx(first["value"])
    assert first["cost"] == {"operating": 800_000, "investment": 600_000}


def test_filters_keep_the_ranks_of_the_whole(place: Place) -> None:
    said = place.json("score", "--focus-area", "arbeid", "--service-area", "teknisk")
    assert [(one["id"], one["rank"]) for one in said["ranking"]] == [("lette-skjema", 2)]
    assert said["outside"] == []
    both = place.json("score", "--focus-area", "arbeid", "--focus-area", "hverdag")
    assert len(both["ranking"]) == 3
    assert ids(place.json("score", "--phase", "planning")["ranking"]) == ["bestillingsbat"]


def test_a_filtered_printout_says_so(place: Place) -> None:
    text = place("score", "--focus-area", "arbeid", "--phase", "concept", "--lang", "en").out
    assert "Only focus area arbeid, phase concept" in text


@pytest.mark.parametrize(
    ("key", "order"),
    [
        ("value", "bestillingsbat felles-vaktliste lette-skjema"),
        ("id", "bestillingsbat felles-vaktliste lette-skjema"),
        ("title", "bestillingsbat felles-vaktliste lette-skjema"),
        ("cost", "bestillingsbat felles-vaktliste lette-skjema"),
        ("okonomi", "felles-vaktliste lette-skjema bestillingsbat"),
    ],
)
def test_sorting(place: Place, key: str, order: str) -> None:
    text = place("score", "--sort", key, "--format", "markdown").out
    table = text[text.index("## Rangering") : text.index("## Utenfor")]
    found = sorted(order.split(" "), key=table.index)
    assert found == order.split(" ")


def test_explain_one_value(place: Place) -> None:
    (one,) = place.json("score", "--explain", "bestillingsbat")["ranking"]
    said = [
        (opinion["assessor"], opinion["value"])
        for opinion in one["contributions"]["behov"]["opinions"]
    ]
    assert said == [("Helsesjef", 2), ("Teknisk sjef", 3)]
    bound = place.json("score", "--explain", "digital-tilsyn")
    assert (ids(bound["ranking"]), ids(bound["outside"])) == ([], ["digital-tilsyn"])


def test_what_errors_leave_out_is_said_and_ends_with_1(place: Place) -> None:
    place.change("projects/lette-skjema.yaml", "goal: tid", "goal: tida")
    place.write("projects/robothund.yaml", "id: [\n")
    called = place("score", "--lang", "en")
    assert called.code == 1
    assert "Left out because of errors: lette-skjema, robothund" in " ".join(called.out.split())
    said = place.json("score")
    assert said["left_out"] == ["lette-skjema", "robothund"]
    reason = "has errors: see innostrat validate"
    assert {"id": "lette-skjema", "reason": reason, "gates": []} in said["not_ready"]
    listed = place("list", "--projects", "--lang", "en")
    assert listed.code == 0
    assert "Left out because of errors: robothund" in listed.out
    assert "has errors" in listed.out


def test_list_shows_everything_or_what_is_asked_for(place: Place) -> None:
    said = place.json("list")
    assert (said["kind"], len(said["projects"]), len(said["ideas"])) == ("items", 8, 3)
    assert "ideas" not in place.json("list", "--projects")
    assert "projects" not in place.json("list", "--ideas")
    assert ids(place.json("list", "--ideas", "--focus-area", "arbeid")["ideas"]) == [
        "felles-verksted"
    ]
    planned = place.json("list", "--phase", "planning")
    assert ids(planned["projects"]) == ["bestillingsbat", "brannslanger", "robothund"]
    assert "ideas" not in planned


def test_list_and_goals_work_before_there_is_a_round(place: Place) -> None:
    (place.small / "rounds" / "plan-2027-2028.yaml").unlink()
    said = place.json("list")
    assert said["round"] is None
    assert {one["cost"] for one in said["projects"]} == {None}
    assert place.json("goals")["goals"][0]["asked"] is None
    assert place.json("show", "bestillingsbat")["rank"] is None
    assert place("score").code == 2


def test_show_says_all_that_the_file_says(place: Place) -> None:
    said = place.json("show", "bestillingsbat")
    assert (said["kind"], said["idea"], said["rank"]) == ("item", None, 1)
    project = said["project"]
    assert project["costs"][0]["amounts"] == {
        "2027": 400_000,
        "2028": {"low": 350_000, "likely": 400_000, "high": 600_000},
    }
    assert project["team"][0] == {"role": "Prosjektleder", "share": 0.5}
    assert project["alignment"]["date"] == "2026-05-04"
    text = place("show", "bestillingsbat", "--format", "markdown").out
    for said in ("Faste bussruter", "Isen legger seg", "Havnefogd", "26/77", "varme-i-veien"):
        assert said in text


def test_links_are_shown_from_both_ends(place: Place) -> None:
    def links(item: str) -> str:
        text = place("show", item, "--lang", "en").out
        return text[text.index("Links") :]

    assert "Excludes  Skjema alle forstår (lette-skjema)" in links("varme-i-veien")
    assert "Excludes  Spillvarme i gangveien (varme-i-veien)" in links("lette-skjema")
    assert "Replaced by  Nettbrett i hjemmetjenesten" in links("robothund")
    idea = " ".join(place("show", "bat-til-skolen", "--lang", "en").out.split())
    assert "Became Bestillingsbåt over fjorden (bestillingsbat)" in idea
    assert "Came of the idea Båt til skolen (bat-til-skolen)" in " ".join(
        links("bestillingsbat").split()
    )


def test_an_id_of_both_shows_both(place: Place) -> None:
    text = (place.small / "ideas" / "gratis-is.yaml").read_text("utf-8")
    place.write("ideas/robothund.yaml", text.replace("id: gratis-is", "id: robothund"))
    said = place.json("show", "robothund")
    assert said["project"]["title"] == "Robothund på sykehjemmet"
    assert said["idea"]["title"] == "Gratis is på kaia"
    shown = place("show", "robothund", "--lang", "en").out
    assert "The idea: Gratis is på kaia" in shown
    assert "Robothund" in shown


def test_show_tells_what_is_found_and_what_is_accepted(place: Place) -> None:
    said = place.json("show", "varme-i-veien")
    assert {"code": "A004", "severity": "info"} in said["findings"]
    assert "accepted: Brukere blir med" in " ".join(
        place("show", "lette-skjema", "--lang", "en").out.split()
    )


def test_goals_count_projects_money_and_ideas(place: Place) -> None:
    said = place.json("goals")
    goals = {one["id"]: one for one in said["goals"]}
    assert goals["reise"]["projects"] == ["bestillingsbat", "varme-i-veien"]
    assert goals["reise"]["contributions"] == {"1": 0, "2": 1, "3": 1}
    assert goals["reise"]["asked"] == {"operating": 800_000, "investment": 1_050_000}
    assert goals["hverdag"]["ideas"] == 1
    # Stopped projects work for nothing; a finished one does, but asks for no money.
    assert "robothund" not in goals["trygghet"]["projects"]
    assert "nettbrett-hjemme" in goals["tid"]["projects"]
    assert goals["tid"]["asked"] == {"operating": 400_000, "investment": 0}
    assert said["uncovered"] == ["laering"]
    assert said["without_goal"] == []


def test_goals_say_when_none_is_left_alone_and_who_names_none(place: Place) -> None:
    place.change("projects/varme-i-veien.yaml", "goal: reise", "goal: laering")
    goals = "goals: [{goal: tid, contribution: 2, because: Færre purringer.}]\n"
    place.change("projects/lette-skjema.yaml", goals, "")
    text = place("goals", "--lang", "en").out
    assert "Every goal that projects can work for has at least one." in text
    assert place.json("goals")["without_goal"] == ["lette-skjema"]
    assert "1 project says nothing" in text
