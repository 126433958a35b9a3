"""Markdown shows every text as it is, whatever it would mean to GitHub, GitLab or a parser."""

from __future__ import annotations

import re

import pytest
from formats.hostile import ENGLISH, TEXTS
from formats.hostile import report as hostile_report
from formats.small_report import REPORT
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from innostrat.formats.escape import one_line
from innostrat.formats.markdown.report import (
    COMMENT,
    escaped,
    fenced,
    in_html,
    markdown_paragraph,
    render,
)
from innostrat.messages import msg
from innostrat.reports.table import Align, Column, Report, Row, RowRole, Table

# rich needs this parser anyway, so it is at hand; it knows nothing of how this project escapes.
PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
SIGNS = st.text("\\`*_{}[]()#+-.!|~<>&$@:/=^ \n\t1aw", max_size=40)

EXPECTED = """\
# Plan for 2027–2028

All numbers are invented.

Proved optimal.

- **Body:** Council
- **Decided by:** –

## Measures

| Measure | 2027 | 2028 | Owner |
| --- | --: | --: | --- |
| **Health** |  |  |  |
| Digital follow-up of chronic illness | 1,250 | – | Head of health |
| – grants | −201 | 0 | – |
| *Sum* | *1,050* | *0* |  |
| **Culture** |  |  |  |
| Book boat | 400 | 400 | Librarian |
| *Sum* | *400* | *400* |  |
| **Total** | **1,450** | **400** |  |
| **— Nothing is funded below this line —** |  |  |  |
| Idea shop | 80 | 80 | Head of staff |

Amounts are in 1000 kr, in fixed 2027 prices, and are the same every year.

## Shares

| Area | Share | Value | Change | Staff |
| --- | --- | --: | --: | --: |
| Health | 65\u00a0% | 66.7 | 12.5\u00a0% | 2.5 |
| Culture | 33\u00a0% | 50.0 | −25\u00a0% | – |
| Idea | 0\u00a0% | 12 | – | 1,000 |

## Left out

Everything is funded

## Clash

This clashes:

- one
- two

```
a:
  - b
```

<details><summary>Details</summary>

The long story.

</details>
"""


def test_the_whole_output_is() -> None:
    assert render(REPORT, ENGLISH) == EXPECTED


def shown(line: str) -> str:
    """Return the text of a line of inline Markdown; anything but text and comments fails."""
    (inline,) = PARSER.parseInline(line)
    text = ""
    for token in inline.children or []:
        if token.type == "html_inline":
            assert token.content == COMMENT
        else:
            assert token.type == "text", (token.type, line)
            text += token.content
    return text


@given(SIGNS)
@settings(max_examples=300)
def test_signs_are_shown_and_mean_nothing(text: str) -> None:
    line = one_line(text)
    assert shown(escaped(line)) == line


@given(SIGNS)
def test_a_paragraph_is_one_paragraph(text: str) -> None:
    line = one_line(text)
    tokens = PARSER.parse(markdown_paragraph(line))
    expected = ["paragraph_open", "inline", "paragraph_close"] if line else []
    assert [token.type for token in tokens] == expected
    assert shown(markdown_paragraph(line)) == line


@given(SIGNS)
def test_code_ends_where_it_should(text: str) -> None:
    (token,) = PARSER.parse(fenced(text) + "\n")
    assert token.type == "fence"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("@everyone", "@<!-- -->everyone"),
        ("a@b.no", "a@<!-- -->b.no"),
        ("#12 and !3", "\\#<!-- -->12 and !<!-- -->3"),
        ("GH-12", "GH<!-- -->-12"),
        ("~label &6 %7 $8", "\\~<!-- -->label &amp;<!-- -->6 %<!-- -->7 &#36;<!-- -->8"),
        ("http://a.no", "http:<!-- -->//a.no"),
        ("WWW.a.no", "WWW<!-- -->.a.no"),
        (":smile:", ":<!-- -->smile:"),
        ("::error::", ":\\:<!-- -->error:\\:"),
        ("##[error]", "\\#\\#\\[error\\]"),
        ("a|b", "a&#124;b"),
        ("R&D, 50 %, kl. 12:30, 100 # 2!", "R&amp;D, 50 %, kl. 12:30, 100 \\# 2!"),
        ("Helse – 1\u00a0250 kr (−3,5)", "Helse – 1\u00a0250 kr (−3,5)"),
    ],
)
def test_what_sites_look_for_is_taken_apart(text: str, written: str) -> None:
    assert escaped(text) == written


@pytest.mark.parametrize("text", ["1. a", "12) a", "- a", "+ a", "= a", "---", "==="])
def test_a_line_does_not_begin_as_a_list_or_rule(text: str) -> None:
    assert markdown_paragraph(text) != escaped(text)
    assert markdown_paragraph("2. mai").startswith("2\\. mai")
    assert markdown_paragraph("2.5 millioner") == "2.5 millioner"


def test_in_html_there_are_no_backslashes() -> None:
    assert in_html("a *b* <c> @d \\") == "a &#42;b&#42; &#60;c&#62; &#64;<!-- -->d &#92;"


def cells(line: str) -> list[str]:
    return line.removeprefix("| ").removesuffix(" |").split(" | ")


@given(st.lists(st.lists(st.text(max_size=20), min_size=3, max_size=3), min_size=1, max_size=4))
@settings(max_examples=60)
def test_rows_keep_their_number_of_cells(rows: list[list[str]]) -> None:
    columns = (Column("a", "|"), Column("b", "B", Align.RIGHT), Column("c", "C"))
    roles = [RowRole.ROW, RowRole.TOTAL, RowRole.SUBTOTAL, RowRole.GROUP]
    table = Table(
        "t",
        msg("T"),
        columns,
        tuple(Row(tuple(row), role) for row, role in zip(rows, roles, strict=False)),
    )
    text = render(Report("R", (), (table,), {}), ENGLISH)
    lines = [line for line in text.split("\n") if line.startswith("|")]
    assert len(lines) == len(rows) + 2
    assert all(line.count("|") == 4 for line in lines)
    tokens = PARSER.parse(text)
    assert sum(token.type in {"th_open", "td_open"} for token in tokens) == 3 * (len(rows) + 1)


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_hostile_texts_make_no_markup(text: str) -> None:
    tokens = PARSER.parse(render(hostile_report(text), ENGLISH))
    ours = {
        "text",
        "html_inline",
        "softbreak",
        "strong_open",
        "strong_close",
        "em_open",
        "em_close",
    }
    for token in tokens:
        assert token.type not in {"hr", "blockquote_open", "ordered_list_open", "code_block"}
        for child in token.children or []:
            assert child.type in ours
            assert child.type != "html_inline" or child.content == COMMENT
    html = [token.content for token in tokens if token.type == "html_block"]
    assert len(html) == 2
    assert re.fullmatch(r"<details><summary>[^<>]*(<!-- -->[^<>]*)*</summary>\n", html[0])
    assert "\\" not in html[0]
    assert html[1] == "</details>\n"
    assert sum(token.type == "tr_open" for token in tokens) == 6
