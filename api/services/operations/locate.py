"""Classical questions of location with their numbers inline, as operations."""

import json
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from api.services.operations.bench import Bench
from api.services.route_sites import kernel_routes
from core.distance import great_circle_m
from core.errors import fault, refuse
from data.files import write_text
from data.formats.network_sets.answer import answer_document
from data.formats.network_sets.question import Asked
from data.formats.plan_json.pretty import pretty_json
from network.centre import Centres, centre_of_gravity
from network.covering_problem import covering_problem
from network.hub_problem import hub_problem
from network.location_problem import location_problem
from network.route_problem import RoutedQuestion, route_problem
from network.solve import solve
from network.two_stage_problem import two_stage_problem

ANSWER: Final = "answer.json"
QUESTION: Final = "question.json"

Floats = NDArray[np.float64]


def locate(asked: dict[str, Any], bench: Bench) -> None:
    """Answer a question of location: objective, bound, gap, what is open, who is served from where."""
    question = json.loads((bench.given / QUESTION).read_text(encoding="utf-8"))
    bench.announce("reading numbers")
    if question["model"] == "centre-of-gravity":
        document = _centre(question, seed=asked["seed"])
    else:
        problem = problem_of(question)
        answer = solve(
            problem, seconds=bench.left(asked["seconds"]), seed=asked["seed"], threads=bench.threads,
            progress=bench.listen,
        )  # fmt: skip
        bench.found(answer.objective, answer.bound)
        told = Asked(instance="inline", model=question["model"], problem=problem)
        document = answer_document(told, answer)
    write_text(bench.out / ANSWER, pretty_json(document))


def refuse_question(question: dict[str, Any]) -> None:
    """Refuse numbers that make no question; raise `InvalidInput` with every fault."""
    if question["model"] == "centre-of-gravity":
        count, points = question["count"], len(question["points"])
        expected = f"a whole number from 1 to {points}, the points there are"
        refuse(
            "There are fewer points than centres.",
            [fault("/question", "count", count, expected)] if count > points else [],
        )
    else:
        problem_of(question)


def problem_of(question: dict[str, Any]) -> object:
    """Return the problem that the numbers of a question make; null in a table is what is not allowed."""
    model = question["model"]
    match model:
        case "p-center" | "lscp" | "mclp":
            return covering_problem(
                model, _ways(question), demands=question["demands"], radius=question["radius"],
                sites=question["p"],
            )  # fmt: skip
        case "hubs":
            return hub_problem(
                [_point(each) for each in question["points"]], question["flows"], hubs=question["p"],
                collection=question["collection"], transfer=question["transfer"],
                distribution=question["distribution"], fixed=question["fixed"],
                capacities=question["capacities"],
            )  # fmt: skip
        case "two-stage":
            names = (
                "first", "second", "demands", "plant_rooms", "plant_costs", "satellite_rooms",
                "satellite_costs",
            )  # fmt: skip
            return two_stage_problem(**{name: question[name] for name in names})
        case "location-routing":
            routed = ("demands", "fixed", "rooms", "vehicle_room", "vehicle_cost")
            ways = route_problem(question["travel"], **{name: question[name] for name in routed})
            return RoutedQuestion(problem=ways, router=kernel_routes)
        case _:
            return _location(model, question)


def _location(model: str, question: dict[str, Any]) -> object:
    """Return a question of medians or facilities; ways are multiplied by demand, given costs are whole."""
    median = model.endswith("p-median")
    demands = question["demands"]
    costs = _table(question["costs"]) if question["costs"] is not None else _ways(question)
    if (
        demands is not None
        and len(demands) == len(costs)
        and (question["costs"] is None or model == "p-median")
    ):
        costs = costs * np.asarray(demands, dtype=np.float64)[:, None]
    capacities = question["capacities"]
    if question["capacity"] is not None:
        capacities = [question["capacity"]] * costs.shape[1]
    return location_problem(
        model, costs,
        fixed=None if median else question["fixed"],
        demands=None if model == "p-median" else demands,
        capacities=None if model in ("p-median", "uflp") else capacities,
        sites=question["p"] if median else None,
        single=model in ("capacitated-p-median", "sscflp"),
    )  # fmt: skip


def _ways(question: dict[str, Any]) -> Floats:
    """Return the distances of a question: given, or straight lines between its points."""
    if question["distances"] is not None:
        return _table(question["distances"])
    customers, sites = question["customers"], question["sites"]
    if not customers or not sites:
        expected = "a table of costs or distances, or points of customers and sites"
        refuse("There is nothing to measure by.", [fault("/question", "", "no numbers", expected)])
    ends = [np.array([_point(each) for each in points]) for points in (customers, sites)]
    if len({"lon" in each for each in (*customers, *sites)}) > 1:
        expected = "all points by lon and lat, or all by x and y"
        refuse("Points are measured in two ways.", [fault("/question", "", "lon, lat and x, y", expected)])
    if "lon" in customers[0]:
        (lon, lat), (to_lon, to_lat) = ends[0].T[:, :, None], ends[1].T[:, None, :]
        return great_circle_m(lon, lat, to_lon, to_lat) / 1000
    apart = ends[0][:, None] - ends[1][None]
    plane: Floats = np.hypot(apart[..., 0], apart[..., 1])
    return plane


def _table(rows: list[list[float | None]]) -> Floats:
    widths = [len(row) for row in rows]
    expected = f"{widths[0] if widths else 0} numbers, as in the first row"
    refuse(
        "The rows of a table are not equally long.",
        [
            fault(f"row {k}, counted from 0", "", f"{width} numbers", expected)
            for k, width in enumerate(widths)
            if width != widths[0]
        ][:20],
    )
    return np.array([[np.inf if each is None else each for each in row] for row in rows], dtype=np.float64)


def _point(told: dict[str, float]) -> tuple[float, float]:
    return (told["lon"], told["lat"]) if "lon" in told else (told["x"], told["y"])


def _centre(question: dict[str, Any], *, seed: int) -> dict[str, Any]:
    points, weights = question["points"], question["weights"]
    on_earth = "lon" in points[0]
    found: Centres = centre_of_gravity(
        [_point(each) for each in points], weights, count=question["count"], on_earth=on_earth, seed=seed
    )
    axes = ("lon", "lat") if on_earth else ("x", "y")
    return {
        "model": "centre-of-gravity", "objective": found.objective, "bound": found.bound, "gap": found.gap,
        "centres": [dict(zip(axes, map(float, each), strict=True)) for each in found.points],
        "assignment": found.nearest.tolist(),
    }  # fmt: skip
