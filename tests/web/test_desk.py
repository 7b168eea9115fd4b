"""The screens beside the plan: lockers, transfers, and one's own password; with a real server behind them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, expect

from tests.api.http.access.builders import bearer, guarded, made_key
from tests.api.http.builders import make_world
from tests.api.http.test_errands import errands_in, stock
from tests.api.http.test_lockers import lockers_in
from tests.web.conftest import Opened
from web import built_files

OpenPage = Callable[..., Opened]

WORDS = "seven green vans at noon"
OTHER = "eight red bicycles by night"


def at(open_page: OpenPage, address: object, screen: str, now: datetime, **options: Any) -> Opened:
    """Open a screen in a browser that has the server's clock."""
    opened = open_page("about:blank", **options)
    opened.page.clock.set_fixed_time(now)
    opened.page.goto(f"{address}/desk#{screen}")
    return opened


def sound(opened: Opened) -> bool:
    return not [each for each in opened.complaints if "Security Policy" in each or "Error:" in each]


def test_lockers_show_compartments_by_size_their_use_and_what_lies_too_long(
    open_page: OpenPage, tmp_path: Path
) -> None:
    with lockers_in(tmp_path, page=built_files()) as server:
        order = server.ordered("S-1")
        server.post("banks/station/deposits", order_id=order)
        server.now += timedelta(hours=60)
        told = {"in_service": False, "reason": "no power"}
        server.client.put("/v1/lockers/banks/harbour/service", json=told)
        opened = at(open_page, server.client.base_url, "lockers", server.now)
        page = opened.page
        late = page.get_by_role("table", name="Too long in a locker")
        expect(late).to_contain_text(order[:8])
        station = page.get_by_role("region").filter(has=page.get_by_text("station", exact=True)).last
        cells = station.get_by_role("table", name="Compartments by size").locator("td")
        assert [each.strip() for each in cells.all_inner_texts()[:6]] == ["M", "1", "1", "0", "0", "0"]
        expect(station.get_by_role("img", name="At most 1 of 1 compartments were in use")).to_be_visible()
        station.get_by_text("As a table").click()
        days = station.get_by_role("table", name="Most parcels at once, by day").locator("td:last-child")
        assert days.all_inner_texts() == ["0"] * 11 + ["1"] * 3
        expect(page.get_by_text("Out of service: all of it. no power")).to_be_visible()
        late.get_by_role("button", name="Taken out").click()
        expect(page.get_by_text("No parcel waits longer than it may.")).to_be_visible()
        assert server.client.get(f"/v1/lockers/parcels/{order}").json()["state"] == "fetched"
        assert sound(opened)


def test_transfers_are_listed_and_led_on_step_by_step(open_page: OpenPage, tmp_path: Path) -> None:
    with errands_in(tmp_path, page=built_files()) as server:
        stock(server)
        transfer = server.transfer()
        opened = at(open_page, server.client.base_url, "transfers", server.clock())
        page = opened.page
        row = page.get_by_role("row").filter(has_text="T-1")
        expect(row).to_contain_text("depot → north")
        expect(row).to_contain_text("3 pieces, 1 SKU")
        row.get_by_role("button", name="Ship").click()
        expect(row).to_contain_text("Receive it at the target.")
        row.locator("summary").filter(has_text="shipped").click()
        expect(row.locator("ol li")).to_have_count(2)
        page.get_by_label("State").select_option("requested")
        expect(page.get_by_text("No transfer is in this state.")).to_be_visible()
        page.get_by_label("State").select_option("")
        row.get_by_role("button", name="Receive all").click()
        expect(row).to_contain_text("Nothing is left to do.")
        assert server.get(f"transfers/{transfer}")["state"] == "received"
        assert sound(opened)


def test_a_transfer_that_lacks_stock_says_so_and_is_cancelled_with_a_reason(
    open_page: OpenPage, tmp_path: Path
) -> None:
    with errands_in(tmp_path, page=built_files()) as server:
        stock(server)
        transfer = server.transfer()
        page = at(open_page, server.client.base_url, "transfers", server.clock(), locale="zh-CN").page
        row = page.get_by_role("row").filter(has_text="T-1")
        row.get_by_text("取消……").click()
        row.get_by_label("原因").fill("not needed")
        row.get_by_role("button", name="确认取消").click()
        expect(row).to_contain_text("已取消")
        told = server.get(f"transfers/{transfer}")
        assert (told["state"], told["note"]) == ("cancelled", "not needed")


def test_people_change_their_own_password_and_are_signed_out_elsewhere(
    open_page: OpenPage, tmp_path: Path
) -> None:
    world = replace(make_world(tmp_path, maker=None), page=built_files())
    with guarded(world) as client:
        client.headers.update(bearer(made_key(world, "admin")))
        ada = {"name": "Ada", "roles": ["dispatcher"], "password": WORDS}
        assert client.post("/v1/users", json=ada).status_code == 201
        address = f"{client.base_url}/desk#password"
        opened, elsewhere = open_page(address), open_page(address)
        for page in (opened.page, elsewhere.page):
            signed_in(page, WORDS)
        page = opened.page
        change(page, "something else entirely", OTHER, OTHER)
        expect(page.get_by_role("alert")).to_have_text("The password of now is another one.")
        change(page, WORDS, OTHER, "eight red bicycles")
        expect(page.get_by_role("alert")).to_have_text("The new passwords are not the same.")
        change(page, WORDS, OTHER, OTHER)
        expect(page.get_by_role("status")).to_have_text("The password is changed.")
        page.reload()
        expect(page.get_by_label("Password of now")).to_be_visible()
        elsewhere.page.reload()
        signed_in(elsewhere.page, OTHER)
        assert sound(opened)


def test_who_guesses_the_own_password_has_to_wait(open_page: OpenPage, tmp_path: Path) -> None:
    world = replace(make_world(tmp_path, maker=None), page=built_files())
    with guarded(world) as client:
        client.headers.update(bearer(made_key(world, "admin")))
        client.post("/v1/users", json={"name": "Ada", "roles": ["dispatcher"], "password": WORDS})
        page = open_page(f"{client.base_url}/desk#password").page
        signed_in(page, WORDS)
        wrong = page.get_by_role("alert")
        for _ in range(10):
            change(page, "something else entirely", OTHER, OTHER)
            expect(page.get_by_role("button", name="Change")).to_be_enabled()
        expect(wrong).to_have_text("The password of now is another one.")
        change(page, WORDS, OTHER, OTHER)
        expect(wrong).to_have_text("Too many attempts failed. Try again in ten minutes.")


def test_who_calls_by_a_key_has_no_password_to_change(open_page: OpenPage, tmp_path: Path) -> None:
    world = replace(make_world(tmp_path, maker=None), page=built_files())
    with guarded(world) as client:
        page = open_page(f"{client.base_url}/desk").page
        page.get_by_label("API key").fill(made_key(world, "dispatcher"))
        page.get_by_role("button", name="Sign in", exact=True).click()
        expect(page.get_by_role("link", name="Transfers")).to_be_visible()
        assert page.get_by_role("link", name="Password").count() == 0


def signed_in(page: Page, words: str) -> None:
    page.get_by_label("Name").fill("Ada")
    page.get_by_label("Password", exact=True).fill(words)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_label("Password of now")).to_be_visible()


def change(page: Page, old: str, new: str, again: str) -> None:
    page.get_by_label("Password of now").fill(old)
    page.get_by_label("New password", exact=True).fill(new)
    page.get_by_label("New password once more").fill(again)
    page.get_by_role("button", name="Change", exact=True).click()
