"""Names findings so that a server knows them again after their lines have moved."""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from innostrat.formats.findings.report import FindingsReport

DIGITS = 16


def fingerprints(report: FindingsReport) -> tuple[str, ...]:
    """Return one name for each finding of `report.findings`: `0a1b2c3d4e5f6071:1`.

    It depends on the file, the rule, the item and what stands on the line, not on where the line
    is. The number after the colon tells apart findings that have all of these in common.
    """
    met: Counter[str] = Counter()
    names = []
    for finding in report.findings:
        line = " ".join(report.line(finding.location).split())
        parts = (finding.location.path, finding.code, finding.item, line)
        data = "\0".join(parts).encode("utf-8", "surrogatepass")
        digest = hashlib.sha256(data).hexdigest()[:DIGITS]
        met[digest] += 1
        names.append(f"{digest}:{met[digest]}")
    return tuple(names)
