"""Every operation of the description, called with ids of another tenant: nothing is there or changes."""

import json
from collections.abc import Iterator
from pathlib import Path
from shutil import copytree
from typing import Any

import httpx
import pytest

from api.services.quote_desk import QuoteDesk
from data.store.address import Address
from routing.travel.straight_line import StraightLine
from tests.api.http.access.builders import bearer, guarded, made_key
from tests.api.http.access.foreign import PNG, Owner, body_for
from tests.api.http.builders import make_world
from tests.api.http.operators import OperatorHere
from tests.api.services.shops import NOW, write_shop
from tests.databases import KINDS, database_at, with_tenant

DESCRIBED = json.loads((Path(__file__).parents[4] / "docs" / "openapi.json").read_text(encoding="utf-8"))
METHODS = ("get", "put", "post", "patch", "delete")

NOBODYS = {"name", "code", "what", "day"}
"""Parameters that name nothing of anybody: key figures, errors, kinds of tables, days."""

BEGINS = {
    ("put", "/v1/vehicles/{vehicle_id}"),
    ("put", "/v1/sites/{site_id}"),
    ("put", "/v1/imports/orders/columns/{source}"),
}
"""Whoever calls these with a name that another tenant has makes something of the own that is called so."""

ALWAYS_THERE = "/v1/imports/orders/columns/{source}"
"""Empty for every name that nothing is kept for."""

SAID = {
    "/v1/returns/{return_id}/events": {"id": "in", "step": "pickup-planned", "day": "2026-04-02"},
    "/v1/webhooks/{webhook_id}:replay": {"since": NOW.isoformat()},
    "/v1/orders/{order_id}:settle": {"step": "return"},
}
"""What has to be said where the smallest body is none that can be meant."""

NOT_LOOKED_AT = (
    *("/v1/me", "/readyz", "/livez", "/health", "/errors/", ":reverse"),
    *("template", "catalogue", "/tables", "map.html", ".zip", "/events"),
)
"""Parts of addresses of pages that are nobody's, made anew each time, slow to make, or endless."""


class Party:
    """A tenant with one thing of every kind."""

    def __init__(self, client: httpx.Client, owner: Owner, headers: dict[str, str]) -> None:
        self.client, self.headers, self.ids = client, headers, owner.things()
        self.offered = owner.offered()

    def call(self, method: str, path: str, **more: Any) -> httpx.Response:
        headers = {**self.headers, **more.pop("headers", {})}
        return self.client.request(method, path, headers=headers, **more)

    def sees(self) -> dict[str, str]:
        """Return what every page that only reads says, lists and own things."""
        found = {}
        for path, methods in DESCRIBED["paths"].items():
            if "get" in methods and not any(each in path for each in NOT_LOOKED_AT):
                where = filled(path, self.ids)
                answer = self.call("GET", where)
                found[where] = f"{answer.status_code} {answer.text}"
        return found


@pytest.fixture(scope="module", params=KINDS)
def parties(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, Party]]:
    folder = tmp_path_factory.mktemp("server")
    address: Address = database_at(folder, request.param)
    write_shop(folder)
    copytree(folder / "modes", folder / "modes.tenants" / "north")
    desk = QuoteDesk(folder / "modes", (folder / "plan.json",), StraightLine())
    world = make_world(
        folder, address=address, quotes=desk, clock=lambda: NOW, operator=OperatorHere(address)
    )
    with guarded(world) as client:
        found = {}
        for name in ("default", "north"):
            headers = bearer(made_key(world, tenant=name))
            client.headers.update(headers)
            store = world.store if name == "default" else with_tenant(world.store, name)
            found[name] = Party(client, Owner(client, store, name), headers)
        del client.headers["Authorization"]
        yield found


def operations() -> list[tuple[str, str, Any]]:
    """Return all that name something of somebody; those that begin something come last."""
    return sorted(_operations(), key=lambda each: each[:2] in BEGINS)


def _operations() -> Iterator[tuple[str, str, Any]]:
    for path, methods in DESCRIBED["paths"].items():
        for method, operation in methods.items():
            names = {each["name"] for each in operation.get("parameters", []) if each["in"] == "path"}
            if method in METHODS and names - NOBODYS:
                yield method, path, operation


def filled(path: str, ids: dict[str, str]) -> str:
    """Return a path with ids in the places of its parameters."""
    known = {
        "name": "deliveries-on-time",
        "code": "not-found",
        "what": "orders",
        "day": NOW.date().isoformat(),
    }
    return path.format(**{"vehicle": "van-1", **known, **ids})


