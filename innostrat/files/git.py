"""Asks git about a folder, without letting the repository's own settings run anything."""

from __future__ import annotations

import hashlib
import os
import subprocess
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

# The repository may be anybody's: its hooks, pagers, monitors and lazy fetches must not run.
SETTINGS: Final = (
    "core.fsmonitor=false",
    "core.hooksPath=/dev/null",
    "core.pager=cat",
    "core.quotePath=false",
    "protocol.allow=never",
    "safe.directory=*",
)
TIMEOUT: Final = 30.0


@dataclass(frozen=True, slots=True)
class Revision:
    """A commit: its abbreviated name and day, and whether the files read differ from it."""

    name: str
    day: date
    changed: bool


def environment() -> dict[str, str]:
    """Return the environment that git is called with: no configuration but the repository's."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
    return kept | {
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_NO_LAZY_FETCH": "1",
        "GIT_NO_REPLACE_OBJECTS": "1",
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_TERMINAL_PROMPT": "0",
        "LC_ALL": "C",
    }


def git(folder: Path, *arguments: str) -> bytes | None:
    """Return what git prints, or None when it fails, is not installed or takes too long."""
    settings = [part for setting in SETTINGS for part in ("-c", setting)]
    try:
        done = subprocess.run(  # noqa: S603  (a list, no shell)
            ["git", *settings, *arguments],  # noqa: S607  (git is where the user's PATH has it)
            cwd=folder,
            env=environment(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=TIMEOUT,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout if done.returncode == 0 else None


def revision(folder: Path, contents: Mapping[str, bytes]) -> Revision | None:
    """Return the commit that `folder` stands on, or None outside git or before the first commit.

    `contents` are the files that were read, by path below `folder`; they are compared with the
    commit's own by their hashes, so that no filter of the repository runs.
    """
    told = git(folder, "log", "-1", "--format=%h%x00%H%x00%cs")
    if not told:
        return None
    short, full, day = told.decode("ascii").strip().split("\0")
    tree = git(folder, "ls-tree", "-r", "-z", full, "--", ".") or b""
    committed = dict(_blobs(tree))
    algorithm = "sha1" if len(full) == 40 else "sha256"  # noqa: PLR2004  (hex digits of SHA-1)
    read = {path: _blob_hash(algorithm, data) for path, data in contents.items()}
    ours = {path: name for path, name in committed.items() if path.endswith(".yaml")}
    return Revision(short, date.fromisoformat(day), read != ours)


def _blobs(tree: bytes) -> list[tuple[str, str]]:
    """Return (path, object name) from the lines `mode type name TAB path` of ls-tree."""
    rows = [row.decode("utf-8", "surrogateescape") for row in tree.split(b"\0") if row]
    return [(row.partition("\t")[2], row.split()[2]) for row in rows]


def _blob_hash(algorithm: str, data: bytes) -> str:
    header = b"blob %d\0" % len(data)
    return hashlib.new(algorithm, header + data, usedforsecurity=False).hexdigest()
