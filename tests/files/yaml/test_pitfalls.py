"""What YAML is known to get wrong, and what hostile or damaged files hold, is a finding or text."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from reading import document

from innostrat.files import source
from innostrat.files.source import Files, read_folder
from innostrat.files.yaml.document import parse
from innostrat.loading.load import load

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from innostrat.findings import Location


def codes(data: str | bytes) -> list[str]:
    """Return the codes of what is found, and see to it that an error leaves no document."""
    raw = data if isinstance(data, bytes) else data.encode("utf-8", "surrogatepass")
    read, found = parse("x.yaml", raw)
    assert (read is None) <= bool(found)
    return [finding.code for finding in found]


@pytest.mark.parametrize(
    "word",
    [
        "no",
        "NO",
        "on",
        "y",
        "ja",
        "nei",
        "12:30",
        "1:2:3",
        "010",
        "0x1F",
        "0o17",
        "1e3",
        "1_000",
        ".inf",
        ".nan",
        "2026-02-30",
        "=",
        "1.10",
        "+47",
        "2026-01-01T10:00:00Z",
    ],
)
def test_no_plain_word_turns_into_something_else(word: str) -> None:
    assert document(f"key: {word}\n").value == {"key": word}
    assert document(f"{word}: value\n").value == {word: "value"}


@pytest.mark.parametrize("word", ["", "~", "null", "Null", "NULL"])
def test_only_null_is_nothing(word: str) -> None:
    assert document(f"key: {word}\n").value == {"key": None}
    assert document('key: "null"\n').value == {"key": "null"}


def test_a_decimal_comma_between_braces_is_told_of() -> None:
    files = {"rounds/x.yaml": b"id: x\ntitle: X\nyears: [2027]\nframes:\n  - {id: a, title: A, "}
    files["rounds/x.yaml"] += b"kind: capacity, amounts: {2027: 1,5}}\n"
    _, found = load(Files("", files))
    told = [(one.code, one.location.line, one.location.column) for one in found]
    assert ("S007", 5, 57) in told
    hint = next(one.hint for one in found if one.code == "S007")
    assert hint is not None
    assert "comma" in hint.template


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a:\n\tb: c\n", "Y001"),
        ("a: 1\n\tb: 2\n", "Y001"),
        ("a: b: c\n", "Y001"),
        ('a: "open\n', "Y001"),
        ("a: [1, 2\n", "Y001"),
        ("a: @x\n", "Y001"),
        ("a: 100% %x\n%b: c\n", "Y001"),
        ("- a\nb: c\n", "Y001"),
        ("a: 1\na: 2\n", "Y002"),
        ('a: 1\n"a": 2\n', "Y002"),
        ("{2027: 1, '2027 ': 2}\n", "Y002"),
        ("a: &x 1\n", "Y003"),
        ("a: *x\n", "Y003"),
        ("a: &x [*x]\n", "Y003"),
        ("<<: {a: 1}\n", "Y003"),
        ("a: !!python/object/apply:os.system [ls]\n", "Y004"),
        ("a: !env SECRET\n", "Y004"),
        ("!!map {a: 1}\n", "Y004"),
        ("a: 1\n---\nb: 2\n", "Y005"),
        ("", "Y006"),
        ("# only a comment\n", "Y006"),
        ("a: 1\x00\n", "Y007"),
        ("a: \x07\n", "Y007"),
        ("a: x\u2028b: y\n", "Y007"),
        ("a: x\u0085b: y\n", "Y007"),
        ("a: x\rb: y\n", "Y007"),
        ("a: \u202eevil\n", "Y007"),
        ("a: \ufeffx\n", "Y007"),
        ('a: "\\u0000"\n', "Y007"),
        ('a: "\\L"\n', "Y007"),
        ("<<<<<<< HEAD\na: 1\n", "Y008"),
        ("a: 1\r\n>>>>>>> x\r\n", "Y008"),
        ("a: " + "[" * 5000 + "]" * 5000 + "\n", "Y009"),
        ("- " * 5000 + "a\n", "Y009"),
        ("a: {" * 100_000, "Y009"),
        ("a: Prosjekt #2\n", "Y010"),
        ("? [a]\n: b\n", "Y011"),
        (": a\n", "Y001"),
        ("~: a\n", "Y011"),
        ('" ": a\n', "Y011"),
        ("a: \ud800\n", "F001"),
        ("a: é\n".encode("latin-1").decode("latin-1"), ""),
    ],
)
def test_what_cannot_be_meant_is_found(text: str, expected: str) -> None:
    assert set(codes(text)) == ({expected} if expected else set())


def test_a_surrogate_written_as_an_escape_is_refused() -> None:
    assert codes('a: "\\ud800"\n') in (["Y001"], ["Y007"])


@pytest.mark.parametrize(
    "data",
    ["a: ø\n".encode("latin-1"), "a: ø\n".encode("utf-16"), b"\xfe\xff\x00a", b"\xff\xfe\x00\x00"],
)
def test_another_encoding_is_named_as_such(data: bytes) -> None:
    assert codes(data) == ["F001"]


def test_an_undecodable_byte_is_pointed_at() -> None:
    _, (found,) = parse("x.yaml", "a: æ\nbø: ".encode() + b"\xe5\n")
    assert (found.location.line, found.location.column) == (2, 5)


def test_a_byte_order_mark_and_windows_lines_change_nothing() -> None:
    read, found = parse("x.yaml", b"\xef\xbb\xbfa: b\r\nc: [d,\r\n  e]\r\n")
    assert found == ()
    assert read is not None
    assert read.value == {"a": "b", "c": ["d", "e"]}
    assert (read.locate(("a",)).line, read.locate(("a",)).column) == (1, 4)
    assert read.locate(("c", 1)).line == 3


def test_an_alias_bomb_does_not_grow() -> None:
    levels = [f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 10)}]" for n in range(1, 30)]
    assert codes("l0: &l0 lol\n" + "\n".join(levels)) == ["Y003"]


def test_a_comment_after_a_space_is_a_comment() -> None:
    assert document("a: b # a comment\nc: d\n# another\n").value == {"a": "b", "c": "d"}
    assert document('a: "Prosjekt #2"\nb: no#comment\n').value == {
        "a": "Prosjekt #2",
        "b": "no#comment",
    }


def test_a_wide_file_is_read_in_full() -> None:
    text = "a: [" + ", ".join(f"{{k{n}: v}}" for n in range(5000)) + "]\n"
    assert len(document(text).value["a"]) == 5000  # type: ignore[call-overload, index, arg-type]


def found_in(folder: Path) -> list[tuple[str, str]]:
    return [(one.code, one.location.path) for one in read_folder(folder, "").findings]


@pytest.mark.posix
def test_only_regular_files_inside_the_folder_are_read(tmp_path: Path) -> None:
    outside = tmp_path / "secret.yaml"
    outside.write_text("password: x\n")
    root = tmp_path / "portfolio"
    (root / "projects" / "x.yaml").mkdir(parents=True)
    (root / "ideas").symlink_to(tmp_path)
    (root / "rounds").write_text("")
    (root / "projects" / "link.yaml").symlink_to(outside)
    os.mkfifo(root / "projects" / "pipe.yaml")
    (root / "strategy.yaml").symlink_to("/dev/zero")
    read = read_folder(root, "")
    assert read.contents == {}
    assert found_in(root) == [
        ("F004", "ideas"),
        ("F004", "projects/link.yaml"),
        ("F005", "projects/pipe.yaml"),
        ("F005", "projects/x.yaml"),
        ("F005", "rounds"),
        ("F004", "strategy.yaml"),
    ]
    # A link in place of the strategy is one fault: it is not missing as well.
    assert [one.code for one in load(read)[1]].count("F007") == 0


def test_a_file_without_end_is_not_read_to_its_end(tmp_path: Path) -> None:
    (tmp_path / "ideas").mkdir()
    with (tmp_path / "ideas" / "big.yaml").open("wb") as file:
        file.truncate(50_000_000)
    with (tmp_path / "ideas" / "fits.yaml").open("wb") as file:
        file.write(b"a" * source.MAX_BYTES)
    assert found_in(tmp_path) == [("F003", "ideas/big.yaml")]


def test_a_file_that_may_not_be_read_is_told_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "ideas").mkdir()
    for name in ("a", "b"):
        (tmp_path / "ideas" / f"{name}.yaml").write_text("id: x\n")
    real = os.open

    def refuse(path: str, flags: int, *rest: int) -> int:
        if path.endswith("a.yaml"):
            raise PermissionError(13, "Permission denied")
        return real(path, flags, *rest)

    monkeypatch.setattr(os, "open", refuse)
    read = read_folder(tmp_path, "here")
    assert [(one.code, one.location.path) for one in read.findings] == [
        ("F002", "here/ideas/a.yaml")
    ]
    assert list(read.contents) == ["ideas/b.yaml"]
    assert load(read)[0].knows("ideas", "a")


def test_a_file_with_another_ending_is_told_of_and_a_hidden_one_is_not(tmp_path: Path) -> None:
    (tmp_path / "projects" / ".git").mkdir(parents=True)
    (tmp_path / "projects" / "a.yml").write_text("id: a\n")
    (tmp_path / "projects" / ".b.yaml").write_text("id: b\n")
    (tmp_path / "projects" / "notes.md").write_text("Notes\n")
    (tmp_path / "strategy.yml").write_text("format: 1\n")
    assert [f for f in found_in(tmp_path) if ".git" not in f[1]] == [
        ("F006", "projects/a.yml"),
        ("F009", "projects/notes.md"),
        ("F006", "strategy.yml"),
    ]


YAMLISH = st.text(
    st.sampled_from("ab12 \t\n\r:-#[]{},&*!|>'\"%@`?~<=\\u\ufeff\u0085\u2028æ\U0001f600\x00"),
    max_size=60,
)


def inside(place: Location, text: str) -> bool:
    """Return whether the place exists in the text, the end of a line included."""
    lines = text.split("\n")
    return (
        1 <= place.line <= place.end_line <= len(lines)
        and 1 <= place.column <= len(lines[place.line - 1]) + 1
        and 1 <= place.end_column <= len(lines[place.end_line - 1]) + 1
        and (place.line, place.column) <= (place.end_line, place.end_column)
    )


def paths(value: object, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Yield the path of everything in a document."""
    yield path
    match value:
        case dict():
            for key, item in value.items():
                yield from paths(item, (*path, key))
        case list():
            for number, item in enumerate(value):
                yield from paths(item, (*path, number))


