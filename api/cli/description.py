"""What every command takes, as plain values: the reference page is written from it.

Read from the functions behind the commands and not from their help, which follows the width of a terminal.
"""

import inspect
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin

import typer
from typer.models import ArgumentInfo, OptionInfo, ParameterInfo, ParamMeta
from typer.utils import get_params_from_function

_KINDS = {Path: "PATH", str: "TEXT", int: "INTEGER", float: "NUMBER", datetime: "DATE"}
_DATE = str.maketrans({"%": "", "Y": "YYYY", "m": "MM", "d": "DD"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """One argument or option of a command.

    name
        as it is typed: `FILE`, or `--map`; of a flag that can be denied `--map / --no-map`.
    takes
        what follows an option: `PATH`, `round | dimacs`; "" for a flag.
    default
        what holds where it is not given; "" for nothing.
    variable
        environment variable that gives it too, or "".
    """

    name: str
    takes: str
    is_option: bool
    required: bool
    default: str
    help: str
    variable: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """One command: the words it is called by, what it does and what it takes."""

    words: str
    help: str
    given: tuple[Given, ...]

    @property
    def usage(self) -> str:
        """The line to type: arguments, options that must be given, and whether there are others."""
        parts = [self.words]
        parts += [(g.name if g.required else f"[{g.name}]") for g in self.given if not g.is_option]
        parts += [f"{g.name} {g.takes}" for g in self.given if g.is_option and g.required]
        parts += ["[OPTIONS]"] * any(g.is_option and not g.required for g in self.given)
        return " ".join(parts)


def commands_of(app: typer.Typer, words: str) -> Iterator[Command]:
    """Yield every command of `app` that is not hidden, in the order in which help lists them.

    words
        what stands before the commands of `app`, such as "roundsman" or "roundsman map".
    """
    if app.registered_callback is not None and app.registered_callback.callback is not None:
        own = _command(app.registered_callback.callback, words)
        if own.given:
            yield own
    for each in app.registered_commands:
        if each.callback is not None and not each.hidden:
            yield _command(each.callback, f"{words} {each.name or _typed(each.callback.__name__)}")
    for group in app.registered_groups:
        if group.typer_instance is not None and not group.hidden:
            # A group names itself, unless whoever adds it names it.
            name = next(n for n in (group.name, group.typer_instance.info.name) if isinstance(n, str))
            yield from commands_of(group.typer_instance, f"{words} {name}")


def _typed(name: str) -> str:
    return name.lower().replace("_", "-")


def _command(call: Callable[..., Any], words: str) -> Command:
    given = [_given(each) for each in get_params_from_function(call).values()]
    return Command(
        words=words,
        help=" ".join((inspect.getdoc(call) or "").split()),
        given=tuple(each for each in given if each is not None),
    )


def _given(parameter: ParamMeta) -> Given | None:
    """Return what one parameter of a command's function means on the command line; None if it is hidden."""
    info, kind = _info(parameter.default), parameter.annotation
    if kind is typer.Context or info.hidden:
        return None
    is_option, required = isinstance(info, OptionInfo), info.default is ...
    return Given(
        name=_name(parameter.name, info, kind) if is_option else info.metavar or parameter.name.upper(),
        takes="" if kind is bool else info.metavar or _takes(kind, info),
        is_option=is_option,
        required=required,
        default="" if required else _default(info),
        help=info.help or "",
        variable=_variable(info.envvar),
    )


def _info(given: Any) -> ParameterInfo:
    """Return what was said of a parameter; where nothing was, one with a default is an option."""
    if isinstance(given, ParameterInfo):
        return given
    return ArgumentInfo(default=...) if given is ParamMeta.empty else OptionInfo(default=given)


def _name(name: str, info: ParameterInfo, kind: Any) -> str:
    if info.param_decls:
        return ", ".join(info.param_decls)
    plain = f"--{_typed(name)}"
    return f"{plain} / --no-{_typed(name)}" if kind is bool else plain


def _takes(kind: Any, info: ParameterInfo) -> str:
    """Return the type of a value as it is shown: a word in capitals, or the choices."""
    if get_origin(kind) in (Union, UnionType):
        return " | ".join(_takes(each, info) for each in get_args(kind) if each is not NoneType)
    if get_origin(kind) in (list, tuple):
        return f"{_takes(get_args(kind)[0], info)}, repeatable"
    if get_origin(kind) is Literal:
        return " | ".join(map(str, get_args(kind)))
    if isinstance(kind, type) and issubclass(kind, Enum):
        return " | ".join(str(each.value) for each in kind)
    if kind is datetime and info.formats:
        return " | ".join(each.translate(_DATE) for each in info.formats)
    return _KINDS.get(kind, "TEXT")


def _default(info: ParameterInfo) -> str:
    value = info.default
    if isinstance(info.show_default, str):
        return info.show_default
    if callable(value) or info.default_factory is not None:
        return "worked out at the start"
    return ", ".join(map(_text, value)) if isinstance(value, list | tuple) else _text(value)


def _text(value: Any) -> str:
    match value:
        case None | False:
            return ""
        case True:
            return "on"
        case float():
            return f"{value:g}"
        case Enum():
            return str(value.value)
        case _:
            return str(value)


def _variable(names: str | Sequence[str] | None) -> str:
    return names if isinstance(names, str) else ", ".join(names or ())
