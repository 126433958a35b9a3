"""Every file in a portfolio's folder is read, left alone for a stated reason, or named."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from reading import BASE, case
from repository import Repository as Sample

from innostrat.files import strays
from innostrat.files.kinds import FOLDERS, KINDS, STRATEGY, kind_of
from innostrat.files.normal import composed
from innostrat.files.repository import Repository
from innostrat.files.source import Files, read_folder
from innostrat.language import language
from innostrat.loading.load import load

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

Told = tuple[str, str, str, str]


def told(files: Files) -> list[Told]:
    """Return place, code, severity and hint of what is found in a folder."""
    speak = language("en")
    return [
        (one.location.path, one.code, one.severity.value, speak(one.hint) if one.hint else "")
        for one in files.findings
    ]


def laid(folder: Path, paths: Iterable[str], strategy: str = "") -> Files:
    """Return what is read of a folder with these files."""
    for path in paths:
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text("id: x\n")
    (folder / STRATEGY).write_text(strategy)
    return read_folder(folder, "")


@pytest.mark.parametrize(
    ("path", "named", "code", "severity", "hint"),
    [
        ("projects/nytt.yaml.txt", None, "F006", "warning", "Rename it to nytt.yaml"),
        ("projects/NYTT2.YAML", None, "F006", "warning", "Rename it to nytt2.yaml"),
        ("grants/a.yml", None, "F006", "warning", "Rename it to a.yaml"),
        ("ideas/a.yaml.bak", None, "F006", "warning", "Rename it to a.yaml"),
        ("projects/2026/a.yaml", "projects/2026", "F006", "warning", "Move its files to projects/"),
        ("prosjekter/a.yaml", "prosjekter", "F006", "warning", "Move its files to projects/"),
        ("Projects/a.yaml", "Projects", "F006", "warning", "Move its files to projects/"),
        ("projcets/a.yaml", "projcets", "F006", "warning", "Move its files to projects/"),
        ("prosjekter/a.docx", "prosjekter", "F006", "warning", "Move its files to projects/"),
        ("ideer/a.yaml", "ideer", "F006", "warning", "Move its files to ideas/"),
        ("ide\N{COMBINING ACUTE ACCENT}er/a.yaml", "*", "F006", "warning", "*"),
        ("runder/a.yaml", "runder", "F006", "warning", "Move its files to rounds/"),
        ("vurderinger/a.yaml", "vurderinger", "F006", "warning", "Move its files to assessments/"),
        ("vedtak/a.yaml", "vedtak", "F006", "warning", "Move its files to decisions/"),
        ("tilskudd/a.yaml", "tilskudd", "F006", "warning", "Move its files to grants/"),
        ("strategi.yaml", None, "F006", "warning", "strategy.yaml is there too: keep one of them"),
        ("a.yaml", None, "F009", "warning", f"Files stand in {', '.join(FOLDERS)}"),
        ("old/x/a.yml", "old", "F009", "warning", f"Files stand in {', '.join(FOLDERS)}"),
        ("projects/a.docx", None, "F009", "warning", "*"),
        ("projects/a", None, "F009", "warning", "*"),
        ("projects/maps/a.pdf", "projects/maps", "F009", "warning", "*"),
        ("plan.html", None, "F009", "info", "Move it to documents/, or out of the portfolio"),
        ("maps/a.pdf", "maps", "F009", "info", "Move it to documents/, or out of the portfolio"),
    ],
)
def test_what_is_not_read_is_named_with_what_to_do(
    tmp_path: Path, path: str, named: str | None, code: str, severity: str, hint: str
) -> None:
    ((place, *rest),) = told(laid(tmp_path, [path]))
    assert place == composed(path.split("/", maxsplit=1)[0] if named == "*" else named or path)
    assert rest[:2] == [code, severity]
    assert rest[2] == (rest[2] and hint if hint != "*" else rest[2])
    assert rest[2]


@pytest.mark.parametrize(
    "path",
    [
        "README.md",
        "LICENSE",
        "projects/README.md",
        "projects/lesmeg.txt",
        "documents/a.yaml",
        "docs/prosjekter/a.yaml",
        "schemas/project.schema.json",
        ".github/workflows/portfolio.yml",
        ".pre-commit-config.yaml",
        "projects/.gitkeep",
        "projects/.a.yaml.swp",
        "projects/a.yaml~",
        "projects/#a.yaml#",
        "ideas/~$form.xlsx",
        "ideas/Thumbs.db",
        ".DS_Store",
        "logo.svg",
    ],
)
def test_documents_and_what_programs_leave_are_left_alone(tmp_path: Path, path: str) -> None:
    assert told(laid(tmp_path, [path], "brand: {logo: logo.svg}\n")) == []


def test_a_picture_that_the_strategy_does_not_name_is_told_of(tmp_path: Path) -> None:
    named = [one[0] for one in told(laid(tmp_path, ["logo.svg", "o.svg"], "logo: my-logo.svg\n"))]
    assert named == ["logo.svg", "o.svg"]


def test_a_name_that_is_taken_is_not_advised(tmp_path: Path) -> None:
    (found,) = told(laid(tmp_path, ["projects/a.yaml", "projects/a.yml"]))
    assert found[3] == "a.yaml is there too: keep one of them"


def test_no_link_is_followed_and_a_link_that_is_not_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "secret" / "projects").mkdir(parents=True)
    (tmp_path / "secret" / "projects" / "a.yaml").write_text("id: a\n")
    root = tmp_path / "town"
    (root / "projects").mkdir(parents=True)
    (root / "prosjekter").symlink_to(tmp_path / "secret" / "projects")
    (root / "projects" / "b.yaml.txt").symlink_to(tmp_path / "secret" / "projects" / "a.yaml")
    assert [one[:2] for one in told(laid(root, []))] == [
        ("projects/b.yaml.txt", "F006"),
        ("prosjekter", "F009"),
    ]


def test_a_folder_that_may_not_be_listed_stops_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.scandir

    def refuse(path: os.PathLike[str]) -> object:
        if str(path).endswith("closed"):
            raise PermissionError(13, "Permission denied")
        return real(path)

    laid(tmp_path, ["old/closed/a.yaml", "old/b.txt"])
    monkeypatch.setattr(os, "scandir", refuse)
    assert [one[:3] for one in told(read_folder(tmp_path, ""))] == [("old", "F009", "info")]


def test_a_commit_has_the_same_findings_as_its_files(tmp_path: Path) -> None:
    sample = Sample(tmp_path / "repository")
    for path in ("prosjekter/a.yaml", "projects/b.yml", "projects/deep/c.yaml", "notes.txt"):
        (sample.place / path).parent.mkdir(exist_ok=True)
        (sample.place / path).write_text("id: x\n")
    sample.commit()
    with Repository(sample.place) as repository:
        committed = repository.files(repository.commit("HEAD"), "portfolios/test")
    assert committed == read_folder(sample.place, "portfolios/test")
    assert len(committed.findings) == 4


def test_only_a_likely_proposal_keeps_a_plan_from_being_whole(tmp_path: Path) -> None:
    paths = ["projects/a.yml", "prosjekter/b.yaml", "projects/map.pdf", "mkdocs.yml", "plan.html"]
    contents, _ = load(laid(tmp_path, paths, "x: 1\n"))
    assert contents.broken == {"projects/a.yml", "prosjekter", STRATEGY}


KNOWN = [*FOLDERS, *(name for kind in KINDS for name in (kind.name, *kind.also))]
OTHERS = [
    "a",
    "b.yaml",
    "c.YAML",
    "d.yml",
    "e.yaml.txt",
    "README.md",
    ".f",
    "g~",
    "docs",
    "strategy.yaml",
    "h.pdf",
]
NAMES = st.sampled_from([*KNOWN, *OTHERS])


@given(st.lists(st.lists(NAMES, min_size=1, max_size=3).map("/".join), max_size=8))
def test_every_path_is_read_left_alone_or_below_what_is_named(paths: list[str]) -> None:
    assume(not any(other.startswith(f"{path}/") for path in paths for other in paths))
    named = [one.location.path for one in strays.findings(paths, b"", str)]
    for path in paths:
        covered = [one for one in named if path == one or path.startswith(f"{one}/")]
        is_read = kind_of(path) is not None
        if is_read:
            assert covered == [], path
        elif not strays.left_alone(path):  # what is left alone may lie in a folder that is named
            assert len(covered) == 1, path


def test_the_base_of_the_cases_is_read_whole() -> None:
    assert all(kind_of(path) for path in case(BASE))
