"""Faults of shape are told once, where they stand, in plain words, with what to write instead."""

from __future__ import annotations

import pytest
from reading import BASE, case

from innostrat.files.source import Files
from innostrat.language import language
from innostrat.loading.load import did_you_mean, load

EN = language("en")
HEAD = "id: x\ntitle: X\n"


def told(path: str, text: str) -> list[tuple[str, int, int, str, str]]:
    """Return code, line, column, message and hint of what is found in one file."""
    files = case(BASE) | {path: text.encode()}
    return [
        (one.code, one.location.line, one.location.column, EN(one.message), EN(one.hint))
        for one in load(Files("", files))[1]
    ]


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        (
            "phase: planning\nchampoin: Helsesjef\n",
            ("S001", 4, 1, "The key champoin is unknown", "Did you mean champion?"),
        ),
        (
            "phase: planning\nneed: {kind: [user]}\n",
            ("S001", 4, 8, "The key kind is unknown", "Did you mean kinds?"),
        ),
        (
            "phase: planning\nrisks: [{title: A, likelihood: 1, impact: 1, qqq: 1}]\n",
            (
                "S001",
                4,
                46,
                "The key qqq is unknown",
                "Known keys: impact, likelihood, response, title",
            ),
        ),
        (
            "phase: planning\nstart: {2027: 5}\n",
            (
                "S001",
                4,
                9,
                "The key 2027 is unknown",
                "A comma between braces separates keys: write decimals with a point",
            ),
        ),
        (
            "phase: planning\ncosts:\n  - title: Drift\n    amounts: {2027: 1}\n",
            ("S002", 5, 5, "The key frame is missing", "–"),
        ),
        (
            "costs: {drift: {2027: 200 000, 2028: 1.500}}\n",
            (
                "S005",
                3,
                38,
                "1.500 could be thousands or decimals",
                "Separate thousands by a space: 1 500; or write two decimals at the most: 1.50",
            ),
        ),
        (
            "costs: {drift: 200 000}\n",
            (
                "S003",
                3,
                16,
                "There are no years here",
                "Write what is used of the frame each year: costs: {drift: {2027: 200 000}}",
            ),
        ),
        (
            "phase: plannning\n",
            ("S004", 3, 8, "plannning is not one of the choices", "Did you mean planning?"),
        ),
        (
            "phase: pilot\n",
            (
                "S004",
                3,
                8,
                "pilot is not one of the choices",
                "Choose one of: concept, planning, execution, closing, realisation",
            ),
        ),
        (
            "phase: [concept]\n",
            (
                "S003",
                3,
                1,
                "A word was expected here",
                "Choose one of: concept, planning, execution, closing, realisation",
            ),
        ),
        (
            "phase: concept\nteam:\n",
            (
                "S003",
                4,
                1,
                "A list was expected here",
                "Leave the key out if there is nothing to say",
            ),
        ),
        (
            "phase: concept\nteam: Helsesjef\n",
            ("S003", 4, 7, "A list was expected here", "Write it like this: team: [{role: …}]"),
        ),
        (
            "phase: concept\nneed: Folk venter\n",
            (
                "S003",
                4,
                7,
                "A mapping of keys and values was expected here",
                "Write it like this: need: {problem: …}",
            ),
        ),
        (
            "phase: concept\nchampion:\n  role: Helsesjef\n",
            ("S003", 4, 1, "A mapping stands where one value was expected", "Write one value here"),
        ),
        (
            "phase: concept\nsummary: '  '\n",
            ("S003", 4, 10, "The text is empty", "Write the text, or leave the key out"),
        ),
        (
            "phase: concept\nalignment: {owner: [Helsesjef]}\n",
            ("S003", 4, 13, "A list stands where one value was expected", "Write one value here"),
        ),
        (
            "phase: concept\nteam:\n  - role:\n",
            ("S003", 5, 5, "There is no value here", "Write one value here"),
        ),
        (
            f"phase: concept\nsummary: {'a' * 20_001}\n",
            ("S010", 4, 10, "The text has over 20,000 characters", "–"),
        ),
        (
            "phase: concept\ncosts: [{title: A, frame: b, amounts: {}}]\n",
            ("S010", 4, 30, "The list has too few items", "–"),
        ),
        (
            "phase: concept\ncosts: [{title: A, frame: b, amounts: {2027: {low: 1, likely: 1}}}]\n",
            ("S002", 4, 40, "The key high is missing", "–"),
        ),
        (
            "phase: concept\nscores: {Behov: {value: 1}}\n",
            (
                "S009",
                4,
                10,
                "Behov is not an id",
                "Write behov: small letters a–z, digits and single hyphens",
            ),
        ),
    ],
)
def test_a_fault_in_a_project(more: str, expected: tuple[str, int, int, str, str]) -> None:
    assert told("projects/x.yaml", HEAD + more) == [expected]


