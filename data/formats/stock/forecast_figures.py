"""Forecasts as rows of a table and as plain values."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Final

from data.formats.fields.written import Row
from inventory.forecast.choose import Forecast

HEADER: Final = ("item", "week_from", "mean", "low", "high", "method", "demand_class")
ERROR_HEADER: Final = (
    "item", "method", "demand_class", "wape", "mase", "bias", "rmse", "tried_weeks", "unknown_weeks",
)  # fmt: skip

_WEEK: Final = timedelta(days=7)


def forecast_rows(forecasts: Mapping[str, Forecast], last_day: date | None) -> Iterator[Row]:
    """Yield a row for each item and week; a week is named by its first day."""
    for name, each in forecasts.items():
        for week, (mean, low, high) in enumerate(zip(each.mean, each.low, each.high, strict=True)):
            begins = "" if last_day is None else (last_day + timedelta(days=1) + week * _WEEK).isoformat()
            figures = (round(float(value), 2) for value in (mean, low, high))
            yield [name, begins, *figures, each.method, each.demand_class.value]


def error_rows(forecasts: Mapping[str, Forecast]) -> Iterator[Row]:
    """Yield a row for each item: how wrong its method was on the past; "" where a figure has no meaning."""
    for name, each in forecasts.items():
        it = each.errors
        shares = ("" if value is None else round(value, 4) for value in (it.wape, it.mase, it.bias))
        rest = (round(it.rmse, 3), it.periods, each.unknown)
        yield [name, each.method, each.demand_class.value, *shares, *rest]


def forecast_document(
    forecasts: Mapping[str, Forecast], last_day: date | None, notes: Sequence[str]
) -> dict[str, Any]:
    """Return all forecasts as plain values; `others` tells what each other method got wrong on average."""
    return {
        "last_day": None if last_day is None else last_day.isoformat(),
        "weeks": [dict(zip(HEADER, row, strict=True)) for row in forecast_rows(forecasts, last_day)],
        "errors": [dict(zip(ERROR_HEADER, row, strict=True)) for row in error_rows(forecasts)],
        "others": {name: each.others for name, each in forecasts.items()},
        "notes": list(notes),
    }
