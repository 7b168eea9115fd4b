"""Something of every kind that a tenant can have, and requests that are right but for whose ids they name."""

from datetime import UTC, datetime
from typing import Any

import httpx

from api.http.examples import EXAMPLES
from data.store.store import Store
from inventory.ledger.move import Lot, Move
from inventory.ledger.place import stock_place
from tests.api.http.builders import request_body
from tests.api.services.shops import NOW, TUESDAY, near

PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 40
WAY = ("promised", "allocated", "picked", "loaded", "out-for-delivery", "delivered")
LINE = {"sku": "tea", "quantity": 1, "weight_g": 500, "size_mm": [200, 200, 100]}


class Owner:
    """A tenant as one of its admins sees it; whatever is asked for has to succeed."""

    def __init__(self, client: httpx.Client, store: Store, name: str) -> None:
        self.client, self.store, self.name = client, store, name

    def told(self, method: str, path: str, **more: Any) -> Any:
        answer = self.client.request(method, path, **more)
        assert answer.is_success, f"{self.name}: {method} {path}: {answer.text}"
        return answer.json() if answer.content else None

    def things(self) -> dict[str, str]:
        """Make one of every kind; return the ids by the names of the parameters of paths."""
        self._stock()
        order = self._order("S-1")
        return {
            "plan_id": self.told("POST", "/v1/plans", json=request_body(), headers={"Prefer": "wait=60"})[
                "id"
            ],
            "order_id": order,
            "return_id": self._return(),
            "hold_id": self.told("POST", "/v1/holds", json={"token": self.offered()})["id"],
            "reservation_id": self._reservation(),
            "transfer_id": self._transfer(),
            "webhook_id": self.told("POST", "/v1/webhooks", json={"url": "https://example.com/hook"})["id"],
            **self._study(),
            "vehicle_id": self._put("vehicles", EXAMPLES["put_vehicle"]),
            "site_id": self._put("sites", EXAMPLES["put_site"]),
            "key_id": self.told("POST", "/v1/keys", json={"name": "x", "grants": ["viewer"]})["key"]["id"],
            "user_id": self._user(),
            "digest": self._proof(),
            "token": self._link(order),
            "source": self._columns(),
            "bank_id": "station",
        }

    def _stock(self) -> None:
        for warehouse in ("hub", "corner"):
            came = Move(
                key=warehouse,
                moment=datetime(2026, 3, 1, tzinfo=UTC),
                lot=Lot(sku="tea"),
                quantity=50,
                source=stock_place("supplier"),
                target=stock_place(warehouse),
            )
            self.store.moves.post([came], NOW)

    def _order(self, number: str) -> str:
        lines = [{"sku": "tea", "quantity": 3, "paid_cents": 1000}]
        order = {"id": number, "currency": "EUR", "lines": lines, "customer": {"name": f"Ann of {self.name}"}}
        made = self.told("POST", "/v1/orders", json={"source": "shop", "orders": [order]})
        return str(made["orders"][0]["id"])

    def _return(self) -> str:
        order = self._order("S-2")
        for revision, state in enumerate(WAY, 1):
            told = {"id": state, "state": state, "at": NOW.isoformat()}
            self.told("POST", f"/v1/orders/{order}/events", json=told, headers={"If-Match": f'"{revision}"'})
        lines = [{"sku": "tea", "quantity": 1, "reason": "damaged"}]
        wanted = {"order_id": order, "number": "R-1", "way": "pickup", "lines": lines}
        return str(self.told("POST", "/v1/returns", json=wanted)["id"])

    def offered(self) -> str:
        """Return the token of an option that can be held."""
        place = near()
        cart = {"currency": "EUR", "place": {"lon": place.lon, "lat": place.lat}, "lines": [LINE]}
        options = self.told("POST", "/v1/quotes", json=cart)["options"]
        return str(next(each["token"] for each in options if each["mode"] == "pickup" and each["token"]))

    def _reservation(self) -> str:
        line = {"sku": "tea", "warehouse": "hub", "day": TUESDAY.isoformat(), "quantity": 1}
        number = f"O-{self.name}"
        self.told("POST", "/v1/stock/reservations", json={"id": number, "lines": [line]})
        return number

    def _transfer(self) -> str:
        lines, day = [{"sku": "tea", "quantity": 2}], TUESDAY.isoformat()
        wanted = {"number": "T-1", "source": "hub", "target": "corner", "day": day, "lines": lines}
        return str(self.told("POST", "/v1/transfers", json=wanted)["id"])

    def _study(self) -> dict[str, str]:
        study = self.told("POST", "/v1/network/studies", json=EXAMPLES["create_network_study"])["id"]
        work = self.told(
            "POST",
            f"/v1/network/studies/{study}:view",
            json=EXAMPLES["view_network"],
            headers={"Prefer": "wait=60"},
        )
        return {"study_id": study, "operation_id": work["id"]}

    def _put(self, kind: str, example: Any) -> str:
        name = f"{kind}-{self.name}"
        self.told("PUT", f"/v1/{kind}/{name}", json={**example, "id": name})
        return name

    def _user(self) -> str:
        wanted = {"name": f"Ada of {self.name}", "roles": ["viewer"], "password": "seven green vans"}
        return str(self.told("POST", "/v1/users", json=wanted)["id"])

    def _proof(self) -> str:
        picture = PNG + self.name.encode()
        sent = {"Content-Type": "image/png"}
        return str(self.told("POST", "/v1/tracking/proofs", content=picture, headers=sent)["digest"])

    def _link(self, order: str) -> str:
        made = self.told("POST", "/v1/tracking/links", json={"kind": "recipient", "order": order})
        return str(made["path"].rpartition("/")[2])

    def _columns(self) -> str:
        name = f"source-{self.name}"
        self.told("PUT", f"/v1/imports/orders/columns/{name}", json={"columns": {"Number": "order"}})
        return name


def body_for(schema: Any, components: Any) -> Any:
    """Return the smallest thing that a schema of the description allows."""
    while "$ref" in schema:
        schema = components[schema["$ref"].rpartition("/")[2]]
    for choice in ("anyOf", "oneOf", "allOf"):
        if choice in schema:
            return body_for(schema[choice][0], components)
    if "const" in schema:
        return schema["const"]
    if "enum" in schema:
        return schema["enum"][0]
    return _plain(schema, components)


def _plain(schema: Any, components: Any) -> Any:
    match schema.get("type"):
        case "object":
            wanted = schema.get("required", [])
            return {name: body_for(schema["properties"][name], components) for name in wanted}
        case "array":
            return [body_for(schema["items"], components)] * max(1, schema.get("minItems", 0))
        case "integer" | "number":
            return schema.get("minimum", 1)
        case "boolean":
            return True
        case "string":
            return _TEXTS.get(schema.get("format", ""), "x" * max(1, schema.get("minLength", 1)))
    return {}


_TEXTS = {"date-time": NOW.isoformat(), "date": TUESDAY.isoformat()}
