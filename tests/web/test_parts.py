"""What screens tell of an order that several warehouses send: the part that a stop brings, and the others."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.api.http.test_driven_day import EIGHT, publish
from tests.api.http.test_errands import Server, errands_in
from tests.api.http.test_fleet import DAY, asked
from tests.api.http.test_parts import prepare, solved
from tests.web.conftest import Opened
from web import built_files

OpenPage = Callable[..., Opened]
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    with errands_in(tmp_path, plan_day=solved, page=built_files()) as server:
        prepare(server)
        yield server


@pytest.mark.parametrize(("locale", "told"), [("en-GB", "part 2 of 2"), ("zh-CN", "第 2 部分，共 2 部分")])
def test_a_driver_sees_which_part_of_an_order_a_stop_brings_and_its_goods(
    open_page: OpenPage, server: Server, locale: str, told: str
) -> None:
    publish(server.client, asked(server.client).json()["id"], zone="UTC")
    server.clock.now = EIGHT.replace(hour=9)
    link = server.post("tracking/links", {"kind": "driver", "day": DAY, "vehicle": "van-2"})
    page = open_page(f"{server.client.base_url}{link['page']}", locale=locale, **PHONE).page
    goods = page.locator(".goods")
    expect(goods).to_contain_text(f"S-1 · {told}")
    goods.locator("summary").click()
    expect(goods).to_contain_text("2 × lamp")


@pytest.mark.parametrize(("locale", "told"), [("en-GB", "part 1 of 2"), ("zh-CN", "第 1 部分，共 2 部分")])
def test_a_dispatcher_sees_where_the_other_parts_of_an_order_are(
    open_page: OpenPage, server: Server, locale: str, told: str
) -> None:
    plan = asked(server.client).json()["id"]
    page = open_page(f"{server.client.base_url}/?plan={plan}", locale=locale).page
    page.locator(".route-row").first.click()
    page.locator(".stops .row").nth(1).click()
    card = page.locator(".card").first
    expect(card).to_contain_text(told)
    expect(card).to_contain_text("S-1 from north (van-2)")
    expect(card).to_contain_text("loads at depot" if locale == "en-GB" else "从 depot 装货")
