"""Ranks a round anew in Python as the web page does in the browser, to hold the two together."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any, Final

from building import portfolio as built
from building import project, round_
from weighing import criteria

import innostrat.formats.html
from innostrat.analysis.changes.what_if import Assumptions
from innostrat.analysis.optimizer.ranking import down_the_list
from innostrat.analysis.plan.competition import compete
from innostrat.analysis.plan.planning import Effort, make_plan
from innostrat.analysis.value.scoring import score
from innostrat.checks.run import check, unfit
from innostrat.files.source import read_folder
from innostrat.loading.load import load
from innostrat.model.words import Selection
from innostrat.reports.overview import Overview, overview
from innostrat.reports.paper.what_if import what_if_data

if TYPE_CHECKING:
    from collections.abc import Mapping

    from innostrat.analysis.plan.result import Plan
    from innostrat.analysis.value.scoring import Scores
    from innostrat.model.portfolio import Portfolio
    from innostrat.model.round import Round
    from innostrat.reports.table import Json

EXAMPLES: Final = Path(__file__).parent.parent / "portfolios"
HTML: Final = Path(innostrat.formats.html.__file__).parent
CORE: Final = "\n".join(
    (HTML / name).read_text(encoding="utf-8")
    for name in ("whatif.js", "portfolios.js", "search.js")
)
# Runs every case in JavaScript; its whole numbers become texts.
RUNNER: Final = """
(all) => all.map(({ play, cases }) => cases.map(({ weights, force, exclude }) => {
  const found = WhatIf.run(play, weights, force, exclude);
  return found && {
    ranking: found.ranking.map((one) => [one.id, one.rank, String(one.units)]),
    starts: [...found.starts].sort(([a], [b]) => (a < b ? -1 : 1)),
    value: String(found.value),
    operating: String(found.cost.operating),
    investment: String(found.cost.investment),
    limit: found.over.map((place) => play.limits[place].slice(0, 2)),
    ...found.broken,
  };
}))
"""
# The best portfolio of each case: what the pool holds and whether that is proved, and what a search
# to its end finds.
SELECTOR: Final = """
(all) => all.map(({ play, cases }) => cases.map(({ weights, force, exclude }) => {
  const { worth, starts, ranking } = WhatIf.run(play, weights, force, exclude);
  const { asked, found, proved } = Portfolios.known(play, weights, worth, force, exclude, starts);
  const search = play.within
    ? Search.follow(asked, found, ranking.map((one) => one.id), play.within)
    : Search.begin(asked, found);
  let done = false;
  while (search.able && !done) done = search.run(1000);
  const years = (all) =>
    all && all.map(({ id, year }) => [id, year]).sort(([a], [b]) => (a < b ? -1 : 1));
  return { pool: years(found), proved, done, best: years(search.best) };
}))
"""


def example(name: str) -> Portfolio:
    """Return one of the portfolios that come with the tool."""
    contents, _ = load(read_folder(EXAMPLES / name, name))
    portfolio = contents.portfolio(unfit(check(contents), contents))
    assert portfolio is not None
    return portfolio


def played(portfolio: Portfolio, method: Selection = Selection.RANKING) -> Mapping[str, Json]:
    """Return what the page needs of the latest round, with the plan of a method as the official."""
    return what_if_data(portfolio, *_planned(portfolio, method))


def glanced(portfolio: Portfolio) -> Overview:
    """Return the projects of the latest round at a glance, selected down the list."""
    _, plan = _planned(portfolio, Selection.RANKING)
    return overview(plan, proved=False)


def _planned(portfolio: Portfolio, method: Selection) -> tuple[Scores, Plan]:
    scores = score(portfolio, _round(portfolio))
    return scores, make_plan(portfolio, scores, method, Effort(contrasts=False))


def _round(portfolio: Portfolio) -> Round:
    found = portfolio.latest_round
    assert found is not None
    return found


def cases(data: Mapping[str, Any], number: int, seed: int) -> list[dict[str, Any]]:
    """Return random weights, and projects forced in and kept out; the first changes nothing."""
    random = Random(seed)  # noqa: S311  (the same cases each time)
    own = [one["weight"] for one in data["criteria"]]
    ids = [one["id"] for one in data["projects"]]
    found = [{"weights": own, "force": [], "exclude": []}]
    while len(found) < number:
        weights = [random.choice([0, 1, one, random.randint(0, data["most"])]) for one in own]
        drawn = random.sample(ids, min(len(ids), random.choice([0, 0, 1, 2, 5])))
        cut = random.randint(0, len(drawn))
        if any(weights):
            found.append({"weights": weights, "force": drawn[:cut], "exclude": drawn[cut:]})
    return found


def answer(portfolio: Portfolio, case: Mapping[str, Any], decimals: int) -> dict[str, Any]:
    """Return what the tool itself says of one case, in the runner's form."""
    wishes = _wishes(portfolio, case, decimals)
    changed, its_round = wishes.portfolio(portfolio, _round(portfolio))
    scores = score(changed, its_round)
    problem = wishes.problem(compete(changed, its_round, scores).problem)
    solution = down_the_list(problem, [one.id for one in scores.ranking])
    broken = problem.violations(solution.starts)
    starts = problem.starts()
    return {
        "ranking": [[one.id, one.rank, str(one.units)] for one in scores.ranking],
        "starts": [list(pair) for pair in solution.starts.items()],
        "value": str(solution.value),
        **{
            kind: str(sum(starts[key].budgets[kind] for key in solution.starts.items()))
            for kind in ("operating", "investment")
        },
        **{
            kind: [list(one.key) for one in broken if one.kind == kind]
            for kind in ("limit", "requires", "excludes")
        },
    }


