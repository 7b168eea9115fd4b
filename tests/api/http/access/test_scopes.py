"""Every operation declares one scope, and nobody comes in without it: all of it walked from the routes."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import httpx
import pytest
from fastapi import APIRouter, FastAPI

from api.http.access.needs import needs, open_to_all
from api.http.access.operations import Operation, Undeclared, operations_of
from api.http.app import create_app
from api.services.access.scopes import EVERYTHING, TABLE, Role, Scope, scopes_of
from tests.api.http.access.builders import bearer, made_key
from tests.api.http.builders import PROBLEM, make_world, running

LINKS = {"driver_route", "driver_events", "driver_proof", "track_order", "track_shop"} | {
    "track_order_proof",
    "track_shop_proof",
}
"""Whoever has the token of a link is let in by it."""

SIGNED = {"shopify_rates", "saleor_shipping_methods"}
"""Asked by shops that sign what they ask."""

OPEN = {
    "live",
    "ready",
    "explain_error",
    "sign_in_ways",
    "sign_in",
    "set_up_admin",
    "sign_out",
    "visit_provider",
    "come_back_from_provider",
    *LINKS,
    *SIGNED,
}


@pytest.fixture(scope="module")
def operations(tmp_path_factory: pytest.TempPathFactory) -> list[Operation]:
    return operations_of(create_app(make_world(tmp_path_factory.mktemp("any"), maker=None)).routes)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[httpx.Client, str, str]]:
    world = make_world(tmp_path_factory.mktemp("server"), maker=None)
    # Beyond this computer the doors of VROOM ask for a key as well.
    with running(replace(world, this_computer_only=False)) as client:
        yield client, made_key(world, "admin"), made_key(world, "me")


def address_of(operation: Operation) -> str:
    return operation.path.replace("{", "").replace("}", "")


def test_every_operation_of_the_server_declares_a_scope_and_only_these_are_open(
    operations: list[Operation],
) -> None:
    assert {each.id for each in operations if each.need.scope is None} == OPEN


def test_an_operation_without_a_scope_keeps_the_server_from_starting_and_says_how_to_declare_one() -> None:
    app, router = FastAPI(), APIRouter()
    router.get("/forgotten")(lambda: None)
    router.get("/twice", dependencies=[needs(Scope.ME), open_to_all()])(lambda: None)
    app.include_router(router)
    with pytest.raises(Undeclared) as undeclared:
        operations_of(app.routes)
    assert "GET /forgotten does not declare one scope" in str(undeclared.value)
    assert "GET /twice does not declare one scope" in str(undeclared.value)
    assert "dependencies=[needs(Scope." in str(undeclared.value)


def test_every_operation_answers_401_without_a_key_and_403_without_its_scope(
    operations: list[Operation], served: tuple[httpx.Client, str, str]
) -> None:
    client, _, powerless = served
    for each in operations:
        if each.need.scope in {None, Scope.ME}:
            continue
        for method in each.methods:
            answer = client.request(method, address_of(each))
            assert (answer.status_code, answer.headers["Content-Type"]) == (401, PROBLEM), each
            assert answer.json()["code"] == "credentials-needed"
            assert answer.headers["WWW-Authenticate"].startswith("Bearer")
            answer = client.request(method, address_of(each), headers=bearer(powerless))
            assert (answer.status_code, answer.json()["code"]) == (403, "scope-missing"), each
            assert each.need.scope in answer.json()["detail"]
            assert f'scope="{each.need.scope}"' in answer.headers["WWW-Authenticate"]


def test_with_the_scope_every_operation_is_reached(
    operations: list[Operation], served: tuple[httpx.Client, str, str]
) -> None:
    client, admin, _ = served
    for each in operations:
        for method in each.methods - {"HEAD"}:
            answer = client.request(method, address_of(each), headers=bearer(admin))
            assert answer.status_code not in {401, 403}, each


def test_the_description_names_the_scope_of_every_operation(
    operations: list[Operation], served: tuple[httpx.Client, str, str]
) -> None:
    described: dict[str, Any] = served[0].get("/openapi.json").json()
    assert set(described["components"]["securitySchemes"]) == {"bearer", "session"}
    for each in operations:
        for method in each.methods:
            told = described["paths"][each.path][method.lower()]
            scope = each.need.scope
            sessions = [] if each.need.free_here else [{"session": [scope]}]
            assert told["security"] == ([] if scope is None else [{"bearer": [scope]}, *sessions])
            assert scope is None or (f"`{scope}`" in told["description"] and "401" in told["responses"])


def test_a_body_is_not_read_before_it_is_known_who_sends_it(served: tuple[httpx.Client, str, str]) -> None:
    broken = {"content": "{", "headers": {"Content-Type": "application/json"}}
    assert served[0].post("/v1/orders", **broken).status_code == 401
    assert served[0].post("/v1/keys", **broken).status_code == 401


def test_a_role_is_the_set_of_scopes_that_the_table_says() -> None:
    for role in Role:
        listed = {scope for scope, (_, roles) in TABLE.items() if role in roles.split()}
        assert scopes_of([role]) == (EVERYTHING if role is Role.ADMIN else listed)
    assert {role for _, roles in TABLE.values() for role in roles.split()} == {*Role} - {Role.ADMIN}
    assert set(TABLE) == set(Scope)


def test_names_of_scopes_and_roles_add_up_and_others_give_nothing() -> None:
    both = {Scope.PLANS_READ, Scope.STOCK_WRITE, Scope.ME}
    assert scopes_of(["plans:read", "stock:write", "nonsense"]) == both
    assert scopes_of(["viewer", "keys"]) == scopes_of(["viewer"]) | {Scope.KEYS}


def test_every_scope_is_needed_by_some_operation(operations: list[Operation]) -> None:
    assert {each.need.scope for each in operations} == {*Scope, None}
