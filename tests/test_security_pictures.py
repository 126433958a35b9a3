"""A picture is read when drawing it takes about as long as its size says, and else refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

import papers
import pytest
from calling import ROOT, Place

from innostrat.errors import CannotGoOnError
from innostrat.files.picture import PNG, read_picture
from innostrat.formats.pdf.logo import drawn_logo
from innostrat.language import language
from innostrat.reports.document import Logo

if TYPE_CHECKING:
    from pathlib import Path

SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">{}</svg>'
DOUBLES = "".join(
    f'<g id="a{n}"><use href="#a{n - 1}"/><use href="#a{n - 1}"/></g>' for n in range(1, 30)
)
MASKS = "".join(
    f'<pattern id="a{n}"><rect fill="url(#a{n - 1})"/><rect style="fill:url(#a{n - 1})"/></pattern>'
    for n in range(1, 30)
)

OWN = 'xmlns:x-y="http://www.w3.org/2000/svg"'
# Neither counts a shape twice to whoever reads attributes alone: the first is drawn 2³⁰ times.
CLASSES = (
    "<style>"
    + "".join(f".c{n}{{fill:url(#a{n})}}" for n in range(30))
    + "</style>"
    + "".join(
        f'<pattern id="a{n}" width="1" height="1">'
        + f'<rect class="c{n - 1}" width="9" height="9"/>' * 2
        + "</pattern>"
        for n in range(30)
    )
    + '<rect class="c29" width="9" height="9"/>'
)
TILE = (
    '<pattern id="p" width="60000" height="60000" patternUnits="userSpaceOnUse"><g/></pattern>'
    '<rect width="9" height="9" fill="url(#p)"/>'
)


def png(width: int, height: int) -> bytes:
    size = width.to_bytes(4, "big") + height.to_bytes(4, "big")
    return PNG + b"\0\0\0\rIHDR" + size + b"\x08\x02\0\0\0rest"


def read(folder: Path, name: str, content: bytes) -> bytes:
    (folder / name).write_bytes(content)
    return read_picture(folder, name)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.png", png(60_000, 60_000)),
        ("a.png", png(0, 10)),
        ("a.png", PNG),
        ("a.svg", SVG.format('<g id="a0"/>' + DOUBLES).encode()),
        ("a.svg", SVG.format('<g id="a0"/>' + MASKS).encode()),
        ("a.svg", SVG.format('<g id="a0"><use xlink:href="#a0"/></g>').encode()),
        ("a.svg", SVG.format("<g>" * 90_000 + "</g>" * 90_000).encode()),
        ("a.svg", SVG.format("<g/>" * 30_000).encode()),
        ("a.svg", SVG.format("<g>").encode()),
        ("a.svg", SVG.format('<filter id="f"><feGaussianBlur/></filter>').encode()),
        ("a.svg", SVG.format('<rect filter="blur(9999px)"/>').encode()),
        ("a.svg", SVG.format('<rect style="filter: blur(9999px)"/>').encode()),
        ("a.svg", b"<!--" + b"--><!--" * 60 + b"x"),
        ("a.svg", SVG.format('<rect style="f&#105;lter:blur(9px)"/>').encode()),
        ("a.svg", SVG.format(f'<x-y:filter {OWN} id="f"/>').encode()),
        ("a.svg", SVG.format(f"<x-y:script {OWN}>alert(1)</x-y:script>").encode()),
        ("a.svg", SVG.format('<rect style="fill:u&#114;l(http://example.org)"/>').encode()),
        ("a.svg", SVG.format("<style>.a{f&#105;lter:blur(9px)}</style>").encode()),
        ("a.svg", SVG.format("<style>@im<![CDATA[port 'x']]></style>").encode()),
        ("a.svg", SVG.format("<style>@im<g/>port 'x'</style>").encode()),
    ],
)
def test_p26_a_logo_draws_no_more_than_it_may(tmp_path: Path, name: str, content: bytes) -> None:
    with pytest.raises(CannotGoOnError):
        read(tmp_path, name, content)


@pytest.mark.parametrize(
    "content",
    [
        SVG.format('<g id="a"><path d="M0 0"/></g>' + '<use href="#a"/>' * 500),
        SVG.format(
            '<linearGradient id="g"><stop/></linearGradient><style>.a{fill:url(#g)}</style>'
            + '<path class="a"/>' * 5_000
        ),
        "\ufeff<?xml version='1.0'?>\n<!-- one -->\n<!-- - two -->" + SVG.format("<g/>"),
    ],
)
def test_what_drawing_programs_write_is_read(tmp_path: Path, content: str) -> None:
    assert read(tmp_path, "a.svg", content.encode()) == content.encode()


def test_our_own_figures_are_read() -> None:
    for one in sorted((ROOT / "docs" / "images").glob("*.svg")):
        assert read_picture(one.parent, one.name).endswith(b"</svg>\n")


def test_a_picture_of_many_pixels_is_read(tmp_path: Path) -> None:
    assert read(tmp_path, "a.png", png(5_000, 5_000))


@pytest.mark.posix
def test_a_logo_that_is_a_link_is_refused_as_one(tmp_path: Path) -> None:
    (tmp_path / "b.svg").write_bytes(papers.LOGO)
    (tmp_path / "a.svg").symlink_to("b.svg")
    with pytest.raises(CannotGoOnError) as refused:
        read_picture(tmp_path, "a.svg")
    assert "symbolic link" in language("en")(refused.value.message)


@pytest.fixture
def place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Place:
    return Place(tmp_path, monkeypatch, capsys)


@pytest.mark.posix
@pytest.mark.parametrize("inside", [CLASSES, TILE])
def test_what_takes_too_much_to_draw_ends_no_process_but_its_own(inside: str) -> None:
    content = SVG.replace(">", ' width="20" height="20">', 1).format(inside).encode()
    with pytest.raises(CannotGoOnError, match="cannot be drawn"):
        drawn_logo(Logo("svg", content, ""))


@pytest.mark.parametrize("form", ["html", "md", "pdf", "docx"])
def test_a_logo_that_ends_too_early_stands_in_no_document(place: Place, form: str) -> None:
    _, whole = drawn_logo(Logo("svg", papers.LOGO, ""))
    brand = "\nbrand: {color: 1f5fa8, logo: logo.png}"
    place.change("strategy.yaml", "\ncriteria:", f"{brand}\ncriteria:")
    for content, code in ((whole, 0), (whole[:-30], 2), (whole[:60] + b"x" + whole[61:], 2)):
        (place.small / "logo.png").write_bytes(content)
        done = place("report", "-o", f"a.{form}")
        assert done.code == code, done.err
        assert (place.folder / f"a.{form}").exists() == (code == 0)
        (place.folder / f"a.{form}").unlink(missing_ok=True)
        assert code == 0 or done.err.count("\n") == 1
