"""A plan as CSV: every visit a row, no cell a formula."""

import csv
import io

import pytest

from data.formats.plan_csv import unserved_csv, visits_csv
from data.formats.plan_figures import brought_and_fetched, clock_with_seconds, km_text, loads_text
from routing.problem import Pair
from tests.data.outputs.builders import FOREIGN, HOSTILE, large_document, small_document


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_every_visit_is_a_row_in_the_order_driven() -> None:
    found = [(row["vehicle"], row["number"], row["stop"]) for row in rows(visits_csv(small_document()))]
    assert found == [("van-1", "1", "a"), ("van-1", "2", "b"), ("van-2", "1", "c")]


def test_a_row_holds_the_figures_of_its_visit() -> None:
    row = rows(visits_csv(small_document()))[0]
    assert row == {
        "day": "2026-11-23",
        "vehicle": "van-1",
        "what": "visit",
        "number": "1",
        "stop": "a",
        "name": "Customer a",
        "lon": "7.421",
        "lat": "43.735",
        "street": "Rue Grimaldi",
        "arrival": "08:01:32",
        "start": "09:00:00",
        "departure": "09:04:00",
        "waiting_s": "3508",
        "window_opens": "09:00:00",
        "window_closes": "10:00:00",
        "setup_s": "60",
        "service_s": "180",
        "leg_duration_s": "92",
        "leg_distance_m": "555",
        "skills": "cold",
        "delivery_weight_g": "12000",
        "pickup_weight_g": "0",
        "on_board_weight_g": "12000",
        "delivery_parcels": "2",
        "pickup_parcels": "0",
        "on_board_parcels": "2",
    }


def test_a_whole_day_is_no_window() -> None:
    row = rows(visits_csv(small_document()))[1]
    assert (row["window_opens"], row["window_closes"]) == ("", "")


def test_every_stop_left_out_is_a_row_with_its_reason() -> None:
    (row,) = rows(unserved_csv(small_document()))
    assert (row["stop"], row["reason"], row["vehicle"]) == ("d", "no-capacity-left", "van-1")
    assert row["relaxation"] == "fits with 40 kg more on van-1"


@pytest.mark.parametrize("names", [HOSTILE, FOREIGN])
def test_no_cell_begins_like_a_formula_and_every_name_is_still_there(names: tuple[str, ...]) -> None:
    document = small_document(names=names)
    text = visits_csv(document) + unserved_csv(document)
    cells = [cell for row in csv.reader(io.StringIO(text, newline="")) for cell in row]
    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))] == []
    assert {cell.removeprefix("'") for cell in cells} >= set(names)


def test_a_plan_without_points_and_streets_leaves_those_cells_empty() -> None:
    row = rows(visits_csv(small_document(points=False)))[0]
    assert (row["lon"], row["lat"], row["street"]) == ("", "", "")


def test_a_plan_without_visits_is_a_heading() -> None:
    document = large_document(vehicles=1, stops_each=0)
    assert len(visits_csv(document).splitlines()) == 1


def test_what_a_pair_carries_counts_at_both_of_its_stops() -> None:
    document = small_document(pairs=(Pair(pickup="a", delivery="b", load=(500, 1)),))
    a, b = document.problem.stops[:2]
    assert brought_and_fetched(document, a) == ((12_000, 2), (500, 1))
    assert brought_and_fetched(document, b) == ((12_500, 3), (1_000, 3))


def test_times_past_midnight_count_on() -> None:
    assert clock_with_seconds(91_861) == "25:31:01"


def test_figures_are_written_for_people() -> None:
    assert km_text(1_234_567) == "1,234.6 km"
    assert loads_text(small_document(), (12_000, 0)) == "12 kg"
