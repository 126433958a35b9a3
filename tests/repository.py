"""Makes a git repository with a small portfolio, the same commits every time."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING, Final

import calling

if TYPE_CHECKING:
    from pathlib import Path

STRATEGY: Final = """\
format: 2
organisation: Testkommune
title: Strategi
language: en
goals:
  - id: area
    title: Area
    kind: focus_area
    goals:
      - {id: goal-1, title: Goal one}
      - {id: goal-2, title: Goal two}
service_areas:
  - {id: service, title: Service}
criteria:
  - id: worth
    title: Worth
    weight: 3
    scale: {kind: levels, levels: {1: a, 2: b, 3: c, 4: d, 5: e}}
  - id: reach
    title: Reach
    weight: 1
    scale: {kind: levels, levels: {1: a, 2: b, 3: c, 4: d, 5: e}}
"""
ROUND: Final = """\
id: plan
title: Plan 2027–2028
years: [2027, 2028]
frames:
  - {id: money, title: The pot, kind: operating, amounts: {2027: 1 000 000, 2028: 1 000 000}}
committed_savings_refill: false
"""
PROJECT: Final = """\
id: {id}
title: {title}
phase: concept
focus_area: area
service_area: service
summary: What it is.
goals: [{{goal: {goal}, contribution: 2, because: It is}}]
scores:
  worth: {{value: {worth}, because: So}}
  reach: {{value: 3, because: So}}
costs:
  - {{title: Work, frame: money, amounts: {{2027: {cost}}}}}
"""


class Repository:
    """A repository in `folder` whose portfolio is at `portfolios/test`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.place = folder / "portfolios" / "test"
        self.commits = 0
        (self.place / "projects").mkdir(parents=True)
        (self.place / "rounds").mkdir()
        self.git("init", "-q", "-b", "main")
        self.write("strategy.yaml", STRATEGY)
        self.write("rounds/plan.yaml", ROUND)

    def write(self, path: str, text: str) -> None:
        """Write a file of the portfolio."""
        (self.place / path).write_text(text, encoding="utf-8", newline="\n")

    def project(
        self, id_: str, worth: int, cost: int, goal: str = "goal-1", title: str = ""
    ) -> None:
        """Write a project of so many kroner in 2027."""
        text = PROJECT.format(id=id_, title=title or id_.title(), worth=worth, cost=cost, goal=goal)
        self.write(f"projects/{id_}.yaml", text)

    def commit(self, message: str = "Change") -> str:
        """Commit everything and return the commit's name; each commit is a day after the last."""
        self.commits += 1
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", message)
        return self.git("rev-parse", "HEAD").strip()

    def git(self, *arguments: str) -> str:
        """Run git here as nobody in particular."""
        day = f"2026-01-{self.commits + 1:02}T12:00:00+0000"
        environment = {
            **calling.system(),
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_AUTHOR_DATE": day,
            "GIT_COMMITTER_DATE": day,
            "GIT_AUTHOR_NAME": "Example",
            "GIT_AUTHOR_EMAIL": "example@example.invalid",
            "GIT_COMMITTER_NAME": "Example",
            "GIT_COMMITTER_EMAIL": "example@example.invalid",
        }
        done = subprocess.run(
            ["git", *arguments],
            cwd=self.folder,
            env=environment,
            check=True,
            capture_output=True,
            text=True,
        )
        return done.stdout
