"""Estimates instead of a failed source: only where asked for, and never silently; and sources by profile."""

from collections.abc import Sequence

import pytest

from core.errors import InvalidInput, MapError, RoundsmanError, TravelSourceFailed
from core.matrix import TravelMatrix
from core.place import Place
from core.units import UNREACHABLE, Metres, Seconds
from routing.travel.by_profile import ByProfile
from routing.travel.fallback import with_fallback
from routing.travel.http_source import RoutingServer, http_client
from routing.travel.osrm import Osrm, OsrmSettings
from routing.travel.source import Leg, Travel
from routing.travel.straight_line import ESTIMATED, StraightLine
from tests.routing.travel.stand_in import says, stand_in

HERE, THERE = Place(lon=7.41, lat=43.73), Place(lon=7.42, lat=43.74)
BOTH = (HERE, THERE)


class Fickle:
    """A source that fails whenever `trouble` is set; its only pair is unreachable one way."""

    name = "streets"

    def __init__(self, trouble: RoundsmanError | None = None) -> None:
        self.trouble = trouble

    def travel(self, places: Sequence[Place], profile: str) -> Travel:
        if self.trouble:
            raise self.trouble
        import numpy as np

        table = np.array([[0, UNREACHABLE], [7, 0]], np.int32)
        return Travel(matrix=TravelMatrix(durations=table, distances=table), source=self.name)

    def legs(self, places: Sequence[Place], profile: str, depart_s: int = 0) -> list[Leg]:
        if self.trouble:
            raise self.trouble
        return [Leg(duration=Seconds(7), distance=Metres(7), points=((0, 0), (1, 1)))]


DOWN = TravelSourceFailed("streets did not answer.")


def test_a_source_that_answers_is_believed_pair_by_pair() -> None:
    travel = with_fallback(Fickle(), StraightLine()).travel(BOTH, "van")
    assert travel.source == "streets"
    assert travel.notes == ()
    assert not travel.matrix.reachable(0, 1)  # an unreachable pair is an answer; it is not filled in


def test_a_source_that_fails_is_replaced_as_a_whole_and_flagged() -> None:
    travel = with_fallback(Fickle(DOWN), StraightLine()).travel(BOTH, "van")
    assert travel.matrix.durations.tolist() == StraightLine().travel(BOTH, "van").matrix.durations.tolist()
    assert travel.source == "straight line (estimated, ±20 %) instead of streets"
    assert travel.notes == (
        "streets did not answer. Instead: straight line (estimated, ±20 %).",
        ESTIMATED,
    )


def test_without_a_fallback_a_failure_stays_a_failure() -> None:
    with pytest.raises(TravelSourceFailed):
        Fickle(DOWN).travel(BOTH, "van")


@pytest.mark.parametrize("mistake", [MapError("does not cover place 1."), InvalidInput("no such profile")])
def test_a_mistake_in_the_input_is_not_guessed_around(mistake: RoundsmanError) -> None:
    source = with_fallback(Fickle(mistake), StraightLine())
    with pytest.raises(type(mistake)):
        source.travel(BOTH, "van")
    with pytest.raises(type(mistake)):
        source.legs(BOTH, "van")


def test_legs_that_fail_after_the_table_came_are_straight_and_each_says_so() -> None:
    source = Fickle()
    both = with_fallback(source, StraightLine())
    both.travel(BOTH, "van")
    source.trouble = DOWN
    (leg,) = both.legs(BOTH, "van")
    assert leg.points == ((7.41, 43.73), (7.42, 43.74))
    assert "did not answer" in leg.note


def test_legs_of_an_estimated_table_are_estimated_too() -> None:
    source = Fickle(DOWN)
    both = with_fallback(source, StraightLine())
    table = both.travel(BOTH, "van").matrix
    source.trouble = None
    (leg,) = both.legs(BOTH, "van")
    assert leg.duration == table.duration(0, 1)
    assert "did not answer" in leg.note


def test_a_source_that_recovers_is_believed_again() -> None:
    source = Fickle(DOWN)
    both = with_fallback(source, StraightLine())
    both.travel(BOTH, "van")
    source.trouble = None
    assert both.travel(BOTH, "van").source == "streets"
    assert both.legs(BOTH, "van")[0].note == ""


def test_the_failure_of_one_profile_is_not_that_of_another() -> None:
    source = Fickle(DOWN)
    both = with_fallback(source, StraightLine())
    both.travel(BOTH, "van")
    source.trouble = None
    assert both.legs(BOTH, "truck")[0].note == ""


def test_the_name_says_that_there_may_be_an_estimate() -> None:
    assert with_fallback(Fickle(), StraightLine()).name == "streets, or straight line (estimated, ±20 %)"


def test_a_server_that_is_overloaded_is_named_in_the_plan() -> None:
    with stand_in(says(b"", status=503)) as found, http_client() as client:
        server = Osrm(OsrmSettings(url=found.url), client, sleep=lambda _: None)
        travel = with_fallback(server, StraightLine()).travel(BOTH, "van")
    assert f"OSRM at {found.url} answers 503 (Service Unavailable)" in travel.notes[0]


def test_every_profile_is_asked_of_its_own_source() -> None:
    source = ByProfile({"van": Fickle(), "foot": StraightLine()})
    assert source.name == "streets; straight line (estimated, ±20 %)"
    assert source.travel(BOTH, "van").source == "streets"
    assert source.travel(BOTH, "foot").notes == (ESTIMATED,)
    assert source.legs(BOTH, "van")[0].duration == 7


def test_a_profile_without_a_source_is_refused() -> None:
    with pytest.raises(InvalidInput, match="'truck'"):
        ByProfile({"van": Fickle()}).travel(BOTH, "truck")


def test_a_server_is_never_assumed() -> None:
    with pytest.raises(TypeError):
        OsrmSettings()
    with pytest.raises(TypeError):
        RoutingServer("OSRM")
