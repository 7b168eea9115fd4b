"""Questions that cannot be asked: VROOM's message for the first fault, and every fault by its pointer."""

from typing import Any

import pytest

from core.errors import InvalidInput
from tests.data.vroom.builders import (
    DURATIONS,
    make_job,
    make_plain,
    make_shipment,
    make_vehicle,
    read,
    vroom_says,
)


def jobs(**changes: Any) -> dict[str, Any]:
    return make_plain(jobs=[make_job(**changes)])


def vehicles(**changes: Any) -> dict[str, Any]:
    return make_plain(vehicles=[make_vehicle(**changes)])


def loaded(**changes: Any) -> dict[str, Any]:
    return make_plain(vehicles=[make_vehicle(capacity=[3])], jobs=[make_job(**changes)])


def breaks(*given: dict[str, Any]) -> dict[str, Any]:
    return vehicles(breaks=list(given))


def steps(*given: dict[str, Any]) -> dict[str, Any]:
    return vehicles(steps=list(given))


def matrices(**given: Any) -> dict[str, Any]:
    return make_plain(matrices={"car": given})


NOON = {"id": 1, "time_windows": [[0, 9]]}
BOTH = {"pickup": {"id": 1, "location_index": 1}, "delivery": {"id": 2, "location_index": 2}}

