"""The self-contained page in a real browser: all is there, nothing is fetched, nothing hostile runs."""

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from playwright.sync_api import Page, expect

from data.formats.streets_json import streets_json
from tests.data.outputs.builders import FOREIGN, HOSTILE, large_document, small_document
from tests.web.conftest import Opened

OpenPlan = Callable[..., Opened]

ROUTE_COLOURS = ((17, 93, 156), (221, 139, 19))
"""Of the first and the second route, as web/src/plan/looks.ts gives them."""


# Pixels are read from a copy: reading the page's own canvas makes the browser complain about its speed.
PIXELS = """
const pixels = (canvas) => {
  const bare = new OffscreenCanvas(canvas.width, canvas.height);
  const copy = bare.getContext('2d', { willReadFrequently: true });
  copy.drawImage(canvas, 0, 0);
  return copy.getImageData(0, 0, canvas.width, canvas.height).data;
};
const isColour = (data, k, [r, g, b]) => data[k] === r && data[k + 1] === g && data[k + 2] === b;
"""


def painted(page: Page, selector: str, colour: tuple[int, int, int]) -> int:
    """Return how many pixels of the canvases under `selector` have exactly a colour."""
    count: int = page.evaluate(
        f"""([selector, colour]) => {{
            {PIXELS}
            let found = 0;
            for (const canvas of document.querySelectorAll(selector)) {{
              const data = pixels(canvas);
              for (let k = 0; k < data.length; k += 4) if (isColour(data, k, colour)) found += 1;
            }}
            return found;
        }}""",
        [selector, list(colour)],
    )
    return count


def tile(page: Page, name: str) -> str:
    """Return the figure of a summary tile."""
    return page.locator(".tile", has=page.get_by_text(name, exact=True)).locator("b").inner_text()


def test_a_plan_draws_itself_without_a_network_and_without_a_complaint(open_plan: OpenPlan) -> None:
    opened = open_plan(small_document())
    page = opened.page
    assert [tile(page, name) for name in ("Routes", "Stops", "Unserved")] == ["2", "3", "1"]
    for colour in ROUTE_COLOURS:
        assert painted(page, ".leaflet-overlay-pane canvas", colour) > 200
        assert painted(page, ".timeline-canvas", colour) > 50
    expect(page.locator(".route-row")).to_have_count(2)
    expect(page.locator(".leaflet-control-attribution")).to_contain_text(
        "© OpenStreetMap contributors (ODbL 1.0)"
    )
    assert [address for address in opened.asked if not address.startswith("file:")] == []
    assert len(opened.asked) == 1
    assert opened.complaints == []


def test_stops_left_out_are_listed_with_reason_and_remedy(open_plan: OpenPlan) -> None:
    page = open_plan(small_document()).page
    page.get_by_role("tab", name="Unserved").click()
    row = page.locator(".unserved-row")
    expect(row).to_have_count(1)
    expect(row).to_contain_text("every van is full")
    expect(row).to_contain_text("fits with 40 kg more on van-1")


def test_a_route_chosen_in_the_list_is_chosen_everywhere(open_plan: OpenPlan) -> None:
    page = open_plan(small_document()).page
    before = painted(page, ".leaflet-overlay-pane canvas", ROUTE_COLOURS[1])
    page.locator(".route-row button").first.click()
    expect(page.locator(".route-row.chosen")).to_contain_text("van-1")
    expect(page.locator(".stops h2")).to_have_text("van-1")
    expect(page.locator(".stops .row")).to_have_count(4)
    assert painted(page, ".leaflet-overlay-pane canvas", ROUTE_COLOURS[1]) < before / 2


def test_a_stop_chosen_in_the_list_is_told_on_the_map(open_plan: OpenPlan) -> None:
    page = open_plan(small_document()).page
    page.locator(".route-row button").first.click()
    page.locator(".stops .row button", has_text="Customer a").click()
    card = page.locator(".leaflet-popup .card")
    expect(card).to_contain_text("Customer a")
    expect(card).to_contain_text(re.compile(r"Arrival\s*08:02"))
    expect(card).to_contain_text("09:00–10:00")
    expect(card).to_contain_text("12 kg, 2 parcels")


