"""A day of orders over HTTP: published, driven, followed, and what goes wrong on it."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from api.services import own_delivery
from api.services.driven_day import route_status
from tests.api.http.builders import make_world, running
from tests.api.http.test_fleet import DAY, DEPOT, SHOP, VAN, asked, put, wished
from tests.api.http.test_orders import placed

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 20
EIGHT = datetime(2026, 11, 27, 8, tzinfo=UTC)


class Clock:
    """A clock that tests set."""

    def __init__(self) -> None:
        self.now = EIGHT - timedelta(hours=14)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def client(tmp_path: Path, clock: Clock) -> Iterator[httpx.Client]:
    with running(make_world(tmp_path, clock=clock)) as client:
        for each in (VAN, SHOP, DEPOT):
            put(client, each)
        yield client


def at(minutes: float) -> str:
    return (EIGHT + timedelta(minutes=minutes)).isoformat()


def order_ids(client: httpx.Client) -> dict[str, str]:
    return {each["order"]["id"]: each["id"] for each in client.get("/v1/orders").json()["orders"]}


def state(client: httpx.Client, number: str) -> str:
    return str(client.get(f"/v1/orders/{order_ids(client)[number]}").json()["state"])


def plan_of(client: httpx.Client, *given: dict[str, Any], **changes: Any) -> str:
    placed(client, *given)
    return str(asked(client, **changes).json()["id"])


def publish(client: httpx.Client, plan: str, **changes: Any) -> httpx.Response:
    return client.post(f"/v1/plans/{plan}:publish", json=changes)


def tell(client: httpx.Client, *events: dict[str, Any], vehicle: str = "van-1") -> dict[str, Any]:
    body = {"day": DAY, "vehicle": vehicle, "events": list(events)}
    told: dict[str, Any] = client.post("/v1/tracking/events", json=body).json()
    return told


def event(name: str, kind: str, minutes: float, **more: Any) -> dict[str, Any]:
    return {"id": name, "kind": kind, "at": at(minutes), **more}


@pytest.fixture
def driven(client: httpx.Client, clock: Clock) -> httpx.Client:
    """A published day: two doors and a shop, in this sequence."""
    for_shop = wished("S-3", mode="pickup", at="shop-harbour")
    near = wished(
        "S-2", place={"lon": 7.4207, "lat": 43.7385}, customer={"name": "Bo Lee", "phone": "+377 9999 1003"}
    )
    plan = plan_of(client, wished("S-1", window={"opens_s": 28_800, "closes_s": 32_400}), near, for_shop)
    assert publish(client, plan, zone="UTC").json()["orders"] == 3
    clock.now = EIGHT
    return client


def test_publishing_binds_orders_once_and_they_are_not_planned_twice(client: httpx.Client) -> None:
    plan = plan_of(client, wished("S-1"), wished("S-2"))
    first, again = publish(client, plan), publish(client, plan)
    assert (first.status_code, first.json()["orders"], first.json()["zone"]) == (200, 2, "Europe/Monaco")
    assert again.json()["published"] == first.json()["published"]
    assert [state(client, name) for name in ("S-1", "S-2")] == ["allocated"] * 2
    events = client.get(f"/v1/orders/{order_ids(client)['S-1']}").json()["events"]
    assert [each["state"] for each in events] == ["received", "promised", "allocated"]
    assert asked(client).json()["errors"][0]["field"] == "on-another-plan"


def test_a_new_plan_of_the_day_takes_the_place_of_the_one_before(client: httpx.Client) -> None:
    old = plan_of(client, wished("S-1"), wished("S-2"))
    publish(client, old)
    new = plan_of(client, wished("S-3"), replan=True)
    assert publish(client, new).json()["supersedes"] == [old]
    assert client.get(f"/v1/tracking/days/{DAY}").json()["plans"] == [new]
    assert publish(client, old).status_code == 422
    other = plan_of(client, wished("S-4"))
    assert publish(client, other).json()["errors"][0]["field"] == "vehicle"


def test_orders_that_changed_refuse_the_plan_or_are_dropped_from_it(client: httpx.Client) -> None:
    plan = plan_of(client, wished("S-1"), wished("S-2"), wished("S-3"))
    ids, seen = order_ids(client), {"If-Match": '"1"'}
    client.post(f"/v1/orders/{ids['S-1']}:cancel", json={"reason": "asked"}, headers=seen)
    client.post(f"/v1/orders/{ids['S-2']}:arrange", json={"day": "2026-12-01"}, headers=seen)
    refused = publish(client, plan).json()
    assert {(it["where"], it["field"]) for it in refused["errors"]} == {
        ("order 'S-1'", "state"),
        ("order 'S-2'", "day"),
    }
    assert state(client, "S-3") == "received"
    dropped = publish(client, plan, changed="drop").json()
    assert (dropped["orders"], len(dropped["dropped"])) == (1, 2)
    assert client.get(f"/v1/plans/{dropped['plan']}").json()["revises"] == plan
    (route,) = client.get(f"/v1/tracking/days/{DAY}").json()["routes"]
    assert [each["stop"] for each in route["stops"]] == ["S-3"]


def test_events_move_orders_whatever_was_not_told(driven: httpx.Client, clock: Clock) -> None:
    clock.now = EIGHT + timedelta(minutes=40)
    told = tell(
        driven,
        event("e1", "loaded", -30, order="S-1"),
        event("e2", "started", 0),
        event("e3", "delivered", 10, stop="S-1", signed_by="Ann"),
        event("e4", "delivered", 30, order="S-3"),
    )
    assert (told["new"], told["refused"]) == (["e1", "e2", "e3", "e4"], [])
    assert [state(driven, name) for name in ("S-1", "S-2", "S-3")] == [
        "delivered",
        "allocated",
        "ready-for-pickup",
    ]


def test_an_event_counts_once_and_late_ones_lead_nothing_back(driven: httpx.Client, clock: Clock) -> None:
    clock.now = EIGHT + timedelta(hours=2)
    done = event("e1", "delivered", 60, stop="S-1")
    assert tell(driven, done)["new"] == ["e1"]
    assert tell(driven, done)["again"] == ["e1"]
    other = tell(driven, {**done, "at": at(61)})
    assert other["refused"][0]["field"] == "id"
    assert tell(driven, event("e0", "started", 5), event("e00", "loaded", -10))["new"] == ["e0", "e00"]
    assert state(driven, "S-1") == "delivered"
    assert state(driven, "S-2") == "out-for-delivery"


def test_what_cannot_be_meant_is_refused_alone(driven: httpx.Client) -> None:
    told = tell(
        driven,
        event("a", "delivered", 0, stop="nowhere"),
        event("b", "delivered", 0, order="S-9"),
        event("c", "failed", 0, stop="S-1"),
        event("d", "started", 60),
        event("e", "delivered", 0, stop="S-1", photo="0" * 64),
        event("f", "arrived", 0, stop="S-1"),
        event("g", "position", 0, lon=500, lat=43),
        event("h", "arrived", 0, stop="S-2", speed_kmh=30),
    )
    assert told["new"] == ["f"]
    fields = {each["field"] for each in told["refused"]}
    assert fields == {"stop", "order", "reason", "at", "photo", "lon", "speed_kmh"}
    assert [each["where"] for each in told["refused"] if each["field"] == "speed_kmh"] == ["/events/7"]
    unknown = {"day": DAY, "vehicle": "van-9", "events": [event("a", "started", 0)]}
    assert driven.post("/v1/tracking/events", json=unknown).status_code == 404


def test_a_failed_stop_comes_back_with_its_reason_and_a_next_step(driven: httpx.Client) -> None:
    tell(driven, event("e1", "failed", 0, stop="S-1", reason="not-home", note="rang twice"))
    path = f"/v1/orders/{order_ids(driven)['S-1']}"
    kept = driven.get(path)
    assert (kept.json()["state"], kept.json()["events"][-1]["reason"]) == (
        "attempt-failed",
        "not-home: rang twice",
    )
    assert kept.json()["events"][-1]["blame"] == "consignee"
    assert driven.get(f"{path}/next-step").json()["step"] == "retry"
    failed = driven.get("/v1/tracking/exceptions", params={"day": DAY}).json()["exceptions"]
    assert ("failed", "S-1") in {(each["kind"], each["stop"]) for each in failed}
    seen = {"If-Match": kept.headers["ETag"]}
    assert driven.post(f"{path}:settle", json={"step": "retry"}, headers=seen).status_code == 422
    settled = driven.post(f"{path}:settle", json={"step": "retry", "day": "2026-11-30"}, headers=seen).json()
    assert (settled["state"], settled["arranged"]["day"]) == ("picked", "2026-11-30")
    assert asked(driven, day="2026-11-30").json()["stops"] == 1
    again = driven.post(f"{path}:settle", json={"step": "retry", "day": "2026-11-30"}, headers=seen)
    assert again.status_code == 412


def test_what_a_device_told_with_its_clock_ahead_is_settled_at_once(
    driven: httpx.Client, clock: Clock
) -> None:
    clock.now = EIGHT
    tell(driven, event("e1", "failed", 4, stop="S-1", reason="not-home"))
    path = f"/v1/orders/{order_ids(driven)['S-1']}"
    wanted, latest = {"step": "retry", "day": "2026-11-30"}, {"If-Match": "*"}
    settled = driven.post(f"{path}:settle", json=wanted, headers=latest)
    assert (settled.status_code, settled.json().get("state")) == (200, "picked"), settled.text
    assert driven.get(path).json()["events"][-1]["at"].startswith("2026-11-27T08:04")


def test_an_order_is_cancelled_whatever_the_clocks_and_nothing_is_told_of_the_future(
    driven: httpx.Client, clock: Clock
) -> None:
    placed(driven, wished("S-9"))
    clock.now = EIGHT
    path, latest = f"/v1/orders/{order_ids(driven)['S-9']}", {"If-Match": "*"}
    far = {"id": "p", "state": "promised", "at": (EIGHT + timedelta(days=40)).isoformat()}
    refused = driven.post(f"{path}/events", json=far, headers=latest)
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "/at")
    near = far | {"at": (EIGHT + timedelta(minutes=4)).isoformat()}
    assert driven.post(f"{path}/events", json=near, headers=latest).status_code == 200
    assert driven.post(f"{path}:cancel", json={"reason": "x"}, headers=latest).status_code == 200


def test_what_was_settled_is_no_exception_any_more(driven: httpx.Client) -> None:
    tell(driven, event("e1", "failed", 0, stop="S-2", reason="not-home"))
    told = driven.get("/v1/tracking/exceptions", params={"day": DAY}).json()["exceptions"]
    assert ("failed", "S-2") in {(each["kind"], each["stop"]) for each in told}
    order = driven.get(f"/v1/orders/{order_ids(driven)['S-2']}")
    settled = driven.post(
        f"/v1/orders/{order_ids(driven)['S-2']}:settle",
        json={"step": "retry", "day": "2026-11-30"},
        headers={"If-Match": order.headers["ETag"]},
    )
    assert settled.status_code == 200
    told = driven.get("/v1/tracking/exceptions", params={"day": DAY}).json()["exceptions"]
    assert "S-2" not in {each["stop"] for each in told}


def test_an_order_that_failed_waits_at_a_shop_or_goes_back(driven: httpx.Client) -> None:
    tell(
        driven,
        event("e1", "failed", 0, stop="S-1", reason="refused"),
        event("e2", "failed", 0, stop="S-2", reason="closed"),
    )
    for number, wanted, state_after in (
        ("S-1", {"step": "return"}, "returned"),
        ("S-2", {"step": "pickup", "day": "2026-11-30", "at": "shop-harbour"}, "picked"),
    ):
        path = f"/v1/orders/{order_ids(driven)[number]}"
        seen = {"If-Match": driven.get(path).headers["ETag"]}
        assert driven.post(f"{path}:settle", json=wanted, headers=seen).json()["state"] == state_after


def stops_now(client: httpx.Client) -> dict[str, Any]:
    (route,) = client.get(f"/v1/tracking/days/{DAY}").json()["routes"]
    return {each["stop"]: each for each in route["stops"]}


def test_what_is_expected_follows_the_last_departure_and_the_position(
    driven: httpx.Client, clock: Clock
) -> None:
    planned = stops_now(driven)
    assert all(each["expected"] >= each["planned"] for each in planned.values())
    clock.now = EIGHT + timedelta(minutes=90)
    tell(driven, event("e1", "started", 60), event("e2", "delivered", 90, stop="S-1"))
    later = stops_now(driven)
    assert later["S-1"]["expected"] is None
    gap = datetime.fromisoformat(later["S-2"]["expected"]) - datetime.fromisoformat(later["S-2"]["planned"])
    assert gap > timedelta(minutes=30)
    kinds = {
        (it["kind"], it["stop"])
        for it in driven.get("/v1/tracking/exceptions", params={"day": DAY}).json()["exceptions"]
    }
    assert ("behind", "S-2") in kinds
    clock.now = EIGHT + timedelta(minutes=91)
    tell(driven, event("p1", "position", 91, lon=7.42070, lat=43.73851))
    arrives = datetime.fromisoformat(stops_now(driven)["S-2"]["expected"])
    assert EIGHT + timedelta(minutes=91) <= arrives <= EIGHT + timedelta(minutes=92)


def test_a_vehicle_that_is_far_off_its_way_is_expected_as_much_later(
    driven: httpx.Client, clock: Clock
) -> None:
    clock.now = EIGHT + timedelta(minutes=12)
    tell(driven, event("e1", "delivered", 10, stop="S-1"))
    planned = datetime.fromisoformat(stops_now(driven)["S-2"]["expected"])
    tell(driven, event("p1", "position", 11, lon=7.6, lat=43.9))
    far = datetime.fromisoformat(stops_now(driven)["S-2"]["expected"])
    # More than 20 km by straight line, at the pace of a town.
    assert timedelta(minutes=15) < far - planned < timedelta(hours=6)


def test_silence_late_windows_and_wrong_ways_are_told(driven: httpx.Client, clock: Clock) -> None:
    clock.now = EIGHT + timedelta(minutes=80)
    tell(driven, event("e1", "started", 55), event("p1", "position", 58, lon=7.9, lat=43.9))
    told = driven.get("/v1/tracking/exceptions", params={"day": DAY}).json()["exceptions"]
    assert {each["kind"] for each in told} == {"late", "behind", "offline", "off-route"}
    (late,) = (each for each in told if each["kind"] == "late")
    assert late["stop"] == "S-1"
    tell(driven, event("e2", "ended", 80))
    over = driven.get("/v1/tracking/exceptions", params={"day": DAY}).json()["exceptions"]
    assert {each["kind"] for each in over} == {"not-served"}


def test_pictures_are_kept_by_what_they_hold(driven: httpx.Client) -> None:
    kept = driven.post("/v1/tracking/proofs", content=PNG, headers={"Content-Type": "image/png"})
    assert kept.json() == driven.post("/v1/tracking/proofs", content=PNG).json()
    digest = kept.json()["digest"]
    shown = driven.get(f"/v1/tracking/proofs/{digest}")
    assert (shown.content, shown.headers["Content-Type"]) == (PNG, "image/png")
    assert tell(driven, event("e", "delivered", 0, stop="S-1", photo=digest, code="4711"))["new"] == ["e"]
    assert driven.post("/v1/tracking/proofs", content=b"<svg>").status_code == 422
    large = driven.post("/v1/tracking/proofs", content=PNG + b"0" * (4 * 2**20))
    assert large.status_code == 422
    assert driven.get(f"/v1/tracking/proofs/{'0' * 64}").status_code == 404


def link(client: httpx.Client, **wanted: Any) -> str:
    return str(client.post("/v1/tracking/links", json=wanted).json()["path"])


def test_a_driver_sees_and_tells_of_the_own_route_until_the_link_expires(
    driven: httpx.Client, clock: Clock
) -> None:
    path = link(driven, kind="driver", day=DAY, vehicle="van-1", hours=10)
    shown = driven.get(path).json()
    assert [each["stop"] for each in shown["manifest"]["stops"]] == ["S-1", "S-2", "shop-harbour"]
    assert driven.post(f"{path}/events", json={"events": [event("e1", "started", 0)]}).json()["new"] == ["e1"]
    assert driven.post(f"{path}/proofs", content=PNG).status_code == 201
    other = {"events": [event("e2", "started", 0)], "vehicle": "van-2"}
    assert driven.post(f"{path}/events", json=other).status_code == 422
    clock.now = EIGHT + timedelta(hours=10)
    assert driven.get(path).status_code == 404
    assert driven.post(f"{path}/events", json={"events": [event("e3", "ended", 0)]}).status_code == 404


def test_links_that_are_made_days_before_work_on_their_day(driven: httpx.Client, clock: Clock) -> None:
    clock.now = EIGHT - timedelta(days=5)
    made = [
        link(driven, kind="driver", day=DAY, vehicle="van-1"),
        link(driven, kind="recipient", order=order_ids(driven)["S-1"]),
        link(driven, kind="shop", day=DAY, source="shop"),
    ]
    short = link(driven, kind="driver", day=DAY, vehicle="van-1", hours=48)
    clock.now = EIGHT + timedelta(hours=10)
    assert [driven.get(each).status_code for each in made] == [200, 200, 200]
    assert driven.get(short).status_code == 404


def test_of_an_order_that_nobody_brings_no_plan_is_read(
    driven: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    tell(driven, event("e1", "delivered", 0, stop="S-1", signed_by="Ann", order="S-1"))
    tell(driven, event("e2", "failed", 0, stop="S-2", reason="refused", note="shouted"))
    paths = {name: link(driven, kind="recipient", order=kept) for name, kept in order_ids(driven).items()}
    read: list[str] = []

    def noted(*given: Any, **more: Any) -> Any:
        read.append(given[2])
        return route_status(*given, **more)

    monkeypatch.setattr(own_delivery, "route_status", noted)
    delivered, failed = driven.get(paths["S-1"]).json(), driven.get(paths["S-2"]).json()
    assert (delivered["state"], delivered["signed_by"], delivered["next_step"]) == ("delivered", "Ann", "")
    assert (failed["reason"], failed["next_step"], failed["day"]) == ("refused", "return", None)
    assert read == []
    comes = driven.get(paths["S-3"]).json()
    assert (comes["day"], comes["at"], read) == (DAY, "shop-harbour", ["van-1"])


def test_links_have_a_page_only_where_the_server_has_screens(driven: httpx.Client) -> None:
    wanted = {"kind": "driver", "day": DAY, "vehicle": "van-1"}
    made = driven.post("/v1/tracking/links", json=wanted).json()
    assert made["page"] == ""
    assert driven.get(made["path"], headers={"Accept": "text/html,*/*;q=0.8"}).json()["vehicle"] == "van-1"


def test_a_recipient_sees_the_own_order_and_nothing_of_others(driven: httpx.Client, clock: Clock) -> None:
    path = link(driven, kind="recipient", order=order_ids(driven)["S-2"])
    before = driven.get(path)
    assert before.json()["number"] == "S-2"
    window = [datetime.fromisoformat(before.json()[name]) for name in ("earliest", "latest")]
    assert window[1] - window[0] == timedelta(minutes=35)
    for hidden in ("S-1", "S-3", "Ann Martin", "Bo Lee", "Quai", "9999", "van-1"):
        assert hidden not in before.text
    tell(driven, event("p1", "position", 0, lon=7.41531, lat=43.73123))
    assert driven.get(path).json()["lon"] is None
    clock.now = EIGHT + timedelta(minutes=20)
    tell(
        driven,
        event("e1", "delivered", 10, stop="S-1"),
        event("p2", "position", 15, lon=7.42345, lat=43.73911),
    )
    assert (driven.get(path).json()["lon"], driven.get(path).json()["lat"]) == (7.42, 43.74)
    tell(driven, event("e2", "delivered", 18, stop="S-2"))
    done = driven.get(path).json()
    assert (done["state"], done["earliest"], done["lon"]) == ("delivered", None, None)
    assert driven.get(path.replace("track", "driver")).status_code == 404
    assert driven.get("/v1/track/guess").status_code == 404


def test_a_recipient_is_told_no_time_before_now_or_before_the_window_opens(
    client: httpx.Client, clock: Clock
) -> None:
    late = wished("S-1", window={"opens_s": 43_200, "closes_s": 64_800})
    assert publish(client, plan_of(client, late), zone="UTC").status_code == 200
    path = link(client, kind="recipient", order=order_ids(client)["S-1"])
    clock.now = EIGHT
    assert datetime.fromisoformat(client.get(path).json()["earliest"]) == EIGHT + timedelta(hours=4)
    clock.now = EIGHT + timedelta(hours=7)
    seen = client.get(path).json()
    assert clock.now <= datetime.fromisoformat(seen["earliest"]) < datetime.fromisoformat(seen["latest"])


def test_recipient_and_shop_see_the_proof_of_their_own_delivery_and_of_no_other(driven: httpx.Client) -> None:
    paths = {name: link(driven, kind="recipient", order=key) for name, key in order_ids(driven).items()}
    shop = link(driven, kind="shop", day=DAY, source="shop")
    digest = driven.post("/v1/tracking/proofs", content=PNG).json()["digest"]
    tell(driven, event("e1", "delivered", 0, stop="S-1", photo=digest, signed_by="A. Martin"))
    seen = driven.get(paths["S-1"]).json()
    assert (seen["photo"], seen["signed_by"], seen["signature"]) == (digest, "A. Martin", "")
    assert driven.get(f"{paths['S-1']}/proofs/{digest}").content == PNG
    assert driven.get(f"{paths['S-2']}/proofs/{digest}").status_code == 404
    assert driven.get(paths["S-2"]).json()["photo"] == ""
    assert driven.get(f"{shop}/proofs/{digest}").content == PNG
    assert driven.get(f"{shop}/proofs/{'0' * 64}").status_code == 404


def test_a_shop_sees_its_own_orders(client: httpx.Client, clock: Clock) -> None:
    placed(client, wished("X-1"), source="another")
    publish(client, plan_of(client, wished("S-1")))
    shown = client.get(link(client, kind="shop", day=DAY, source="another")).json()
    assert [each["number"] for each in shown["orders"]] == ["X-1"]
    for wanted in ({"kind": "shop", "day": DAY}, {"kind": "driver", "day": DAY}, {"kind": "recipient"}):
        assert client.post("/v1/tracking/links", json=wanted).status_code == 422


def test_papers_mask_who_is_visited(driven: httpx.Client) -> None:
    (plan,) = driven.get(f"/v1/tracking/days/{DAY}").json()["plans"]
    told = driven.get(f"/v1/manifests/{plan}")
    (paper,) = told.json()["manifests"]
    bill = paper["stops"][1]["waybills"][0]
    assert (bill["number"], bill["customer"], bill["phone"]) == ("S-2", "B* L**", "+*** **** 1003")
    assert (bill["pieces"], bill["lines"]) == (2, [{"sku": "tea", "quantity": 2}])
    assert "Bo Lee" not in told.text
    assert driven.get(f"/v1/manifests/{'0' * 8}-0000-0000-0000-{'0' * 12}").status_code == 404


def test_the_stream_goes_on_behind_the_last_event_seen(driven: httpx.Client) -> None:
    tell(driven, event("e1", "started", 0), event("e2", "arrived", 0, stop="S-1"))
    found = []
    with driven.stream("GET", f"/v1/tracking/days/{DAY}/events", headers={"Last-Event-ID": "1"}) as stream:
        for line in stream.iter_lines():
            found.append(line)
            if line.startswith("id:"):
                break
    assert "id: 2" in found
    assert "event: arrived" in found
    assert any('"vehicle":"van-1"' in line for line in found)


def test_an_order_cancelled_on_the_day_is_told_to_the_dispatcher(driven: httpx.Client) -> None:
    path = f"/v1/orders/{order_ids(driven)['S-1']}"
    seen = {"If-Match": driven.get(path).headers["ETag"]}
    driven.post(f"{path}:cancel", json={"reason": "asked"}, headers=seen)
    told = driven.get("/v1/tracking/exceptions", params={"day": DAY}).json()["exceptions"]
    assert ("cancelled", "S-1") in {(each["kind"], each["stop"]) for each in told}
    assert tell(driven, event("e1", "delivered", 0, stop="S-1"))["new"] == ["e1"]
    assert state(driven, "S-1") == "cancelled"


def test_goods_on_a_vehicle_are_not_forgotten_by_a_new_plan(driven: httpx.Client) -> None:
    tell(driven, event("e1", "loaded", 0, order="S-1"))
    new = asked(driven, replan=True).json()["id"]
    lost = publish(driven, new).json()["errors"]
    assert [(each["where"], each["field"]) for each in lost] == [("order 'S-1'", "stop")]
