"""A finding about a key or a shape says what to write, also to who thinks in Norwegian."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest
import yaml

from innostrat.files.kinds import KINDS
from innostrat.loading.examples import example
from innostrat.loading.kinds import model_of
from innostrat.loading.load import read_one
from innostrat.loading.words import WORDS, norwegian
from innostrat.model.project import Project

if TYPE_CHECKING:
    from innostrat.model.base import Model

PROJECT: Final = "id: a\ntitle: A\nphase: concept\nfocus_area: home\n"
KEYS: Final = [
    (model_of(kind), key)
    for kind in KINDS
    for key in model_of(kind).model_fields
    if example(key, model_of(kind).model_fields[key])[-1] in "]}"
]


def hints(text: str) -> dict[str, str]:
    """Return the hints about a project's file, by the rule."""
    _, _, findings = read_one("projects/a.yaml", (PROJECT + text).encode(), Project)
    said = {one.code: one.hint for one in findings}
    return {
        code: hint.template.format(**hint.values) if hint else "" for code, hint in said.items()
    }


@pytest.mark.parametrize(
    ("key", "meant"),
    [
        ("kostnader", "costs"), ("Kostnader", "costs"), ("kostnadar", "costs"),
        ("gevinster", "benefits"), ("mål", "goals"), ("behov", "need"), ("risiko", "risks"),
        ("sammendrag", "summary"), ("tjenesteområde", "service_area"), ("poeng", "scores"),
    ],
)  # fmt: skip
def test_a_norwegian_word_is_told_the_key(key: str, meant: str) -> None:
    assert hints(f"{key}: x\n") == {"S001": f"Keys are in English: write {meant}"}


@pytest.mark.parametrize(
    ("key", "meant"), [("kostnaden", "costs"), ("cost", "costs"), ("gevinstene", "benefits")]
)
def test_a_word_that_is_nearly_one_is_asked_about(key: str, meant: str) -> None:
    assert hints(f"{key}: x\n") == {"S001": f"Did you mean {meant}?"}


def test_no_word_is_a_key_itself_and_one_that_may_mean_two_is_not_guessed() -> None:
    keys = {key for kind in KINDS for key in model_of(kind).model_fields}
    assert not {word for words in WORDS.values() for word in words} & (keys - {"start", "status"})
    assert norwegian(["goal", "goals"]) == {}


@pytest.mark.parametrize(
    ("text", "shape"),
    [
        ("costs: 5", "costs: [{frame: …, amounts: {2027: 100 000}}]"),
        ("innovation: {types: service}", "types: [service]"),
        ("need: [x]", "need: {problem: …}"),
        ("start: 2027", "start: {earliest: 2027}"),
    ],
)
def test_a_wrong_shape_is_shown_the_right_one(text: str, shape: str) -> None:
    assert hints(f"{text}\n")["S003"] == f"Write it like this: {shape}"


@pytest.mark.parametrize(("model", "key"), KEYS)
def test_every_example_has_the_shape_and_the_keys_that_are_asked_for(
    model: type[Model], key: str
) -> None:
    line = example(key, model.model_fields[key])
    assert list(yaml.safe_load(line)) == [key]
    _, _, findings = read_one("file.yaml", f"{line}\n".encode(), model)
    asked = [one for one in findings if one.code in {"S001", "S003"}]
    assert asked == []
    needed = {name for name, field in model.model_fields.items() if field.is_required()} - {key}
    missing = [one for one in findings if one.code == "S002"]
    assert len(missing) <= len(needed)
