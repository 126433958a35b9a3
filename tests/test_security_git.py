"""What a repository says of programs and places is not obeyed (docs/security.md, G…)."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from repository import Repository as Sample
from trapped import PLACE, configure, everything, trap_in, two_commits, unsprung

from innostrat.cli import run
from innostrat.errors import CannotGoOnError
from innostrat.files.git import revision
from innostrat.files.repository import Repository
from innostrat.files.source import read_folder

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.posix  # the traps are scripts


@pytest.fixture
def sample(tmp_path: Path) -> Sample:
    return two_commits(tmp_path / "repository")


@pytest.fixture
def trap(tmp_path: Path) -> Path:
    return trap_in(tmp_path)


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
    assert [one.code for one in files.findings] == ["F004", "F004"]
    assert all(b"root:" not in data for data in files.contents.values())


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


def test_g30_a_tag_called_like_the_main_branch(sample: Sample) -> None:
    first = sample.git("rev-parse", "HEAD~1").strip()
    sample.git("update-ref", "refs/remotes/origin/main", first)
    for name in ("origin/main", "origin/HEAD", "main", "refs/remotes/origin/main"):
        sample.git("update-ref", f"refs/tags/{name}", "HEAD")
    with Repository(sample.place) as repository:
        base = repository.merge_base(repository.main_branch(), "HEAD")
        assert base.name == first
        with pytest.raises(CannotGoOnError):
            repository.commit("origin/main")


def test_g31_broken_settings_are_named(
    sample: Sample, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    configure(sample, "[core\nthis is no setting")
    monkeypatch.chdir(sample.folder)
    for call in (
        ["list"],
        ["diff", "HEAD"],
        ["validate", "--changed"],
        ["decide", "--body", "x", "--date", "2026-12-01"],
    ):
        assert run([*call, "--lang", "en"]) == 2
        told = capsys.readouterr().err
        assert told.startswith("innostrat: git cannot read the repository: bad config line")
        assert told.count("\n") == 1
    assert not (sample.folder / "portfolios" / "test" / "decisions").exists()


def newer_format(git: Path) -> None:
    with (git / "config").open("a") as file:
        file.write("[core]\n\trepositoryformatversion = 99\n")


def unknown_extension(git: Path) -> None:
    newer = "[core]\n\trepositoryformatversion = 1\n[extensions]\n\tfoo = 1\n"
    (git / "config").write_text(newer)


def garbage_head(git: Path) -> None:
    (git / "HEAD").write_text("garbage\n")


def leads_nowhere(git: Path) -> None:
    shutil.rmtree(git)
    git.write_text("gitdir: /nonexistent\n")


def link_nowhere(git: Path) -> None:
    shutil.rmtree(git)
    git.symlink_to("/nonexistent")


def garbage_branch(git: Path) -> None:
    (git / "refs" / "heads" / "main").write_text("garbage\n")


def no_objects(git: Path) -> None:
    shutil.rmtree(git / "objects")
    (git / "objects").mkdir()


@pytest.mark.parametrize(
    "broken",
    [
        *(newer_format, unknown_extension, garbage_head, leads_nowhere, link_nowhere),
        *(garbage_branch, no_objects),
    ],
)
def test_g32_a_broken_repository_is_not_one_without_commits(
    sample: Sample,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    broken: Callable[[Path], None],
) -> None:
    broken(sample.folder / ".git")
    monkeypatch.chdir(sample.folder)
    for call in (["score"], ["status"], ["decide", "--body", "x", "--date", "2026-12-01", "--yes"]):
        assert run([*call, "--lang", "en"]) == 2
        told = capsys.readouterr().err
        assert told.startswith("innostrat: git cannot read the repository: ")
        assert told.count("\n") == 1
    assert not (sample.folder / "portfolios" / "test" / "decisions").exists()


def test_a_repository_that_keeps_git_waiting_is_named_with_a_reason(
    sample: Sample, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    config = sample.folder / ".git" / "config"
    config.unlink()
    os.mkfifo(config)
    monkeypatch.setattr("innostrat.files.git.TIMEOUT", 0.5)
    monkeypatch.chdir(sample.folder)
    assert run(["score", "--lang", "en"]) == 2
    assert capsys.readouterr().err.strip() == (
        "innostrat: git cannot read the repository: it was stopped"
    )


def test_before_the_first_commit_nothing_is_broken(tmp_path: Path) -> None:
    sample = Sample(tmp_path / "new")
    sample.project("one", 3, 1000)
    contents = read_folder(sample.place, "").contents
    assert revision(sample.place, contents) is None
