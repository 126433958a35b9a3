"""Personal data is found, and case numbers, years and kroner are not taken for it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, SupportsIndex

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reading import BASE, case, findings_of
from stdnum.no import fodselsnummer

from innostrat.checks.rules.privacy import NUMBER_TRACE, may_hold_number
from innostrat.checks.run import check
from innostrat.files.source import read_folder
from innostrat.language import language
from innostrat.loading.load import load
from innostrat.messages import Kroner

if TYPE_CHECKING:
    from pathlib import Path

# Of somebody born in December 2039: nobody has them yet. The second one is a D-number.
IDENTITY = "31123950057"
D_NUMBER = "71123950040"


def found(text: str) -> list[tuple[str, int, int]]:
    """Return code and columns of what is found in an idea that holds `text`, quoted."""
    quoted = text.replace("\\", "\\\\").replace('"', '\\"')
    files = case(BASE) | {
        "ideas/x.yaml": f'id: x\ntitle: X\nreceived: 2026-01-01\nneed: "{quoted}"\n'.encode()
    }
    return [
        (one.code, one.location.column, one.location.end_column)
        for one in findings_of(files)[1]
        if one.code.startswith("V")
    ]


@pytest.mark.parametrize(
    ("text", "code", "part"),
    [
        (f"Gjelder {IDENTITY}.", "V001", IDENTITY),
        (f"Gjelder {D_NUMBER}", "V001", D_NUMBER),
        ("Gjelder 311239 50057, se sak", "V001", "311239 50057"),
        ("Gjelder 311239\u00a050057", "V001", "311239\u00a050057"),
        ("Gjelder 311239-50057", "V001", "311239-50057"),
        ("Gjelder 311239 500 57", "V001", "311239 500 57"),
        ("Gjelder 31.12.39 50057", "V001", "31.12.39 50057"),
        ("Gjelder 31 12 39 500 57", "V001", "31 12 39 500 57"),
        ("Gjelder 31-12-39-50057", "V001", "31-12-39-50057"),
        ("Gjelder ３１１２３９５００５７", "V001", "３１１２３９５００５７"),
        (f"fnr{IDENTITY}", "V001", IDENTITY),
        (f"fnr.{IDENTITY}", "V001", IDENTITY),
        (f"nr,{IDENTITY}", "V001", IDENTITY),
        (f"f{IDENTITY}", "V001", IDENTITY),
        (f"med{IDENTITY}eller", "V001", IDENTITY),
        ("Gjelder 311239  50057", "V001", "311239  50057"),
        ("Gjelder 311239 - 50057", "V001", "311239 - 50057"),
        ("Gjelder 311239_50057", "V001", "311239_50057"),
        ("Gjelder 311239\u201150057", "V001", "311239\u201150057"),
        ("Gjelder 31.12.2039 50057", "V001", "31.12.2039 50057"),
        ("Gjelder 31/12/2039-50057", "V001", "31/12/2039-50057"),
        ("Tlf. 22001234", "V002", "Tlf. 22001234"),
        ("telefon: 22 00 12 34", "V002", "telefon: 22 00 12 34"),
        ("Ring oss på 2200 1234 i dag", "V002", "Ring oss på 2200 1234"),
        ("mobil 40012345", "V002", "mobil 40012345"),
        ("Nås på +4740012345", "V002", "+4740012345"),
        ("Nås på +47 400 12 345", "V002", "+47 400 12 345"),
        ("Nås på 0047 22 00 12 34", "V002", "0047 22 00 12 34"),
        ("Spør 400 12 345, kveld", "V002", "400 12 345"),
        ("Spør 91 23 45 67", "V002", "91 23 45 67"),
        ("Skriv til kari.n@example.org.", "V003", "kari.n@example.org"),
        ("kari+x@post.example.no", "V003", "kari+x@post.example.no"),
    ],
)
def test_personal_data_is_found_where_it_stands(text: str, code: str, part: str) -> None:
    start = 8 + text.index(part)
    assert found(text) == [(code, start, start + len(part))]


@pytest.mark.parametrize(
    "text",
    [
        "31123950058",  # the last check digit is wrong
        "32123950057",  # no such day
        f"1{IDENTITY}",
        f"{IDENTITY}1",
        f"12-{IDENTITY}",
        "31.12.1939 50057",  # numbers of that year begin with less than 500
        "31.12.2039 50058",
        f"0,{IDENTITY}",
        f"1.{IDENTITY}",
        f"{IDENTITY}ab3",  # in the name of a commit
        f"4c{IDENTITY}ab",  # in the name of a commit
        "3112.39.50057",  # as accounts are written
        "sak 26/1204 og 2026/12345",
        "sak 20261204",
        "450 000",
        "1 200 000 kr, 12 450 000 kr",
        "400 12 345 kr",
        "2026 2027 2028 2029",
        "i 2027 2028",
        "alder 20 25 30 35 40",
        "12.05.2026",
        "2026-05-12",
        "organisasjonsnummer 961 381 274",
        "kontonummer 1234.56.78903",
        "telefon 113 og 22 timer",
        "40 000 telefoner",
        "ringer 12 450 000 ganger",
        "@alle",
        "a @ b.no",
        "user@localhost",
        "90 % av 12 00 00 00 kr",
    ],
)
def test_other_numbers_and_signs_are_left_alone(text: str) -> None:
    assert found(text) == []


@settings(max_examples=50, deadline=None)
@given(
    st.lists(
        st.integers(0, 10**9).map(lambda n: language("nb")(Kroner(n)))
        | st.integers(1990, 2099).map(str)
        | st.dates().map(str)
        | st.builds("{:02}/{}".format, st.integers(0, 99), st.integers(1, 99_999)),
        min_size=1,
        max_size=4,
    ).map(", ".join)
)
def test_kroner_years_dates_and_case_numbers_are_never_personal(text: str) -> None:
    assert found(text) == []


@settings(max_examples=100, deadline=None)
@given(st.dates(), st.integers(0, 999))
def test_a_number_with_a_wrong_check_digit_is_no_identity(day: object, part: int) -> None:
    stem = f"{day:%d%m%y}{part:03}"
    first = fodselsnummer.calc_check_digit1(stem)
    wrong = str((int(fodselsnummer.calc_check_digit2(stem + first)) + 1) % 10)
    assert ("V001", 8, 19) not in found((stem + first + wrong)[:11])


def test_no_message_repeats_what_was_found() -> None:
    files = case(BASE) | {
        "ideas/x.yaml": (
            f"id: x\ntitle: X\nreceived: 2026-01-01\nneed: {IDENTITY} 400 12 345 a@example.org\n"
        ).encode()
    }
    told = [one for one in findings_of(files)[1] if one.code.startswith("V")]
    assert len(told) == 3
    for one in told:
        assert not one.message.values
        assert one.hint is not None
        assert not one.hint.values


def test_every_text_of_projects_and_assessments_is_looked_through() -> None:
    files = case(BASE)
    files["projects/home-care.yaml"] += b"accept: [{rule: x, because: a@example.org}]\n"
    files["assessments/a.yaml"] = (
        b"assessor: a@example.org\nround: plan\nscores:\n  home-care:\n"
        b"    need: {value: 2, because: a@example.org}\n"
    )
    told = [one.location.path for one in findings_of(files)[1] if one.code == "V003"]
    assert told == ["assessments/a.yaml", "assessments/a.yaml", "projects/home-care.yaml"]


BROKEN = f"id: x\ntitle: [\n# {IDENTITY}\n"
IDEA = "id: x\ntitle: X\nreceived: 2026-01-01\nneed: n\n"


@pytest.mark.parametrize(
    ("path", "text", "line", "column"),
    [
        ("ideas/x.yaml", f"{IDEA}# ring {IDENTITY}\n", 5, 8),
        ("ideas/x.yaml", f"{IDEA}# før\n  # {IDENTITY}\n", 6, 5),
        ("ideas/x.yaml", f"{IDEA}unknown: {IDENTITY}\n", 5, 10),
        ("ideas/x.yaml", f'{IDEA}"{IDENTITY}": x\n', 5, 2),
        ("ideas/x.yaml", BROKEN, 3, 3),
        ("ideas/x-31123950057.yaml", IDEA.replace("id: x", "id: y"), 1, 1),
        ("ideas/x_311239_50057.yaml", IDEA.replace("id: x", "id: y"), 1, 1),
        ("decisions/x.yaml", f"round: plan\n# {IDENTITY}\n", 2, 3),
        ("rounds/plan.yaml", f"# {IDENTITY}\n", None, 3),
        ("strategy.yaml", f"# {IDENTITY}\n", None, 3),
        ("grants/x.yaml", f"id: {IDENTITY}\n", 1, 5),
    ],
)
def test_everything_that_a_file_holds_is_looked_through(
    path: str, text: str, line: int | None, column: int
) -> None:
    files = case(BASE)
    before = files.get(path, b"") if line is None else b""
    files[path] = before + text.encode()
    (one,) = (one for one in findings_of(files)[1] if one.code == "V001")
    place = one.location
    at = line or before.count(b"\n") + 1
    assert (place.path, place.line, place.column) == (path, at, column)


def test_a_number_broken_over_two_lines_is_found_once() -> None:
    files = case(BASE)
    files["ideas/x.yaml"] = IDEA.replace("need: n", "need: >\n  om 311239\n  50057 her").encode()
    told = [one.location.line for one in findings_of(files)[1] if one.code == "V001"]
    assert told == [4]


def test_a_number_written_with_an_escape_is_found_too() -> None:
    files = case(BASE)
    files["ideas/x.yaml"] = (
        f'id: x\ntitle: X\nreceived: 2026-01-01\nneed: "\\u0033{IDENTITY[1:]}"\n'.encode()
    )
    assert [one.code for one in findings_of(files)[1]] == ["V001"]


@pytest.mark.parametrize(
    ("path", "code", "at"),
    [
        ("bilag/01019000083.pdf", "V001", "bilag/01019000083.pdf"),
        ("bilag/01.01.90 00083/kart.pdf", "V001", "bilag/01.01.90 00083"),
        ("søker tlf 61 27 30 00.txt", "V002", "søker tlf 61 27 30 00.txt"),
        ("projects/fra kari@example.org.docx", "V003", "projects/fra kari@example.org.docx"),
    ],
)
@pytest.mark.parametrize("prefix", ["", "portfolios/ours"])
def test_the_names_of_what_is_not_read_are_looked_through(
    tmp_path: Path, prefix: str, path: str, code: str, at: str
) -> None:
    """They are in the history as long as what stands in a file; the folder is told of once."""
    file = tmp_path / path
    file.parent.mkdir(parents=True, exist_ok=True)
    for one in (file, file.with_name("kart.txt")):
        one.write_bytes(b"")
    contents, _ = load(read_folder(tmp_path, prefix))
    told = [(one.code, one.location.path) for one in check(contents) if one.code[0] == "V"]
    assert told == [(code, f"{prefix}/{at}" if prefix else at)]


def test_other_names_of_what_is_not_read_are_no_finding(tmp_path: Path) -> None:
    (tmp_path / "2026-05-12 kart 61.pdf").write_bytes(b"")
    contents, _ = load(read_folder(tmp_path, ""))
    assert [one.code for one in check(contents) if one.code[0] == "V"] == []


class Counted(str):
    """A text that counts the characters that are copied out of it."""

    __slots__ = ("copied",)

    def __getitem__(self, part: SupportsIndex | slice) -> str:
        found = super().__getitem__(part)
        self.copied = getattr(self, "copied", 0) + len(found)
        return found


@pytest.mark.parametrize("sign", ["a@a.", "12345678a", "a\\", "@ "])
def test_a_long_line_is_not_copied_once_for_each_sign_in_it(sign: str) -> None:
    copied = []
    for times in (1000, 2000):
        files = case(BASE) | {"ideas/x.yaml": f"{IDEA}# {sign * times}\n".encode()}
        contents, _ = findings_of(files)
        text = Counted(contents.texts["ideas/x.yaml"])
        list(check(replace(contents, texts={"ideas/x.yaml": text})))
        copied.append(getattr(text, "copied", 0))
    assert copied[1] <= 2.2 * copied[0] + 100
    assert copied[1] <= 10 * len(sign * 2000)


FOLDED = "311239\n  50057"
ESCAPED = "".join(f"\\x{ord(one):02x}" for one in IDENTITY[:6]) + "\\U0000002050057"


@pytest.mark.parametrize(
    ("path", "text", "line"),
    [
        ("ideas/x.yaml", f"{IDEA}x: >\n  {FOLDED}\n", 5),
        ("ideas/x.yaml", f'{IDEA}x: "311239\\x2050057"\n', 5),
        ("ideas/x.yaml", f'{IDEA}"311239\\x2050057": x\n', 5),
        ("ideas/x.yaml", f"{IDEA}champion: []\nproposer: >\n  {FOLDED}\n", 6),
        ("ideas/x.yaml", f"id: x\ntitle: [\nneed: >\n  {FOLDED}\n", 4),
        ("ideas/x.yaml", f'id: x\ntitle: [\nneed: "\\u0033{IDENTITY[1:]}"\n', 3),
        ("ideas/x.yaml", f'id: x\ntitle: [\nneed: "{ESCAPED}"\n', 3),
        ("ideas/x.yaml", f'id: x\ntitle: [\n# {IDENTITY}, "{ESCAPED}"\n', 3),
        ("ideas/x.yaml", f"{IDEA}# om 311239\n# 50057 her\n", 5),
        ("ideas/x.yaml", f"{IDEA}# om 31.12.39   \r\n   # 50057 her\n", 5),
        ("ideas/x.yaml", f"{IDEA}x: >\n  rom 12 311239-\n  50057\n", 5),
        ("ideas/x.yaml", f"{IDEA}# rom 12 311239\n# -50057 her\n", 5),
        ("strategy.yaml", f"x: >\n  {FOLDED}\n", None),
        ("rounds/plan.yaml", f"x: >\n  {FOLDED}\n", None),
    ],
)
def test_a_number_that_no_line_shows_is_found_once_whatever_else_is_wrong(
    path: str, text: str, line: int | None
) -> None:
    files = case(BASE)
    before = files.get(path, b"") if line is None else b""
    files[path] = before + text.encode()
    (one,) = (one for one in findings_of(files)[1] if one.code == "V001")
    place = one.location
    assert (place.path, place.line) == (path, line or before.count(b"\n") + 1)


@pytest.mark.parametrize("coding", ["utf-16", "utf-16-be", "utf-32"])
def test_a_file_in_another_coding_is_looked_through_too(coding: str) -> None:
    data = f"{IDEA}# ring {IDENTITY}\n".encode(coding)
    told = [one.code for one in findings_of(case(BASE) | {"ideas/x.yaml": data})[1]]
    assert "V001" in told


def test_numbers_on_lines_of_their_own_are_no_phone_number() -> None:
    text = f"{IDEA}# av\n# 22 00\n# 12 34\n# 2027 2028\n# 45000 12345\n"
    files = case(BASE) | {"ideas/x.yaml": text.encode()}
    assert not [one for one in findings_of(files)[1] if one.code.startswith("V")]


SIGNS = "0198 #./_-–\n\t\u00a0\u202f\u2011\uff11\u0661\\ab:,å\x0b\x1c\x85"


@given(st.text(st.sampled_from(SIGNS), max_size=40) | st.text())
@settings(max_examples=500)
def test_the_quick_look_misses_no_trace_of_a_number(text: str) -> None:
    if NUMBER_TRACE.search(text):
        assert may_hold_number(text)


def test_the_quick_look_passes_what_projects_are_full_of() -> None:
    assert not may_hold_number("amounts: {2027: 372000, 2028: 372 000}\ndate: 2026-05-12\n")