CRITERION = "  - id: reach\n    title: Reach\n    weight: 5\n    scale: %s\n"


@pytest.mark.parametrize(
    ("scale", "code", "message", "hint"),
    [
        ("{kind: nummer}", "S004", "nummer is not one of the choices", "Did you mean number?"),
        ("{levels: {1: a, 2: b}}", "S002", "The key kind is missing", "–"),
        ("{kind: levels, levels: {1: a}}", "S010", "The list has too few items", "–"),
        (
            "{kind: levels, levels: {1: a, 2: b}, values: {1: 0, 2: 90}}",
            "S008",
            "The values do not rise from 0 to 100",
            "The lowest level has the value 0, the highest 100",
        ),
        (
            "{kind: levels, levels: {1: a, 2: b}, values: {1: 0, 3: 100}}",
            "S008",
            "The values do not name the same levels",
            "Give every level under levels its value",
        ),
        ("{kind: goals}\n    weight_range: [1, 2, 9]", "S010", "The list has too many items", "–"),
        ("{kind: goals, fulll: 3}", "S001", "The key fulll is unknown", "Did you mean full?"),
        (
            "{kind: number, source: assessed, worst: 5, best: 5}",
            "S002",
            "The scale has no two ends",
            "Give worst and best, two different numbers, or points",
        ),
    ],
)
def test_a_fault_in_a_scale(scale: str, code: str, message: str, hint: str) -> None:
    strategy = case(BASE)["strategy.yaml"].decode() + CRITERION % scale
    ((found, *_, said, advice),) = told("strategy.yaml", strategy)
    assert (found, said, advice) == (code, message, hint)


@pytest.mark.parametrize(
    ("balance", "message"),
    [
        ("{min_projects: 1}", "The rule is about no group, or about several"),
        ("{focus_area: a, degree: radical, min_projects: 1}", "The rule is about no group"),
        ("{focus_area: a}", "The rule demands nothing"),
        ("{focus_area: a, min_share: 20 %, counts: capacity}", "A share is of money"),
        ("{focus_area: a, min_projects: 1, counts: operating}", "The rule says which costs"),
        ("{focus_area: a, min_projects: 2, max_projects: 1}", "The least is more than the most"),
    ],
)
def test_a_fault_in_a_balance_rule(balance: str, message: str) -> None:
    round_ = case(BASE)["rounds/plan.yaml"].decode() + f"balance:\n  - {balance}\n"
    ((_, line, _, said, _),) = told("rounds/plan.yaml", round_)
    assert line == 10
    assert said.startswith(message)


def test_all_faults_of_a_file_are_told_in_one_go() -> None:
    text = HEAD + "phase: pilot\nchampoin: A\nrequires: [Å]\nstart: {earliest: 27}\n"
    assert [one[0] for one in told("projects/x.yaml", text)] == ["S004", "S007", "S009", "S001"]


def test_what_a_file_means_is_kept_apart_from_what_is_broken() -> None:
    files = case(BASE) | {"projects/x.yaml": b"id: x\n", "ideas/y.yaml": b"["}
    contents, _ = load(Files("town", files))
    assert list(contents.projects) == ["home-care"]
    assert contents.broken == {"projects/x.yaml", "ideas/y.yaml"}
    assert contents.knows("projects", "x")
    assert not contents.knows("projects", "y")
    assert contents.files == len(files)
    assert contents.projects["home-care"].document.path == "town/projects/home-care.yaml"


def test_a_missing_strategy_is_told_of_once_and_leaves_nothing_to_analyse() -> None:
    contents, found = load(Files("", {}))
    assert [one.code for one in found] == ["F007"]
    assert contents.portfolio() is None


def test_the_latest_round_is_the_one_with_the_last_first_year() -> None:
    files = case(BASE)
    older = files["rounds/plan.yaml"].decode().replace("id: plan", "id: z-older")
    files["rounds/z-older.yaml"] = older.replace("years: [2027", "years: [2026, 2027").encode()
    portfolio = load(Files("", files))[0].portfolio()
    assert portfolio is not None
    assert portfolio.latest_round is not None
    assert portfolio.latest_round.id == "plan"


@pytest.mark.parametrize(
    ("word", "meant"), [("tjenste", "tjeneste"), ("samfun", "samfunn"), ("xyz", None)]
)
def test_did_you_mean(word: str, meant: str | None) -> None:
    hint = did_you_mean(word, ["samfunn", "tjeneste", "medarbeider"])
    assert (hint and hint.values["word"]) == meant
