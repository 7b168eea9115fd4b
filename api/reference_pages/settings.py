"""docs/reference/settings.md: every setting of the server and every environment variable."""

import re
from dataclasses import MISSING, Field, fields
from inspect import getdoc

from api.cli.description import Given
from api.reference_pages.commands import every_command
from api.reference_pages.markdown import code, page, section, table
from api.settings import Settings

_INTRODUCTION = (
    "Nothing has to be set. What is set comes from the environment; a command's own option goes before it."
)

_SERVER = "A name that is no setting, or a value that is none, keeps the server from starting."
_PREFIX = "ROUNDSMAN_SERVER_"

ALONE = {
    "ROUNDSMAN_DEBUG": ("1", "Print the whole trace of an error that nobody foresaw, to be reported."),
    "ROUNDSMAN_SHARED": (
        "PATH",
        "Published instances and street maps; tests that need them skip without it.",
    ),
}
"""Variables that no command lists among its options: what they take and what they are."""


def settings_page() -> str:
    """Return the page of all settings."""
    server = table(("variable", "default", "what it is"), [_setting(each) for each in fields(Settings)])
    others = table(("variable", "takes", "what it is", "for"), [_other(name) for name in _others()])
    return page(
        "Settings",
        _INTRODUCTION,
        section("The server", _SERVER, server),
        section("Everything else", others),
    )


def _setting(setting: "Field[object]") -> tuple[str, str, str]:
    return code(_PREFIX + setting.name.upper()), _default(setting), _meanings()[setting.name]


def _default(setting: "Field[object]") -> str:
    """Return a default as it would be typed; one that is worked out differs from machine to machine."""
    if setting.default is MISSING:
        return "follows the machine"
    if isinstance(setting.default, int):
        return code(f"{setting.default}")
    return code(",".join(map(str, setting.default))) if isinstance(setting.default, tuple) else code("")


def _meanings() -> dict[str, str]:
    """Return what the class says of each of its settings: names at the margin, the text indented below."""
    found = {}
    for names, text in re.findall(r"^(\w[\w, ]*)\n((?:    .+\n?)+)", getdoc(Settings) or "", re.MULTILINE):
        for name in names.split(", "):
            found[name] = " ".join(text.split()).rstrip(".")
    return found


def _others() -> list[str]:
    return sorted({given.variable for _, given in _all_given() if given.variable} | ALONE.keys())


def _other(name: str) -> tuple[str, str, str, str]:
    """Return a variable, what it takes, what it means and which commands ask for it."""
    found = [(words, given) for words, given in _all_given() if given.variable == name]
    if name in ALONE:
        takes, text = ALONE[name]
    else:
        given = found[0][1]
        takes, text = given.takes or "1 | 0", given.help
    return code(name), code(takes), text, ", ".join(code(words) for words, _ in found)


def _all_given() -> list[tuple[str, Given]]:
    return [(command.words, given) for command in every_command() for given in command.given]
