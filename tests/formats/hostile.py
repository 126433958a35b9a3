"""Texts that somebody could write to deceive a reader, a terminal, a site or a build server."""

from __future__ import annotations

import re
from typing import Final

from innostrat.findings import Finding, Location, Related, Rule, Severity
from innostrat.formats.findings.report import FindingsReport
from innostrat.formats.view import View
from innostrat.language import language
from innostrat.messages import msg
from innostrat.reports.table import Column, Facts, Paragraph, Report, Row, RowRole, Table

TEXTS: Final = {
    "escape codes": "a\x1b[31mred\x1b]8;;http://evil.example\x07link\x1b[2K\rgone",
    "c1 controls": "a\x9b31mred\x85next\x90b",
    "null": "a\x00b",
    "delete": "a\x7fb\x08c",
    "bidi": "amount \u202e000 1\u202c \u2066x\u2069 \u200f\u061c",
    "separators": "a\u2028::error::b\u2029c",
    "zero width": "pass\u200bword\u200d\ufeff\u2060",
    "tags": "flag\U000e0041\U000e007f\U000e0101",
    "selectors": "\ufe0fa\ufe0f\ufe0f\ufe0e",
    "surrogate": "a\ud800b\udfff",
    "command": "::error file=a,line=1::boo",
    "command after spaces": " \t ::set-output name=a::b",
    "command inside": "a ::warning::b",
    "command after line break": "a\n::error::b\r\n::stop-commands::c\r::add-mask::d",
    "old command": "##[error]a ##[add-mask]b ##vso[task.setvariable]c ##teamcity[x]",
    "many signs": "#####[group]:::::",
    "script": "</script><script>alert(1)</script>",
    "html": "<img src=x onerror=alert(1)> <!-- &amp; &lt;",
    "formula": '=HYPERLINK("http://evil.example","a")',
    "formula after a separator": 'a;=1+1,@SUM(A1)\t=2"=3,+4;-5',
    "formula in full width": "＝1+1",
    "minus": "-2+3+cmd|' /C calc'!A0",
    "pipes": "a | b || c \\| d |",
    "backslashes": "a \\ b \\\\ c \\",
    "code": "`a` ``b`` ``` c",
    "markup": "*a* **b** _c_ ~~d~~ [e](http://evil.example) ![f](g) ^h^ {+i+}",
    "line starts": "# a\n> b\n- c\n+ d\n1. e\n2) f\n===\n---\n```\n    g\n| h |\n[i]: j",
    "mentions": "@everyone @org/team a@b.example #123 GH-12 a/b#4 !5 &6 %7 $8 ~label",
    "emoji code": "a :smile: :+1: 12:30:45",
    "formulas": "$a$ $$b$$ $`c`$ `$d$`",
    "links": "http://evil.example https://evil.example www.evil.example ftp://evil.example",
    "line breaks": "a\r\nb\rc\n\nd\te",
    "long word": "Kommunedirektørens" * 40,
    "emoji": "👩\u200d💻 ❤\ufe0f 🇳🇴 👍🏽",
    "wide": "健康と福祉の革新プロジェクト",
    "combining": "e\u0301" + "\u0323\u0302" * 20,
    "blank letters": "a\u3164b\u115fc\uffa0d\u00ade",
    "placeholders": "{0} {x} %s %(a)s {}",
    "xml": "]]> &#x0; \ufffe \uffff",
    "json": '"}],"a":[{"\\u0000',
    "spaces": "   ",
    "nothing": "",
}

# What no output may hold: controls but line breaks, bidi, invisible characters, surrogates.
UNSEEN: Final = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u00ad\u061c\u115f\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\u3164\ud800-\udfff\ufeff\uffa0\ufffe\uffff\U000e0000-\U000e0fff]"
)
# What GitHub's runner obeys, as its parser reads a line.
OBEYED: Final = re.compile(r"^\s*::|##\w*\[", re.MULTILINE)

ENGLISH: Final = View(language("en"))


def report(text: str) -> Report:
    """Return a report that has `text` wherever a report can have somebody's text."""
    message = msg("Said: {text}", text=text)
    only = msg("{text}", text=text)
    columns = (
        Column("name", only, wide=True),
        Column("other", text),
        Column("third", "Third", optional=1),
    )
    rows = (
        Row((text, None, None), RowRole.GROUP),
        Row((text, only, text)),
        Row((text, text, 3), RowRole.SUBTOTAL),
        Row((only, None, None), RowRole.LINE),
        Row((message, None, text), RowRole.TOTAL),
    )
    return Report(
        title=text,
        preamble=(text, only),
        blocks=(
            Table("one", only, columns, rows, notes=(only, message)),
            Table("two", message, columns, (), empty=only),
            Facts("facts", only, ((text, text), (only, only))),
            Paragraph((text, only, message, f"a:\n  {text}"), only),
        ),
        details=(Paragraph((text,), only),),
        data={text: [text, {"a": text}]},
    )


def findings(text: str) -> FindingsReport:
    """Return findings that have `text` wherever a finding can have somebody's text."""
    rule = Rule("X001", "slug", Severity.ERROR, msg("Title"), msg("Why"), msg("Fix"), "a: 1")
    message = msg("{text}", text=text)
    texts = {"a.yaml": text, text: f"a\n{text}\n"}
    return FindingsReport(
        (
            Finding(rule, Severity.ERROR, message, Location("a.yaml", 1, 2, 1, 5), text, message),
            Finding(
                rule,
                Severity.WARNING,
                message,
                Location(text, 2, 1, 2, 3),
                related=(Related(Location(text), message),),
            ),
            Finding(rule, Severity.INFO, message, Location("b.yaml"), waived=text),
        ),
        3,
        texts,
        {},
    )