def _wishes(portfolio: Portfolio, case: Mapping[str, Any], decimals: int) -> Assumptions:
    ids = [one.id for one in portfolio.strategy.benefits]
    weights = [Decimal(weight).scaleb(-decimals) for weight in case["weights"]]
    return Assumptions(
        weights=dict(zip(ids, weights, strict=True)),
        force=tuple(case["force"]),
        exclude=tuple(case["exclude"]),
    )


def selected(
    portfolio: Portfolio, case: Mapping[str, Any], decimals: int, method: Selection
) -> list[list[str | int]] | None:
    """Return what `innostrat what-if` funds in one case, and from when; None where nothing fits."""
    wishes = _wishes(portfolio, case, decimals)
    changed, its_round = wishes.portfolio(portfolio, _round(portfolio))
    scores = score(changed, its_round)
    effort = Effort(contrasts=False)
    plan = make_plan(changed, scores, method, effort, assume=wishes.problem)
    years = sorted((one.project.id, one.start) for one in plan.funded)
    return [list(pair) for pair in years] if plan.is_made else None


def random_portfolio(seed: int) -> Portfolio:
    """Return a small round in which ties, delays, savings and relations between projects abound."""
    random = Random(seed)  # noqa: S311  (the same portfolio each time)
    ids = [f"p{number}" for number in range(random.randint(1, 9))]
    random.shuffle(ids)
    plan = round_(
        {
            "money": [random.choice([0, 100, 200, 300]) for _ in range(4)],
            "inv-a": [random.choice([100, 150]) for _ in range(4)],
            "cap-b": [random.choice([0.5, 1, 2]) for _ in range(4)],
        },
        delay_penalty=random.choice(["0 %", "5 %", "12.5 %", "60 %"]),
        committed_savings_refill=random.choice(["true", "false"]),
    )
    specs = [(weight, None) for weight in random.choices([1, 2, 3, 7], k=random.randint(1, 4))]
    projects = [_random_project(random, id_, ids, len(specs)) for id_ in ids]
    return built(plan, *projects, criteria=criteria(*specs))


def _random_project(random: Random, id_: str, ids: list[str], size: int) -> Any:  # noqa: ANN401
    others = [other for other in ids if other != id_]
    first = random.choice([2027, 2027, 2028, 2028, 2029, 2031])
    changes: dict[str, Any] = {
        "scores": {
            f"c{number}": {"value": str(random.choice([0, 33.3, 50, 66.67, 100]))}
            for number in range(size)
        },
        "costs": {
            random.choice(["money", "inv-a"]): {
                first: random.choice([50, 100, 150]),
                first + 1: random.choice([0, 100]),
            },
            "cap-b": {first: random.choice([0.25, 0.5, 1])},
        },
        "start": {"earliest": str(first), "latest": str(random.randint(first, max(first, 2030)))},
        "commitment": random.choice(["none", "none", "none", "decided", "mandatory"]),
        "requires": random.sample(others, min(len(others), random.choice([0, 0, 1]))),
        "excludes": random.sample(others, min(len(others), random.choice([0, 0, 1]))),
    }
    if random.random() < 0.3:
        saving = {"title": "Saving", "kind": "budget", "frame": "money", "committed": "true"}
        changes["benefits"] = [saving | {"amounts": {str(first): "70", "2030": "40"}}]
    return project(id_, **changes)


def batches() -> tuple[str, list[list[dict[str, Any]]]]:
    """Return the runner's input as JSON, and what the tool itself answers."""
    portfolios = [(example("gausdal"), 100), (example("fjord-libraries"), 100)]
    portfolios += [(random_portfolio(seed), 6) for seed in range(60)]
    asked, expected = [], []
    for seed, (portfolio, number) in enumerate(portfolios):
        data = played(portfolio)
        some = cases(data, number, seed)
        asked.append({"play": data, "cases": some})
        expected.append([answer(portfolio, one, data["decimals"]) for one in some])  # type: ignore[arg-type]
    return json.dumps(asked, default=dict), expected


def near(portfolio: Portfolio, within: Fraction) -> Portfolio:
    """Return the portfolio whose latest round follows the list within a share of the most value."""
    before = _round(portfolio)
    after = before.model_copy(update={"within": within})
    return replace(portfolio, rounds={**portfolio.rounds, before.id: after})


def selections() -> tuple[str, list[list[list[list[str | int]] | None]]]:
    """Return the selector's input as JSON, 300 cases or more, and what the tool itself selects."""
    best, close = Selection.OPTIMAL, Selection.NEAR_RANKING
    portfolios = [(example("gausdal"), 60, best), (example("fjord-libraries"), 20, best)]
    portfolios += [(random_portfolio(seed), 9, best) for seed in range(70)]
    portfolios += [
        (near(random_portfolio(seed), Fraction(seed % 4, 20)), 3, close) for seed in range(40)
    ]
    asked, expected = [], []
    for seed, (portfolio, number, method) in enumerate(portfolios):
        scores, plan = _planned(portfolio, method)
        if not plan.is_made:
            continue
        data: Any = what_if_data(portfolio, scores, plan)
        some = cases(data, number, seed)
        asked.append({"play": data, "cases": some})
        expected.append([selected(portfolio, one, data["decimals"], method) for one in some])
    return json.dumps(asked, default=dict), expected
