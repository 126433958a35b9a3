"""Every analysis that changes values ends with an answer, whatever factors and gates take away."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any, Final

from calling import call
from hypothesis import example, given, settings
from hypothesis import strategies as st

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

YEARS: Final = ("2027", "2028")
DRAWS: Final = ("--draws", "100", "--checks", "3")
ANALYSES: Final = (
    ("sensitivity",),
    ("robust", *DRAWS),
    ("robust", "--scores", *DRAWS),
    ("uncertainty", "--draws", "100"),
    ("assess",),
    ("what-if", "--weight", "need=70"),
    ("what-if", "--weight", "need=0"),
    ("what-if", "--frame", "money=50"),
    ("alternatives", "--cautious"),
    ("prioritize", "--all"),
)
REFUSALS: Final = (
    "Nothing competes yet",
    "No plan can be made",
    "No score may move",
    "cannot be chosen: ",
    "takes no part: ",
)
STRATEGY: Final = {
    "format": "2",
    "organisation": "Testkommune",
    "title": "Strategy",
    "language": "en",
    "goals": [
        {"id": "a", "title": "A", "kind": "focus_area", "goals": [{"id": "a1", "title": "A1"}]}
    ],
    "service_areas": [{"id": "x", "title": "X"}],
}
READY: Final = {  # what a project in planning must say, so that it competes
    "phase": "planning",
    "focus_area": "a",
    "service_area": "x",
    "summary": "s",
    "need": {"kinds": ["user"], "problem": "p", "evidence": "14 of 20"},
    "innovation": {"new_for_us": "n", "break_with": "b"},
    "approach": "a",
    "alternatives": [{"title": "as now", "zero": "true"}],
    "champion": "Head nurse",
    "team": [{"role": "Nurse", "share": "20 %"}],
    "alignment": {"owner": "Head", "decided_by": "Group"},
    "partners": [{"kind": "inhabitants", "who": "w"}],
    "goals": [{"goal": "a1", "contribution": "2"}],
    "benefits": [
        {
            "title": "Fewer calls",
            "kind": "quality",
            "responsible": "Nurse",
            "baseline": {"value": "40", "date": "2026-03-01"},
            "target": {"value": "20", "date": "2028-12-31"},
        }
    ],
}


def levels(*values: str) -> dict[str, Any]:
    named = {str(n): f"Level {n}" for n in range(1, 4)}
    written = dict(zip(named, values, strict=True)) if values else {}
    return {"kind": "levels", "levels": named} | ({"values": written} if values else {})


@st.composite
def criteria(draw: st.DrawFn) -> list[dict[str, Any]]:
    lowest = draw(st.sampled_from((0, 0, 20, 100)))
    ends = draw(st.sampled_from((0, lowest))), draw(st.sampled_from((100, max(lowest, 50))))
    weight = draw(st.sampled_from((0, 10, 50)))
    number = {"kind": "number", "source": "assessed", "worst": "0", "best": "100"}
    shares = levels(f"{lowest} %", f"{max(lowest, 50)} %", "100 %")
    wide = {"weight_range": ["0", "100"]}
    return [
        {"id": "need", "title": "Need", "weight": str(weight), "scale": levels()} | wide,
        {"id": "reach", "title": "Reach", "weight": "30", "scale": number} | wide,
        {"id": "chance", "title": "Chance", "role": "factor", "scale": shares}
        | {"range": [f"{end} %" for end in ends]},
        {"id": "ready", "title": "Ready", "role": "gate", "at_least": "2", "scale": levels()},
    ]


LEVEL: Final = st.sampled_from("1123")
ANSWERS: Final = st.fixed_dictionaries(
    {
        "need": st.builds(lambda level: {"value": level}, LEVEL),
        "reach": st.builds(lambda one: {"value": one}, st.sampled_from(("0", "40", "100"))),
        "chance": st.builds(lambda level: {"value": level}, LEVEL),
        "ready": st.builds(lambda level: {"value": level}, st.sampled_from("12333")),
    }
)
AMOUNT: Final = st.sampled_from(("0", "100", {"low": "0", "likely": "50", "high": "150"}))


@st.composite
def projects(draw: st.DrawFn, ids: list[str]) -> dict[str, dict[str, Any]]:
    found = {}
    for id_ in ids:
        amounts = draw(st.dictionaries(st.sampled_from(YEARS), AMOUNT, max_size=2))
        costs = [{"title": "c", "frame": "money", "amounts": dict(sorted(amounts.items()))}]
        more: dict[str, Any] = {"costs": costs if amounts else [], "scores": draw(ANSWERS)}
        if draw(st.booleans()):
            more["start"] = {"earliest": "2027", "latest": "2028"}
        if draw(st.integers(0, 4)) == 0:
            more["commitment"] = "mandatory"
        others = [other for other in ids if other != id_]
        if others and draw(st.integers(0, 3)) == 0:
            more["requires"] = [draw(st.sampled_from(others))]
        found[id_] = READY | {"id": id_, "title": f"Project {id_}"} | more
    return found


@st.composite
def files(draw: st.DrawFn) -> dict[str, dict[str, Any]]:
    """Return the files of a tiny portfolio with gates, factors that may be 0, and assessments."""
    ids = [f"p{n}" for n in range(draw(st.integers(1, 3)))]
    limits = dict.fromkeys(YEARS, draw(st.sampled_from(("100", "250"))))
    frame = {"id": "money", "title": "Money", "kind": "operating", "amounts": limits}
    penalty = draw(st.sampled_from(("0 %", "50 %", "100 %")))
    least = draw(st.sampled_from(("0", "0", "1", "2")))
    rules = [{"focus_area": "a", "min_projects": least}] if least != "0" else []
    plan = {"id": "plan", "title": "Plan", "years": list(YEARS), "frames": [frame]}
    made: dict[str, dict[str, Any]] = {
        "strategy.yaml": STRATEGY | {"criteria": draw(criteria())},
        "rounds/plan.yaml": plan | {"delay_penalty": penalty, "balance": rules},
    }
    made |= {f"projects/{id_}.yaml": one for id_, one in draw(projects(ids)).items()}
    for role in ("A", "B")[: draw(st.integers(0, 2))]:
        scores = draw(st.dictionaries(st.sampled_from(ids), ANSWERS))
        made[f"assessments/{role}.yaml"] = {"assessor": role, "round": "plan", "scores": scores}
    return made


def in_a_circle() -> dict[str, dict[str, Any]]:
    """Return two projects that require each other, which chance seldom draws: neither competes."""
    scores = {"need": {"value": "2"}, "reach": {"value": "40"}}
    frame = {"id": "money", "title": "Money", "kind": "operating", "amounts": {"2027": "100"}}
    number = {"kind": "number", "source": "assessed", "worst": "0", "best": "100"}
    wide = {"weight": "50", "weight_range": ["0", "100"]}
    asked_of_all = [
        {"id": "need", "title": "Need", "scale": levels()} | wide,
        {"id": "reach", "title": "Reach", "scale": number} | wide,
    ]
    made: dict[str, dict[str, Any]] = {
        "strategy.yaml": STRATEGY | {"criteria": asked_of_all},
        "rounds/plan.yaml": {"id": "plan", "title": "Plan", "years": ["2027"], "frames": [frame]},
    }
    for id_, other in (("p0", "p1"), ("p1", "p0")):
        asked = {"id": id_, "title": f"Project {id_}", "scores": scores, "requires": [other]}
        made[f"projects/{id_}.yaml"] = READY | asked
    return made


@settings(max_examples=20, deadline=None)
@example(made=in_a_circle())
@given(made=files())
def test_no_analysis_ends_in_a_traceback(
    tmp_path_factory: pytest.TempPathFactory, made: dict[str, dict[str, Any]]
) -> None:
    folder: Path = tmp_path_factory.mktemp("portfolio")
    for path, content in made.items():
        (folder / path).parent.mkdir(exist_ok=True)
        (folder / path).write_text(json.dumps(content), "utf-8")
    whys = [("why", path[9:-5]) for path in made if path.startswith("projects/")]
    for asked in (*ANALYSES, *whys):
        said = call((*asked, ".", "--lang", "en"), folder, {"PATH": os.environ["PATH"]})
        assert said.code != 2 or any(one in said.err for one in REFUSALS), (asked, said.err)