REFUSED: dict[str, tuple[dict[str, Any], str, str]] = {
    "vehicles of another kind": (make_plain(vehicles={}), "Invalid vehicles.", "/vehicles"),
    "no vehicle": (make_plain(vehicles=[]), "No vehicle defined.", "/vehicles"),
    "a number as vehicle": (make_plain(vehicles=[3]), "Invalid vehicle.", "/vehicles/0"),
    "no job": (make_plain(jobs=[]), "No task defined.", "/jobs"),
    "jobs of another kind": (make_plain(jobs={}), "Invalid jobs.", "/jobs"),
    "text as job": (make_plain(jobs=["a"]), "Invalid job.", "/jobs/0"),
    "no id": (make_plain(jobs=[{"location_index": 1}]), "Invalid or missing id for job.", "/jobs/0/id"),
    "a negative id": (jobs(id=-1), "Invalid or missing id for job.", "/jobs/0/id"),
    "an id twice": (make_plain(jobs=[make_job(), make_job()]), "Duplicate job id: 1.", "/jobs/1/id"),
    "no place": (make_plain(jobs=[{"id": 1}]), "Invalid location for job 1.", "/jobs/0/location"),
    "half a point": (jobs(location=[1]), "Invalid location array.", "/jobs/0/location"),
    "text as point": (
        make_plain(jobs=[{"id": 1, "location": "x"}]),
        "Invalid location for job 1.",
        "/jobs/0/location",
    ),
    "a point beside indexes": (
        make_plain(jobs=[{"id": 1, "location": [1, 2]}]),
        "Missing location index.",
        "/jobs/0/location_index",
    ),
    "a row that is not there": (
        jobs(location_index=7),
        "location_index exceeding durations matrix size for car profile.",
        "/jobs/0/location_index",
    ),
    "text as row": (
        jobs(location_index="x"),
        "Invalid location_index for job 1.",
        "/jobs/0/location_index",
    ),
    "negative service": (jobs(service=-1), "Invalid service duration.", "/jobs/0/service"),
    "service with a point": (jobs(service=2.0), "Invalid service duration.", "/jobs/0/service"),
    "service beyond 32 bits": (jobs(service=2**32), "Invalid service duration.", "/jobs/0/service"),
    "text as setup": (jobs(setup="x"), "Invalid setup duration.", "/jobs/0/setup"),
    "no window": (jobs(time_windows=[]), "Empty time windows for job 1.", "/jobs/0/time_windows"),
    "half a window": (jobs(time_windows=[[1]]), "Invalid time-window.", "/jobs/0/time_windows/0"),
    "a window the wrong way round": (
        jobs(time_windows=[[5, 1]]),
        "Invalid time window: [5, 1]",
        "/jobs/0/time_windows/0",
    ),
    "windows that overlap": (
        jobs(time_windows=[[1, 5], [4, 8]]),
        "Unsorted or overlapping time-windows for job 1.",
        "/jobs/0/time_windows",
    ),
    "windows that touch": (
        jobs(time_windows=[[1, 5], [5, 8]]),
        "Unsorted or overlapping time-windows for job 1.",
        "/jobs/0/time_windows",
    ),
    "a number as windows": (
        jobs(time_windows=5),
        "Invalid time_windows array for job 1.",
        "/jobs/0/time_windows",
    ),
    "a shift the wrong way round": (
        vehicles(time_window=[5, 1]),
        "Invalid time window: [5, 1]",
        "/vehicles/0/time_window",
    ),
    "text as shift": (vehicles(time_window="x"), "Invalid time-window.", "/vehicles/0/time_window"),
    "a load without capacity": (
        jobs(delivery=[1]),
        "Inconsistent delivery length: 1 instead of 0.",
        "/jobs/0/delivery",
    ),
    "a load too long": (
        loaded(delivery=[1, 2]),
        "Inconsistent delivery length: 2 instead of 1.",
        "/jobs/0/delivery",
    ),
    "text in a load": (loaded(delivery=["x"]), "Invalid delivery value.", "/jobs/0/delivery/0"),
    "a negative load": (loaded(delivery=[-1]), "Invalid delivery value.", "/jobs/0/delivery/0"),
    "a number as load": (loaded(delivery=5), "Invalid delivery array.", "/jobs/0/delivery"),
    "capacities of two lengths": (
        make_plain(vehicles=[make_vehicle(capacity=[3]), make_vehicle(2, capacity=[1, 2])]),
        "Inconsistent delivery length: 2 instead of 1.",
        "/vehicles/1/capacity",
    ),
    "a vehicle without capacity": (
        make_plain(vehicles=[make_vehicle(capacity=[3]), make_vehicle(2)]),
        "Inconsistent delivery length: 0 instead of 1.",
        "/vehicles/1/capacity",
    ),
    "text as skills": (jobs(skills="x"), "Invalid skills object.", "/jobs/0/skills"),
    "text as skill": (jobs(skills=["x"]), "Invalid skill value.", "/jobs/0/skills/0"),
    "a priority above 100": (jobs(priority=101), "Invalid priority value for job 1.", "/jobs/0/priority"),
    "text as priority": (jobs(priority="a"), "Invalid priority value.", "/jobs/0/priority"),
    "a number as description": (jobs(description=5), "Invalid description value.", "/jobs/0/description"),
    "a number as profile": (vehicles(profile=5), "Invalid profile value.", "/vehicles/0/profile"),
    "a profile without points": (
        vehicles(profile="bike"),
        "Missing coordinates for routing engine.",
        "/vehicles/0/start",
    ),
    "neither start nor end": (
        make_plain(vehicles=[{"id": 1}]),
        "No start or end specified for vehicle 1.",
        "/vehicles/0",
    ),
    "a start by point alone": (
        make_plain(vehicles=[{"id": 1, "start": [1, 2]}]),
        "Missing location index.",
        "/vehicles/0/start_index",
    ),
    "a start by point and an end by row": (
        make_plain(vehicles=[{"id": 1, "start": [1, 2], "end_index": 0}]),
        "Missing start_index or end_index.",
        "/vehicles/0",
    ),
    "no speed": (vehicles(speed_factor=0), "Invalid speed factor: 0", "/vehicles/0/speed_factor"),
    "a speed above 5": (vehicles(speed_factor=6), "Invalid speed factor: 6", "/vehicles/0/speed_factor"),
    "text as speed": (
        vehicles(speed_factor="x"),
        "Invalid speed_factor value.",
        "/vehicles/0/speed_factor",
    ),
    "negative tasks": (vehicles(max_tasks=-1), "Invalid max_tasks value.", "/vehicles/0/max_tasks"),
    "negative travel": (
        vehicles(max_travel_time=-1),
        "Invalid max_travel_time value.",
        "/vehicles/0/max_travel_time",
    ),
    "text as distance": (
        vehicles(max_distance="x"),
        "Invalid max_distance value.",
        "/vehicles/0/max_distance",
    ),
    "a number as costs": (vehicles(costs=5), "Invalid costs for vehicle 1.", "/vehicles/0/costs"),
    "a negative fixed cost": (
        vehicles(costs={"fixed": -1}),
        "Invalid fixed cost for vehicle 1.",
        "/vehicles/0/costs/fixed",
    ),
    "an hour's cost with a point": (
        vehicles(costs={"per_hour": 1.5}),
        "Invalid per_hour cost for vehicle 1.",
        "/vehicles/0/costs/per_hour",
    ),
    "kilometres without points": (
        vehicles(costs={"per_km": 5}),
        "Missing coordinates for routing engine.",
        "/vehicles/0/start",
    ),
    "a number as breaks": (vehicles(breaks=5), "Invalid breaks for vehicle 1.", "/vehicles/0/breaks"),
    "a break without id": (
        breaks({"time_windows": [[0, 1]]}),
        "Invalid or missing id for break.",
        "/vehicles/0/breaks/0/id",
    ),
    "a break twice": (breaks(NOON, NOON), "Duplicate break id: 1.", "/vehicles/0/breaks/1/id"),
    "a break's load of another length": (
        breaks({**NOON, "max_load": [1]}),
        "Inconsistent break max_load size for break 1.",
        "/vehicles/0/breaks/0/max_load",
    ),
    "a break of negative length": (
        breaks({**NOON, "service": -1}),
        "Invalid service duration.",
        "/vehicles/0/breaks/0/service",
    ),
    "a break's windows that overlap": (
        breaks({"id": 1, "time_windows": [[0, 3], [2, 4]]}),
        "Unsorted or overlapping time-windows for break 1.",
        "/vehicles/0/breaks/0/time_windows",
    ),
    "a number as type": (vehicles(type=3), "Invalid type value.", "/vehicles/0/type"),
    "a number as services": (
        jobs(service_per_type=3),
        "Invalid service_per_type for job 1.",
        "/jobs/0/service_per_type",
    ),
    "a negative service of a type": (
        jobs(service_per_type={"a": -1}),
        "Invalid value in service_per_type for job 1.",
        "/jobs/0/service_per_type/a",
    ),
    "a type without name": (
        jobs(setup_per_type={"": 1}),
        "Empty type in setup_per_type for job 1.",
        "/jobs/0/setup_per_type",
    ),
    "a number as steps": (vehicles(steps=5), "Invalid steps for vehicle 1.", "/vehicles/0/steps"),
    "a step of no type": (
        steps({"id": 1}),
        "Invalid type in steps for vehicle 1.",
        "/vehicles/0/steps/0/type",
    ),
    "a step of an unknown type": (
        steps({"type": "x", "id": 1}),
        "Invalid type in steps for vehicle 1.",
        "/vehicles/0/steps/0/type",
    ),
    "a step without id": (
        steps({"type": "job"}),
        "Invalid id in steps for vehicle 1.",
        "/vehicles/0/steps/0/id",
    ),
    "a step of no job": (
        steps({"type": "job", "id": 9}),
        "Invalid job id 9 for vehicle 1.",
        "/vehicles/0/steps/0/id",
    ),
    "a step of no break": (
        steps({"type": "break", "id": 1}),
        "Invalid break id 1 for vehicle 1.",
        "/vehicles/0/steps/0/id",
    ),
    "a step twice": (
        steps({"type": "job", "id": 1}, {"type": "job", "id": 1}),
        "Duplicate job id 1 in input steps for vehicle 1.",
        "/vehicles/0/steps/1/id",
    ),
    "a step's time as text": (
        steps({"type": "job", "id": 1, "service_at": "x"}),
        "Invalid service_at value.",
        "/vehicles/0/steps/0/service_at",
    ),
    "a start in the middle": (
        steps({"type": "job", "id": 1}, {"type": "start"}),
        "Unexpected start in input steps for vehicle 1.",
        "/vehicles/0/steps/1/type",
    ),
    "an end in the middle": (
        steps({"type": "end"}, {"type": "job", "id": 1}),
        "Unexpected end in input steps for vehicle 1.",
        "/vehicles/0/steps/0/type",
    ),
    "a number as matrices": (make_plain(matrices=5), "Unexpected matrices value.", "/matrices"),
    "no matrices": (
        make_plain(matrices={"car": {}}),
        "Unexpected location index while no custom matrices provided.",
        "/vehicles/0/start_index",
    ),
    "a matrix that is not square": (
        matrices(durations=[[0, 1]]),
        "Unexpected matrix line length.",
        "/matrices/car/durations/0",
    ),
    "a negative duration": (
        matrices(durations=[[0, 1, 2], [1, 0, -1], [3, 4, 0]]),
        "Invalid matrix entry.",
        "/matrices/car/durations/1/2",
    ),
    "an empty matrix": (
        matrices(durations=[]),
        "Empty durations matrix for car profile.",
        "/matrices/car/durations",
    ),
    "distances without durations": (
        matrices(distances=DURATIONS),
        "Custom matrix provided for distances but not for durations for car profile.",
        "/matrices/car/durations",
    ),
    "distances for one profile of two": (
        make_plain(
            vehicles=[make_vehicle(), make_vehicle(2, profile="bike")],
            matrices={
                "car": {"durations": DURATIONS, "distances": DURATIONS},
                "bike": {"durations": DURATIONS},
            },
        ),
        "Missing distances matrix for bike profile.",
        "/matrices/bike/distances",
    ),
    "costs beside a rate by the hour": (
        make_plain(
            vehicles=[make_vehicle(costs={"per_hour": 5})],
            matrices={"car": {"durations": DURATIONS, "costs": DURATIONS}},
        ),
        "Custom costs are incompatible with using a per_hour value.",
        "/vehicles/0/costs/per_hour",
    ),
    "costs that are too few": (
        matrices(durations=DURATIONS, costs=[[1]]),
        "location_index exceeding costs matrix size for car profile.",
        "/jobs/0/location_index",
    ),
    "a number as shipments": (make_plain(shipments=5), "Invalid shipments.", "/shipments"),
    "a number as shipment": (make_plain(shipments=[5]), "Invalid shipment.", "/shipments/0"),
    "a shipment without ends": (
        make_plain(shipments=[{}]),
        "Missing pickup for shipment.",
        "/shipments/0/pickup",
    ),
    "a shipment without delivery": (
        make_plain(shipments=[{"pickup": BOTH["pickup"]}]),
        "Missing delivery for shipment.",
        "/shipments/0/delivery",
    ),
    "a pickup without id": (
        make_plain(shipments=[{**BOTH, "pickup": {"location_index": 1}}]),
        "Invalid or missing id for pickup.",
        "/shipments/0/pickup/id",
    ),
    "a pickup twice": (
        make_plain(shipments=[make_shipment(), make_shipment()]),
        "Duplicate pickup id: 1.",
        "/shipments/1/pickup/id",
    ),
    "a shipment's load without capacity": (
        make_plain(shipments=[make_shipment(amount=[1])]),
        "Inconsistent delivery length: 1 instead of 0.",
        "/shipments/0/amount",
    ),
    "a delivery without place": (
        make_plain(shipments=[{**BOTH, "delivery": {"id": 1}}]),
        "Invalid location for delivery 1.",
        "/shipments/0/delivery/location",
    ),
    "a drawing without points": (
        make_plain(options={"g": True}),
        "Route geometry request with missing coordinates.",
        "/vehicles/0/start",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_refusal_begins_with_the_message_of_vroom_and_points_at_the_fault(case: str) -> None:
    plain, said, pointer = REFUSED[case]
    with pytest.raises(InvalidInput) as refused:
        read(plain)
    assert refused.value.message == said
    found = [f"{each.where.rstrip('/')}/{each.field}".rstrip("/") for each in refused.value.faults]
    assert pointer in found
    assert all(each.expected for each in refused.value.faults)


@pytest.mark.parametrize("case", REFUSED)
def test_vroom_itself_says_the_same(case: str) -> None:
    plain, said, _ = REFUSED[case]
    assert vroom_says(plain, drawn="drawing" in case) == said


@pytest.mark.parametrize(
    "plain",
    [
        jobs(time_windows=[[10, 15], [4, 8]]),
        vehicles(max_tasks=0),
        breaks({"id": 1}),
        steps(),
        jobs(nobody="knows this"),
        make_plain(vehicles=[make_vehicle(), make_vehicle()]),
    ],
)
def test_what_vroom_takes_is_taken(plain: dict[str, Any]) -> None:
    assert read(plain).tasks
    assert not isinstance(vroom_says(plain), str)


def test_all_faults_of_a_question_are_told_at_once() -> None:
    plain = make_plain(
        vehicles=[make_vehicle(speed_factor=9)],
        jobs=[make_job(service=-1), make_job(2, location_index=8), make_job(3, priority=200)],
        shipments=[{}],
    )
    with pytest.raises(InvalidInput) as refused:
        read(plain)
    assert refused.value.message == "Invalid speed factor: 9"
    assert {(each.where, each.field) for each in refused.value.faults} == {
        ("/vehicles/0", "speed_factor"),
        ("/jobs/0", "service"),
        ("/jobs/1", "location_index"),
        ("/jobs/2", "priority"),
        ("/shipments/0", "pickup"),
        ("/shipments/0", "delivery"),
    }


def test_the_older_matrix_stands_for_every_profile() -> None:
    plain = make_plain(vehicles=[make_vehicle(profile="driving-car")], matrix=DURATIONS)
    del plain["matrices"]
    durations = read(plain).matrices["driving-car"].durations
    assert durations is not None
    assert durations.tolist() == DURATIONS


def test_a_million_wrong_numbers_are_one_fault() -> None:
    with pytest.raises(InvalidInput) as refused:
        read(
            make_plain(
                jobs=[make_job(skills=["a"] * 9_000)], matrices={"car": {"durations": [["a"] * 900] * 900}}
            )
        )
    assert len(refused.value.faults) < 20
