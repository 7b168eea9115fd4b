"""`roundsman config`: what is set, where it comes from, and what is wrong with it."""

import os
from pathlib import Path

import typer

from api.cli.talk import AsJson, counted, out, print_json
from api.configuration.of_tenants import faults_of_tenants
from api.configuration.reading import Given, read_configuration
from core.errors import RoundsmanError, refuse
from data.store.address import address_of

config = typer.Typer(name="config", help="Look at the settings: of the environment and of roundsman.toml.")


@config.command()
def check(as_json: AsJson = False) -> None:
    """Tell everything that is wrong with the settings, all at once."""
    found = read_configuration(os.environ, Path())
    refuse(
        "The settings cannot be used.", [*found.faults, *faults_of_tenants({**os.environ, **found.from_file})]
    )
    given = [each for each in found.given if each.origin != "default"]
    if as_json:
        print_json({"ok": True, "set": len(given)})
    else:
        out().print(f"All is well: {counted(len(given), 'setting')} given, the rest as usual.", markup=False)


@config.command()
def explain(as_json: AsJson = False) -> None:
    """Show every setting: its value, where it comes from, what it means and which values it takes."""
    found = read_configuration(os.environ, Path())
    if as_json:
        print_json([_plain(each) for each in found.given])
        return
    for each in found.given:
        setting = each.setting
        value = _shown(each)
        out().print(f"{setting.key} = {value or '(nothing)'}", markup=False)
        came = f"from {each.source}; usually {_default(each)}" if each.source else "as usual"
        out().print(f"    {came}; {setting.variable} takes {setting.limits}", markup=False)
        out().print(f"    {setting.meaning}", markup=False)
    if found.faults:
        out().print(f"{counted(len(found.faults), 'fault')}: run `roundsman config check`.", markup=False)


def _plain(given: Given) -> dict[str, object]:
    setting = given.setting
    return {
        "key": setting.key,
        "variable": setting.variable,
        "value": _shown(given),
        "origin": given.origin,
        "source": given.source,
        "default": setting.default,
        "follows": setting.follows,
        "meaning": setting.meaning,
        "limits": setting.limits,
    }


def _default(given: Given) -> str:
    return given.setting.follows or given.setting.default or "nothing"


def _shown(given: Given) -> str:
    """Return a value as it may be shown: an address without its password, another secret not at all."""
    if not given.setting.secret or given.origin == "default":
        return given.text
    if given.setting.name != "database_url":
        return "(secret)"
    try:
        return str(address_of(given.text))
    except RoundsmanError:
        return "(unreadable)"
