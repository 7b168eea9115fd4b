"""What is set: the environment goes before the file, the file before defaults; unknown names are refused."""

import os
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Final, Literal

from api.configuration.known import CONFIG, DEVELOPMENT, known_settings
from api.configuration.setting import Setting
from core.errors import Fault, fault, refuse

USUAL_FILE: Final = "roundsman.toml"

_PREFIX: Final = "ROUNDSMAN_"
_MOST_BYTES: Final = 1_000_000

Origin = Literal["environment", "file", "default"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """The value of a setting, and where it comes from.

    source
        name of the variable or of the file; "" for a default.
    """

    setting: Setting
    text: str
    origin: Origin
    source: str = ""


@dataclass(frozen=True, kw_only=True)
class Configuration:
    """Every setting with its value, and everything that is wrong."""

    given: tuple[Given, ...]
    faults: tuple[Fault, ...]

    @property
    def from_file(self) -> dict[str, str]:
        """Return what only the file sets, or the file of a secret, by variable."""
        return {
            each.setting.variable: each.text
            for each in self.given
            if each.origin == "file" or (each.origin == "environment" and each.source.endswith("_FILE"))
        }


def read_configuration(environ: Mapping[str, str], folder: Path) -> Configuration:
    """Return what `environ` and the file that it names, or roundsman.toml in `folder`, set."""
    settings = known_settings()
    faults: list[Fault] = []
    file = Path(environ.get(CONFIG) or folder / USUAL_FILE)
    in_file = values_of(file, document_of(file, faults, named=bool(environ.get(CONFIG))), settings, faults)
    given = tuple(_given(each, environ, in_file, file.name, faults) for each in settings)
    faults.extend(unknown_variables(environ, settings))
    return Configuration(given=given, faults=tuple(faults))


@contextmanager
def configured(folder: Path) -> Iterator[None]:
    """Put what the file sets beside what the environment sets, where everybody looks.

    Refuses what is wrong in the file; variables of the environment are checked by whoever uses them.
    """
    found = read_configuration(os.environ, folder)
    refuse("The file of settings cannot be used.", [it for it in found.faults if it.where != "environment"])
    added = found.from_file
    os.environ.update(added)
    try:
        yield
    finally:
        for variable in added:
            os.environ.pop(variable, None)


def unknown_variables(environ: Mapping[str, str], settings: list[Setting]) -> Iterator[Fault]:
    """Yield a fault for each variable of ours that is no setting, with the name that may have been meant."""
    known = {each.variable for each in settings} | {CONFIG, *DEVELOPMENT}
    known |= {f"{each.variable}_FILE" for each in settings if each.secret}
    for name in sorted(environ):
        if name.startswith(_PREFIX) and name not in known:
            # Its value is not shown: it may be a secret under a name with a slip of the pen.
            yield fault("environment", name, "a name that is no setting", _nearest(name, known))


def _nearest(name: str, known: set[str]) -> str:
    near = get_close_matches(name, sorted(known), n=1, cutoff=0.6)
    return near[0] if near else "a setting that `roundsman config explain` lists"


def document_of(file: Path, faults: list[Fault], *, named: bool) -> dict[str, object]:
    """Return the content of a file of settings; nothing where there is none, unless it was named."""
    try:
        if file.stat().st_size > _MOST_BYTES:
            faults.append(fault(str(file), "", "a very large file", f"at most {_MOST_BYTES:,} bytes"))
            return {}
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        if named:
            faults.append(fault("file of settings", CONFIG, str(file), "a file that is there"))
    except OSError as problem:
        faults.append(fault(str(file), "", problem.strerror or "unreadable", "a file that can be read"))
    except ValueError as problem:
        faults.append(fault(str(file), "", str(problem), "TOML 1.0 in UTF-8"))
    return {}


def values_of(
    file: Path, document: Mapping[str, object], settings: list[Setting], faults: list[Fault]
) -> dict[str, str]:
    """Return the values of the file by key; what is unknown or wrong becomes a fault."""
    by_key = {each.key: each for each in settings}
    sections = {each.section for each in settings}
    names = {*by_key, *(each for each in sections if each)}
    found: dict[str, str] = {}
    for key, value in _flat(document, sections):
        setting = by_key.get(key)
        if setting is None:
            faults.append(fault(str(file), key, "a name that is no setting", _nearest(key, names)))
            continue
        text = setting.text_of(value)
        if text is None:
            shown = "a value of another kind" if setting.secret else value
            faults.append(fault(str(file), key, shown, setting.limits))
        else:
            found[key] = text
    return found


def _flat(document: Mapping[str, object], sections: set[str]) -> Iterator[tuple[str, object]]:
    for name, value in document.items():
        if name in sections and isinstance(value, dict):
            yield from ((f"{name}.{inner}", each) for inner, each in value.items())
        else:
            yield name, value


def _given(
    setting: Setting, environ: Mapping[str, str], in_file: Mapping[str, str], file: str, faults: list[Fault]
) -> Given:
    variable = setting.variable
    if variable in environ:
        text = environ[variable]
        if not setting.takes(text):
            faults.append(fault("environment", variable, text, setting.limits))
        return Given(setting=setting, text=text, origin="environment", source=variable)
    if setting.secret and f"{variable}_FILE" in environ:
        text = _secret(f"{variable}_FILE", environ[f"{variable}_FILE"], faults)
        return Given(setting=setting, text=text, origin="environment", source=f"{variable}_FILE")
    if setting.key in in_file:
        return Given(setting=setting, text=in_file[setting.key], origin="file", source=file)
    return Given(setting=setting, text=setting.default, origin="default")


def _secret(variable: str, path: str, faults: list[Fault]) -> str:
    """Return the content of the file of a secret, without the line's end."""
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except (OSError, ValueError):
        faults.append(fault("file of a secret", variable, path, "a text file that can be read"))
        return ""
