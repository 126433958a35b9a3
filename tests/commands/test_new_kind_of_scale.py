"""A kind of scale is one class: whoever adds one touches nothing else, and all commands take it."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING, Final

import pytest
from calling import Called, surroundings

if TYPE_CHECKING:
    from calling import Place

# What would stand in model/scales.py, with the name in `Scale`.
PROGRAM: Final = '''\
import sys
from fractions import Fraction
from typing import Annotated, Literal

from pydantic import Field

from innostrat.messages import msg
from innostrat.model import scales
from innostrat.model.base import Amount, about
from innostrat.model.scale import ScaleLine, ScaleKind


class HalvingScale(ScaleKind):
    """A scale where so many give 50, twice as many 75, and so on."""

    kind: Literal["halving"]
    half: Annotated[Amount, about("How many give the value 50")]

    @property
    def assessed(self):
        return True

    def raw(self, answer):
        return answer.assessed

    def measured(self, score):
        return None if score.value is None else Fraction(score.value)

    def value(self, raw):
        return 100 * raw / (raw + Fraction(self.half))

    def reaches(self, least):
        return least > 0

    def said(self, raw):
        return msg("{n} of those who give half", n=int(raw))

    def explained(self, raw, project, strategy):
        yield ScaleLine(msg("Half the value"), msg("{n} and no end", n=self.half), "Ingen topp.")

    def asked(self):
        yield ScaleLine(msg("Half the value"), msg("{n} and no end", n=self.half))


kinds = scales.Scale.__origin__ | HalvingScale
scales.Scale = Annotated[kinds, Field(discriminator="kind")]

from innostrat.cli import run

sys.exit(run(sys.argv[1:]))
'''
POINTS: Final = """\
      kind: number
      unit: personer i året
      source: assessed
      points: {0: 0, 100: 50, 1 000: 100}
"""


@pytest.fixture
def another(place: Place) -> Place:
    place.change("strategy.yaml", POINTS, "      kind: halving\n      half: 550\n")
    return place


def call(place: Place, *arguments: str) -> Called:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, *arguments],
        cwd=place.folder,
        env=surroundings(),
        capture_output=True,
        check=False,
    )
    return Called(done.returncode, done.stdout.decode(), done.stderr.decode())


def test_without_the_class_the_kind_is_unknown(another: Place) -> None:
    assert "halving" in another("validate").out


def test_its_value_is_in_the_ranking(another: Place) -> None:
    called = call(another, "score", "--format", "json")
    assert called.err == ""
    found = {one["id"]: one["contributions"] for one in json.loads(called.out)["ranking"]}
    assert found["bestillingsbat"]["rekkevidde"]["value"] == 50


@pytest.mark.parametrize("form", ["terminal", "markdown", "csv"])
def test_its_words_explain_a_value(another: Place, form: str) -> None:
    called = call(another, "score", "--explain", "bestillingsbat", "--format", form)
    assert (called.code, called.err) == (0, "")
    assert "550 of those who give half" in called.out
    if form != "csv":
        assert "550 and no end: Ingen topp." in called.out


def test_an_assessor_is_told_what_is_asked(another: Place) -> None:
    called = call(another, "assess", "--assessor", "Helsesjef")
    assert (called.code, called.err) == (0, "")
    assert "550 and no end" in called.out


def test_its_keys_are_in_the_schema(another: Place) -> None:
    assert call(another, "schema", "-o", "schemas").code == 0
    assert "How many give the value 50" in (
        another.folder / "schemas" / "strategy.schema.json"
    ).read_text("utf-8")


@pytest.mark.parametrize(
    "arguments",
    ["validate", "show bestillingsbat", "report -o out.md", "why bestillingsbat", "sensitivity"],
)
def test_other_commands_take_it(another: Place, arguments: str) -> None:
    called = call(another, *arguments.split(" "))
    assert called.code == 0, called.err
    assert "Traceback" not in called.err
