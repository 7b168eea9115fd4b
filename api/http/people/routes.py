"""Persons over HTTP: everything that is kept of one, handed out or erased. Who is in the body alone."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends
from pydantic import BaseModel, ConfigDict, Field

from api.http.access.needs import needs
from api.http.bodies import require_json
from api.http.responses import problems
from api.http.world import WorldDep
from api.services.access.scopes import Scope
from api.services.people import Erased, erase_person, export_person
from orders.person import Person

router = APIRouter(prefix="/v1/people", tags=["people"])

_Text = Annotated[str, Field(max_length=1_000)]
_Id = Annotated[str, Field(max_length=36)]


class PersonIn(BaseModel):
    """Who is meant: by a phone, a mail address, ids of orders, or a name with a postcode; any that fits."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"example": {"phone": "+377 99 99 10 01", "orders": []}}
    )

    phone: _Text = ""
    email: _Text = ""
    name: _Text = ""
    postcode: Annotated[str, Field(max_length=20)] = ""
    orders: Annotated[list[_Id], Field(max_length=10_000)] = []

    def person(self) -> Person:
        """Return who is meant."""
        return Person(**{**self.model_dump(), "orders": tuple(self.orders)})


class PersonOut(BaseModel):
    """Everything that is kept of a person.

    orders: with their events, returns and holds. told_at_stops: what drivers told there. pictures: of
    deliveries and signatures, in base64.
    """

    exported: str
    orders: Annotated[list[dict[str, Any]], Field(max_length=100_000)]
    told_at_stops: Annotated[list[dict[str, Any]], Field(max_length=100_000)]
    pictures: Annotated[list[dict[str, Any]], Field(max_length=100_000)]


class ErasedOut(BaseModel):
    """What tells of nobody any more: ids of orders, and how many other things named the person."""

    orders: Annotated[list[str], Field(max_length=100_000)]
    elsewhere: int

    @classmethod
    def of(cls, done: Erased) -> "ErasedOut":
        """Return what is told of it."""
        return cls(orders=list(done.orders), elsewhere=done.elsewhere)


@router.post(
    ":export",
    operation_id="export_person",
    summary="Everything that is kept of a person",
    dependencies=[needs(Scope.PEOPLE), Depends(require_json)],
    responses=problems(403, 404, 415, 422, 503),
)
def export(asked: PersonIn, world: WorldDep) -> PersonOut:
    """Hand out orders, events, returns, holds, what drivers told, and pictures of deliveries."""
    return PersonOut(**export_person(world.store, asked.person(), now=world.clock()).document())


@router.post(
    ":erase",
    operation_id="erase_person",
    summary="Erase a person",
    dependencies=[needs(Scope.PEOPLE), Depends(require_json)],
    responses=problems(403, 404, 409, 415, 422, 503),
)
def erase(asked: PersonIn, world: WorldDep) -> ErasedOut:
    """Take a person out of everything that is kept; counts, stock and the audit log stay.

    Refused while an order or return of theirs is open. The audit log tells that somebody was erased, not who.
    """
    return ErasedOut.of(erase_person(world.store, asked.person(), now=world.clock()))
