"""A document knows the place of every key and value, and of a part of a text."""

from __future__ import annotations

import pytest
from reading import document

TEXT = """\
title: Digital hjemmeoppfølging
need:
  kinds: [user, "society"]
  evidence: >-
    14 av 20 brukere,
    og 120 innleggelser
costs:
  - {title: Utstyr 🙂, frame: drift}
  - title: Lisens
empty:
"""


@pytest.mark.parametrize(
    ("path", "place"),
    [
        (("title",), (1, 8, 1, 32)),
        (("need", "kinds", 0), (3, 11, 3, 15)),
        (("need", "kinds", 1), (3, 17, 3, 26)),
        (("costs", 0, "frame"), (8, 30, 8, 35)),
        (("costs", 1, "title"), (9, 12, 9, 18)),
        # A mapping, a list or nothing is pointed at by its key.
        (("need",), (2, 1, 2, 5)),
        (("need", "kinds"), (3, 3, 3, 8)),
        (("empty",), (10, 1, 10, 6)),
        # What is not there is pointed at by its nearest parent.
        (("need", "problem"), (2, 1, 2, 5)),
        (("costs", 7), (7, 1, 7, 6)),
        (("title", "x"), (1, 8, 1, 32)),
        ((), (1, 1, 1, 1)),
    ],
)
def test_everything_has_a_place(
    path: tuple[str | int, ...], place: tuple[int, int, int, int]
) -> None:
    found = document(TEXT).locate(path)
    assert (found.line, found.column, found.end_line, found.end_column) == place
    assert found.path == "file.yaml"


def test_a_key_can_be_pointed_at() -> None:
    found = document(TEXT).locate(("costs", 0, "frame"), key=True)
    assert (found.line, found.column, found.end_column) == (8, 23, 28)


@pytest.mark.parametrize(
    ("path", "part", "place"),
    [
        (("title",), "hjemme", (1, 16, 22)),
        (("need", "evidence"), "120", (6, 8, 11)),
        (("costs", 0, "title"), "🙂", (8, 20, 21)),
        # The key, and what follows the value, are not the value.
        (("title",), "title", (1, 8, 32)),
        (("need", "evidence"), "costs", (4, 13, 1)),
        # A part that is broken over two lines is not looked for.
        (("need", "evidence"), "brukere, og", (4, 13, 1)),
    ],
)
def test_a_part_of_a_text_has_a_place(
    path: tuple[str | int, ...], part: str, place: tuple[int, int, int]
) -> None:
    found = document(TEXT).locate_part(path, part)
    assert (found.line, found.column, found.end_column) == place
