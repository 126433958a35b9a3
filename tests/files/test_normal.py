"""Letters stored in two ways are the same letter, and the file keeps its own."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from innostrat.files.digest import digest
from innostrat.files.normal import composed, is_ordinary, line_feeds, with_returns
from innostrat.files.yaml.document import parse
from innostrat.files.yaml.editing import Put, edited
from innostrat.files.yaml.events import INVISIBLE
from innostrat.files.yaml.formatting import formatted
from innostrat.loading.order import FieldOrder
from innostrat.model.base import slugify
from innostrat.model.idea import Idea

ORDER = FieldOrder(Idea)
TEXT = "id: a\ntitle: {}\nreceived: 2026-01-01\nneed: {}\n"


def apart(text: str) -> str:
    return unicodedata.normalize("NFD", text)


def test_a_value_is_composed_and_its_place_is_that_of_the_file() -> None:
    text = apart("tittel: På gården\nblåbær: [åå, x]\n")
    document, findings = parse("x.yaml", text.encode())
    assert document is not None
    assert not findings
    assert document.value == {"tittel": "På gården", "blåbær": ["åå", "x"]}
    place = document.locate(["blåbær", 1])
    lines = text.split("\n")
    assert lines[place.line - 1][place.column - 1 : place.end_column - 1] == "x"
    part = document.locate_part(["tittel"], "gården")
    assert lines[0][part.column - 1 : part.end_column - 1] == apart("gården")


def test_a_key_spelled_twice_is_one_key() -> None:
    _, findings = parse("x.yaml", ("blå: 1\n" + apart("blå: 2\n")).encode())
    assert [(one.code, one.location.line) for one in findings] == [("Y002", 2)]


@given(st.text(max_size=30).filter(lambda text: not INVISIBLE.search(text) and "\r" not in text))
def test_a_text_has_one_value_however_its_letters_are_stored(text: str) -> None:
    quoted = "a: '" + text.replace("'", "''").replace("\n", " ") + "'\n"
    found = [parse("x.yaml", one.encode())[0] for one in (quoted, apart(quoted), composed(quoted))]
    values = {str(one.value) for one in found if one is not None}
    assert len(values) == 1
    assert all(composed(one) == one for one in values)


def test_neither_fmt_nor_an_edit_writes_other_letters() -> None:
    text = apart(TEXT.format("Blåbær", "På gården  # så lenge"))
    assert formatted("x.yaml", text.encode(), ORDER).after == text.encode()
    mixed = "\n".join([*text.split("\n")[1:-1], "id: a\n"])
    done = formatted("x.yaml", mixed.encode(), ORDER).after
    assert done == text.encode()
    changed = edited("x.yaml", text.encode(), [Put(("title",), "Bjørnebær")], ORDER)
    assert changed.decode() == text.replace(apart("Blåbær"), "Bjørnebær")


@pytest.mark.parametrize(
    ("title", "id_"),
    [
        ("Sámi giella", "sami-giella"),
        ("Porsáŋgu – Čáhcesuolu", "porsangu-cahcesuolu"),
        ("Ŧuhtti đolla", "tuhtti-dolla"),
        ("Ǯ, ǥ og Ǩ", "z-g-og-k"),
        ("Ærlig øy på Åsen", "aerlig-oy-pa-asen"),
        ("Straße ÉÈ ÜÔ", "strasse-ee-uo"),
        ("Ｆｉｘ № ２", "fix-no-2"),
    ],
)
def test_ids_keep_the_letters_that_people_see(title: str, id_: str) -> None:
    assert slugify(title) == slugify(apart(title)) == id_


def test_line_ends_make_no_difference() -> None:
    text = b"id: a\ntitle: b\n"
    assert line_feeds(text.replace(b"\n", b"\r\n")) == text
    assert digest({"x": text}) == digest({"x": text.replace(b"\n", b"\r\n")})
    assert digest({"x": text}) != digest({"x": text.replace(b"\n", b"\r")})
    assert not with_returns(text)
    assert not with_returns(b"a\r\nb\n")


@given(
    st.text(st.sampled_from("aå -\n\r\t\x7f\x80\xa0\xad«ÿĀ–\u200b\u202e\ufeff\u0301")) | st.text()
)
def test_an_ordinary_text_holds_nothing_invisible_and_is_composed(text: str) -> None:
    if is_ordinary(text):
        assert not INVISIBLE.search(text)
        assert unicodedata.is_normalized("NFC", text)


def test_what_norwegians_write_is_ordinary() -> None:
    assert is_ordinary("Prøv å bo på tunet: 450 000 kr, «ja»".replace("«", '"').replace("»", '"'))
    assert not is_ordinary("Prøv\u200b")
