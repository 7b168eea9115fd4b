"""Names, addresses, phones and people's words are in no byte of the database, however they came in."""

import json
import zlib
from base64 import b64decode
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import NullPool, Text, create_engine, inspect, select, text, type_coerce

from api.http.app import create_app
from api.services.quote_desk import QuoteDesk
from data.store.address import Address, file_address
from data.store.sealing.reseal import sealed_columns
from data.store.store import Store
from routing.travel.straight_line import StraightLine
from tests.api.http.builders import make_world, running
from tests.api.http.test_driven_day import EIGHT, PNG, Clock, event, order_ids, plan_of, publish, tell
from tests.api.http.test_fleet import DEPOT, SHOP, VAN, put, wished
from tests.api.services.shops import NOW as SHOP_OPEN
from tests.api.services.shops import near, write_shop
from tests.api.telemetry.test_logs import creating, sung
from tests.databases import KINDS, database_at

NAME, PHONE, MAIL = "Zephyrine Quokkastein", "+33999888777", "zephyrine@canari.example"
STREET, WORDS = "99 Rue du Canari-Jaune", "left with Mrs Kakapova"
CANARIES = (NAME, "Quokkastein", PHONE, "999888777", MAIL, STREET, "Canari-Jaune", WORDS, "Kakapova")
TITLES = ("studies.name", "api_keys.name")
"""What planners and administrators call their own things."""

CUSTOMER = {"name": NAME, "phone": PHONE, "email": MAIL}


def used(client: httpx.Client, clock: Clock) -> dict[str, str]:
    """Do everything that keeps something, with a canary in all that is a person's; return what is secret."""
    for each in (VAN, SHOP, {**DEPOT, "name": STREET}):
        put(client, each)
    order = wished("S-1", customer=CUSTOMER, address=STREET)
    plan = plan_of(client, order, wished("S-2", customer=CUSTOMER, address=STREET))
    assert publish(client, plan, zone="UTC").status_code == 200
    clock.now = EIGHT + timedelta(minutes=40)
    proof = client.post(
        "/v1/tracking/proofs", content=PNG + NAME.encode(), headers={"Content-Type": "image/png"}
    )
    told = tell(
        client,
        event("e1", "started", 0),
        event("e2", "delivered", 10, stop="S-1", signed_by=NAME, note=WORDS, photo=proof.json()["digest"]),
        event("e3", "failed", 20, stop="S-2", reason="wrong-address", note=WORDS),
    )
    assert told["refused"] == []
    returned = {
        "order_id": order_ids(client)["S-1"],
        "number": "R-1",
        "way": "pickup",
        "lines": [{"sku": "tea", "quantity": 1, "reason": "damaged", "note": WORDS}],
    }
    assert client.post("/v1/returns", json=returned).status_code == 201
    hook = client.post("/v1/webhooks", json={"url": "https://hooks.example/x"}).json()
    clock.now = SHOP_OPEN
    place = {"lon": near().lon, "lat": near().lat}
    line = {"sku": "tea", "quantity": 1, "weight_g": 500, "size_mm": [200, 200, 100]}
    client.post("/v1/quotes", json={"currency": "EUR", "place": place, "address": STREET, "lines": [line]})
    return {"webhook": hook["secret"]}


def sung_everywhere(client: httpx.Client, described: dict[str, Any]) -> None:
    """Send the example of every operation with canaries in place of its texts, in bodies and addresses."""
    for method, path, example in creating(described):
        address = path if "{" not in path else path.split("{")[0] + NAME + path.rpartition("}")[2]
        body = None if example is None else sung(deepcopy(example), NAME, everywhere=False)
        client.request(method, address, json=body, headers={"Idempotency-Key": NAME})


