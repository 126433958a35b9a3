"""How the Word file reads: where words are divided, and names beside what is said of them."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from typing import Final

import docx
import papers
import pytest
from docx.oxml.ns import qn

from innostrat.formats.word import paper
from innostrat.language import language
from innostrat.messages import msg
from innostrat.reports.document import Section
from innostrat.reports.table import Facts

NB: Final = language("nb")


def opened(content: bytes) -> docx.document.Document:
    return docx.Document(BytesIO(content))


def test_words_are_divided_in_tables_alone() -> None:
    made = opened(paper.render(papers.document(), NB))
    names = [child.tag for child in made.settings.element]
    assert names[names.index(qn("w:defaultTabStop")) + 1] == qn("w:autoHyphenation")
    rules = {
        name: made.styles[name].element.pPr.find(qn("w:suppressAutoHyphens")).get(qn("w:val"))
        for name in ("Normal", "Table Text")
    }
    assert rules == {"Normal": "1", "Table Text": "0"}
    bases = {made.styles[name].base_style.name for name in ("Heading 1", "Caption", "Facts")}
    assert bases == {"Normal"}


def test_a_template_divides_words_as_it_did() -> None:
    stream = BytesIO()
    docx.Document().save(stream)
    made = opened(paper.render(papers.document(), NB, template=stream.getvalue()))
    assert made.settings.element.find(qn("w:autoHyphenation")) is None
    assert b"suppressAutoHyphens" not in made.styles.element.xml.encode()


@pytest.mark.parametrize(("letters", "shown"), [(26, "\tja"), (27, "\nja")])
def test_a_long_name_has_the_line_to_itself(letters: int, shown: str) -> None:
    name = "n" * letters
    sections = (Section("only", "", (Facts("facts", msg("Status"), ((name, "ja"),)),)),)
    made = opened(paper.render(replace(papers.document(), sections=sections), NB))
    assert name + shown in [one.text for one in made.paragraphs]