def test_a_click_on_the_timeline_chooses_the_stop_there(open_plan: OpenPlan) -> None:
    page = open_plan(small_document()).page
    box = page.locator(".timeline").bounding_box()
    assert box is not None
    x = stop_on_timeline(page)
    page.mouse.move(box["x"] + x, box["y"] + 24 + 28 + 14)
    expect(page.locator(".timeline-tip")).to_contain_text("Customer c")
    page.mouse.click(box["x"] + x, box["y"] + 24 + 28 + 14)
    expect(page.locator(".stops .row.chosen")).to_contain_text("Customer c")


def test_a_click_on_the_map_chooses_the_route_there(open_plan: OpenPlan) -> None:
    page = open_plan(small_document()).page
    box = page.locator(".leaflet-overlay-pane canvas").bounding_box()
    assert box is not None
    x, y = first_pixel(page, ".leaflet-overlay-pane canvas", ROUTE_COLOURS[1])
    page.mouse.click(box["x"] + x, box["y"] + y + 1)
    expect(page.locator(".route-row.chosen")).to_contain_text("van-2")


def first_pixel(page: Page, selector: str, colour: tuple[int, int, int]) -> tuple[float, float]:
    """Return where, from the left and the top of a canvas, a colour is met first."""
    x, y = page.evaluate(
        f"""([selector, colour]) => {{
            {PIXELS}
            const canvas = document.querySelector(selector);
            const ratio = canvas.width / canvas.clientWidth;
            const data = pixels(canvas);
            const k = [...Array(data.length / 4).keys()].find((at) => isColour(data, 4 * at, colour));
            return [(k % canvas.width) / ratio, Math.floor(k / canvas.width) / ratio];
        }}""",
        [selector, list(colour)],
    )
    return x, y


def stop_on_timeline(page: Page) -> float:
    """Return where, from the left of the timeline, the second route's only stop is drawn."""
    x: float = page.evaluate(
        f"""(colour) => {{
            {PIXELS}
            const canvas = document.querySelector('.timeline-canvas');
            const ratio = canvas.width / canvas.clientWidth;
            const data = pixels(canvas);
            const row = Math.round((24 + 28 + 8) * ratio) * canvas.width;
            const columns = [...Array(canvas.width).keys()].filter((k) => k > 120 * ratio);
            const own = columns.filter((k) => isColour(data, 4 * (row + k), colour));
            return own[Math.floor(own.length / 2)] / ratio;
        }}""",
        list(ROUTE_COLOURS[1]),
    )
    return x


def test_a_hidden_route_is_not_drawn(open_plan: OpenPlan) -> None:
    page = open_plan(small_document()).page
    page.get_by_role("checkbox", name="Show van-2").uncheck()
    assert painted(page, ".leaflet-overlay-pane canvas", ROUTE_COLOURS[1]) == 0
    assert painted(page, ".leaflet-overlay-pane canvas", ROUTE_COLOURS[0]) > 200


def test_the_keyboard_walks_along_a_route(open_plan: OpenPlan) -> None:
    page = open_plan(small_document()).page
    page.locator(".timeline").focus()
    page.keyboard.press("ArrowDown")
    expect(page.locator(".route-row.chosen")).to_contain_text("van-1")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    expect(page.locator(".stops .row.chosen")).to_contain_text("Customer b")
    page.keyboard.press("Escape")
    expect(page.locator(".row.chosen")).to_have_count(0)


def test_a_stop_is_found_by_its_name(open_plan: OpenPlan) -> None:
    page = open_plan(small_document()).page
    page.get_by_role("searchbox").fill("customer c")
    page.keyboard.press("Enter")
    expect(page.locator(".stops h2")).to_have_text("van-2")


def test_notes_stand_above_the_plan(open_plan: OpenPlan) -> None:
    page = open_plan(small_document(note="Travel times are estimated by straight line.")).page
    expect(page.get_by_role("note")).to_have_text("Travel times are estimated by straight line.")


def test_streets_are_drawn_behind_the_routes(open_plan: OpenPlan) -> None:
    streets = streets_json({"primary": [[(7.415, 43.73), (7.435, 43.745)]]}, attribution="© somebody else")
    page = open_plan(small_document(), streets=streets).page
    expect(page.locator(".leaflet-control-attribution")).to_contain_text("© somebody else")
    page.wait_for_selector(".street-tile canvas", state="attached")
    assert painted(page, ".street-tile canvas", (253, 253, 253)) > 200


