"""Fills in a form as people do, cell by cell in a workbook, and draws portfolios to make one of."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

from hypothesis import strategies as st
from openpyxl import load_workbook

from innostrat.analysis.form.filled import FIRST_KEY
from innostrat.files.yaml.emitting import mapping

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from openpyxl.worksheet.worksheet import Worksheet

# What texts hold that spreadsheets and YAML like to take for something else.
PIECES: Final = (
    *("a", "Ø", "1", " ", "\u00a0", "\n\n", "\n", "'", '"', "# ", ": ", "- ", ";", ",", "<b>"),
    *("=1+1", "010", "2027", "1.000", "no", "null", "[]", "{}", "&amp;", "_x000D_", "ja"),
    *("1 250 000,50 kr", "Endring - "),
)


def texts() -> st.SearchStrategy[str]:
    """Draw texts that a file may hold: something is seen of them, at both ends."""
    parts = st.lists(st.sampled_from(PIECES), min_size=1, max_size=6).map("".join)
    return parts.map(str.strip).filter(bool)


def amounts(digits: str = "{}") -> st.SearchStrategy[Any]:
    """Draw amounts, certain and uncertain."""
    plain = st.integers(0, 900).map(lambda one: f"{one} 000" if one else "0")
    uncertain = st.just({"low": "10 000", "likely": "20 000", "high": "30 000"})
    return st.one_of(plain, plain.map(digits.format), uncertain)


def _some(**keys: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({}, optional=keys)


YEARS: Final = st.dictionaries(st.sampled_from(["2027", "2028", "2031"]), amounts(), min_size=1)
COSTS: Final = st.lists(
    st.fixed_dictionaries(
        {"title": texts(), "frame": st.sampled_from(["drift", "investering"]), "amounts": YEARS},
        optional={"lasts": st.sampled_from(["true", "false", "15 years", "8 år"])},
    ),
    min_size=1,
    max_size=4,
)
SHORT_COSTS: Final = st.dictionaries(
    st.sampled_from(["drift", "investering"]), YEARS, min_size=1, max_size=2
)
ANSWERS: Final = st.one_of(
    st.sampled_from(["1", "2", "3"]),
    st.fixed_dictionaries({"value": st.sampled_from(["1", "2"])}, optional={"because": texts()}),
)
BENEFITS: Final = st.lists(
    st.fixed_dictionaries(
        {"title": texts(), "kind": st.sampled_from(["budget", "time", "quality"])},
        optional={
            "responsible": texts(),
            "indicator": texts(),
            "amounts": YEARS,
            "target": st.just({"value": "2.50", "date": "2028-12-31"}),
        },
    ),
    min_size=1,
    max_size=3,
)
WAIVERS: Final = st.lists(
    st.fixed_dictionaries({"rule": st.just("P004"), "because": texts()}), min_size=1, max_size=2
)
AREAS: Final = {
    "focus_area": st.sampled_from(["hverdag", "arbeid", "gone"]),
    "service_area": st.sampled_from(["helse", "teknisk"]),
}


def projects() -> st.SearchStrategy[dict[str, Any]]:
    """Draw what a project's file says beside its id."""
    return st.fixed_dictionaries(
        {"title": texts(), "phase": st.sampled_from(["concept", "planning"])},
        optional={
            **AREAS,
            "summary": texts(),
            "need": _some(
                kinds=st.lists(st.sampled_from(["user", "society"]), unique=True, min_size=1),
                problem=texts(),
                evidence=texts(),
            ),
            "approach": texts(),
            "alternatives": st.lists(st.fixed_dictionaries({"title": texts()}), max_size=2),
            "goals": st.lists(
                st.fixed_dictionaries(
                    {
                        "goal": st.sampled_from(["reise", "trygghet"]),
                        "contribution": st.sampled_from(["1", "2", "0.5", "0.50"]),
                    },
                    optional={"because": texts()},
                ),
                max_size=3,
            ),
            "scores": st.dictionaries(st.sampled_from(["behov", "rekkevidde"]), ANSWERS),
            "costs": st.one_of(COSTS, SHORT_COSTS),
            "benefits": BENEFITS,
            "requires": st.lists(st.sampled_from(["brannslanger", "robothund"]), unique=True),
            "accept": WAIVERS,
        },
    )


def ideas() -> st.SearchStrategy[dict[str, Any]]:
    """Draw what an idea's file says beside its id."""
    verdict = st.fixed_dictionaries(
        {"outcome": st.sampled_from(["declined", "return"])},
        optional={"by": texts(), "date": st.just("2026-03-01"), "because": texts()},
    )
    return st.fixed_dictionaries(
        {
            "title": st.one_of(texts(), st.just("Endring - ny båt")),
            "received": st.just("2026-02-03"),
            "need": texts(),
        },
        optional={
            **AREAS,
            "suggestion": texts(),
            "source": st.sampled_from(["inhabitant", "leader"]),
            "verdict": verdict,
            "promoted_to": st.sampled_from(["bestillingsbat", "gone"]),
            "accept": WAIVERS,
        },
    )


def file(id_: str, value: Mapping[str, Any]) -> str:
    """Return a file with comments that nobody may lose."""
    lines = ["# Kept", *mapping({"id": id_, **value})]
    return "\n".join([*lines, "# and this"]) + "\n"


def filled(content: bytes, fill: Callable[[Cells], None]) -> bytes:
    """Return the form as somebody saves it who has filled in some of its cells."""
    book = load_workbook(BytesIO(content))
    fill(Cells(book))
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


class Cells:
    """The cells of a form by sheet, row and key, as people find them."""

    def __init__(self, book: Any) -> None:  # noqa: ANN401  (openpyxl is untyped)
        self.book = book
        self._free: dict[str, int] = {}

    def sheet(self, name: str) -> Worksheet:
        """Return a sheet."""
        return self.book[name]

    def put(self, sheet: str, row: str | int, key: str, value: object) -> None:
        """Type a value into a row, by its id, or by its number counted from the first free one."""
        page = self.sheet(sheet)
        keys = {str(one.value).removeprefix(FIRST_KEY): one.column for one in page[1] if one.value}
        ids = {page.cell(line, 1).value: line for line in range(3, page.max_row + 1)}
        free = self._free.setdefault(sheet, len([one for one in ids if one]) + 3)
        line = ids[row] if isinstance(row, str) else free + row
        page.cell(line, keys[key]).value = value
