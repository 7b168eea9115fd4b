import pytest

from routing.travel.roads.tags import duration_s, metres, speed_kmh, tonnes


@pytest.mark.parametrize(
    ("value", "kmh"),
    [
        ("50", 50),
        ("50 km/h", 50),
        ("30 mph", 48.28032),
        ("30mph", 48.28032),
        ("5 knots", 9.26),
        ("50;30", 30),
        ("signals", 0),
        ("variable", 0),
        ("none", 0),
        ("walk", 7),
        ("RU:urban", 60),
        ("DE:motorway", 0),
        ("DE:living_street", 7),
        ("FR:urban", 50),
        ("gb:nsl_single", 96.56),
        ("XX:nonsense", 0),
        ("fast", 0),
        ("", 0),
        (None, 0),
    ],
)
def test_a_posted_speed_is_read_with_its_unit_or_zone(value: str | None, kmh: float) -> None:
    assert speed_kmh(value) == pytest.approx(kmh)


@pytest.mark.parametrize(
    ("value", "expected"),
    [("3.5", 3.5), ("3,5 m", 3.5), ("350 cm", 3.5), ("11'6\"", 3.5052), ("12 ft", 3.6576), ("12'", 3.6576),
     ("default", None), ("none", None), ("below_default", None), (None, None)],
)  # fmt: skip
def test_a_size_is_read_in_metres(value: str | None, expected: float | None) -> None:
    assert metres(value) == (pytest.approx(expected) if expected is not None else None)


@pytest.mark.parametrize(
    ("value", "expected"),
    [("3.5", 3.5), ("7.5 t", 7.5), ("7500 kg", 7.5), ("6000 lbs", 2.7216), ("unsigned", None)],
)
def test_a_weight_is_read_in_tonnes(value: str, expected: float | None) -> None:
    assert tonnes(value) == (pytest.approx(expected) if expected is not None else None)


@pytest.mark.parametrize(
    ("value", "expected"),
    [("20", 1200), ("00:20", 1200), ("1:30:30", 5430), ("PT20M", None), ("", None), (None, None)],
)
def test_a_crossing_time_is_read_in_seconds(value: str | None, expected: int | None) -> None:
    assert duration_s(value) == expected
