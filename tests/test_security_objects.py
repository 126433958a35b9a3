"""Names, sizes and dates in a repository may be anything (docs/security.md, G…)."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from trapped import PLACE, trap_in, two_commits

from innostrat.errors import CannotGoOnError
from innostrat.files import git as asking
from innostrat.files import source
from innostrat.files.git import git, revision
from innostrat.files.repository import Repository
from innostrat.files.source import read_folder

if TYPE_CHECKING:
    from repository import Repository as Sample


pytestmark = pytest.mark.posix  # the traps are scripts


@pytest.fixture
def sample(tmp_path: Path) -> Sample:
    return two_commits(tmp_path / "repository")


@pytest.fixture
def trap(tmp_path: Path) -> Path:
    return trap_in(tmp_path)


NAMES = [
    b"new\nline.yaml",
    b'qu"ote.yaml',
    b"tab\t.yaml",
    b"bidi\xe2\x80\xae.yaml",
    b"\xff\xfe.yaml",
]


@pytest.mark.parametrize("name", NAMES)
def test_g17_names_of_files_in_a_commit(sample: Sample, name: bytes) -> None:
    place = os.fsencode(sample.place / "projects")
    Path(os.fsdecode(place + b"/" + name)).write_bytes(b"id: x\n")
    sample.commit()
    on_disk = read_folder(sample.place, "")
    told = revision(sample.place, on_disk.contents)
    assert told is not None
    assert not told.changed
    with Repository(sample.place) as repository:
        files = repository.files(repository.commit("HEAD"), PLACE)
    assert files.contents == on_disk.contents
    assert os.fsdecode(b"projects/" + name) in files.contents


def test_g18_dots_in_the_paths_of_a_commit(sample: Sample) -> None:
    blob = sample.git("rev-parse", f"HEAD:{PLACE}/strategy.yaml").strip()
    (sample.folder / "tree").write_bytes(
        b"100644 ../../out.yaml\0" + bytes.fromhex(blob) + b"40000 ..\0" + bytes.fromhex("0" * 40)
    )
    tree = sample.git("hash-object", "-t", "tree", "-w", "--literally", "tree").strip()
    commit = sample.git("commit-tree", tree, "-m", "x").strip()
    with Repository(sample.place) as repository:
        try:
            files = repository.files(repository.commit(commit), "")
        except CannotGoOnError:
            return
    assert files.contents == {}


@pytest.mark.parametrize(
    "revision_",
    [
        "--output={trace}",
        "-n1",
        "--all",
        "--git-dir=/",
        "--exec={trap}",
        "",
        "-",
        "--",
        "HEAD\0",
        "HEAD\n--all",
        "HEAD..HEAD~1",
        "^HEAD",
        "HEAD:portfolios",
        "HEAD:portfolios/test/strategy.yaml",
        "@{{upstream}}",
        ":/nothing like this",
        "{trap}",
        "\udcff",
        "x" * 100_000,
    ],
)
def test_g19_a_revision_is_only_ever_a_commit(sample: Sample, trap: Path, revision_: str) -> None:
    trace = trap.with_name("sprung")
    with Repository(sample.place) as repository, pytest.raises(CannotGoOnError):
        repository.commit(revision_.format(trap=trap, trace=trace))
    assert not trace.exists()


def test_g20_huge_blobs_are_not_read(sample: Sample) -> None:
    huge = sample.place / "projects" / "huge.yaml"
    with huge.open("wb") as file:
        file.truncate(20_000_000)  # 20 kB when packed
    sample.commit()
    huge.unlink()
    with Repository(sample.place) as repository:
        files = repository.files(repository.commit("HEAD"), PLACE)
    assert [(one.code, one.location.path) for one in files.findings] == [
        ("F003", f"{PLACE}/projects/huge.yaml")
    ]
    assert "projects/one.yaml" in files.contents
    assert "strategy.yaml" in files.contents


def test_g21_the_number_of_files_is_bounded(
    sample: Sample, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(source, "MAX_FILES", 3)
    with Repository(sample.place) as repository:
        files = repository.files(repository.commit("HEAD"), PLACE)
    assert [one.code for one in files.findings] == ["F008"]
    assert len(files.contents) == 3


def test_g22_a_tree_that_unfolds_without_end(
    sample: Sample, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "MAX_OUTPUT", 1_000_000)
    blob = sample.git("rev-parse", f"HEAD:{PLACE}/strategy.yaml").strip()
    entry, mode = blob, "100644 "
    for _ in range(8):  # ten of ten of ten …: a hundred million paths in ten objects
        rows = (mode.encode() + f"d{i}".encode() + b"\0" + bytes.fromhex(entry) for i in range(10))
        (sample.folder / "tree").write_bytes(b"".join(rows))
        entry, mode = sample.git("hash-object", "-t", "tree", "-w", "tree").strip(), "40000 "
    commit = sample.git("commit-tree", entry, "-m", "x").strip()
    with Repository(sample.place) as repository, pytest.raises(CannotGoOnError):
        repository.portfolios(repository.commit(commit))


@pytest.mark.parametrize("name", [":(exclude)x", ":!x", "*", ":(top)", "[a-z]", ":(attr:x)y"])
def test_g23_paths_are_not_patterns(sample: Sample, name: str) -> None:
    odd = sample.folder / name
    odd.mkdir()
    (odd / "strategy.yaml").write_text("format: 1\n")
    commit = sample.commit()
    with Repository(odd) as repository:
        head = repository.commit(commit)
        assert repository.portfolios(head) == tuple(sorted([name, PLACE]))
        assert repository.files(head, name).contents == {"strategy.yaml": b"format: 1\n"}
        assert [one.name for one in repository.history(name, 9)] == [commit]
    told = revision(odd, {"strategy.yaml": b"format: 1\n"})
    assert told is not None
    assert not told.changed


@pytest.mark.parametrize("seconds", ["99999999999", "999999999999999999", "-5", "x"])
def test_g24_impossible_dates(sample: Sample, seconds: str) -> None:
    raw = sample.git("cat-file", "commit", "HEAD")
    head, _, tail = raw.partition("committer ")
    line, _, rest = tail.partition("\n")
    who = line.rpartition(">")[0]
    (sample.folder / "commit").write_text(f"{head}committer {who}> {seconds} +0000\n{rest}")
    name = sample.git("hash-object", "-t", "commit", "-w", "--literally", "commit").strip()
    sample.git("update-ref", "refs/heads/main", name)
    told = revision(sample.place, {})
    assert told is not None
    assert name.startswith(told.name)
    with Repository(sample.place) as repository:
        assert repository.commit("HEAD").day == told.day


def test_g27_a_git_that_hangs_is_ended(sample: Sample, monkeypatch: pytest.MonkeyPatch) -> None:
    with Repository(sample.place) as repository:
        head = repository.commit("HEAD")
        blob = sample.git("rev-parse", f"HEAD:{PLACE}/projects/one.yaml").strip()
        pipe = sample.folder / ".git" / "objects" / blob[:2] / blob[2:]
        pipe.unlink()
        os.mkfifo(pipe)  # git would wait for somebody to write to it
        monkeypatch.setattr(asking, "TIMEOUT", 0.2)
        files = repository.files(head, PLACE)
    assert [one.code for one in files.findings] == ["F002"]
    assert "projects/two.yaml" in files.contents
    config = sample.folder / ".git" / "config"
    config.unlink()
    os.mkfifo(config)
    assert git(sample.place, "rev-parse", "HEAD") is None


def test_g28_damaged_objects(sample: Sample) -> None:
    blob = sample.git("rev-parse", f"HEAD:{PLACE}/projects/one.yaml").strip()
    damaged = sample.folder / ".git" / "objects" / blob[:2] / blob[2:]
    damaged.chmod(0o644)
    damaged.write_bytes(damaged.read_bytes()[:40])
    with Repository(sample.place) as repository:
        head = repository.commit("HEAD")
        files = repository.files(head, PLACE)
        assert [one.code for one in files.findings] == ["F002"]
        assert "projects/two.yaml" in files.contents
        tree = sample.git("rev-parse", f"HEAD:{PLACE}").strip()
        (sample.folder / ".git" / "objects" / tree[:2] / tree[2:]).unlink()
        with pytest.raises(CannotGoOnError):  # not: an empty portfolio
            repository.files(head, PLACE)
