"""The rules about files and YAML, before anything is known of what they mean."""

from __future__ import annotations

from innostrat.files.kinds import FOLDERS
from innostrat.findings import Rule, Severity
from innostrat.messages import Listing, msg

ENCODING = Rule(
    "F001",
    "not-utf-8",
    Severity.ERROR,
    msg("The file is not UTF-8"),
    why=msg(
        "Every file is read as UTF-8, the encoding of git, editors and the web. In another "
        "encoding æ, ø and å turn into other letters, or the file cannot be read at all."
    ),
    fix=msg("Open the file in an editor and save it with the encoding UTF-8."),
)
UNREADABLE = Rule(
    "F002",
    "unreadable",
    Severity.ERROR,
    msg("The file cannot be read"),
    why=msg("The operating system refuses to open the file, so nothing in it is checked."),
    fix=msg("Give yourself permission to read the file, or restore it from git."),
)
TOO_LARGE = Rule(
    "F003",
    "too-large",
    Severity.ERROR,
    msg("The file is too large"),
    why=msg(
        "A proposal is a few pages of text. A file over one megabyte is something else, and "
        "reading it could keep the checks of everybody else's proposals waiting."
    ),
    fix=msg("Move attachments out of the file and refer to them by case number."),
)
SYMLINK = Rule(
    "F004",
    "symbolic-link",
    Severity.ERROR,
    msg("The file is a symbolic link"),
    why=msg(
        "A link can point to anything on the machine that reads the portfolio. Links are therefore "
        "never followed, wherever they lead."
    ),
    fix=msg("Put the file itself in the portfolio."),
)
NOT_A_FILE = Rule(
    "F005",
    "not-a-file",
    Severity.ERROR,
    msg("This is not a file"),
    why=msg("A folder, a pipe or a device has the name of a portfolio file, and is not read."),
    fix=msg("Remove it, or give it another name."),
)
MISPLACED = Rule(
    "F006",
    "misplaced-file",
    Severity.WARNING,
    msg("The file or folder is not where the tool looks"),
    why=msg(
        "A portfolio is strategy.yaml and files that end in .yaml in the folders {folders}. What "
        "has another name or place is not read, which its author would not notice.",
        folders=Listing(FOLDERS),
    ),
    fix=msg("Move the file into the folder it belongs to, or rename its ending to .yaml."),
    example="# projects/trygg-pa-tur.yaml.txt\n# prosjekter/trygg-pa-tur.yaml",
)
FOREIGN = Rule(
    "F009",
    "foreign-file",
    Severity.INFO,
    msg("The file or folder is no part of the portfolio"),
    why=msg(
        "It is not read. That may be as it should, but nobody shall believe that something is in "
        "the portfolio because it lies beside it. README and the like, folders named documents, "
        "docs or schemas, hidden files and what strategy.yaml names are left alone. In the folder "
        "of a kind, and where it is YAML, it is a warning."
    ),
    fix=msg("Move it to a folder named documents, or out of the portfolio."),
    example="# projects/kart.pdf",
)
NO_STRATEGY = Rule(
    "F007",
    "no-strategy",
    Severity.ERROR,
    msg("The portfolio has no strategy.yaml"),
    why=msg(
        "Goals, criteria and service areas stand in strategy.yaml. Without it no proposal can be "
        "checked against the strategy, and nothing can be scored."
    ),
    fix=msg("Restore strategy.yaml, or write one."),
)
TOO_MANY = Rule(
    "F008",
    "too-many-files",
    Severity.ERROR,
    msg("The portfolio has too many files, or too large ones"),
    why=msg(
        "A portfolio holds some hundred ideas and projects. Far more than that is a fault or an "
        "attack, and reading all of it could keep everybody else's checks waiting."
    ),
    fix=msg("Move what does not belong here to another folder, or divide the portfolio."),
)
UNFINISHED = Rule(
    "F016",
    "unfinished-change",
    Severity.ERROR,
    msg("A change of several files was broken off"),
    why=msg(
        "A decision, a promoted idea or the like is written in several files. The run that wrote "
        "them was ended between two, so that they do not agree with one another yet."
    ),
    fix=msg(
        "Run innostrat fmt, or any other command that changes the portfolio: it finishes the "
        "change first. Where one is being written just now, try again."
    ),
    example="# .innostrat-journal.tmp beside strategy.yaml",
)
SYNTAX = Rule(
    "Y001",
    "syntax",
    Severity.ERROR,
    msg("The file is not valid YAML"),
    why=msg("The structure of the file breaks here, so nothing in the file can be understood."),
    fix=msg(
        "Look at the line and the one above it: indentation with tabs, a colon followed by a space "
        "inside a text, a quote or bracket that is not closed. A text with special characters can "
        "be put in double quotes."
    ),
    example="title: Trygg hjemme: digitalt tilsyn",
)
DUPLICATE_KEY = Rule(
    "Y002",
    "duplicate-key",
    Severity.ERROR,
    msg("A key stands twice"),
    why=msg("Only one of the two values could count, and nobody could see which."),
    fix=msg("Keep one of them."),
    example="title: Digital hjemmeoppfølging\ntitle: Digitalt tilsyn",
)
ALIAS = Rule(
    "Y003",
    "anchor-or-alias",
    Severity.ERROR,
    msg("Anchors, aliases and merge keys are not used"),
    why=msg(
        "An alias copies another part of the file without showing it, and a few of them can grow "
        "into gigabytes. A diff of such a file does not show what changes."
    ),
    fix=msg(
        "Write the value out where it belongs. If a text begins with & or *, put it in double "
        "quotes."
    ),
    example="summary: *standardtekst",
)
TAG = Rule(
    "Y004",
    "tag",
    Severity.ERROR,
    msg("Tags are not used"),
    why=msg("A tag such as !!python or !env asks a reader to make something else of a value."),
    fix=msg("Remove the tag. If a text begins with an exclamation mark, put it in double quotes."),
    example="title: !viktig Digital hjemmeoppfølging",
)
SEVERAL_DOCUMENTS = Rule(
    "Y005",
    "several-documents",
    Severity.ERROR,
    msg("The file holds several documents"),
    why=msg("Only the first one would be read; each idea and project has a file of its own."),
    fix=msg("Move what follows the line --- to a file of its own."),
)
EMPTY = Rule(
    "Y006",
    "empty-file",
    Severity.ERROR,
    msg("The file is empty"),
    why=msg("An empty file says nothing, though its name promises an idea or a project."),
    fix=msg("Fill it in, or delete it."),
)
INVISIBLE = Rule(
    "Y007",
    "invisible-character",
    Severity.ERROR,
    msg("An invisible or control character"),
    why=msg(
        "Some characters cannot be seen, break lines that look whole, or turn the direction of the "
        "text around, so that a reviewer reads something other than what is stored."
    ),
    fix=msg("Delete the character; it often comes with text pasted from elsewhere."),
)
CONFLICT = Rule(
    "Y008",
    "merge-conflict",
    Severity.ERROR,
    msg("A merge conflict is not resolved"),
    why=msg("Git has left both versions in the file, with lines of <, = and > between them."),
    fix=msg("Choose what shall stand, and delete the marker lines."),
)
TOO_DEEP = Rule(
    "Y009",
    "too-deep",
    Severity.ERROR,
    msg("The nesting is too deep"),
    why=msg("No part of the format is nested this deep; such a file is damaged or hostile."),
    fix=msg("Rewrite the file by the description of the format."),
)
SWALLOWED = Rule(
    "Y010",
    "text-lost-after-hash",
    Severity.WARNING,
    msg("The text after # is lost"),
    why=msg(
        "In YAML a space and # begin a comment, so the rest of the line is not part of the text."
    ),
    fix=msg("Put the whole text in double quotes, or leave a space after # if it is a comment."),
    example="title: Prosjekt #2",
)
KEY = Rule(
    "Y011",
    "key-is-not-text",
    Severity.ERROR,
    msg("A key is not a word"),
    why=msg("A key names what follows; here it is empty, a list or a mapping."),
    fix=msg("Write the key as a word followed by a colon."),
)

RULES = tuple(one for one in tuple(vars().values()) if isinstance(one, Rule))
