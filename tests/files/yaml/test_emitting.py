"""A long text stands on lines that a diff can show, and means the same again."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from innostrat.files.yaml.document import parse
from innostrat.files.yaml.emitting import WIDTH, entry

WORDS = st.sampled_from(
    ["et", "ord", "# x", "- y", "a: b", "'", '"', "%", "  ", "\u00a0", "å", "|", "---"]
)
LINES = st.lists(WORDS, max_size=40).map(" ".join)
TEXTS = st.lists(LINES, min_size=1, max_size=6).map("\n".join).map(str.strip).filter(bool)


@given(TEXTS)
def test_a_text_means_the_same_again(text: str) -> None:
    found, findings = parse("a", "\n".join(["x:", *entry("k", text, "  ")]).encode())
    assert not findings
    assert found is not None
    assert found.value == {"x": {"k": text}}


@given(TEXTS)
def test_a_text_of_several_lines_is_no_line_of_escapes(text: str) -> None:
    lines = entry("k", text)
    if "\n" in text:
        assert len(lines) > text.count("\n")
    if "  " not in text and "\u00a0" not in text:
        assert max(map(len, lines)) <= WIDTH
