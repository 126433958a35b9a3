"""The same small findings in each format, to the letter."""

from __future__ import annotations

import pytest
from formats.small_findings import ENGLISH, REPORT

from innostrat.formats.registry.findings import findings_renderer

EXPECTED = {
    "text": """\
p/buss.yaml:1:1: warning[G007] Nobody leads the project
  1 | id: buss
    | ^

p/buss.yaml:3:12: error[R003] There is no goal bostad
  3 |   - {goal: bostad, contribution: 3}
    |            ^^^^^^
    = Did you mean bosted?
    = strategy.yaml:7:5: The goals stand here

p/buss.yaml:4:1: remark[M301] The saving frees no room
  4 | benefits:
    | ^^^^^^^^^

Accepted, with reasons:
  p/kontor.yaml:2:1: M402 The whole investment is small
    Føres sammen med bygget.

1 error, 1 warning, 1 remark, 1 accepted in 3 files
""",
    "github": """\
::error file=p/buss.yaml,line=3,endLine=3,col=12,endColumn=18,title=R003 Unknown goal::\
There is no goal bostad%0ADid you mean bosted?
::warning file=p/buss.yaml,line=1,endLine=1,col=1,title=G007 No champion::\
Nobody leads the project
::notice file=p/buss.yaml,line=4,endLine=5,title=M301 Saving not committed::\
The saving frees no room
1 error, 1 warning, 1 remark, 1 accepted in 3 files
""",
    "gitlab": """\
[
  {
    "description": "Nobody leads the project",
    "check_name": "G007",
    "fingerprint": "a5d504fb33644e4f:1",
    "severity": "minor",
    "location": {
      "path": "p/buss.yaml",
      "lines": {
        "begin": 1
      }
    }
  },
  {
    "description": "There is no goal bostad. Did you mean bosted?",
    "check_name": "R003",
    "fingerprint": "8183d72248613bc6:1",
    "severity": "critical",
    "location": {
      "path": "p/buss.yaml",
      "lines": {
        "begin": 3
      }
    }
  },
  {
    "description": "The saving frees no room",
    "check_name": "M301",
    "fingerprint": "4f3201db71edb5e4:1",
    "severity": "info",
    "location": {
      "path": "p/buss.yaml",
      "lines": {
        "begin": 4
      }
    }
  }
]
""",
    "junit": """\
<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="innostrat">
  <testsuite name="." tests="1" failures="0" errors="0" skipped="0">
    <testcase classname="strategy.yaml" name="strategy.yaml"/>
  </testsuite>
  <testsuite name="p" tests="4" failures="1" errors="0" skipped="1">
    <testcase classname="p/buss.yaml" name="G007 1:1 Nobody leads the project">
      <system-out>p/buss.yaml:1:1: Nobody leads the project</system-out>
    </testcase>
    <testcase classname="p/buss.yaml" name="R003 3:12 There is no goal bostad">
      <failure type="R003" message="There is no goal bostad">\
p/buss.yaml:3:12: There is no goal bostad. Did you mean bosted?</failure>
    </testcase>
    <testcase classname="p/buss.yaml" name="M301 4:1 The saving frees no room">
      <system-out>p/buss.yaml:4:1: The saving frees no room</system-out>
    </testcase>
    <testcase classname="p/kontor.yaml" name="M402 2:1 The whole investment is small">
      <skipped message="Føres sammen med bygget."/>
    </testcase>
  </testsuite>
</testsuites>
""",
    "markdown": """\
# Validation

1 error, 1 warning, 1 remark, 1 accepted in 3 files

## Findings

| Severity | Rule | File | Line | Finding |
| --- | --- | --- | --: | --- |
| error | R003 | p/buss.yaml | 3 | There is no goal bostad. Did you mean bosted? |
| warning | G007 | p/buss.yaml | 1 | Nobody leads the project |
| remark | M301 | p/buss.yaml | 4 | The saving frees no room |

## Accepted

| Severity | Rule | File | Line | Finding |
| --- | --- | --- | --: | --- |
| warning | M402 | p/kontor.yaml | 2 | The whole investment is small. Føres sammen med bygget. |
""",
}


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_the_whole_output_is(name: str) -> None:
    assert findings_renderer(name)(REPORT, ENGLISH) == EXPECTED[name]
