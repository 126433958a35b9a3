"""Lets a script of ours work on foreign bytes in a process of its own, within limits.

A library may panic on a hostile file, or ask for more memory than there is; here that ends the
process that it works in and no other. This file is also what that process begins with.
"""

from __future__ import annotations

import os
import runpy
import subprocess
import sys
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

MEMORY: Final = 1_500_000_000  # bytes
PATIENCE: Final = 1.5  # how much longer than the seconds of work is waited: others want the machine


def run_limited(script: Path, given: bytes, *words: str, seconds: int) -> bytes | None:
    """Return what a script answers to bytes and words, or None where it failed or was ended.

    `seconds` is how long the processor may work for it. The script is read from standard input and
    answers on standard output; it may import the libraries that are installed.
    """
    kept = {key: one for key, one in os.environ.items() if not key.startswith("PYTHON")}
    try:
        return subprocess.run(  # noqa: S603  (our own file, by our own interpreter)
            [sys.executable, "-I", "-X", "utf8", __file__, str(seconds), str(script), *words],
            input=given,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=PATIENCE * seconds,
            check=True,
            env=kept | {"RAYON_NUM_THREADS": "1"},  # each thread would take of the memory
        ).stdout
    except subprocess.SubprocessError:
        return None


def _limit(seconds: int) -> None:
    try:
        import resource  # noqa: PLC0415  (not on Windows, where the time alone is limited)
    except ImportError:
        return
    for limit, wished in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_CORE, 0),
    ):
        allowed = resource.getrlimit(limit)[1]
        most = wished if allowed == resource.RLIM_INFINITY else min(wished, allowed)
        resource.setrlimit(limit, (most, most))


if __name__ == "__main__":
    _limit(int(sys.argv[1]))
    del sys.argv[:2]
    runpy.run_path(sys.argv[0], run_name="__main__")