def sent(path: str, operation: Any, named: str) -> dict[str, Any]:
    """Return a body that the operation takes, and what else it wants to be told."""
    headers = {"If-Match": '"1"'}
    content = operation.get("requestBody", {}).get("content", {})
    if "image/*" in content:
        return {"content": PNG, "headers": {**headers, "Content-Type": "image/png"}}
    if "application/json" not in content:
        return {"headers": headers}
    told = content["application/json"]
    body = SAID.get(path) or told.get("example", body_for(told["schema"], DESCRIBED["components"]["schemas"]))
    if "id" in body and named:
        return {"json": {**body, "id": named}}
    return {"json": body, "headers": headers}


def test_the_description_names_no_parameter_that_nobody_thought_of(parties: dict[str, Party]) -> None:
    for _, path, _ in operations():
        filled(path, parties["north"].ids)


def test_the_owner_finds_every_one_of_these_things(parties: dict[str, Party]) -> None:
    for party in parties.values():
        found = {where.rpartition("/")[2] for where, said in party.sees().items() if said.startswith("200")}
        assert set(party.ids.values()) - found == set()


@pytest.mark.parametrize(("owner", "other"), [("default", "north"), ("north", "default")])
def test_no_list_tells_of_what_another_tenant_has(parties: dict[str, Party], owner: str, other: str) -> None:
    theirs, caller = parties[owner], parties[other]
    ids = {each for name, each in theirs.ids.items() if name not in ("bank_id", "token", "digest")}
    told = " ".join(
        caller.call("GET", path).text
        for path, methods in DESCRIBED["paths"].items()
        if "get" in methods and "{" not in path
    )
    assert [each for each in ids if each in told] == []
    assert f"Ann of {owner}" not in told
    own = " ".join(theirs.call("GET", f"/v1/{kind}").text for kind in ("plans", "orders", "vehicles", "keys"))
    assert {theirs.ids[each] in own for each in ("plan_id", "order_id", "vehicle_id", "key_id")} == {True}


@pytest.mark.parametrize(("owner", "other"), [("default", "north"), ("north", "default")])
def test_no_operation_finds_or_changes_what_another_tenant_has(
    parties: dict[str, Party], owner: str, other: str
) -> None:
    theirs, caller = parties[owner], parties[other]
    before = theirs.sees()
    wrong = []
    for method, path, operation in operations():
        where = filled(path, theirs.ids)
        if where == filled(path, caller.ids):
            continue
        if "{token}" in path:
            # A link is for whoever has it: it opens nothing under another tenant's name.
            secret = theirs.ids["token"].rpartition(".")[2]
            led = secret if other == "default" else f"{other}.{secret}"
            where = filled(path, {**theirs.ids, "token": led})
        more = {"params": {"since": theirs.ids["plan_id"]}} if path.endswith("/changes") else {}
        begins = where.rpartition("/")[2] if (method, path) in BEGINS else ""
        answer = caller.call(method.upper(), where, **sent(path, operation, begins), **more)
        if (method, path) == ("get", ALWAYS_THERE):
            assert answer.json()["columns"] == {}
            continue
        if answer.status_code not in ((200, 201) if begins else (404,)):
            wrong.append(f"{method} {path}: {answer.status_code} {answer.text[:300]}")
    assert not wrong, chr(10).join(wrong)
    assert theirs.sees() == before


@pytest.mark.parametrize(("owner", "other"), [("default", "north"), ("north", "default")])
def test_ids_of_another_tenant_in_what_is_sent_lead_nowhere(
    parties: dict[str, Party], owner: str, other: str
) -> None:
    theirs, caller = parties[owner], parties[other]
    lines = [{"sku": "tea", "quantity": 1, "reason": "damaged"}]
    order = theirs.ids["order_id"]
    asked: list[tuple[str, str, dict[str, Any]]] = [
        ("GET", f"/v1/plans/{caller.ids['plan_id']}/changes", {"params": {"since": theirs.ids["plan_id"]}}),
        (
            "POST",
            "/v1/returns",
            {"json": {"order_id": order, "number": "R-9", "way": "pickup", "lines": lines}},
        ),
        ("POST", "/v1/tracking/links", {"json": {"kind": "recipient", "order": order}}),
        ("POST", "/v1/lockers/banks/station/deposits", {"json": {"order_id": order, "id": "d"}}),
        ("POST", "/v1/holds", {"json": {"token": theirs.offered}}),
    ]
    assert [caller.call(method, path, **more).status_code for method, path, more in asked] == [404] * 5
    assert caller.call("GET", "/v1/returns", params={"order_id": order}).json()["returns"] == []
    about = caller.call("GET", "/v1/operations", params={"about": theirs.ids["study_id"]})
    assert about.json()["operations"] == []
    assert theirs.call("POST", "/v1/holds", json={"token": theirs.offered}).status_code == 201
