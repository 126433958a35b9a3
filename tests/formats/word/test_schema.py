"""The Word file's elements stand in the order of ECMA-376, or Word would have to repair it."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from typing import TYPE_CHECKING, Final

import docx
import papers
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from innostrat.formats.word import paper
from innostrat.language import language

if TYPE_CHECKING:
    from docx.oxml.xmlchemy import BaseOxmlElement

NB: Final = language("nb")
NUMBERING: Final = re.compile(rb"<(Relationship|Override) [^>]*numbering[^>]*/>")
ORDER: Final = {
    "p": "pPr *",
    "r": "rPr *",
    "tbl": "tblPr tblGrid tr",
    "tr": "tblPrEx trPr tc",
    "tc": "tcPr p",
    "pPr": (
        "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr"
        " suppressLineNumbers pBdr shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct"
        " topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid spacing ind"
        " contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment"
        " textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange"
    ),
    "rPr": (
        "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint"
        " noProof snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u"
        " effect bdr shd fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath"
    ),
    "tblPr": (
        "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc"
        " tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption"
        " tblDescription"
    ),
    "tcPr": (
        "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText"
        " vAlign hideMark"
    ),
    "tblBorders": "top left start bottom right end insideH insideV",
    "tcBorders": "top left start bottom right end insideH insideV tl2br tr2bl",
    "style": (
        "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed"
        " qFormat locked personal personalCompose personalReply rsid pPr rPr tblPr trPr tcPr"
        " tblStylePr"
    ),
    "sectPr": (
        "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders"
        " lnNumType pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter"
        " docGrid printerSettings"
    ),
    "abstractNum": "nsid multiLevelType tmpl name styleLink numStyleLink lvl",
    "lvl": (
        "start numFmt lvlRestart pStyle isLgl suff lvlText lvlPicBulletId legacy lvlJc pPr rPr"
    ),
    "numbering": "numPicBullet abstractNum num numIdMacAtCleanup",
}
# Headers and footers of a page may stand in any order among themselves.
TOGETHER: Final = {"footerReference": "headerReference"}


def bare() -> bytes:
    """Return a template as Word saves one: only the styles in use, and no part for lists."""
    made = docx.Document()
    made.styles["Normal"].font.name = "Verdana"
    for style in list(made.styles):
        if style.name not in {"Normal", "Heading 1", "Default Paragraph Font"}:
            style.delete()
    stream, cut = BytesIO(), BytesIO()
    made.save(stream)
    with zipfile.ZipFile(stream) as old, zipfile.ZipFile(cut, "w") as new:
        for name in old.namelist():
            if "numbering" not in name:
                new.writestr(name, NUMBERING.sub(b"", old.read(name)))
    return cut.getvalue()


def parts(content: bytes) -> dict[str, BaseOxmlElement]:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        names = [name for name in archive.namelist() if re.match(r"word/\w+\.xml$", name)]
        return {name: parse_xml(archive.read(name)) for name in names}


def misplaced(root: BaseOxmlElement) -> list[str]:
    return [
        f"{tag}: {' '.join(names)}"
        for tag, order in ORDER.items()
        for one in root.iter(qn(f"w:{tag}"))
        if not in_order(names := [child.tag.partition("}")[2] for child in one], order.split())
    ]


def in_order(names: list[str], order: list[str]) -> bool:
    last = 0
    for name in (TOGETHER.get(name, name) for name in names):
        place = order.index(name) if name in order else order.index("*") if "*" in order else -1
        if place < last:
            return False
        last = place
    return True


@pytest.mark.parametrize(
    ("names", "expected"),
    [(["pPr", "r"], True), (["r", "pPr"], False), (["r"], True), (["r", "r"], True), ([], True)],
)
def test_an_order_is_seen(names: list[str], expected: bool) -> None:  # noqa: FBT001
    assert in_order(names, ["pPr", "*"]) is expected


def test_what_does_not_belong_is_seen() -> None:
    assert not in_order(["b", "strong"], ["b", "i"])


@pytest.mark.parametrize("template", [None, bare()], ids=["ours", "bare"])
def test_every_part_is_in_order(template: bytes | None) -> None:
    found = parts(paper.render(papers.document(), NB, template=template))
    assert {"word/document.xml", "word/styles.xml", "word/numbering.xml"} <= set(found)
    assert [fault for root in found.values() for fault in misplaced(root)] == []


@pytest.mark.parametrize("template", [None, bare()], ids=["ours", "bare"])
def test_no_mark_or_picture_has_the_number_of_another(template: bytes | None) -> None:
    root = parts(paper.render(papers.document(), NB, template=template))["word/document.xml"]
    marks = [one.get(qn("w:id")) for one in root.iter(qn("w:bookmarkStart"))]
    assert len(set(marks)) == len(marks) == 7
    assert marks == [one.get(qn("w:id")) for one in root.iter(qn("w:bookmarkEnd"))]
    pictures = [one.get("id") for one in root.iter(qn("wp:docPr"))]
    assert len(set(pictures)) == len(pictures) == 6


def test_every_style_that_is_used_is_there() -> None:
    found = parts(paper.render(papers.document(), NB, template=bare()))
    styles = {one.get(qn("w:styleId")) for one in found["word/styles.xml"].iter(qn("w:style"))}
    used = {one.get(qn("w:val")) for root in found.values() for one in root.iter(qn("w:pStyle"))}
    assert used <= styles


def test_a_template_without_lists_gets_bullets_in_its_own_type() -> None:
    made = docx.Document(BytesIO(paper.render(papers.document(), NB, template=bare())))
    style = made.styles["List Bullet"]
    assert (style.font.name, style.base_style.name) == (None, "Normal")
    number = style.element.pPr.numPr.numId.val
    lists = made.part.numbering_part.element
    kind = lists.num_having_numId(number).abstractNumId.val
    texts = lists.xpath(f"w:abstractNum[@w:abstractNumId='{kind}']/w:lvl/w:lvlText/@w:val")
    assert texts == ["•"]


def test_a_bullet_does_not_change_lists_that_are_there() -> None:
    stream = BytesIO()
    given = docx.Document()
    before = [one.numId for one in given.part.numbering_part.element.num_lst]
    given.styles["List Bullet"].delete()
    given.save(stream)
    content = paper.render(papers.document(), NB, template=stream.getvalue())
    made = docx.Document(BytesIO(content))
    after = [one.numId for one in made.part.numbering_part.element.num_lst]
    assert after[:-1] == before
    assert made.styles["List Bullet"].element.pPr.numPr.numId.val == after[-1] not in before
