"""Random small questions that use everything a question may say."""

from random import Random
from typing import Any

Plain = dict[str, Any]


def random_question(seed: int) -> Plain:
    """Return a question of a few jobs, shipments and vehicles between a few rows of matrices."""
    chance = Random(seed)  # noqa: S311  a game, no secret
    maker = _Maker(chance)
    question: Plain = {
        "vehicles": [maker.vehicle(number + 1) for number in range(chance.randint(1, 3))],
        "jobs": [maker.job(number + 1) for number in range(chance.randint(1, 5))],
        "matrices": {"car": maker.matrices()},
    }
    shipments = [maker.shipment(number + 1) for number in range(chance.randint(0, 2))]
    return question | ({"shipments": shipments} if shipments else {})


class _Maker:
    def __init__(self, chance: Random) -> None:
        self.chance = chance
        self.places, self.dimensions = chance.randint(3, 7), chance.choice([0, 1, 2])
        self.metres, self.costs = chance.random() < 0.5, chance.random() < 0.25

    def matrices(self) -> Plain:
        names = ["durations", *["distances"] * self.metres, *["costs"] * self.costs]
        return {name: self._matrix() for name in names}

    def _matrix(self) -> list[list[int]]:
        size = range(self.places)
        return [[0 if i == k else self.chance.randint(1, 100) for k in size] for i in size]

    def _amount(self, most: int) -> list[int]:
        return [self.chance.randint(0, most) for _ in range(self.dimensions)]

    def _some(self, share: float, **values: Any) -> Plain:
        """Return each of the values with some chance."""
        return {key: value for key, value in values.items() if self.chance.random() < share}

    def _windows(self) -> Plain:
        opens = self.chance.randint(0, 300)
        closes = opens + self.chance.randint(0, 150)
        later = [[closes + 10, closes + 10 + self.chance.randint(0, 200)]] * (self.chance.random() < 0.4)
        return self._some(0.5, time_windows=[[opens, closes], *later])

    def _action(self, number: int) -> Plain:
        seconds = self.chance.randint
        return {
            "id": number,
            "location_index": self.chance.randrange(self.places),
            **self._windows(),
            **self._some(0.5, service=seconds(0, 30), setup=seconds(0, 20)),
            **self._some(0.2, service_per_type={"a": seconds(0, 20)}, setup_per_type={"a": seconds(0, 20)}),
        }

    def _whole(self) -> Plain:
        return self._some(0.25, skills=[self.chance.randint(1, 2)], priority=self.chance.randint(0, 100))

    def job(self, number: int) -> Plain:
        loads = self._some(0.5, delivery=self._amount(4), pickup=self._amount(4))
        return {**self._action(number), **loads, **self._whole()}

    def shipment(self, number: int) -> Plain:
        ends = {"pickup": self._action(number), "delivery": self._action(number)}
        return {**ends, **self._some(0.7, amount=self._amount(4)), **self._whole()}

    def vehicle(self, number: int) -> Plain:
        row, seconds = self.chance.randrange, self.chance.randint
        ends = {"start_index": row(self.places), "end_index": row(self.places)}
        ends.pop(self.chance.choice(["start_index", "end_index", "neither", "neither"]), None)
        opens = seconds(0, 200)
        limits = self._some(0.2, max_tasks=seconds(0, 5), max_travel_time=seconds(50, 500))
        if self.metres and not self.costs:
            limits |= self._some(0.2, max_distance=seconds(50, 500))
        return {
            "id": number,
            **ends,
            **({"capacity": [seconds(2, 8) for _ in range(self.dimensions)]} if self.dimensions else {}),
            **self._some(0.5, time_window=[opens, opens + seconds(100, 500)], skills=[1, 2]),
            **self._some(0.3, type="a", costs=self._rates(), breaks=[self._break(0)]),
            **limits,
        }

    def _rates(self) -> Plain:
        money = self.chance.randint
        found = self._some(0.5, fixed=money(0, 100), per_task_hour=money(0, 4_000))
        if not self.costs:
            found |= self._some(0.5, per_hour=money(0, 8_000))
        return found | (self._some(0.5, per_km=money(0, 3_000)) if self.metres else {})

    def _break(self, number: int) -> Plain:
        limit = self._some(0.3, max_load=self._amount(6)) if self.dimensions else {}
        return {"id": number, "service": self.chance.randint(0, 30), **self._windows(), **limit}
