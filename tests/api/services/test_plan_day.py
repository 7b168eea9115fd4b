"""What a planned day says besides its routes: notes, attribution, ways."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from api.services.plan_day import called_by_ids, plan_day, ways
from api.services.read_day import day_from_files
from core.errors import MapError, TravelSourceFailed
from core.place import Place
from data.formats.plan_json.document import PlanDocument
from routing.budget import Budget
from routing.day import DayInput
from routing.problem import Depot, Stop
from routing.travel.source import Leg, Snap, Travel, TravelSource
from routing.travel.straight_line import ESTIMATED, StraightLine
from tests.api.cli.builders import write_day

NOW = datetime(2026, 11, 22, 18, 30, tzinfo=UTC)


@dataclass
class Streets:
    """A source that answers as `answer` says; its ways fail if told so."""

    answer: dict[str, object]
    ways_fail: bool = False
    name: str = "streets"

    def travel(self, places: Sequence[Place], profile: str) -> Travel:
        return replace(
            StraightLine().travel(places, "van"), notes=(), source=f"streets for {profile}", **self.answer
        )

    def legs(self, places: Sequence[Place], profile: str, depart_s: int = 0) -> list[Leg]:
        if self.ways_fail:
            raise TravelSourceFailed("The server is gone.")
        return [replace(leg, note="") for leg in StraightLine().legs(places, "van", depart_s)]


@pytest.fixture
def day(tmp_path: Path) -> DayInput:
    write_day(tmp_path)
    return day_from_files(tmp_path / "orders.csv", tmp_path / "vehicles.csv", tmp_path / "depots.csv")


def planned(day: DayInput, source: TravelSource, **more: object) -> PlanDocument:
    return plan_day(day, source=source, budget=Budget(iterations=20), clock=lambda: NOW, **more)  # type: ignore[arg-type]


def test_a_day_is_that_of_the_clock_unless_another_is_given(day: DayInput) -> None:
    assert planned(day, StraightLine()).day == NOW.date()
    assert planned(day, StraightLine(), on=date(2026, 12, 24)).day == date(2026, 12, 24)


def test_an_estimate_is_noted_once(day: DayInput) -> None:
    assert planned(day, StraightLine()).notes == (ESTIMATED,)


def test_notes_of_whoever_asks_come_with_the_plan(day: DayInput) -> None:
    assert "synthetic" in planned(day, StraightLine(), notes=("synthetic",)).notes


def test_whom_the_streets_belong_to_comes_with_the_plan(day: DayInput) -> None:
    document = planned(day, Streets({"attribution": "© somebody"}))
    assert document.attribution == "© somebody"
    assert document.travel_source == "streets for van"


def test_a_plan_whose_ways_cannot_be_drawn_is_kept_and_says_so(day: DayInput) -> None:
    document = planned(day, Streets({}, ways_fail=True))
    assert document.plan.served == 4
    assert document.geometry == {}
    assert document.notes == ("Some ways are drawn straight, the travel source failed: The server is gone.",)


def test_a_route_without_a_way_is_drawn_straight_alone(day: DayInput) -> None:
    document = planned(day, Streets({}))
    first = document.plan.routes[0]
    other = next(each.id for each in document.problem.vehicles if each.id != first.vehicle)
    two = replace(document.plan, routes=(first, replace(first, vehicle=other)))

    class Cut(Streets):
        asked = 0

        def legs(self, places: Sequence[Place], profile: str, depart_s: int = 0) -> list[Leg]:
            self.asked += 1
            if self.asked == 1:
                raise MapError("No way leads on.")
            return super().legs(places, profile, depart_s)

    drawn, notes = ways(document.problem, two, Cut({}))
    assert list(drawn) == [other]
    assert notes == ("Some ways are drawn straight, the travel source failed: No way leads on.",)


def test_every_route_has_a_leg_to_each_stop_and_back(day: DayInput) -> None:
    document = planned(day, Streets({}))
    assert document.plan.routes
    for route in document.plan.routes:
        assert len(document.geometry[route.vehicle]) == len(route.visits) + 1


def test_of_several_profiles_the_farthest_snap_is_kept_with_every_warning(tmp_path: Path) -> None:
    vehicles = "id,start,end,profile\nred,hub,hub,van\nblue,hub,hub,foot\n"
    write_day(tmp_path, vehicles=vehicles)
    day = day_from_files(tmp_path / "orders.csv", tmp_path / "vehicles.csv", tmp_path / "depots.csv")

    class Snapping(Streets):
        def travel(self, places: Sequence[Place], profile: str) -> Travel:
            far = 300 if profile == "van" else 10
            snaps = tuple(
                Snap(place=each, street=profile, distance=far, warning=f"{profile} is far") for each in places
            )
            return replace(super().travel(places, profile), snaps=snaps)

    snap = planned(day, Snapping({})).snaps[0]
    assert (snap.street, snap.distance) == ("van", 300)
    assert snap.warning == "foot is far; van is far"


def test_a_place_is_called_by_who_is_there_and_by_its_address() -> None:
    stops = (
        Stop(id="ann", location=1),
        Stop(id="bob", location=2),
        Stop(id="cat", location=2),
    )
    day = DayInput(
        stops=stops,
        vehicles=(),
        depots=(Depot(id="hub", location=0),),
        places=(Place(lon=7.4, lat=43.7), Place(lon=7.41, lat=43.7, name="Rue 1"), Place(lon=7.42, lat=43.7)),
    )
    assert [place.name for place in called_by_ids(day)] == ["hub", "ann (Rue 1)", "bob and others"]
