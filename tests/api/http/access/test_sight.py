"""Callers without `personal:read` see persons masked, whatever they ask for; papers are masked for all."""

import re
from collections.abc import Iterator
from datetime import timedelta

import httpx
import pytest

from api.http.access.operations import operations_of
from api.http.app import create_app
from api.http.world import World
from tests.api.http.access.builders import bearer, guarded, made_key
from tests.api.http.builders import make_world
from tests.api.http.test_driven_day import EIGHT, PNG, Clock, event, order_ids, plan_of, publish, tell
from tests.api.http.test_fleet import DEPOT, SHOP, VAN, put, wished

NAME, PHONE, MAIL = "Zephyrine Quokkastein", "+33999888777", "zephyrine@canari.example"
STREET, WORDS = "99 Rue du Canari-Jaune, Apt 4B", "left with Mrs Kakapova"
PERSONAL = ("Zephyrine", "Quokkastein", "999888", "canari.example", "99 Rue", "Apt 4", "Mrs ", "Kakapova")

_OTHER = ("/events", "/template.zip", "/template.xlsx")

Seen = tuple[httpx.Client, World, dict[str, str]]


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Seen]:
    """A driven day with a return, and the ids of everything that there is."""
    clock = Clock()
    world = make_world(tmp_path_factory.mktemp("seen"), clock=clock)
    with guarded(world) as client:
        client.headers.update(bearer(made_key(world, "admin")))
        yield client, world, lived(client, clock)


def lived(client: httpx.Client, clock: Clock) -> dict[str, str]:
    for each in (VAN, SHOP, DEPOT):
        put(client, each)
    customer = {"name": NAME, "phone": PHONE, "email": MAIL}
    sold = [wished(it, customer=customer, address=STREET) for it in ("S-1", "S-2")]
    # A place without address is called by who lives there.
    sold.append(wished("S-3", customer=customer, address="", place={"lon": 7.43, "lat": 43.741}))
    plan = plan_of(client, *sold)
    assert publish(client, plan, zone="UTC").status_code == 200
    clock.now = EIGHT + timedelta(minutes=40)
    picture = client.post("/v1/tracking/proofs", content=PNG, headers={"Content-Type": "image/png"})
    digest = picture.json()["digest"]
    tell(
        client,
        event("e1", "started", 0),
        event("e2", "delivered", 10, stop="S-1", signed_by=NAME, note=WORDS, photo=digest),
        event("e3", "failed", 20, stop="S-2", reason="wrong-address", note=WORDS),
    )
    order = order_ids(client)["S-1"]
    asked = {"order_id": order, "number": "R-1", "way": "pickup"}
    lines = [{"sku": "tea", "quantity": 1, "reason": "damaged", "note": WORDS}]
    returned = client.post("/v1/returns", json={**asked, "lines": lines}).json()["id"]
    link = {"kind": "driver", "day": EIGHT.date().isoformat(), "vehicle": VAN["id"]}
    driver = client.post("/v1/tracking/links", json=link).json()["path"]
    return {
        "plan_id": plan,
        "order_id": order,
        "return_id": returned,
        "vehicle": str(VAN["id"]),
        "day": EIGHT.date().isoformat(),
        "digest": digest,
        "driver": driver,
        "failed": order_ids(client)["S-2"],
    }


def addresses(world: World, ids: dict[str, str]) -> Iterator[str]:
    """Yield every address that can be read with the ids that there are, streams and templates apart."""
    for each in operations_of(create_app(world).routes):
        path = re.sub(r":\w+}", "}", each.path)
        names = re.findall(r"{(\w+)}", path)
        if "GET" in each.methods and set(names) <= set(ids) and not path.endswith(_OTHER):
            yield path.format(**ids)
    yield f"/v1/orders/{ids['failed']}"
    yield f"/v1/tracking/exceptions?day={ids['day']}"


def test_nothing_that_can_be_read_tells_of_a_person_without_the_scope(seen: Seen) -> None:
    client, world, ids = seen
    reads = ["orders:read", "plans:read", "tracking:read", "fleet:read", "kpis:read", "events:read"]
    viewers = [made_key(world, "viewer"), made_key(world, *reads), made_key(world, "warehouse")]
    whole = set()
    for address in addresses(world, ids):
        answer = client.get(address)
        assert answer.status_code < 500, address
        whole |= {address for word in PERSONAL if word in answer.text}
        for key in viewers:
            masked = client.get(address, headers=bearer(key))
            assert [word for word in PERSONAL if word in masked.text] == [], address
            assert masked.status_code in (answer.status_code, 403), address
    # Whoever has the scope sees everything: something was there to be masked.
    plan = f"/v1/plans/{ids['plan_id']}"
    there = {"/v1/orders", f"/v1/returns/{ids['return_id']}", f"{plan}/plan.json", f"{plan}/view.json"}
    there |= {f"{plan}/plan.csv", f"{plan}/plan.geojson", f"{plan}/map.html", f"{plan}/gpx/{ids['vehicle']}"}
    assert there | {f"/v1/tracking/days/{ids['day']}"} <= whole
    # Papers show the house at most, also to an admin.
    assert {f"{plan}/manifest.html", f"/v1/manifests/{ids['plan_id']}/waybills.html"} <= whole
    assert client.get("/v1/tracking/proofs/" + ids["digest"], headers=bearer(viewers[0])).status_code == 403


def test_what_a_viewer_sees_is_still_of_use(seen: Seen) -> None:
    client, world, ids = seen
    viewer = bearer(made_key(world, "viewer"))
    sold = client.get(f"/v1/orders/{ids['failed']}", headers=viewer).json()
    assert sold["order"]["customer"]["name"] == "Z******** Q**********"
    assert sold["order"]["customer"]["phone"] == "+*******8777"
    assert sold["order"]["address"] == "** Rue du Canari-Jaune, Apt **"
    assert "wrong-address: ***" in [each["reason"] for each in sold["events"]]
    plan = client.get(f"/v1/plans/{ids['plan_id']}/plan.json", headers=viewer)
    checked = client.post(
        "/v1/plans:check", content=plan.content, headers={"Content-Type": "application/json"}
    )
    assert checked.status_code == 200, checked.text


def test_papers_mask_persons_unless_the_whole_is_asked_for(seen: Seen) -> None:
    client, world, ids = seen
    papers = [
        f"/v1/plans/{ids['plan_id']}/manifest.html",
        f"/v1/manifests/{ids['plan_id']}/waybills.html",
        f"/v1/manifests/{ids['plan_id']}",
    ]
    for address in papers:
        paper = client.get(address).text
        assert [it for it in PERSONAL if it in paper] == ["99 Rue"], address
        assert "Apt **" in paper
        whole = client.get(address, params={"whole": True})
        assert {"Quokkastein", "Apt 4"} <= {it for it in PERSONAL if it in whole.text}, address
        refused = client.get(address, params={"whole": True}, headers=bearer(made_key(world, "viewer")))
        assert (refused.status_code, "personal:read" in refused.text) == (403, True), address
    chinese = client.get(papers[1], params={"language": "zh"})
    assert "收" in chinese.text
    assert chinese.headers["Content-Security-Policy"].startswith("sandbox")


def test_a_driver_finds_the_door(seen: Seen) -> None:
    client, _, ids = seen
    stops = client.get(ids["driver"], headers={"Authorization": ""}).json()["manifest"]["stops"]
    assert STREET in [each["address"] for each in stops]
    assert "Quokkastein" not in str(stops)
