"""The pages that links lead to: a recipient's order and a driver's round, on a phone, and offline."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import Page, expect

from api.http.world import World
from core.clock import utc_now
from orders.day_event import DayEvent
from tests.api.http.builders import make_world, running
from tests.api.http.test_driven_day import order_ids, publish, state
from tests.api.http.test_fleet import DEPOT, SHOP, VAN, asked, put, wished
from tests.api.http.test_orders import placed
from tests.web.conftest import Opened
from web import built_files

OpenPage = Callable[..., Opened]

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
PICTURE = Path(__file__).parents[2] / "docs" / "images"


@pytest.fixture
def world(tmp_path: Path) -> World:
    # Pages tell moments by a real clock, as phones do.
    return replace(make_world(tmp_path, clock=utc_now), page=built_files())


@pytest.fixture
def day() -> date:
    return utc_now().date()


@pytest.fixture
def client(world: World, day: date) -> Iterator[httpx.Client]:
    """A published day: two doors and a shop."""
    with running(world) as client:
        always = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
        # By the clock of the depot the day would be over an hour or two before it is by ours.
        for each in (
            {**VAN, "weekdays": always},
            {**SHOP, "hours": "24/7", "zone": "UTC"},
            {**DEPOT, "zone": "UTC"},
        ):
            assert put(client, each).status_code == 201
        other = {"lon": 7.4207, "lat": 43.7385}
        bo = {"name": "Bo Lee", "phone": "+377 9999 1003"}
        sold = (
            wished("S-1"),
            wished("S-2", place=other, customer=bo),
            wished("S-3", mode="pickup", at="shop-harbour"),
        )
        assert placed(client, *({**each, "day": str(day)} for each in sold)).status_code == 201
        plan = str(asked(client, day=str(day)).json()["id"])
        assert publish(client, plan, zone="UTC").status_code == 200
        yield client


def page_of(client: httpx.Client, **wanted: Any) -> str:
    made = client.post("/v1/tracking/links", json=wanted).json()
    return f"{client.base_url}{made['page']}"


def driver_page(client: httpx.Client, day: date) -> str:
    return page_of(client, kind="driver", day=str(day), vehicle="van-1")


def fits(page: Page) -> bool:
    """Whether nothing has to be moved sideways on a phone, and no button is too small for a thumb."""
    wide = page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    small = "[...document.querySelectorAll('button, a.button, label.button, summary')]"
    seen = f"{small}.filter(it => it.checkVisibility()).every(it => it.getBoundingClientRect().height >= 32)"
    return bool(wide) and bool(page.evaluate(seen))


def no_complaints(opened: Opened, client: httpx.Client) -> bool:
    """Whether the page did nothing that it must not, and asked nobody else."""
    own = str(client.base_url)
    bad = [each for each in opened.complaints if "Security Policy" in each or "Error:" in each]
    return not bad and all(each.startswith((own, "blob:")) for each in opened.asked)


def test_a_recipient_sees_when_the_order_comes_and_no_order_of_others(
    open_page: OpenPage, client: httpx.Client
) -> None:
    opened = open_page(page_of(client, kind="recipient", order=order_ids(client)["S-2"]), **PHONE)
    page = opened.page
    expect(page.get_by_role("heading", name="Your order is being got ready")).to_be_visible()
    expect(page.get_by_text("Expected between")).to_be_visible()
    expect(page.locator("[aria-current=step]")).to_have_text("Packed")
    for hidden in ("S-1", "S-3", "Ann Martin", "Bo Lee", "9999", "van-1"):
        assert hidden not in page.content()
    assert fits(page)
    assert no_complaints(opened, client)


def test_a_recipient_reads_what_went_wrong_and_what_follows_also_in_chinese(
    open_page: OpenPage, client: httpx.Client, day: date
) -> None:
    tell(client, day, kind="failed", stop="S-2", reason="not-home", note="rang twice")
    address = page_of(client, kind="recipient", order=order_ids(client)["S-2"])
    page = open_page(address, **PHONE).page
    expect(page.get_by_role("heading", name="We could not deliver your order")).to_be_visible()
    wrong = page.get_by_role("region", name="What went wrong")
    expect(wrong).to_contain_text("Nobody was at home.")
    expect(wrong).to_contain_text("We try again on another day")
    assert "rang twice" not in page.content()
    chinese = open_page(address, **PHONE, locale="zh-CN").page
    expect(chinese.get_by_role("heading", name="您的订单未能送达")).to_be_visible()
    expect(chinese.get_by_text("家中无人。")).to_be_visible()
    assert chinese.evaluate("document.documentElement.lang") == "zh-CN"


def test_a_recipient_sees_the_proof_of_the_own_order_alone(
    open_page: OpenPage, client: httpx.Client, day: date
) -> None:
    photo = client.post("/v1/tracking/proofs", content=picture()).json()["digest"]
    tell(client, day, kind="delivered", stop="S-2", signed_by="A. Martin", photo=photo)
    opened = open_page(page_of(client, kind="recipient", order=order_ids(client)["S-2"]), **PHONE)
    expect(opened.page.get_by_role("heading", name="Your order was delivered")).to_be_visible()
    expect(opened.page.get_by_text("Taken by A. Martin")).to_be_visible()
    shown = opened.page.get_by_role("img", name="Photo of the delivery")
    shown.scroll_into_view_if_needed()
    expect(shown).to_have_js_property("complete", True)
    assert shown.evaluate("it => it.naturalWidth") > 0
    other = open_page(page_of(client, kind="recipient", order=order_ids(client)["S-1"]), **PHONE).page
    expect(other.get_by_role("heading")).to_be_visible()
    assert other.get_by_role("img", name="Photo of the delivery").count() == 0
    assert no_complaints(opened, client)


def test_a_link_that_leads_nowhere_says_so(open_page: OpenPage, client: httpx.Client) -> None:
    for kind in ("track", "driver"):
        page = open_page(f"{client.base_url}/{kind}/guess", **PHONE).page
        expect(page.get_by_role("heading", name="This link leads nowhere, or no longer.")).to_be_visible()


def test_browsers_are_led_from_the_link_of_the_api_to_its_page(
    open_page: OpenPage, client: httpx.Client, day: date
) -> None:
    path = client.post(
        "/v1/tracking/links", json={"kind": "driver", "day": str(day), "vehicle": "van-1"}
    ).json()["path"]
    assert client.get(path).json()["vehicle"] == "van-1"
    page = open_page(f"{client.base_url}{path}", **PHONE).page
    expect(page.get_by_role("heading", name="van-1")).to_be_visible()
    assert page.url == f"{client.base_url}{path.removeprefix('/v1')}"


def test_a_driver_drives_the_round_from_the_phone(
    open_page: OpenPage, client: httpx.Client, world: World, day: date
) -> None:
    opened = open_page(driver_page(client, day), **PHONE)
    page = opened.page
    expect(page.locator(".stop")).to_have_count(3)
    first = page.locator(".stop").first
    expect(first).to_contain_text("1 Quai Antoine")
    assert "43.7402" in (first.get_by_role("link", name="Map").get_attribute("href") or "")
    assert fits(page)
    page.get_by_role("button", name="Start the round").click()
    first.get_by_role("button", name="Arrived").click()
    expect(first.get_by_role("button", name="Arrived")).to_have_count(0)
    first.get_by_role("button", name="Delivered").click()
    dialog = page.get_by_role("dialog", name="Delivered")
    dialog.get_by_role("button", name="Save").click()
    expect(dialog.get_by_role("alert")).to_have_text("A name, a code, a photo or a signature is needed.")
    dialog.get_by_label("Code of the recipient").fill("4711")
    sign(page)
    assert fits(page)
    dialog.get_by_role("button", name="Save").click()
    expect(page.get_by_text("1 of 3 stops done")).to_be_visible()
    expect(page.get_by_text("Everything is sent")).to_be_visible()
    assert state(client, "S-1") == "delivered"
    delivered = told(world, day)[-1]
    assert (delivered.code, len(delivered.signature)) == ("4711", 64)
    assert no_complaints(opened, client)


def test_a_driver_tells_why_a_stop_failed_and_corrects_it(
    open_page: OpenPage, client: httpx.Client, day: date
) -> None:
    page = open_page(driver_page(client, day), **PHONE).page
    first = page.locator(".stop").first
    expect(first).to_have_attribute("open", "")
    first.get_by_role("button", name="Failed").click()
    dialog = page.get_by_role("dialog", name="Failed")
    dialog.get_by_role("button", name="Save").click()
    expect(dialog.get_by_role("alert")).to_have_text("Choose why it failed.")
    dialog.get_by_label("Nobody at home").check()
    dialog.get_by_role("button", name="Save").click()
    expect(page.get_by_text("1 of 3 stops done")).to_be_visible()
    expect(page.get_by_text("Everything is sent")).to_be_visible()
    assert state(client, "S-1") == "attempt-failed"
    first.locator("summary").first.click()
    first.get_by_text("Correct this").click()
    first.get_by_role("button", name="Delivered").click()
    page.get_by_role("dialog").get_by_label("Who took it").fill("Bo")
    page.get_by_role("dialog").get_by_role("button", name="Save").click()
    expect(first.locator(".state")).to_have_text("delivered")
    expect(page.get_by_text("Everything is sent")).to_be_visible()
    assert state(client, "S-1") == "delivered"


def test_a_tap_counts_although_the_round_is_drawn_anew_while_the_finger_is_down(
    open_page: OpenPage, client: httpx.Client, world: World, day: date
) -> None:
    page = open_page(driver_page(client, day), **PHONE).page
    expect(page.get_by_text("Everything is sent")).to_be_visible()
    page.get_by_role("button", name="Start the round").hover()
    page.mouse.down()
    with page.expect_response(lambda answer: "/v1/driver/" in answer.url):
        page.evaluate("dispatchEvent(new Event('online'))")
    page.wait_for_timeout(300)  # what is put off cannot be waited for
    page.mouse.up()
    expect(page.get_by_role("button", name="End the round")).to_be_visible()
    expect(page.get_by_text("Everything is sent")).to_be_visible()
    assert [each.kind for each in told(world, day)] == ["started"]


def test_what_happens_without_a_network_is_kept_and_sent_once(
    open_page: OpenPage, client: httpx.Client, world: World, day: date
) -> None:
    opened = open_page(driver_page(client, day), **PHONE)
    page = opened.page
    expect(page.get_by_text("Everything is sent")).to_be_visible()
    page.evaluate("navigator.serviceWorker.ready")
    page.context.set_offline(True)
    page.get_by_role("button", name="Start the round").click()
    page.locator(".stop").first.get_by_role("button", name="Delivered").click()
    sign(page)
    page.get_by_role("dialog").get_by_role("button", name="Save").click()
    expect(page.get_by_text("No network: 2 kept on this phone, sent later")).to_be_visible()
    expect(page.locator(".stop").first).to_contain_text("waits to be sent")
    assert told(world, day) == []
    page.reload()
    expect(page.get_by_text("No network: 2 kept on this phone, sent later")).to_be_visible()
    expect(page.get_by_text("1 of 3 stops done")).to_be_visible()
    page.context.set_offline(False)
    expect(page.get_by_text("Everything is sent")).to_be_visible(timeout=15_000)
    assert [each.kind for each in told(world, day)] == ["started", "delivered"]
    assert len(told(world, day)[1].signature) == 64


def test_an_answer_that_is_lost_leads_to_no_second_event(
    open_page: OpenPage, client: httpx.Client, world: World, day: date
) -> None:
    page = open_page(driver_page(client, day), **PHONE).page
    expect(page.get_by_text("Everything is sent")).to_be_visible()
    lost: list[int] = []

    def lose(route: Any) -> None:
        """Let the server have it, and the phone not hear of it."""
        lost.append(route.fetch().status)
        route.abort()

    page.route("**/events", lose, times=1)
    page.get_by_role("button", name="Start the round").click()
    expect(page.get_by_text("No network: 1 kept on this phone, sent later")).to_be_visible()
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.get_by_text("Everything is sent")).to_be_visible()
    assert lost == [200]
    assert [each.kind for each in told(world, day)] == ["started"]


def test_what_the_server_does_not_take_is_told_to_the_driver(
    open_page: OpenPage, client: httpx.Client, day: date
) -> None:
    page = open_page(driver_page(client, day), **PHONE).page
    first = page.locator(".stop").first
    expect(first).to_be_visible()
    refusal = {
        "new": [],
        "again": [],
        "refused": [{"where": "/events/0", "field": "stop", "value": "S-1", "expected": "a stop of today"}],
    }
    page.route("**/events", lambda route: route.fulfill(json=refusal), times=1)
    first.get_by_role("button", name="Arrived").click()
    alert = page.get_by_role("alert").filter(has_text="Not taken by the server")
    expect(alert).to_contain_text("a stop of today")
    alert.get_by_role("button", name="Read").click()
    expect(alert).to_have_count(0)
    expect(first.get_by_role("button", name="Arrived")).to_be_visible()


def tell(client: httpx.Client, day: date, **event: Any) -> None:
    events = [{"id": event["kind"], "at": utc_now().isoformat(), **event}]
    answer = client.post(
        "/v1/tracking/events", json={"day": str(day), "vehicle": "van-1", "events": events}
    ).json()
    assert answer["refused"] == []


def told(world: World, day: date) -> list[DayEvent]:
    """Return every event of the day that the server has, in the order in which they were told."""
    return [each.event for each in world.store.day_events.told(day)]


def sign(page: Page) -> None:
    """Draw something into the field of the signature, as a finger does."""
    field = page.get_by_role("img", name="Sign here with a finger")
    field.scroll_into_view_if_needed()
    box = field.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 20, box["y"] + 40)
    page.mouse.down()
    page.mouse.move(box["x"] + 120, box["y"] + 20, steps=5)
    page.mouse.up()


def picture() -> bytes:
    """Return a picture that browsers can draw."""
    return next(path for path in sorted(PICTURE.rglob("*.png"))).read_bytes()
