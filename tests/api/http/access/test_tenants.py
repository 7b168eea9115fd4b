"""Tenants over HTTP: what somebody sends tells whose things they see, and nobody else's are there."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from api.http.world import World
from api.jobs.every import workload_of_all
from data.store.address import Address
from tests.api.http.access.builders import bearer, guarded, made_key
from tests.api.http.builders import make_world, planned, request_body, running, wait_for
from tests.databases import with_tenant


@pytest.fixture
def world(tmp_path: Path, address: Address) -> World:
    return make_world(tmp_path, address=address)


@pytest.fixture
def client(world: World) -> Iterator[httpx.Client]:
    with guarded(world) as client:
        client.headers.update(bearer(made_key(world)))
        yield client


def test_a_key_tells_its_tenant_and_a_plan_is_made_for_that_alone(client: httpx.Client, world: World) -> None:
    secret = made_key(world, tenant="north")
    assert secret.startswith("rk_north.")
    north = bearer(secret)
    assert client.get("/v1/me", headers=north).json()["tenant"] == "north"
    ours = planned(client)["id"]
    answer = client.post("/v1/plans", json=request_body(), headers={**north, "Prefer": "wait=60"})
    theirs = answer.json()
    assert (answer.status_code, theirs["state"]) == (200, "done")
    assert [each["id"] for each in client.get("/v1/plans", headers=north).json()["plans"]] == [theirs["id"]]
    assert [each["id"] for each in client.get("/v1/plans").json()["plans"]] == [ours]
    assert client.get(f"/v1/plans/{theirs['id']}").status_code == 404
    assert client.get(f"/v1/plans/{ours}", headers=north).status_code == 404
    assert [each["what"] for each in client.get("/v1/audit", headers=north).json()["rows"]] == ["create_plan"]


def test_a_name_opens_nothing_by_itself(client: httpx.Client, world: World) -> None:
    ours, theirs = made_key(world), made_key(world, tenant="north")
    made_key(world, tenant="south")
    _, named, secret = theirs.split("_")
    number = named.partition(".")[2]
    for sent in (
        f"rk_{number}_{secret}",
        f"rk_south.{number}_{secret}",
        f"rk_default.{number}_{secret}",
        f"rk_north.{ours.split('_')[1]}_{ours.split('_')[2]}",
        f"rk_east.{number}_{secret}",
        f"rk_../north.{number}_{secret}",
        "rk_north._",
    ):
        assert client.get("/v1/me", headers=bearer(sent)).status_code == 401, sent


def test_a_session_is_of_the_tenant_of_its_key(client: httpx.Client, world: World) -> None:
    secret = made_key(world, tenant="north")
    del client.headers["Authorization"]
    assert client.post("/v1/session", json={"key": secret}).json()["tenant"] == "north"
    token = client.cookies["roundsman_session"]
    assert token.startswith("north.")
    own = {"Sec-Fetch-Site": "same-origin"}
    assert client.get("/v1/me", headers=own).json()["tenant"] == "north"
    assert client.delete("/v1/session", headers=own).status_code == 204
    for each in (token, token.partition(".")[2], f"south.{token.partition('.')[2]}"):
        client.cookies.set("roundsman_session", each)
        assert client.get("/v1/me", headers=own).status_code == 401


def test_a_closed_tenant_is_let_in_nowhere_until_it_is_opened(client: httpx.Client, world: World) -> None:
    north = bearer(made_key(world, tenant="north"))
    world.store.tenants.close("north", world.clock())
    assert client.get("/v1/me", headers=north).status_code == 401
    world.store.tenants.reopen("north")
    assert client.get("/v1/me", headers=north).status_code == 200


def test_a_link_leads_to_the_order_of_its_tenant_alone(client: httpx.Client, world: World) -> None:
    north = bearer(made_key(world, tenant="north"))
    order = {
        "id": "A-1",
        "lines": [{"sku": "tea", "quantity": 1}],
        "customer": {"name": "Ann"},
        "place": {"lon": 7.42, "lat": 43.73},
    }
    asked = client.post("/v1/orders", json={"source": "shop", "orders": [order]}, headers=north)
    (made,) = asked.json()["orders"]
    wanted = {"kind": "recipient", "order": made["id"]}
    link = client.post("/v1/tracking/links", json=wanted, headers=north).json()
    token = link["path"].rpartition("/")[2]
    assert token.startswith("north.")
    assert client.get(f"/v1/track/{token}").status_code == 200
    for each in (token.partition(".")[2], f"south.{token.partition('.')[2]}", f"north.{token}"):
        assert client.get(f"/v1/track/{each}").status_code == 404


def test_once_there_is_a_tenant_this_computer_needs_a_key(world: World) -> None:
    with running(world) as client:
        assert client.get("/v1/me").status_code == 200
        world.store.tenants.add("north", world.clock())
        assert client.get("/v1/me").status_code == 401


def test_a_plan_whose_job_was_lost_between_two_files_is_made_all_the_same(world: World) -> None:
    with running(replace(world, maker=None)) as client:
        north = with_tenant(world.store, "north")
        sent = bearer(made_key(world, tenant="north"))
        plan = client.post("/v1/plans", json=request_body(), headers=sent).json()["id"]
        # As if the server had been killed before the job was kept.
        app_jobs = world.store.database
        with app_jobs.write() as connection:
            table = "dbos.workflow_status" if app_jobs.address.file is None else "workflow_status"
            gone = connection.exec_driver_sql(f"DELETE FROM {table}").rowcount  # noqa: S608
        assert gone == 1
        assert workload_of_all(world.store, world.clock()).waiting == 1
        assert north.plans.record(plan).state == "queued"
    with running(world) as client:
        wait_for(lambda: client.get(f"/v1/plans/{plan}", headers=sent).json()["state"] == "done")


def test_what_waited_when_a_tenant_was_closed_goes_on_when_it_is_opened(world: World) -> None:
    with running(replace(world, maker=None)) as client:
        with_tenant(world.store, "north")
        sent = bearer(made_key(world, tenant="north"))
        plan = client.post("/v1/plans", json=request_body(), headers=sent).json()["id"]
        world.store.tenants.close("north", world.clock())
    with running(world) as client:
        ours = bearer(made_key(world))
        # Behind the other in the line: its job has ended by now.
        client.post("/v1/plans", json=request_body(), headers={**ours, "Prefer": "wait=60"})
        world.store.tenants.reopen("north")
        wait_for(lambda: client.get(f"/v1/plans/{plan}", headers=sent).json()["state"] == "done")
