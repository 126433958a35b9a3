"""Which language a call is answered in, also before a portfolio is read, and where none is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from innostrat.errors import CannotGoOnError
from innostrat.files.places import nearest_language
from innostrat.language import LANGUAGES
from innostrat.messages import Listing, msg
from innostrat.shell.helping import HELP_NAMES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

VARIABLE: Final = "INNOSTRAT_LANG"
LOCALES: Final = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
OPTION: Final = "--lang"


def user_language(arguments: Sequence[str], environment: Mapping[str, str]) -> str:
    """Return the language for help and errors.

    It is that of `--lang`, else of `INNOSTRAT_LANG`, else of the portfolio named or stood in, else
    of the locale, else English.
    """
    wishes = (*reversed(_wished(arguments)), _code(environment.get(VARIABLE, "")))
    if found := next((one for one in wishes if one in LANGUAGES), None):
        return found
    words = [one for one in arguments if not one.startswith("-")]
    return nearest_language(words) or _locale(environment) or "en"


def spoken(arguments: Sequence[str]) -> list[str]:
    """Return a call with `--lang` behind the name of its command, where it stood before it.

    What is no language is a `CannotGoOnError`.
    """
    rest = list(arguments)
    wished: list[str] = []
    if rest and rest[0] in HELP_NAMES:  # of all commands, whatever follows
        return rest[:1]
    while rest and rest[0].partition("=")[0] == OPTION:
        wish = _wished(rest)[0]
        del rest[: 1 if "=" in rest[0] else 2]
        if not wish:
            raise CannotGoOnError(msg("{name} needs a value after it", name=OPTION))
        if wish not in LANGUAGES:
            problem = msg("{name} cannot be {value}", name=OPTION, value=wish)
            there = msg("There are: {choices}", choices=Listing(LANGUAGES))
            raise CannotGoOnError(msg("{problem}. {hint}", problem=problem, hint=there))
        wished = [f"{OPTION}={wish}"]
    if not rest or rest[0].startswith("-"):
        return rest  # help, or the version
    return [rest[0], *wished, *rest[1:]]


def _wished(arguments: Sequence[str]) -> list[str]:
    """Return what `--lang` is given, wherever it stands."""
    following = [*arguments[1:], ""]
    return [
        value if equals else after
        for one, after in zip(arguments, following, strict=False)
        for name, equals, value in (one.partition("="),)
        if name == OPTION
    ]


def _locale(environment: Mapping[str, str]) -> str | None:
    wishes = (one for name in LOCALES for one in environment.get(name, "").split(":"))
    return next((code for one in wishes if (code := _code(one)) in LANGUAGES), None)


def _code(wish: str) -> str:
    """Return the language of a locale as `nb_NO.UTF-8`: its first letters, `no` as bokmål."""
    code = wish.partition("_")[0].partition(".")[0].partition("-")[0].casefold()
    return {"no": "nb"}.get(code, code)
