"""Installs innostrat and the locked versions of what it needs: python3 install.py [--dev] [FOLDER].

FOLDER becomes a virtual environment; without it, .venv beside this file. With --dev comes what the
tests need. Any Python since 3.6 can read this file, so that an old one is told what is wrong.
"""

import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
OLDEST = (3, 11)
USE = "use: python3 install.py [--dev] [FOLDER]"


def commands(folder: Path, lock: str) -> "list[list[str]]":
    """Return what is run, in order: the project comes last, when all that it needs is there."""
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    pip = [str(python), "-I", "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
    return [
        [sys.executable, "-I", "-m", "venv", str(folder)],
        [*pip, "--require-hashes", "--requirement", str(HERE / "requirements" / lock)],
        [*pip, "--no-deps", "--no-build-isolation", "--editable", str(HERE)],
    ]


def main(arguments: "list[str]") -> int:
    """Return the exit code of the first command that fails, which has said why, else 0."""
    if sys.version_info < OLDEST:
        old = ".".join(map(str, sys.version_info[:2]))
        sys.exit(f"innostrat needs Python 3.11 or newer; this is {old} ({sys.executable})")
    if "--help" in arguments or "-h" in arguments:
        sys.stdout.write(USE + "\n")
        return 0
    folders = [one for one in arguments if one != "--dev"]
    if len(folders) > 1 or any(one.startswith("-") for one in folders):
        sys.stderr.write(USE + "\n")
        return 2
    folder = Path(folders[0]) if folders else HERE / ".venv"
    lock = "dev.txt" if "--dev" in arguments else "run.txt"
    for command in commands(folder, lock):
        code = subprocess.call(command)
        if code:
            sys.stderr.write("innostrat is not installed: what went wrong stands above\n")
            return code
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
