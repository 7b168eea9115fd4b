"""Policies and forecasts for a table of items: read, worked out, played through, written."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import ceil
from pathlib import Path
from typing import Final

from api.services.announce import Announce, say_nothing
from core.errors import fault, refuse
from data.files import replacing, write_bytes, write_text
from data.formats.fields.written import table_csv, write_tables_xlsx
from data.formats.plan_json.pretty import pretty_json
from data.formats.stock import forecast_figures, policy_figures
from data.formats.stock.forecast_picture import forecast_picture
from data.formats.stock.read_stock import Demand, read_demand, read_stock
from data.formats.stock.report_html import Report, report_html
from data.formats.stock.silence_notes import silence_notes
from data.formats.stock.stock_picture import stock_picture
from inventory.forecast.choose import Forecast, forecast
from inventory.forecast.end import Known, Silence, known_of
from inventory.policy import Policy, policies_for
from inventory.simulation import Played, play

FORMATS: Final = (".json", ".csv", ".xlsx", ".html", ".svg", ".png")
"""Endings of what can be written; a path without one of them is a folder that gets all of them."""

PLAYED_DAYS: Final = 2 * 365
REPLICATIONS: Final = 10
_LEAST_AHEAD, _MOST_AHEAD = 30, 180


@dataclass(frozen=True, kw_only=True)
class Policies:
    """What was worked out for a table of items.

    played
        each policy in steady state, for years; ahead: from what is on hand today on.
    """

    policies: tuple[Policy, ...]
    played: tuple[Played, ...]
    ahead: tuple[Played, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Forecasts:
    """What is expected of each item, by week."""

    forecasts: Mapping[str, Forecast]
    known: Mapping[str, Known]
    demand: Demand
    notes: tuple[str, ...]


def stock_policies(source: Path, *, seed: int = 0, announce: Announce = say_nothing) -> Policies:
    """Work out a policy for each item of a table, the most valuable first, and play each through."""
    announce(f"reading {source.name}")
    stock = read_stock(source)
    announce("working out policies")
    found = sorted(policies_for(stock.items), key=lambda each: -each.item.yearly_value)
    announce("playing them through")
    played = [_played(each, days=PLAYED_DAYS, seed=seed, from_today=False) for each in found]
    ahead = [_played(each, days=_days_ahead(each), seed=seed, from_today=True) for each in found]
    return Policies(policies=tuple(found), played=tuple(played), ahead=tuple(ahead), notes=stock.notes)


def _played(policy: Policy, *, days: int, seed: int, from_today: bool) -> Played:
    return play(
        policy.item,
        reorder_point=policy.reorder_point,
        order_quantity=policy.order_quantity,
        days=days,
        replications=REPLICATIONS if not from_today else 10 * REPLICATIONS,
        seed=seed,
        from_today=from_today,
    )


def _days_ahead(policy: Policy) -> int:
    """Return enough days to see an order arrive and be used up."""
    item = policy.item
    cycle = policy.order_quantity / item.demand_mean if item.demand_mean else 0
    return max(_LEAST_AHEAD, min(_MOST_AHEAD, ceil(item.lead_days + 1.5 * cycle)))


def stock_forecasts(
    source: Path,
    *,
    weeks: int,
    season: int = 0,
    chance: float = 0.9,
    silence: Silence = Silence.BY_PAST,
    announce: Announce = say_nothing,
) -> Forecasts:
    """Continue the weekly demand of each item of a table.

    season
        weeks after which demand repeats, such as 52; 0 for none.
    silence
        what weeks without rows at the end of an item's history are taken as.
    """
    announce(f"reading {source.name}")
    demand, notes = read_demand(source)
    expected = "at least a week of rows"
    if not demand.weekly:
        refuse("Nothing can be forecast.", [fault(source.name, "date", "less than a week", expected)])
    announce("trying methods on the past")
    known = {
        name: known_of(history, demand.silent.get(name, 0), taken_as=silence)
        for name, history in demand.weekly.items()
    }
    found = {
        name: forecast(each.history.tolist(), weeks, season=season, chance=chance, unknown=each.unknown)
        for name, each in known.items()
    }
    told = [note for name, each in known.items() for note in silence_notes(name, each)]
    return Forecasts(forecasts=found, known=known, demand=demand, notes=(*notes, *told))


def write_policies(found: Policies, outputs: Iterable[Path]) -> tuple[Path, ...]:
    """Write policies to files, each in the format of its ending, or to folders in every format."""
    return _write_all(found, "policies", outputs)


def write_forecasts(found: Forecasts, outputs: Iterable[Path]) -> tuple[Path, ...]:
    """Write forecasts to files, each in the format of its ending, or to folders in every format."""
    return _write_all(found, "forecasts", outputs)


def _write_all(found: Policies | Forecasts, name: str, outputs: Iterable[Path]) -> tuple[Path, ...]:
    written = []
    for path in outputs:
        for target in [path] if path.suffix else [path / f"{name}{ending}" for ending in FORMATS]:
            if isinstance(found, Policies):
                _write_policies(found, target)
            else:
                _write_forecasts(found, target)
            written.append(target)
    return tuple(written)


def _write_policies(found: Policies, path: Path) -> None:
    header, kind = policy_figures.HEADER, path.suffix.lower()
    rows = list(policy_figures.policy_rows(found.policies, found.played))
    if kind == ".json":
        write_text(
            path, pretty_json(policy_figures.policy_document(found.policies, found.played, found.notes))
        )
    elif kind == ".csv":
        write_text(path, table_csv(header, rows), encoding="utf-8-sig")
    elif kind == ".xlsx":
        with replacing(path) as temporary:
            write_tables_xlsx(temporary, [("policies", header, rows)], found.notes)
    elif kind == ".html":
        write_text(path, report_html(_policy_report(found)))
    else:
        write_bytes(path, stock_picture(found.policies, found.ahead, "svg" if kind == ".svg" else "png"))


def _policy_report(found: Policies) -> Report:
    totals = policy_figures.policy_totals(found.policies)
    figures = [(name.replace("_", " "), f"{value:,}") for name, value in totals.items()]
    return Report(
        title="Stock policies",
        figures=figures,
        picture=stock_picture(found.policies, found.ahead),
        caption="Stock from today on if the policy is followed: nine in ten plays stay within the band, "
        "the line is their average, the thin line one of them.",
        header=policy_figures.HEADER,
        rows=policy_figures.policy_rows(found.policies, found.played),
        notes=found.notes,
    )


def _write_forecasts(found: Forecasts, path: Path) -> None:
    header, last_day, kind = forecast_figures.HEADER, found.demand.last_day, path.suffix.lower()
    rows = list(forecast_figures.forecast_rows(found.forecasts, last_day))
    if kind == ".json":
        write_text(
            path, pretty_json(forecast_figures.forecast_document(found.forecasts, last_day, found.notes))
        )
    elif kind == ".csv":
        write_text(path, table_csv(header, rows), encoding="utf-8-sig")
    elif kind == ".xlsx":
        errors = ("errors", forecast_figures.ERROR_HEADER, forecast_figures.error_rows(found.forecasts))
        with replacing(path) as temporary:
            write_tables_xlsx(temporary, [("forecasts", header, rows), errors], found.notes)
    elif kind == ".html":
        write_text(path, report_html(_forecast_report(found)))
    else:
        picture = forecast_picture(found.forecasts, found.known, "svg" if kind == ".svg" else "png")
        write_bytes(path, picture)


def _forecast_report(found: Forecasts) -> Report:
    return Report(
        title="Demand forecasts",
        figures=[("items", f"{len(found.forecasts):,}")],
        picture=forecast_picture(found.forecasts, found.known),
        caption="Units a week: grey what was, blue what is expected, with the interval asked for.",
        header=forecast_figures.ERROR_HEADER,
        rows=forecast_figures.error_rows(found.forecasts),
        notes=found.notes,
    )