@settings(max_examples=400)
@given(YAMLISH | st.text(max_size=40))
@example("{1#")
def test_whatever_is_written_each_finding_is_inside_the_file(text: str) -> None:
    data = text.encode("utf-8", "surrogatepass")
    read, found = parse("x.yaml", data)
    assert read is not None or found
    shown = data.decode("utf-8-sig", "replace")
    places = [finding.location for finding in found]
    places += [] if read is None else [read.locate(path) for path in paths(read.value)]
    for place in places:
        assert inside(place, shown), place


@settings(max_examples=200)
@given(st.binary(max_size=60))
def test_no_bytes_stop_the_reading(data: bytes) -> None:
    read, found = parse("x.yaml", data)
    assert read is not None or found


@settings(max_examples=200)
@given(
    st.sampled_from(["strategy.yaml", "rounds/x.yaml", "ideas/x.yaml", "projects/x.yaml"]),
    st.recursive(
        st.sampled_from(["x", "1", "2027", "450 000", "[]", "{}", "~", "kind", "a b", "æ"]),
        lambda inner: (
            st.lists(inner, max_size=3).map(lambda items: f"[{', '.join(items)}]")
            | st.dictionaries(
                st.sampled_from(
                    ["id", "title", "goals", "costs", "amounts", "frames", "scale", "kind", "2027"]
                ),
                inner,
                max_size=4,
            ).map(lambda pairs: "{" + ", ".join(f"{k}: {v}" for k, v in pairs.items()) + "}")
        ),
        max_leaves=12,
    ),
)
def test_no_yaml_stops_the_models(path: str, text: str) -> None:
    contents, found = load(Files("", {path: text.encode()}))
    assert contents.broken == {path}
    for finding in found:
        assert finding.code == "F007" or inside(finding.location, text)
