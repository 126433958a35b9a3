"""Writes a portfolio of any size, always the same, from the example's strategy and round."""

from __future__ import annotations

import random
import re
import shutil
import subprocess
from pathlib import Path
from typing import Final

EXAMPLE: Final = Path(__file__).parent.parent / "portfolios" / "gausdal"
AREAS: Final = {
    "samfunn": "boformer",
    "tjeneste": "teknologi",
    "medarbeider": "kompetanse",
}
SERVICES: Final = ("helse", "omsorg", "skole", "barnehage", "teknisk-drift", "naering-miljo")
CRITERIA: Final = ("behov", "nyhet", "gjennomforing", "samskaping", "overforing")
CHANGES: Final = ("litt", "tydelig", "helt")
CROWD: Final = 30
"""How many projects the example's frames are made for."""
WORDS: Final = [
    "Samtykke",
    "Måltid",
    "Rehabilitering",
    "Fjellveg",
    "Læring",
    "Fiber",
    "Beitelag",
    "Klima",
    "Snø",
    "Bibliotek",
    "Svømming",
    "Vaktplan",
    "Rekruttering",
    "Arkiv",
    "Avfall",
    "Energi",
    "Bolig",
    "Friluft",
    "Demens",
    "Skyss",
    "Leirskole",
    "Matjord",
    "Robot",
    "Kamera",
    "Sensor",
    "Skjema",
    "Brev",
    "Møteplass",
    "Verksted",
    "Dugnad",
    "Frisklivs",
    "Tolk",
]


def write(folder: Path, projects: int, seed: int = 1) -> Path:
    """Write a portfolio of so many projects to `folder`, and return the folder."""
    dice = random.Random(seed)  # noqa: S311  (no secret)
    (folder / "projects").mkdir(parents=True)
    (folder / "rounds").mkdir()
    shutil.copy(EXAMPLE / "strategy.yaml", folder)
    for path in (EXAMPLE / "rounds").iterdir():
        text = path.read_text(encoding="utf-8")
        wider = re.sub(r"(?<=amounts: ){.*}", lambda found: _wider(found[0], projects), text)
        (folder / "rounds" / path.name).write_text(wider, encoding="utf-8")
    for number in range(projects):
        name = f"prosjekt-{number:05}"
        (folder / "projects" / f"{name}.yaml").write_text(
            project(name, number, dice), encoding="utf-8"
        )
    return folder


