"""Key figures: all of them, one of them, and the orders behind it."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Header, Path, Query, Response

from api.http.access.needs import needs
from api.http.kpis.schemas import BehindPageOut, KpisOut
from api.http.moments import Day
from api.http.paging import name_before, token_after
from api.http.preferences import chosen_type
from api.http.responses import problems
from api.http.world import World, WorldDep
from api.services.access.scopes import Scope
from api.services.kpi.ask import Tables, ask_kpis, behind_kpi, days_asked, kpis_named
from api.services.kpi.behind import Only, chosen, shown
from api.services.kpi.catalogue import By
from api.services.kpi.documents import BEHIND_HEADER, answer_json, csv_of, document
from api.services.kpi.feeds import Asked
from api.services.kpi.tables import tables_of, zone_of
from data.formats.fields.written import table_csv

router = APIRouter(prefix="/v1/kpis", tags=["kpis"])

_JSON, _CSV = "application/json", "text/csv"
Name = Annotated[str, Path(max_length=100, examples=["otif"])]
Accept = Annotated[str, Header(max_length=1_000, include_in_schema=False)]
_CSV_TOO: Any = {200: {"content": {_CSV: {"schema": {"type": "string"}}}}}


def _days(
    world: WorldDep,
    first: Annotated[
        Day | None, Query(alias="from", description="First day; 30 days up to the last if left out.")
    ] = None,
    last: Annotated[Day | None, Query(alias="to", description="Last day; today if left out.")] = None,
    zone: Annotated[
        str,
        Query(max_length=100, description="Whose clock says when a day begins; that of the modes, or UTC."),
    ] = "",
) -> Asked:
    modes = None if world.quotes is None else world.quotes.modes
    clock, now = zone_of(zone, modes), world.clock()
    begins, ends = days_asked(first, last, now.astimezone(clock).date())
    return Asked(first=begins, last=ends, zone=clock, now=now)


def _split(
    asked: Annotated[Asked, Depends(_days)],
    by: Annotated[By | None, Query(description="Split by this.")] = None,
) -> Asked:
    return Asked(first=asked.first, last=asked.last, zone=asked.zone, now=asked.now, by=by)


DaysDep = Annotated[Asked, Depends(_days)]
SplitDep = Annotated[Asked, Depends(_split)]


@router.get(
    "",
    operation_id="list_kpis",
    summary="Key figures of some days",
    dependencies=[needs(Scope.KPIS_READ)],
    response_model=KpisOut,
    responses={**_CSV_TOO, **problems(404, 406, 422, 503)},
)
def list_kpis(
    world: WorldDep,
    asked: SplitDep,
    name: Annotated[list[str] | None, Query(max_length=100, description="Only these; several times.")] = None,
    accept: Accept = "",
) -> Any:
    """Return each key figure with its definition, its value and its sums, as JSON or CSV."""
    return _told(world, asked, name or [], accept)


@router.get(
    "/{name}",
    operation_id="get_kpi",
    summary="One key figure",
    dependencies=[needs(Scope.KPIS_READ)],
    response_model=KpisOut,
    responses={**_CSV_TOO, **problems(404, 406, 422, 503)},
)
def get_kpi(name: Name, world: WorldDep, asked: SplitDep, accept: Accept = "") -> Any:
    """Return one key figure, altogether and split, as JSON or CSV."""
    return _told(world, asked, [name], accept)


@router.get(
    "/{name}/orders",
    operation_id="list_kpi_orders",
    summary="The orders behind a key figure",
    dependencies=[needs(Scope.KPIS_READ)],
    response_model=BehindPageOut,
    responses={**_CSV_TOO, **problems(404, 406, 422, 503)},
)
def list_kpi_orders(
    name: Name,
    world: WorldDep,
    asked: DaysDep,
    only: Annotated[Only, Query(description="Which of them.")] = Only.ALL,
    page_size: Annotated[int, Query(ge=1, le=1000)] = 100,
    page_token: Annotated[
        str, Query(max_length=400, description="The next_page_token of the page before.")
    ] = "",
    accept: Accept = "",
) -> Any:
    """Return what a key figure counts and what it leaves out, a page at a time; as CSV all at once.

    Of figures of rounds and stock these are rounds, shelves or SKUs instead of orders.
    """
    kind = chosen_type(accept, (_JSON, _CSV))
    found = behind_kpi(world.store, asked, kpis_named([name], asked)[0], _tables(world))
    listed = chosen(found, only)
    if kind == _CSV:
        rows = [
            ["" if value is None else value for value in each.as_json().values()]
            for each in shown(world.store, found, listed)
        ]
        return _csv(table_csv(BEHIND_HEADER, rows))
    after = name_before(page_token) if page_token else None
    rest = [each for each in listed if after is None or each.id > after]
    page = rest[:page_size]
    return {
        "kpi": answer_json(found),
        "orders": [each.as_json() for each in shown(world.store, found, page)],
        "total": len(listed),
        "next_page_token": token_after(page[-1].id) if len(rest) > page_size else None,
    }


def _told(world: World, asked: Asked, names: list[str], accept: str) -> Any:
    kind = chosen_type(accept, (_JSON, _CSV))
    answers = ask_kpis(world.store, asked, kpis_named(names, asked), _tables(world))
    return _csv(csv_of(answers)) if kind == _CSV else document(asked, answers)


def _tables(world: World) -> Tables:
    return tables_of(None if world.quotes is None else world.quotes.modes)


def _csv(text: str) -> Response:
    return Response(text, media_type=_CSV, headers={"Vary": "Accept"})
