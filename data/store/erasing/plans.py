"""Plans without who lives at a stop: its name, its address, and where exactly that is."""

import json
import zlib
from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import Any, Final

from sqlalchemy import Connection, select, union, update

from data.store.day_tables import ORDER_ROUNDS
from data.store.erasing.rows import COARSE, ERASED
from data.store.errands.tables import ERRAND_ROUNDS, PLAN_ERRANDS
from data.store.fleet_tables import PLAN_ORDERS
from data.store.returns.tables import RETURNS
from data.store.stock.rows import in_pieces
from data.store.tables import PLAN_DOCUMENTS

_IDS: Final = frozenset({"stop", "stops", "vehicle", "code", "kind"})


def erase_plans(connection: Connection, order_ids: Iterable[str]) -> None:
    """Take persons out of all plans that visit them, at stops that no other order shares."""
    stops: dict[str, set[str]] = {}
    for piece in in_pieces(order_ids):
        of_these = select(RETURNS.c.id).where(RETURNS.c.order_id.in_(piece))
        both = (PLAN_ORDERS, "order_id", piece), (ORDER_ROUNDS, "order_id", piece)
        errands = (PLAN_ERRANDS, "id", of_these), (ERRAND_ROUNDS, "id", of_these)
        asked = [select(t.c.plan_id, t.c.stop).where(t.c[key].in_(ids)) for t, key, ids in (*both, *errands)]
        for row in connection.execute(union(*asked)):
            stops.setdefault(row.plan_id, set()).add(row.stop)
    for plan_id, named in sorted(stops.items()):
        _erase(connection, plan_id, named - _shared(connection, plan_id, named, order_ids))


def _shared(connection: Connection, plan_id: str, stops: set[str], order_ids: Iterable[str]) -> set[str]:
    """Return stops of a plan that are of others as well: a bank of lockers, a shop."""
    there = select(PLAN_ORDERS.c.order_id, PLAN_ORDERS.c.stop).where(PLAN_ORDERS.c.plan_id == plan_id)
    mine = set(order_ids)
    rows = connection.execute(there).all()
    return {row.stop for row in rows if row.stop in stops and row.order_id not in mine}


def _erase(connection: Connection, plan_id: str, stops: set[str]) -> None:
    chosen = select(PLAN_DOCUMENTS.c.content).where(PLAN_DOCUMENTS.c.plan_id == plan_id)
    kept = connection.execute(chosen.with_for_update()).scalar_one_or_none()
    if kept is None or not stops:
        return
    document = json.loads(zlib.decompress(kept))
    blank_stops(document, stops)
    keep_text(connection, plan_id, json.dumps(document, ensure_ascii=False).encode())


def blank_stops(document: dict[str, Any], stops: set[str]) -> None:
    """Take names and points of stops out of plan.json, also where sentences speak of them."""
    hidden = _blank(document, stops)
    for holder, name in ((document, "notes"), (document["problem"], "notes"), (document, "unserved")):
        holder[name] = _without(holder.get(name, []), hidden)


def keep_text(connection: Connection, plan_id: str, text: bytes) -> None:
    """Keep plan.json in place of the one before; the matrices beside it are the same."""
    document = {"digest": sha256(text).hexdigest(), "content": zlib.compress(text, 1)}
    changed = update(PLAN_DOCUMENTS).where(PLAN_DOCUMENTS.c.plan_id == plan_id)
    connection.execute(changed.values(revision=PLAN_DOCUMENTS.c.revision + 1, **document))


def _without(told: Any, words: Sequence[str]) -> Any:
    """Return plain values in whose sentences none of these words stands; ids of stops stay."""
    if isinstance(told, list):
        return [_without(each, words) for each in told]
    if isinstance(told, dict):
        return {name: it if name in _IDS else _without(it, words) for name, it in told.items()}
    if isinstance(told, str):
        for word in words:
            told = told.replace(word, ERASED)
    return told


def _blank(document: dict[str, Any], stops: set[str]) -> list[str]:
    """Take names and points of stops out of a plan; return the texts that were there, the longest first."""
    problem = document["problem"]
    mine = [each for each in problem["stops"] if each["id"] in stops]
    found = {each["name"] for each in mine}
    for each in mine:
        each["name"] = ERASED
    # A point that a depot or somebody else in the house has as well stays theirs.
    others = {each["location"] for each in problem["depots"]}
    others |= {each["location"] for each in problem["stops"] if each["id"] not in stops}
    rows = {each["location"] for each in mine} - others
    for place in (listed[row] for listed in (problem["places"], document["snaps"]) if listed for row in rows):
        found.add(place["name"])
        place.update({name: ERASED for name in ("name", "street") if name in place})
        place.update({axis: round(place[axis], COARSE) for axis in ("lon", "lat")})
        if "warning" in place:
            place["warning"] = ""
    return sorted((each for each in found if len(each) > 2), key=len, reverse=True)