@pytest.fixture(scope="module", params=KINDS)
def kept(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Store, dict[str, str], str]]:
    """A database with everything in it, the secrets in it, and the heads of all problems answered."""
    tmp_path = tmp_path_factory.mktemp("kept")
    address = database_at(tmp_path, request.param)
    write_shop(tmp_path)
    clock, problems = Clock(), []
    desk = QuoteDesk(tmp_path / "modes", (tmp_path / "plan.json",), StraightLine())
    world = make_world(tmp_path, address=address, clock=clock, quotes=desk)

    def note(answer: httpx.Response) -> None:
        if answer.headers.get("Content-Type", "").startswith("application/problem"):
            problems.append(str(answer.headers))

    with running(world) as client:
        client.event_hooks["response"] = [note]
        secrets = used(client, clock)
        sung_everywhere(client, create_app(replace(world)).openapi())
    store = Store(address)
    store.open()
    yield store, secrets, "\n".join(problems)
    store.close()


def columns(address: Address) -> Iterator[tuple[str, Any]]:
    """Yield every value of every table, those of the engine of jobs as well, by the name of its column."""
    engine = create_engine(address.url, poolclass=NullPool)
    with engine.connect() as connection:
        found = inspect(connection)
        schemas = [
            each for each in found.get_schema_names() if each not in ("information_schema", "pg_catalog")
        ]
        for schema in schemas:
            for table in found.get_table_names(schema):
                whole = text(f'SELECT * FROM "{schema}"."{table}"')  # noqa: S608
                for row in connection.execute(whole).mappings():
                    for name, value in row.items():
                        yield f"{schema}.{table}.{name}", value


def readings(value: Any) -> Iterator[bytes]:
    """Yield what a value may mean: as it is, out of base64, unpacked."""
    plain = value if isinstance(value, bytes) else str(value).encode()
    yield plain
    for each in (plain, _decoded(plain)):
        try:
            yield zlib.decompress(each)
        except zlib.error:
            yield each


def _decoded(plain: bytes) -> bytes:
    try:
        return b64decode(plain, validate=True)
    except ValueError:
        return b""


def test_no_value_of_the_database_holds_anything_personal(kept: tuple[Store, dict[str, str], str]) -> None:
    store, secrets, _ = kept
    wanted = [each.encode() for each in (*CANARIES, *secrets.values())]
    wanted += [json.dumps(each)[1:-1].encode() for each in CANARIES]
    found, seen = set(), set()
    for name, value in columns(store.database.address):
        seen.add(name.partition(".")[2])
        for reading in readings(value):
            found |= {(name, each) for each in wanted if each in reading}
    assert {(name, each) for name, each in found if not name.endswith(TITLES)} == set()
    # Where nothing was kept, nothing was tried.
    with store.database.read() as connection:
        filled = {
            str(each)
            for each in sealed_columns()
            if connection.execute(select(each).where(type_coerce(each, Text()).is_not(None)).limit(1)).first()
        }
    assert {"orders.content", "plan_documents.content", "day_events.content", "proofs.content"} <= filled
    assert {"plan_requests.content", "returns.content", "webhooks.secret", "offers.content"} <= filled
    assert {"order_events.reason", "fleet.content", "published_plans.routes", "events.private"} <= filled


def test_no_byte_of_the_files_holds_anything_personal(tmp_path: Path) -> None:
    clock = Clock()
    with running(make_world(tmp_path, address=file_address(tmp_path / "kept.db"), clock=clock)) as client:
        secrets = used(client, clock)
        # While it runs, the log beside the file holds what was written last.
        files = [each for each in tmp_path.iterdir() if each.name.startswith("kept.db")]
        assert any(each.name.endswith("-wal") for each in files) or len(files) >= 2
        for each in files:
            content = each.read_bytes()
            assert [it for it in (*CANARIES, *secrets.values()) if it.encode() in content] == []


def test_all_of_it_is_there_for_those_who_may_see_it(kept: tuple[Store, dict[str, str], str]) -> None:
    store, secrets, problems = kept
    found = {each.order.id: each.order for each in store.orders.some()}
    assert found["S-1"].customer.name == NAME
    assert (found["S-1"].address, found["S-1"].customer.phone) == (STREET, PHONE)
    assert store.webhooks.some(EIGHT)[0].secrets[0] == secrets["webhook"]
    assert problems
    assert [each for each in CANARIES if each in problems] == []
