"""Names of files and options mean the same however their letters are stored."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from innostrat.files.digest import digest
from innostrat.files.source import read_folder

if TYPE_CHECKING:
    from calling import Place

TEXT = "id: a\ntitle: {}\nreceived: 2026-01-01\nneed: {}\n"


def apart(text: str) -> str:
    return unicodedata.normalize("NFD", text)


def test_names_of_files_are_composed_and_found_again(place: Place) -> None:
    path = place.small / "ideas" / apart("blåbær.yaml")
    path.write_text(TEXT.format("Blå", "n").replace("id: a\n", "") + "id: a\n", encoding="utf-8")
    before = len(list(path.parent.iterdir()))
    files = read_folder(place.small, "")
    assert "ideas/blåbær.yaml" in files.contents
    assert place("fmt").code == 0
    assert path.read_text(encoding="utf-8").startswith("id: a\n")
    assert len(list(path.parent.iterdir())) == before
    again = read_folder(place.small, "")
    path.rename(path.with_name("blåbær.yaml"))
    assert digest(read_folder(place.small, "").contents) == digest(again.contents)


def test_a_second_file_of_the_same_name_is_a_finding(place: Place) -> None:
    for name in ("blå.yaml", apart("blå.yaml")):
        (place.small / "ideas" / name).write_text(TEXT.format("Blå", "n"), encoding="utf-8")
    files = read_folder(place.small, "")
    assert [(one.code, one.location.path) for one in files.findings] == [("F006", "ideas/blå.yaml")]


def test_an_option_means_what_a_file_means(place: Place) -> None:
    said = apart("Fordi det er på tide")
    call = ("judge", "gratis-is", "--replace", "--outcome", "declined", "--by", "Rådet")
    assert place(*call, "--date", "2026-01-01", "--because", said).code == 0
    text = (place.small / "ideas" / "gratis-is.yaml").read_text(encoding="utf-8")
    assert "Fordi det er på tide" in text


def test_an_option_that_is_no_text_is_refused(place: Place) -> None:
    called = place("show", "\udce5")
    assert (called.code, called.err.count("\n")) == (2, 1)
    assert "‹U+DCE5› is not written in UTF-8" in called.err