@pytest.mark.parametrize("names", [HOSTILE, FOREIGN])
def test_any_name_is_text(open_plan: OpenPlan, names: tuple[str, ...]) -> None:
    opened = open_plan(small_document(names=names, note=names[0]))
    page = opened.page
    page.locator(".route-row button").first.click()
    page.locator(".stops .row button").first.click()
    expect(page.locator(".leaflet-popup strong")).to_have_text(f"Customer {names[0]}", use_inner_text=False)
    page.get_by_role("tab", name="Unserved").click()
    expect(page.locator(".unserved-row")).to_contain_text(f"Customer {names[3]}")
    assert page.locator("img, iframe, script:not([type])").count() == 1
    assert opened.complaints == []


def test_chinese_by_the_address_and_by_the_switch(open_plan: OpenPlan) -> None:
    page = open_plan(small_document(), query="?lang=zh").page
    assert page.evaluate("document.documentElement.lang") == "zh-CN"
    page.get_by_role("tab", name="未安排").click()
    expect(page.locator(".unserved-row")).to_contain_text("没有剩余容量")
    page.get_by_role("button", name="English").or_(page.get_by_title("切换语言")).first.click()
    expect(page.get_by_role("tab", name="Unserved")).to_have_attribute("aria-selected", "true")


@pytest.mark.parametrize(("scheme", "ground"), [("light", "rgb(255, 255, 255)"), ("dark", "rgb(22, 29, 38)")])
def test_light_and_dark_follow_the_system_and_the_switch(
    open_plan: OpenPlan, scheme: str, ground: str
) -> None:
    page = open_plan(small_document(), color_scheme=scheme).page
    header = page.locator("header.top")
    expect(header).to_have_css("background-color", ground)
    page.get_by_role("button", name="Light or dark").click()
    expect(header).not_to_have_css("background-color", ground)


def test_a_plan_without_points_shows_timeline_and_lists(open_plan: OpenPlan) -> None:
    opened = open_plan(small_document(points=False))
    expect(opened.page.locator(".map")).to_contain_text("no places to draw")
    expect(opened.page.locator(".route-row")).to_have_count(2)
    assert painted(opened.page, ".timeline-canvas", ROUTE_COLOURS[0]) > 50
    assert opened.complaints == []


def test_an_empty_day_is_shown_as_one(open_plan: OpenPlan) -> None:
    document = small_document()
    empty = replace(document, plan=replace(document.plan, routes=(), unserved=()), geometry={})
    opened = open_plan(empty)
    expect(opened.page.locator(".panel")).to_contain_text("No vehicle drives on this day.")
    assert opened.complaints == []


def test_a_route_that_awaits_its_times_is_named(open_plan: OpenPlan) -> None:
    document = small_document()
    first, second = document.plan.routes
    edited = replace(document, plan=replace(document.plan, routes=(second,)), untimed={"van-1": first.stops})
    expect(open_plan(edited).page.get_by_role("note")).to_contain_text("van-1")


def test_thousands_of_stops_have_no_element_each(open_plan: OpenPlan) -> None:
    opened = open_plan(large_document(vehicles=100, stops_each=20, left_out=100))
    page = opened.page
    assert tile(page, "Stops") == "2,000"
    assert page.evaluate("document.querySelectorAll('*').length") < 1500
    page.get_by_role("tab", name="Unserved").click()
    page.locator("#lists-unserved .list").evaluate("list => list.scrollTo(0, list.scrollHeight)")
    expect(page.locator(".unserved-row").last).to_contain_text("L0100")
    assert page.locator(".unserved-row").count() < 40
    assert opened.complaints == []


def test_a_narrow_screen_shows_everything_one_below_the_other(open_plan: OpenPlan) -> None:
    page = open_plan(small_document(), viewport={"width": 390, "height": 844}).page
    parts = [page.locator(part).bounding_box() for part in (".map", ".timeline", ".panel")]
    boxes = [part for part in parts if part is not None]
    assert [box["width"] for box in boxes] == [390, 390, 390]
    assert boxes[0]["y"] < boxes[1]["y"] < boxes[2]["y"]
    assert page.evaluate("document.documentElement.scrollWidth") == 390


def test_on_paper_every_stop_of_the_route_in_hand_is_listed(open_plan: OpenPlan) -> None:
    page = open_plan(large_document(vehicles=2, stops_each=40)).page
    page.locator(".route-row button").first.click()
    shown = page.locator(".stops .row")
    assert shown.count() < 42
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    expect(shown).to_have_count(42)
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert page.evaluate("document.documentElement.className") == ""
