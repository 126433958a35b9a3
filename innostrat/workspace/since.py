"""Finds what a change since a commit brought: the files that differ, and the findings it caused."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from innostrat.checks.compare import compare_findings
from innostrat.checks.run import check
from innostrat.files.normal import line_feeds
from innostrat.files.repository import Repository
from innostrat.loading.load import load
from innostrat.workspace.snapshots import inside

if TYPE_CHECKING:
    from innostrat.findings import Finding
    from innostrat.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Since:
    """The files that differ, by the path that people see, and the findings that were not there."""

    paths: frozenset[str]
    new: frozenset[Finding]

    def concerns(self, finding: Finding) -> bool:
        """Return whether a finding stands in a file that differs, or came with the change."""
        return finding.location.path in self.paths or finding in self.new


def since(workspace: Workspace, base: str | None) -> Since:
    """Compare a portfolio with itself at the revision `base`.

    Without a base it is the commit where this branch left the main branch.
    """
    with Repository(workspace.root) as repository:
        place = inside(repository, workspace.root)
        if base is None:
            commit = repository.merge_base(repository.main_branch(), "HEAD")
        else:
            commit = repository.commit(base)
        before = repository.files(commit, place, workspace.files.prefix)
    contents, form = load(before)
    now = workspace.files
    differ = (
        path
        for path, data in now.contents.items()
        if path not in before.contents or line_feeds(before.contents[path]) != line_feeds(data)
    )
    change = compare_findings((*form, *check(contents)), workspace.findings)
    return Since(frozenset(map(now.shown, differ)), frozenset(change.new))
