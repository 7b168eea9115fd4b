"""Vehicles and sites at rest: put by their id, the same again without effect."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, TypeAlias

from sqlalchemy import Connection, delete, insert, select, update

from core.errors import NotFound, RoundsmanError, fault, refuse
from data.formats.fleet.models import FleetVehicleModel, SiteModel
from data.formats.fleet.read_fleet import Fleet
from data.store.database import Database
from data.store.fleet_tables import FLEET
from data.store.moments import microseconds, moment_of

LONGEST_ID = 100

Kind = Literal["vehicle", "site"]
Model: TypeAlias = FleetVehicleModel | SiteModel


class FleetChanged(RoundsmanError):
    """The vehicle or site has changed since it was looked at."""

    code = "fleet-changed"
    action = "Look at it again, and send it with the ETag that it has now."


@dataclass(frozen=True, kw_only=True)
class KeptEntry:
    """A vehicle or site as it is kept; revision counts its contents from 1."""

    model: Model
    revision: int
    created: datetime
    changed: datetime
    new: bool = False


class KeptFleet:
    """The vehicles and sites of a database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, model: Model, *, now: datetime, revision: int | None = None) -> KeptEntry:
        """Keep a vehicle or site under its id; the same content again has no effect.

        revision
            that was seen of the one to be replaced: 0 for "there is none", None for any.

        Raises `FleetChanged` where another revision is there.
        """
        with self._database.write() as connection:
            return _put(connection, model, now, revision)

    def put_all(self, fleet: Fleet, *, now: datetime) -> tuple[int, int]:
        """Keep all, or none; return how many are new or changed, and how many were there as they are."""
        with self._database.write() as connection:
            listed: list[Model] = [*fleet.sites, *fleet.vehicles]
            kept = [_put(connection, each, now, None) for each in listed]
        changed = sum(each.changed == now for each in kept)
        return changed, len(kept) - changed

    def one(self, kind: Kind, name: str) -> KeptEntry:
        """Return a vehicle or site."""
        with self._database.read() as connection:
            return _kept(_found(connection, kind, name))

    def some(self, kind: Kind, *, after: str = "", most: int | None = None) -> list[KeptEntry]:
        """Return vehicles or sites by their id, from the one behind `after`."""
        chosen = (
            select(FLEET).where(FLEET.c.kind == kind, FLEET.c.id > after).order_by(FLEET.c.id).limit(most)
        )
        with self._database.read() as connection:
            return [_kept(row) for row in connection.execute(chosen)]

    def whole(self) -> Fleet:
        """Return all vehicles and sites."""
        with self._database.read() as connection:
            found = [_kept(row).model for row in connection.execute(select(FLEET).order_by(FLEET.c.id))]
        return Fleet(
            vehicles=tuple(each for each in found if isinstance(each, FleetVehicleModel)),
            sites=tuple(each for each in found if isinstance(each, SiteModel)),
        )

    def remove(self, kind: Kind, name: str, *, revision: int | None) -> None:
        """Forget a vehicle or site; plans that were made with it keep theirs."""
        with self._database.write() as connection:
            row = _found(connection, kind, name)
            if revision is not None and row.revision != revision:
                raise _other(kind, name, row.revision)
            connection.execute(delete(FLEET).filter_by(kind=kind, id=name))


def _put(connection: Connection, model: Model, now: datetime, revision: int | None) -> KeptEntry:
    kind = kind_of(model)
    named = [fault(f"{kind} {model.id!r}", "id", model.id, f"at most {LONGEST_ID} characters")]
    refuse("That name is too long.", named if len(model.id) > LONGEST_ID else [])
    content = json.dumps(model.model_dump(mode="json", by_alias=True), sort_keys=True, ensure_ascii=False)
    now_us = microseconds(now)
    known = connection.execute(
        select(FLEET).filter_by(kind=kind, id=model.id).with_for_update()
    ).one_or_none()
    if known is not None and known.content == content:
        return _kept(known)
    if revision is not None and revision != (0 if known is None else known.revision):
        raise _other(kind, model.id, 0 if known is None else known.revision)
    values: dict[str, Any] = {"content": content, "digest": "", "changed_us": now_us}
    if known is None:
        row = {"kind": kind, "id": model.id, "revision": 1, "created_us": now_us}
        connection.execute(insert(FLEET).values(**values, **row))
    else:
        changed = update(FLEET).filter_by(kind=kind, id=model.id)
        connection.execute(changed.values(**values, revision=known.revision + 1))
    return _kept(_found(connection, kind, model.id), new=known is None)


def kind_of(model: Model) -> Kind:
    """Return which of the two it is."""
    return "vehicle" if isinstance(model, FleetVehicleModel) else "site"


def _found(connection: Connection, kind: Kind, name: str) -> Any:
    row = connection.execute(select(FLEET).filter_by(kind=kind, id=name)).one_or_none()
    if row is None:
        raise NotFound(f"No {kind} has this id.")
    return row


def _kept(row: Any, *, new: bool = False) -> KeptEntry:
    shape = FleetVehicleModel if row.kind == "vehicle" else SiteModel
    return KeptEntry(
        model=shape.model_validate(json.loads(row.content)),
        revision=row.revision,
        created=moment_of(row.created_us),
        changed=moment_of(row.changed_us),
        new=new,
    )


def _other(kind: Kind, name: str, revision: int) -> FleetChanged:
    there = f"is at revision {revision}" if revision else "is not there"
    return FleetChanged(f"The {kind} {name} {there}.")
