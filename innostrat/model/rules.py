"""The rules about the shape of a file: keys, values and what they may be."""

from __future__ import annotations

from innostrat.findings import Rule, Severity
from innostrat.messages import msg

UNKNOWN_KEY = Rule(
    "S001",
    "unknown-key",
    Severity.ERROR,
    msg("An unknown key"),
    why=msg(
        "A key that the format does not know is ignored by every table: a misspelt cost is no cost."
    ),
    fix=msg("Correct the spelling, or move what it says to a key of the format."),
    example="tittel: Digital hjemmeoppfølging",
)
MISSING_KEY = Rule(
    "S002",
    "missing-key",
    Severity.ERROR,
    msg("A key is missing"),
    why=msg("Without it the item cannot be placed, compared or found again."),
    fix=msg("Add the key; `innostrat schema` and the editor explain what it holds."),
)
SHAPE = Rule(
    "S003",
    "wrong-shape",
    Severity.ERROR,
    msg("A value has the wrong shape"),
    why=msg(
        "A list, a mapping of keys and a single value are three different things in the format."
    ),
    fix=msg("Write it as the example in the description of the format shows."),
    example="types: service      # a list was expected: [service]",
)
CHOICE = Rule(
    "S004",
    "not-a-choice",
    Severity.ERROR,
    msg("A value is not one of the choices"),
    why=msg("Some keys take one of a few words, so that tables can be made of them."),
    fix=msg("Choose one of the words that the finding lists."),
    example="phase: pilot",
)
AMOUNT = Rule(
    "S005",
    "not-an-amount",
    Severity.ERROR,
    msg("A value is not an amount"),
    why=msg(
        "Amounts are whole kroner, positive, with a space between thousands if any. A comma or a "
        "point is refused: one reader's 1.000 is another's 1."
    ),
    fix=msg("Write 450000 or 450 000. Capacity may have decimals, with a point: 0.5."),
    example="amounts: {2027: 450.000}",
)
DATE = Rule(
    "S006",
    "not-a-date",
    Severity.ERROR,
    msg("A value is not a date"),
    why=msg("Dates are written year-month-day, so that nobody mixes up day and month."),
    fix=msg("Write the date as 2027-03-15."),
    example="received: 3.2.2026",
)
YEAR = Rule(
    "S007",
    "not-a-year",
    Severity.ERROR,
    msg("A key is not a year"),
    why=msg("Amounts stand under the year they belong to, with four digits."),
    fix=msg("Write 2027. In braces a comma separates keys: write decimals with a point."),
    example="amounts: {2027: 1,5}",
)
NUMBER = Rule(
    "S008",
    "not-a-number",
    Severity.ERROR,
    msg("A number is outside its limits"),
    why=msg("The key takes numbers of a certain kind only; the finding says which."),
    fix=msg("Write a number within the limits."),
    example="likelihood: 7",
)
ID = Rule(
    "S009",
    "not-an-id",
    Severity.ERROR,
    msg("A value is not an id"),
    why=msg(
        "An id is a file name, a reference and part of an address: small letters a–z, digits and "
        "hyphens work everywhere."
    ),
    fix=msg("Write an id such as trygg-pa-tur."),
    example="id: Trygg på tur!",
)
TOO_LONG = Rule(
    "S010",
    "too-long-or-short",
    Severity.ERROR,
    msg("A value is too long or too short"),
    why=msg("A list that must have something in it is empty, or a text is beyond any reader."),
    fix=msg("Add what is missing, or shorten the text."),
)
FORMAT = Rule(
    "S011",
    "format-version",
    Severity.ERROR,
    msg("The version of the format is unknown"),
    why=msg(
        "The tool reads versions 1 and 2 of the file format; a later one may mean something else."
    ),
    fix=msg("Write format: 2, or use a newer version of the tool."),
    example="format: 3",
)
LOOK = Rule(
    "S012",
    "not-a-look",
    Severity.ERROR,
    msg("A value is not a colour, or not the name of a picture"),
    why=msg(
        "Documents are drawn with it, and a picture is read only from beside strategy.yaml: a path "
        "could lead out of the portfolio."
    ),
    fix=msg("Write a colour as 1f5fa8, and a picture as logo.svg or logo.png."),
    example="brand: {color: blue}",
)

ROLE = Rule(
    "S013",
    "key-of-another-role",
    Severity.ERROR,
    msg("A key belongs to another role than the criterion has"),
    why=msg(
        "A benefit adds up by its weight, a factor multiplies, and a gate lets a project compete. "
        "A weight on a factor or a gate would look as if it counted, and count for nothing."
    ),
    fix=msg("Remove the key, or give the criterion the role that it was meant to have."),
    example="- {id: need, role: gate, weight: 20, at_least: 3, …}",
)
FACTOR = Rule(
    "S014",
    "not-a-factor",
    Severity.ERROR,
    msg("A factor that cannot multiply"),
    why=msg(
        "A factor says what is left of the benefits: from 0 % to 100 %, and never less for a "
        "better answer. Nothing can be more than all of them."
    ),
    fix=msg("Write each level's share: {example}.", example="values: {1: 0 %, 2: 40 %, 3: 100 %}"),
    example="role: factor\nscale: {kind: levels, levels: {…}, values: {1: 50 %, 2: 30 %}}",
)
GATE = Rule(
    "S015",
    "not-a-gate",
    Severity.ERROR,
    msg("A gate that no answer can tell"),
    why=msg("A gate at a level that the scale does not have lets nobody in, or everybody."),
    fix=msg("Write the lowest answer that lets a project compete: at_least: 3."),
    example="role: gate\nat_least: 6      # the levels are 1 to 5",
)
NO_BENEFIT = Rule(
    "S016",
    "strategy-without-benefit",
    Severity.ERROR,
    msg("The strategy has no benefit"),
    why=msg("Only benefits add to a value: without any, every project is worth 0."),
    fix=msg("Give at least one criterion the role benefit, and a weight."),
    example="criteria:\n  - {id: need, title: Need, role: gate, at_least: 3, scale: {…}}",
)
REACH = Rule(
    "S017",
    "not-a-reach",
    Severity.ERROR,
    msg("An answer about reach is not people and a change"),
    why=msg(
        "How much a project changes is counted in people, each with the step of change that the "
        "project makes for them."
    ),
    fix=msg("Write {example}, or a list of such groups.", example="{people: 900, change: clear}"),
    example="scores:\n  reach: {people: -20, change: clear}",
)

CODE = Rule(
    "D001",
    "not-a-code",
    Severity.ERROR,
    msg("A value is not a code"),
    why=msg("Budget systems refuse a row whose code they cannot read, or place it elsewhere."),
    fix=msg("Write one code, of digits and letters, as the list of the year has it."),
    example="codes: {funksjon: 234 og 254}      # one code a line: {funksjon: 234}",
)

RULES = tuple(one for one in tuple(vars().values()) if isinstance(one, Rule))
