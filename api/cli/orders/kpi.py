"""`roundsman kpi`: key figures of some days, and the orders behind them."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any
from zoneinfo import ZoneInfo

import typer

from api.cli import store_options
from api.cli.progress import steps
from api.cli.talk import AsJson, counted, out, print_json, table, talk
from api.services.given_files import refuse_outputs
from api.services.kpi.ask import Answer, ask_kpis, behind_kpi, days_asked, kpis_named
from api.services.kpi.behind import Behind, Only, chosen, shown
from api.services.kpi.catalogue import BEHIND, By
from api.services.kpi.documents import BEHIND_HEADER, NOTHING, document, why, write_kpis
from api.services.kpi.feeds import Asked
from api.services.kpi.tables import tables_and_zone
from core.clock import utc_now
from core.errors import fault, refuse
from core.figure import Figure

DAY = ["%Y-%m-%d"]
FIRST = "First day; 30 days up to the last if left out."


def kpi(
    names: Annotated[list[str] | None, typer.Argument(metavar="[NAME]...", help="Which; else all.")] = None,
    first: Annotated[datetime | None, typer.Option("--from", formats=DAY, help=FIRST)] = None,
    last: Annotated[
        datetime | None, typer.Option("--to", formats=DAY, help="Last day; today if left out.")
    ] = None,
    by: Annotated[By | None, typer.Option(help="Split by this.")] = None,
    behind: Annotated[
        Only | None, typer.Option(help="Show the orders behind one key figure instead: all, or these.")
    ] = None,
    zone: Annotated[str, typer.Option(help="Whose clock counts, such as Europe/Monaco.")] = "",
    modes: Annotated[
        Path | None, typer.Option(help="Tables of delivery modes: zone, factors, banks of lockers.")
    ] = None,
    factors: Annotated[
        Path | None, typer.Option(help="What vehicles emit: a table like factors.csv of the modes.")
    ] = None,
    output: Annotated[
        Path | None, typer.Option(help="Write kpis.json, kpis.csv and pictures into this folder.")
    ] = None,
    database: store_options.Database = store_options.DEFAULT,
    as_json: AsJson = False,
) -> None:
    """Tell how well it went: each key figure, what it counts and what it leaves out."""
    refuse_outputs([] if output is None else [output], ())
    tables, clock = tables_and_zone(zone, modes, factors)
    # A picture of all shows how they went.
    split = By.DAY if output is not None and not (by or behind or names) else by
    asked = _asked(first, last, clock, split)
    wanted = kpis_named(names or (), asked)
    if behind is not None and (len(wanted) != 1 or by is not None):
        expected = "one NAME, and no --by"
        refuse("Only one key figure can be looked behind.", [fault("command", "--behind", behind, expected)])
    with steps(quiet=as_json) as announce, store_options.opened(database) as store:
        announce("counting")
        if behind is None:
            answers, listed = ask_kpis(store, asked, wanted, tables), None
        else:
            answers = [behind_kpi(store, asked, wanted[0], tables)]
            listed = shown(store, answers[0], chosen(answers[0], behind))
    written = () if output is None else write_kpis(output, asked, answers)
    if as_json:
        more: dict[str, Any] = {} if listed is None else {"behind": [each.as_json() for each in listed]}
        print_json({**document(asked, answers), **more, "files": [str(each) for each in written]})
        return
    _show(answers, split=by is not None)
    if listed is not None:
        _show_behind(answers[0], listed)
    for path in written:
        talk().print(f"written to {path}", markup=False)


def _asked(first: datetime | None, last: datetime | None, zone: ZoneInfo, by: By | None) -> Asked:
    now = utc_now()
    told = [None if each is None else each.date() for each in (first, last)]
    begins, ends = days_asked(told[0], told[1], now.astimezone(zone).date())
    return Asked(first=begins, last=ends, zone=zone, now=now, by=by)


def _show(answers: Sequence[Answer], *, split: bool) -> None:
    header = ("key figure", "key", "value", "unit", "counted", "left out")
    rows = [_row(each, key, figure) for each in answers for key, figure in each.rows if split or not key]
    columns = [number for number, name in enumerate(header) if split or name != "key"]
    cells = [[row[number] for number in columns] for row in rows]
    out().print(
        table([header[number] for number in columns], cells, title=counted(len(answers), "key figure"))
    )


def _row(answer: Answer, key: str, figure: Figure) -> tuple[str, ...]:
    unit = "%" if answer.kpi.share else answer.unit.partition(",")[0].partition(";")[0]
    return answer.kpi.name, key, _value(answer, figure), unit, f"{figure.counted:,}", why(figure.reasons)


def _value(answer: Answer, figure: Figure) -> str:
    if figure.value is None:
        return NOTHING
    return f"{100 * figure.value:.1f}" if answer.kpi.share else f"{figure.value:,.2f}"


def _show_behind(answer: Answer, listed: Sequence[Behind]) -> None:
    rows = [["" if value is None else str(value) for value in each.as_json().values()] for each in listed]
    title = f"{counted(len(rows), 'row')}: {BEHIND[answer.kpi.feed]}"
    out().print(table(BEHIND_HEADER, rows, title=title))