def _wider(amounts: str, projects: int) -> str:
    """Return the amounts of a frame for so many projects, so that about as large a part fits."""
    factor = max(1, projects // CROWD)

    def times(found: re.Match[str]) -> str:
        number = found[0].replace(" ", "")
        return f"{float(number) * factor:.1f}" if "." in number else str(int(number) * factor)

    return re.sub(r"(?<=: )[\d .]+(?=[,}])", times, amounts)


def project(name: str, number: int, dice: random.Random) -> str:
    """Return one project file of about three kilobytes that validates clean."""
    area = dice.choice(list(AREAS))
    cost, running = dice.randrange(100, 900) * 1000, dice.randrange(20, 90) * 1000
    saving = dice.randrange(0, 120) * 1000
    title = " ".join(dice.sample(WORDS, 3)) + f" {number}"
    scores = "\n".join(
        f"  {one}: {{value: {dice.randint(1, 5)}, because: Vurdert av fagmiljøet i {number}.}}"
        for one in CRITERIA
    )
    reach = (
        f"{{people: {dice.randrange(1, 40) * 50}, change: {dice.choice(CHANGES)}, because: Telt.}}"
    )
    return f"""\
# Konstruert for måling.
id: {name}
title: {title}
phase: planning
commitment: none
focus_area: {area}
service_area: {dice.choice(SERVICES)}
summary: {title} prøves ut i to enheter og tas i bruk i hele kommunen dersom det virker.
need:
  kinds: [user, organisation]
  problem: Brukerne venter for lenge, og medarbeiderne bruker tid på det som ikke hjelper.
  evidence: Telt i {number % 90 + 10} uker i to enheter.
innovation:
  types: [service, process]
  degree: {dice.choice(["incremental", "radical"])}
  digital_transformation: false
  new_for_us: Arbeidet gjøres sammen med brukerne fra første dag.
  known_from: [Nabokommunen]
  break_with: Dagens praksis der alle får det samme uansett behov.
  put_to_use: Enhetene selv, og naboene når det virker.
approach: Prøves i liten skala, måles, justeres og innføres.
alternatives:
  - {{title: Nullalternativet, description: Vi fortsetter som i dag., zero: true}}
  - {{title: Kjøp av tjenesten, description: Dyrere og mindre fleksibelt.}}
champion: Enhetsleder
team:
  - {{role: Prosjektleder, share: 40 %}}
  - {{role: Fagutvikler, share: 20 %}}
alignment: {{owner: Kommunalsjef, decided_by: Ledergruppen, date: 2026-05-12, case: 26/{number}}}
partners:
  - {{kind: inhabitants, who: Brukerrådet, how: Velger og prøver løsningen.}}
  - {{kind: business, who: Lokale bedrifter, how: Bygger løsningen sammen med oss.}}
goals:
  - {{goal: {AREAS[area]}, contribution: {dice.randint(1, 3)}, because: Dette er kjernen i målet.}}
scores:
{scores}
  nytte: {reach}
costs:
  - {{title: Prosjekt, frame: innovasjonsmidler, amounts: {{2027: {cost}, 2028: {cost}}}}}
  - title: Drift
    frame: drift
    lasts: true
    amounts: {{2028: {running}, 2029: {running}, 2030: {running}}}
  - {{title: Prosjektleder, frame: prosjektledelse, amounts: {{2027: 0.4, 2028: 0.2}}}}
benefits:
  - title: Kortere ventetid
    kind: quality
    responsible: Enhetsleder
    indicator: Ventetid
    unit: dager
    baseline: {{value: {number % 40 + 20}, date: 2026-03-01}}
    target: {{value: 10, date: 2029-12-31}}
  - title: Mindre innleie
    kind: avoided_cost
    responsible: Enhetsleder
    indicator: Innleie
    unit: kr
    baseline: {{value: {running * 4}, date: 2026-03-01}}
    target: {{value: {running}, date: 2029-12-31}}
    amounts: {{2028: {saving}, 2029: {saving}, 2030: {saving}}}
risks:
  - {{title: For liten tid, likelihood: 3, impact: 2, response: Frikjøp av tid.}}
start: {{earliest: 2027, latest: 2028}}
"""


def assess(folder: Path, assessors: int, seed: int = 3) -> Path:
    """Write so many assessors' answers about every project, and return the folder."""
    dice = random.Random(seed)  # noqa: S311
    names = sorted(path.stem for path in (folder / "projects").iterdir())
    (folder / "assessments").mkdir()
    for number in range(assessors):
        lines = [f"assessor: Rolle {number:02}", "round: hop-2027-2030", "scores:"]
        for name in names:
            given = [f"{one}: {{value: {dice.randint(1, 5)}}}" for one in CRITERIA]
            given += [f"nytte: {{people: {dice.randrange(1, 40) * 50}, change: litt}}"]
            lines += [f"  {name}:", *(f"    {one}" for one in given)]
        path = folder / "assessments" / f"rolle-{number:02}.yaml"
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


def commit_history(folder: Path, commits: int, seed: int = 2) -> None:
    """Make `folder` a repository of so many commits, each changing one score of one project."""
    dice = random.Random(seed)  # noqa: S311
    git(folder, "init", "-q", "-b", "main")
    git(folder, "add", ".")
    git(folder, "commit", "-q", "-m", "Begin")
    files = sorted((folder / "projects").iterdir())
    for number in range(commits - 1):
        path = dice.choice(files)
        text = path.read_text(encoding="utf-8")
        line = next(line for line in text.splitlines() if line.startswith("  behov:"))
        changed = re.sub(r"value: \d", f"value: {dice.randint(1, 5)}", line)
        path.write_text(text.replace(line, changed + f"  # {number}"), encoding="utf-8")
        git(folder, "commit", "-q", "-a", "-m", f"Change {number}")


def git(folder: Path, *arguments: str) -> None:
    """Run git in `folder` as nobody in particular."""
    who = ["-c", "user.name=Example", "-c", "user.email=example@example.invalid"]
    quick = ["-c", "gc.auto=0", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *who, *quick, *arguments], cwd=folder, check=True)
