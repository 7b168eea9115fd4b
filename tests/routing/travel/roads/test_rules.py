import pytest

from routing.travel.roads.profile import profile_named
from routing.travel.roads.rules import point_blocked, point_delay, way_rule

ALL = ("car", "van", "truck", "cargo_bike", "foot")


def admitted(**tags: str) -> set[str]:
    named = {key.replace("__", ":"): value for key, value in tags.items()}
    return {name for name in ALL if way_rule(named, profile_named(name)) is not None}


@pytest.mark.parametrize(
    ("tags", "who"),
    [
        ({"highway": "residential"}, set(ALL)),
        ({"highway": "motorway"}, {"car", "van", "truck"}),
        ({"highway": "footway"}, {"foot"}),
        ({"highway": "footway", "bicycle": "yes"}, {"foot", "cargo_bike"}),
        ({"highway": "pedestrian", "motor_vehicle": "delivery"}, {"car", "van", "truck", "foot"}),
        ({"highway": "pedestrian", "access": "yes"}, {"foot"}),
        ({"highway": "residential", "access": "no"}, set()),
        ({"highway": "residential", "access": "private"}, set()),
        ({"highway": "residential", "access": "destination"}, set(ALL)),
        ({"highway": "residential", "access": "no", "motor_vehicle": "yes"}, {"car", "van", "truck"}),
        ({"highway": "residential", "motor_vehicle": "no", "motorcar": "yes"}, {"car", "cargo_bike", "foot"}),
        ({"highway": "residential", "vehicle": "no"}, {"foot"}),
        ({"highway": "residential", "vehicle": "no", "bicycle": "yes"}, {"cargo_bike", "foot"}),
        ({"highway": "residential", "hgv": "no"}, {"car", "van", "cargo_bike", "foot"}),
        ({"highway": "service", "motor_vehicle": "no", "hgv": "delivery"}, {"truck", "cargo_bike", "foot"}),
        ({"highway": "primary", "motorroad": "yes"}, {"car", "van", "truck"}),
        ({"highway": "residential", "foot": "no"}, {"car", "van", "truck", "cargo_bike"}),
        ({"highway": "construction"}, set()),
        ({"highway": "service", "service": "emergency_access"}, set()),
        ({"route": "ferry"}, {"foot"}),
        ({"route": "ferry", "motor_vehicle": "yes"}, {"car", "van", "truck", "foot"}),
        ({"highway": "residential", "maxheight": "3.0"}, {"car", "van", "cargo_bike", "foot"}),
        ({"highway": "residential", "maxheight": "2.5"}, {"car", "cargo_bike", "foot"}),
        ({"highway": "residential", "maxweight": "7.5"}, {"car", "van", "cargo_bike", "foot"}),
        ({"highway": "residential", "maxweight": "3"}, {"car", "cargo_bike", "foot"}),
        ({"highway": "residential", "maxwidth": "2.2"}, {"car", "van", "cargo_bike", "foot"}),
        ({"highway": "residential", "maxlength": "10"}, {"car", "van", "cargo_bike", "foot"}),
        ({"highway": "residential", "maxweight__hgv": "7.5"}, {"car", "van", "cargo_bike", "foot"}),
        ({"highway": "residential", "maxweightrating": "7.5"}, {"car", "van", "cargo_bike", "foot"}),
    ],
)  # fmt: skip
def test_a_street_admits_exactly_these_profiles(tags: dict[str, str], who: set[str]) -> None:
    assert admitted(**tags) == who


@pytest.mark.parametrize(
    ("tags", "profile", "directions"),
    [
        ({}, "car", (True, True)),
        ({"oneway": "yes"}, "car", (True, False)),
        ({"oneway": "1"}, "car", (True, False)),
        ({"oneway": "-1"}, "car", (False, True)),
        ({"oneway": "no"}, "car", (True, True)),
        ({"oneway": "reversible"}, "car", None),
        ({"oneway": "alternating"}, "car", None),
        ({"junction": "roundabout"}, "car", (True, False)),
        ({"junction": "circular"}, "car", (True, False)),
        ({"junction": "roundabout", "oneway": "no"}, "car", (True, True)),
        ({"highway": "motorway"}, "car", (True, False)),
        ({"highway": "motorway", "oneway": "no"}, "car", (True, True)),
        ({"oneway": "yes", "oneway:bicycle": "no"}, "car", (True, False)),
        ({"oneway": "yes", "oneway:bicycle": "no"}, "cargo_bike", (True, True)),
        ({"oneway": "yes", "cycleway": "opposite"}, "cargo_bike", (True, True)),
        ({"oneway": "yes", "cycleway:left": "opposite_lane"}, "cargo_bike", (True, True)),
        ({"oneway": "yes"}, "cargo_bike", (True, False)),
        ({"oneway": "yes"}, "foot", (True, True)),
        ({"junction": "roundabout"}, "foot", (True, True)),
        ({"oneway:foot": "yes", "highway": "footway"}, "foot", (True, False)),
        ({"oneway": "yes", "oneway:hgv": "no"}, "truck", (True, True)),
    ],
)
def test_one_way_streets_hold_for_those_they_mean(
    tags: dict[str, str], profile: str, directions: tuple[bool, bool] | None
) -> None:
    rule = way_rule({"highway": "residential"} | tags, profile_named(profile))
    assert (rule and (rule.forward, rule.backward)) == directions


@pytest.mark.parametrize(
    ("tags", "stopped"),
    [
        ({"barrier": "bollard"}, {"car", "van", "truck"}),
        ({"barrier": "bollard", "bollard": "rising"}, set()),
        ({"barrier": "bollard", "motor_vehicle": "yes"}, set()),
        ({"barrier": "gate"}, set()),
        ({"barrier": "gate", "access": "private"}, set(ALL)),
        ({"barrier": "gate", "access": "no", "foot": "yes"}, {"car", "van", "truck", "cargo_bike"}),
        ({"barrier": "wall"}, set(ALL)),
        ({"barrier": "stile"}, {"car", "van", "truck", "cargo_bike"}),
        ({"barrier": "height_restrictor", "maxheight": "2.5"}, {"van", "truck"}),
        ({"highway": "traffic_signals"}, set()),
        ({"highway": "crossing", "bicycle": "no"}, set()),
    ],
)
def test_a_barrier_stops_exactly_these_profiles(tags: dict[str, str], stopped: set[str]) -> None:
    assert {name for name in ALL if point_blocked(tags, profile_named(name))} == stopped


def test_forward_and_backward_speed_limits_are_told_apart() -> None:
    rule = way_rule({"highway": "primary", "maxspeed:forward": "50", "maxspeed": "70"}, profile_named("car"))
    assert rule is not None
    assert (rule.kind.forward_kmh, rule.kind.backward_kmh) == (50, 70)


def test_a_limit_for_trucks_holds_for_trucks_alone() -> None:
    tags = {"highway": "primary", "maxspeed": "70", "maxspeed:hgv": "50"}
    speeds = {name: way_rule(tags, profile_named(name)) for name in ("car", "truck")}
    assert {name: rule and rule.kind.forward_kmh for name, rule in speeds.items()} == {"car": 70, "truck": 50}


def test_signals_gates_and_signal_crossings_cost_time() -> None:
    assert point_delay({"highway": "traffic_signals"}) == "traffic_signals"
    assert point_delay({"highway": "crossing", "crossing": "traffic_signals"}) == "traffic_signals"
    assert point_delay({"barrier": "gate"}) == "gate"
    assert point_delay({"highway": "crossing"}) is None
