"""What finds the orders of a person: keyed digests of mail addresses and of the ends of phone numbers."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, delete, select

from data.store.sealing.columns import ring_of
from data.store.sealing.tables import ORDER_PEOPLE
from data.store.stock.rows import add_to, in_pieces
from orders.person import mail_key, phone_key


def index_people(connection: Connection, contents: Iterable[tuple[str, str]]) -> None:
    """Note who is in orders: their ids, and their contents as JSON."""
    ring = ring_of(connection.dialect)
    rows = [
        {"digest": ring.digest(text), "order_id": order_id}
        for order_id, content in contents
        for text in sorted(set(_terms(json.loads(content)["customer"])))
    ]
    add_to(connection, ORDER_PEOPLE, rows)


def index_anew(connection: Connection, contents: Sequence[tuple[str, str]]) -> None:
    """Note who is in orders now, under the newest key."""
    for piece in in_pieces(order_id for order_id, _ in contents):
        connection.execute(delete(ORDER_PEOPLE).where(ORDER_PEOPLE.c.order_id.in_(piece)))
    index_people(connection, contents)


def orders_with(connection: Connection, *, mail: str = "", phone: str = "") -> Sequence[str]:
    """Return ids of orders that have a mail address, or may have a phone number: only its end is compared."""
    ring = ring_of(connection.dialect)
    wanted = [digest for text in _terms({"email": mail, "phone": phone}) for digest in ring.digests(text)]
    found: dict[str, None] = {}
    for piece in in_pieces(wanted):
        chosen = select(ORDER_PEOPLE.c.order_id).where(ORDER_PEOPLE.c.digest.in_(piece))
        found.update(dict.fromkeys(connection.execute(chosen.order_by(ORDER_PEOPLE.c.order_id)).scalars()))
    return list(found)


def _terms(customer: Mapping[str, Any]) -> Iterator[str]:
    """Yield what an order is found by, each with its kind."""
    if mail := mail_key(customer["email"]):
        yield f"mail {mail}"
    if phone := phone_key(customer["phone"]):
        yield f"phone {phone}"
