"""`innostrat explain`: why a rule is there and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from innostrat.messages import mark, msg
from innostrat.shell import options

if TYPE_CHECKING:
    from innostrat.findings import Rule


def run(
    ctx: typer.Context,
    code: Annotated[
        str | None,
        typer.Argument(
            metavar="CODE",
            help=mark("A rule's code or name; without it, all rules are listed."),
            show_default=False,
        ),
    ] = None,
    *,
    form: options.FormatOption = options.TableFormat.TERMINAL,
    output: options.OutputOption = None,
    lang: options.LangOption = None,
) -> int:
    """Print a rule's page, or the table of all rules, in the user's own language."""
    from innostrat.checks import catalogue
    from innostrat.checks.remarks import example_in
    from innostrat.reports.register import rule_page
    from innostrat.shell.delivery import deliver

    rules = catalogue.rules()
    if code is None:
        report = rule_page.catalogue(rules.values())
    else:
        rule = _find(code, rules)
        example = example_in(rule.example, ctx.obj)
        report = rule_page.report(rule, example, waivable=_is_waivable(rule))
    del lang  # it is in the context
    deliver(report, ctx.obj, form, output)
    return 0


def _find(code: str, rules: dict[str, Rule]) -> Rule:
    """Return the rule by its code in any case, or by its name."""
    from innostrat.shell.asking import one_of

    is_code = code[-1:].isdigit()
    names = rules | {rule.slug: rule for rule in rules.values()}
    wish, known = (code.upper(), rules) if is_code else (code.lower(), names)
    where = msg("`innostrat explain` lists them all")
    return names[one_of(wish, known, msg("There is no rule {word}", word=code), where)]


def _is_waivable(rule: Rule) -> bool:
    from innostrat.checks.rules.registry import CHECKERS
    from innostrat.checks.waivers import NEVER_WAIVED
    from innostrat.files.kinds import KINDS
    from innostrat.loading.kinds import model_of

    if rule.code.startswith(NEVER_WAIVED) or rule.code not in CHECKERS:
        return False
    accepting = {kind.folder for kind in KINDS if "accept" in model_of(kind).model_fields}
    return CHECKERS[rule.code].subject in accepting | {None}
