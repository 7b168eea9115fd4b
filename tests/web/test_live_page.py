"""The page of a server: it finds its plan, waits for it while it is made, and says what went wrong."""

import json
from collections.abc import Callable, Iterator
from typing import Any

from playwright.sync_api import Route, expect

from api.http.plans.schemas import PlanOut
from data.formats.plan_json.write import document_for_display
from data.formats.streets_json import streets_json
from tests.data.outputs.builders import small_document
from tests.web.conftest import Opened
from web import built_files

OpenPage = Callable[..., Opened]
Json = dict[str, Any]

SITE = "http://roundsman.test"
TYPES = {".html": "text/html", ".js": "text/javascript", ".css": "text/css"}


def making(
    state: str, *, cost: int | None = None, links: Json | None = None, failure: Json | None = None
) -> Json:
    """Return what the server tells of the plan `p1`, in the shape that the server itself declares."""
    told = {
        "id": "p1",
        "state": state,
        "day": "2026-11-23",
        "created": "2026-11-22T18:30:00Z",
        "started": None,
        "ended": None,
        "stops": 4,
        "vehicles": 2,
        "currency": "EUR",
        "travel": "streets",
        "budget": {"seconds": 20, "iterations": None, "no_improvement": None},
        "seed": 0,
        "threads": 1,
        "progress": {
            "seconds": 7,
            "iterations": 9,
            "phase": "improving",
            "cost_cents": cost,
            "routes": None if cost is None else 2,
            "unserved": None if cost is None else 1,
        },
        "failure": failure,
        "revises": None,
        "links": {"self": "/v1/plans/p1", "events": "/v1/plans/p1/events"} | (links or {}),
    }
    checked: Json = PlanOut.model_validate(told).model_dump(mode="json")
    return checked


DONE = making(
    "done",
    links={
        "view": "/v1/plans/p1/view.json",
        "streets": "/v1/plans/p1/streets",
        "gpx": "/v1/plans/p1/gpx.zip",
    },
)


HERE = {"id": "this-computer", "name": "here", "tenant": "default", "scopes": [], "session_ends": None}


class Server:
    """A stand-in that hands out the built page and answers as told.

    tellings
        what a poll of the plan says, one after the other; the last one for ever.
    events
        the stream of events; None breaks every connection.
    """

    def __init__(self, tellings: list[Json], *, events: list[tuple[str, Json]] | None = None) -> None:
        self.events = events
        self.polls = 0
        self._tellings: Iterator[Json] = iter(tellings)
        self._last = tellings[-1] if tellings else None

    def __call__(self, route: Route) -> None:
        path = route.request.url.removeprefix(SITE).partition("?")[0]
        if path.startswith("/v1/"):
            self._answer(route, path)
            return
        file = built_files() / ("index.html" if path == "/" else path[1:])
        route.fulfill(body=file.read_bytes(), content_type=TYPES[file.suffix])

    def _answer(self, route: Route, path: str) -> None:
        if path == "/v1/me":
            route.fulfill(json=HERE)
        elif path.endswith("/events"):
            self._stream(route)
        elif path.endswith("/view.json"):
            route.fulfill(body=document_for_display(small_document()), content_type="application/json")
        elif path.endswith("/streets"):
            route.fulfill(
                body=streets_json({"primary": [[(7.41, 43.73), (7.43, 43.74)]]}, attribution="© them")
            )
        elif path == "/v1/plans":
            known = [] if self._last is None else [self._last]
            route.fulfill(json={"plans": known, "next_page_token": None})
        else:
            self.polls += 1
            route.fulfill(json=next(self._tellings, self._last))

    def _stream(self, route: Route) -> None:
        if self.events is None:
            route.abort()
            return
        text = "".join(f"event: {kind}\ndata: {json.dumps(told)}\n\n" for kind, told in self.events)
        route.fulfill(body=text, content_type="text/event-stream")


def test_the_newest_plan_is_shown_with_its_streets_and_files(open_page: OpenPage) -> None:
    opened = open_page(SITE, answer=Server([DONE]))
    expect(opened.page.locator(".route-row")).to_have_count(2)
    expect(opened.page.locator(".leaflet-control-attribution")).to_contain_text("© them")
    opened.page.locator(".files summary").click()
    link = opened.page.get_by_role("link", name="GPX for navigation")
    expect(link).to_have_attribute("href", "/v1/plans/p1/gpx.zip")
    assert opened.complaints == []


def test_the_plan_of_the_address_is_asked_for(open_page: OpenPage) -> None:
    opened = open_page(f"{SITE}/?plan=a%2Fb", answer=Server([DONE]))
    expect(opened.page.locator(".route-row")).to_have_count(2)
    assert f"{SITE}/v1/plans/a%2Fb" in opened.asked
    assert f"{SITE}/v1/plans?page_size=1" not in opened.asked


def test_events_show_the_best_cost_so_far_and_then_the_plan(open_page: OpenPage) -> None:
    events = [("progress", making("running", cost=98_765)), ("end", DONE)]
    server = Server([making("queued"), DONE], events=events)
    page = open_page(SITE, answer=server).page
    expect(page.get_by_text("€987.65")).to_be_visible()
    expect(page.get_by_text("improving")).to_be_visible()
    expect(page.locator(".route-row")).to_have_count(2)


def test_where_events_do_not_come_through_the_plan_is_polled(open_page: OpenPage) -> None:
    server = Server([making("running", cost=20_000), making("running", cost=10_000), DONE])
    page = open_page(SITE, answer=server).page
    expect(page.get_by_text("€100.00")).to_be_visible()
    expect(page.locator(".route-row")).to_have_count(2)
    assert server.polls == 3


def test_a_plan_that_failed_says_why_and_what_to_do(open_page: OpenPage) -> None:
    failure = {"type": "/errors/x", "code": "x", "detail": "No map.", "action": "Give one.", "errors": []}
    page = open_page(SITE, answer=Server([making("failed", failure=failure)])).page
    expect(page.get_by_text("No map. Give one.")).to_be_visible()


def test_a_search_that_was_cut_short_shows_its_best(open_page: OpenPage) -> None:
    links = {"best": "/v1/plans/p1/view.json"}
    page = open_page(SITE, answer=Server([making("cancelled", links=links)])).page
    expect(page.locator(".route-row")).to_have_count(2)


def test_without_any_plan_the_page_says_how_to_make_one(open_page: OpenPage) -> None:
    page = open_page(SITE, answer=Server([])).page
    expect(page.get_by_text("There is no plan yet.")).to_be_visible()


def test_a_server_that_does_not_answer_is_asked_again(open_page: OpenPage) -> None:
    server, refused = Server([DONE]), []

    def answer(route: Route) -> None:
        if "/v1/plans" in route.request.url and not refused:
            refused.append(route.request.url)
            route.abort()
        else:
            server(route)

    page = open_page(SITE, answer=answer).page
    expect(page.get_by_text("The server does not answer.")).to_be_visible()
    expect(page.locator(".route-row")).to_have_count(2)


def test_a_plan_that_is_not_there_is_told_in_the_servers_words(open_page: OpenPage) -> None:
    server = Server([DONE])

    def answer(route: Route) -> None:
        if route.request.url.endswith("/v1/plans/gone"):
            route.fulfill(status=404, json={"detail": "There is no plan 'gone'."})
        else:
            server(route)

    page = open_page(f"{SITE}/?plan=gone", answer=answer).page
    expect(page.get_by_text("There is no plan 'gone'.")).to_be_visible()
