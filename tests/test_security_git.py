"""What a repository says of programs, places and sizes is not obeyed (docs/security.md, G…)."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from repository import Repository as Sample

from innostrat.errors import CannotGoOnError
from innostrat.files import git as asking
from innostrat.files import source
from innostrat.files.git import git, revision
from innostrat.files.repository import Repository
from innostrat.files.source import Files, read_folder

PLACE = "portfolios/test"


@pytest.fixture
def sample(tmp_path: Path) -> Sample:
    sample = Sample(tmp_path / "repository")
    sample.project("one", 3, 1000)
    sample.commit()
    sample.project("two", 4, 2000)
    sample.commit()
    return sample


@pytest.fixture
def trap(tmp_path: Path) -> Path:
    """Return a program that leaves a trace beside itself when it runs."""
    program = tmp_path / "trap.sh"
    program.write_text(f'#!/bin/sh\necho "$0 $@" >> {tmp_path}/sprung\nexit 1\n')
    program.chmod(0o755)
    return program


def configure(sample: Sample, text: str) -> None:
    with (sample.folder / ".git" / "config").open("a") as file:
        file.write(text + "\n")


def everything(folder: Path) -> Files:
    """Do all that the tool ever asks of git, and return the portfolio at HEAD."""
    place = folder / PLACE
    told = revision(place, read_folder(place, "").contents)
    assert told is not None
    assert not told.changed
    with Repository(place) as repository:
        head = repository.commit("HEAD")
        assert repository.merge_base("HEAD", "HEAD~1") == repository.commit("HEAD~1")
        assert repository.main_branch() == "main"
        assert len(repository.history(PLACE, 5)) == 2
        assert repository.portfolios(head) == (PLACE,)
        assert repository.top.resolve() == folder.resolve()
        assert not repository.is_bare
        files = repository.files(head, PLACE)
    assert sorted(files.contents) == [
        "projects/one.yaml",
        "projects/two.yaml",
        "rounds/plan.yaml",
        "strategy.yaml",
    ]
    return files


def unsprung(sample: Sample, trap: Path) -> None:
    everything(sample.folder)
    assert not (trap.parent / "sprung").exists()


def test_g01_hooks(sample: Sample, trap: Path) -> None:
    hooks = sample.folder / ".git" / "hooks"
    for name in ("post-checkout", "post-index-change", "reference-transaction", "pre-auto-gc"):
        (hooks / name).write_bytes(trap.read_bytes())
        (hooks / name).chmod(0o755)
    unsprung(sample, trap)
    configure(sample, f"[core]\nhooksPath = {hooks}")
    unsprung(sample, trap)


@pytest.mark.parametrize(
    "config",
    [
        "[core]\nfsmonitor = {trap}\n[core]\nuntrackedCache = true",
        "[core]\nfsmonitor = true\nfsmonitorHookVersion = 2",
    ],
)
def test_g02_fsmonitor(sample: Sample, trap: Path, config: str) -> None:
    configure(sample, config.format(trap=trap))
    unsprung(sample, trap)


def test_g03_pagers_and_editors(sample: Sample, trap: Path) -> None:
    configure(
        sample,
        f"[core]\npager = {trap}\neditor = {trap}\naskPass = {trap}\n"
        f"[pager]\nlog = {trap}\nrev-list = {trap}\nls-tree = {trap}\ncat-file = {trap}",
    )
    unsprung(sample, trap)


def test_g04_aliases(sample: Sample, trap: Path) -> None:
    names = ("log", "rev-parse", "rev-list", "ls-tree", "cat-file", "merge-base")
    configure(sample, "[alias]\n" + "\n".join(f"{name} = !{trap}" for name in names))
    unsprung(sample, trap)


def test_g05_filters_and_diff_drivers(sample: Sample, trap: Path) -> None:
    configure(
        sample,
        f"[diff]\nexternal = {trap}\n"
        f'[diff "evil"]\ntextconv = {trap}\ncommand = {trap}\n'
        f'[filter "evil"]\nclean = {trap}\nsmudge = {trap}\nprocess = {trap}\nrequired = true\n'
        f'[merge "evil"]\ndriver = {trap}',
    )
    attributes = sample.folder / ".git" / "info" / "attributes"
    attributes.parent.mkdir(exist_ok=True)
    attributes.write_text("* diff=evil filter=evil merge=evil working-tree-encoding=UTF-16\n")
    unsprung(sample, trap)
    sample.place.joinpath(".gitattributes").write_text("* filter=evil ident export-subst\n")
    unsprung(sample, trap)


def test_g06_signatures(sample: Sample, trap: Path) -> None:
    signed = sample.git("cat-file", "commit", "HEAD").replace(
        "\n\n", "\ngpgsig -----BEGIN PGP SIGNATURE-----\n \n -----END PGP SIGNATURE-----\n\n", 1
    )
    (sample.folder / "commit").write_text(signed)
    name = sample.git("hash-object", "-t", "commit", "-w", "commit").strip()
    sample.git("update-ref", "refs/heads/main", name)
    configure(sample, f"[log]\nshowSignature = true\n[gpg]\nprogram = {trap}")
    assert sample.folder.joinpath("commit").exists()
    unsprung(sample, trap)


@pytest.mark.parametrize("address", ["ssh://evil.invalid/x", "ext::{trap} x", "{folder}"])
def test_g07_missing_objects_are_not_fetched(sample: Sample, trap: Path, address: str) -> None:
    configure(
        sample,
        f"[core]\nrepositoryFormatVersion = 1\nsshCommand = {trap}\ngitProxy = {trap}\n"
        "[extensions]\npartialClone = origin\n"
        f'[remote "origin"]\nurl = {address.format(trap=trap, folder=sample.folder)}\n'
        f"promisor = true\nuploadpack = {trap}\n"
        f'[protocol]\nallow = always\n[protocol "ssh"]\nallow = always\n'
        f'[protocol "ext"]\nallow = always\n[protocol "file"]\nallow = always\n'
        f"[credential]\nhelper = {trap}",
    )
    everything(sample.folder)
    blob = sample.git("rev-parse", f"HEAD:{PLACE}/projects/one.yaml").strip()
    (sample.folder / ".git" / "objects" / blob[:2] / blob[2:]).unlink()
    with Repository(sample.place) as repository:
        files = repository.files(repository.commit("HEAD"), PLACE)
    assert [finding.code for finding in files.findings] == ["F002"]
    assert "projects/two.yaml" in files.contents
    assert not (trap.parent / "sprung").exists()


def test_g08_included_configuration(sample: Sample, trap: Path) -> None:
    other = trap.with_name("included")
    other.write_text(f"[core]\nfsmonitor = {trap}\n[alias]\nrev-list = !{trap}\n")
    configure(sample, f'[include]\npath = {other}\n[includeIf "gitdir:/**"]\npath = {other}')
    unsprung(sample, trap)


def test_g09_a_working_tree_elsewhere(sample: Sample, trap: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere" / PLACE).mkdir(parents=True)
    configure(sample, f"[core]\nworktree = {tmp_path / 'elsewhere'}")
    unsprung(sample, trap)


def test_g10_alternates_and_maintenance(sample: Sample, trap: Path) -> None:
    configure(
        sample,
        f"[core]\nalternateRefsCommand = {trap}\n[gc]\nauto = 1\nautoDetach = false\n"
        "[maintenance]\nauto = true\n[fetch]\nrecurseSubmodules = true",
    )
    unsprung(sample, trap)


def test_g11_the_environment(
    sample: Sample, trap: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    other = Sample(tmp_path / "other")
    other.commit()
    for name, value in {
        "GIT_DIR": str(other.folder / ".git"),
        "GIT_WORK_TREE": str(other.folder),
        "GIT_INDEX_FILE": str(trap),
        "GIT_OBJECT_DIRECTORY": str(other.folder / ".git" / "objects"),
        "GIT_EXTERNAL_DIFF": str(trap),
        "GIT_PAGER": str(trap),
        "GIT_SSH_COMMAND": str(trap),
        "GIT_ASKPASS": str(trap),
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": "alias.rev-list",
        "GIT_CONFIG_VALUE_0": f"!{trap}",
        "GIT_TRACE": str(tmp_path / "sprung"),
        "PAGER": str(trap),
        "EDITOR": str(trap),
    }.items():
        monkeypatch.setenv(name, value)
    unsprung(sample, trap)


def test_g12_replaced_commits_and_grafts(sample: Sample, trap: Path) -> None:
    first, head = sample.git("rev-parse", "HEAD~1", "HEAD").split()
    sample.git("replace", head, first)
    grafts = sample.folder / ".git" / "info" / "grafts"
    grafts.parent.mkdir(exist_ok=True)
    grafts.write_text(f"{head}\n")  # a commit without parents
    unsprung(sample, trap)


def test_g13_a_repository_inside_the_portfolio(sample: Sample, trap: Path) -> None:
    sample.git("init", "-q", "--bare", "-b", "main", str(sample.folder / "bare"))
    for part in (sample.folder / "bare").iterdir():
        part.rename(sample.place / part.name)
    with (sample.place / "config").open("a") as file:
        file.write(f"[core]\nfsmonitor = {trap}\n[alias]\nrev-list = !{trap}\n")
    unsprung(sample, trap)


def test_g14_a_repository_of_somebody_else(sample: Sample, trap: Path) -> None:
    if os.geteuid() != 0:
        pytest.skip("only the superuser may give files away")
    for path in [sample.folder, *sample.folder.rglob("*")]:
        os.lchown(path, 12345, 12345)
    unsprung(sample, trap)


def test_g15_submodules(sample: Sample, trap: Path) -> None:
    commit = sample.git("rev-parse", "HEAD").strip()
    (sample.folder / ".gitmodules").write_text(
        f'[submodule "x"]\npath = {PLACE}/projects/sub.yaml\nurl = ext::{trap}\nupdate = !{trap}\n'
    )
    configure(sample, f'[submodule "x"]\nurl = ext::{trap}\nupdate = !{trap}\nactive = true')
    link = f"160000,{commit},{PLACE}/projects/sub.yaml"
    sample.git("update-index", "--add", "--cacheinfo", link)
    sample.git("commit", "-q", "-m", "x")
    with Repository(sample.place) as repository:
        files = repository.files(repository.commit("HEAD"), PLACE)
    assert [(one.code, one.location.path) for one in files.findings] == [
        ("F005", f"{PLACE}/projects/sub.yaml")
    ]
    assert not (trap.parent / "sprung").exists()


def test_g16_links_in_a_commit(sample: Sample, tmp_path: Path) -> None:
    (sample.place / "projects" / "link.yaml").symlink_to("/etc/passwd")
    (sample.place / "ideas").symlink_to(tmp_path)
    (sample.folder / "portfolios" / "linked").symlink_to("test")
    sample.commit()
    with Repository(sample.place) as repository:
        head = repository.commit("HEAD")
        assert repository.portfolios(head) == (PLACE,)
        assert repository.files(head, "portfolios/linked").contents == {}
        files = repository.files(head, PLACE)
    assert [one.code for one in files.findings] == ["F004"]
    assert all(b"root:" not in data for data in files.contents.values())


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


def test_g25_encodings_and_formats(sample: Sample, trap: Path) -> None:
    configure(
        sample,
        "[i18n]\nlogOutputEncoding = UTF-16\ncommitEncoding = UTF-16\n[format]\npretty = raw\n"
        "[log]\ndate = raw\nfollow = true\ndecorate = full\n[color]\nui = always\n"
        "[core]\nquotePath = true\nabbrev = 4\n[column]\nui = always\n[blame]\ncoloring = none",
    )
    unsprung(sample, trap)


def test_g26_a_git_in_the_folder(
    sample: Sample, trap: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (sample.place / "git").write_bytes(trap.read_bytes())
    (sample.place / "git").chmod(0o755)
    monkeypatch.setenv("PATH", f".{os.pathsep}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.chdir(sample.place)
    unsprung(sample, trap)


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


def test_g29_no_program_but_git_is_started(sample: Sample, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[object] = []
    real = subprocess.Popen.__init__

    def note(self: object, command: object, *rest: object, **options: object) -> None:
        started.append(command)
        assert not options.get("shell")
        real(self, command, *rest, **options)  # type: ignore[call-overload]

    monkeypatch.setattr(subprocess.Popen, "__init__", note)
    everything(sample.folder)
    assert started
    names = {command[0] for command in started if isinstance(command, list)}
    assert {Path(name).name for name in names} == {"git"}
    assert all(isinstance(command, list) for command in started)
