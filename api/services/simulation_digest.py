"""What tells one simulation from another: a digest of everything that its days follow from."""

import hashlib
from dataclasses import fields
from importlib.metadata import version
from typing import Any

import numpy as np

from api.services.simulated_day import Setup
from network.simulation.demand import DemandModel


def digest_of(setup: Setup, world: tuple[str, str]) -> str:
    """Return 64 hexadecimal digits of a world, its vehicles and its ways.

    Replications are not part of it: more of them can be asked for later, and those done stay.
    """
    asked, last = setup.worlds[world], setup.last_mile
    parts: list[Any] = [
        version("roundsman"), setup.kind, sorted(setup.checked) if setup.kind == "estimate" else (),
        asked.study, asked.design.sites, asked.design.flows, asked.design.made, asked.terms, asked.rules,
        sorted(asked.routed), sorted(asked.levels.items()), asked.disruptions, last.vehicles, last.iterations,
        sorted(last.rows.items()),
    ]  # fmt: skip
    digest = hashlib.sha256()
    for part in parts:
        digest.update(repr(part).encode())
    _add_demand(digest, asked.demand)
    for profile, matrix in sorted(last.travel.items()):
        digest.update(profile.encode())
        digest.update(matrix.durations.tobytes())
        digest.update(matrix.distances.tobytes())
    return digest.hexdigest()


def _add_demand(digest: Any, model: DemandModel) -> None:
    for each in fields(model):
        value = getattr(model, each.name)
        digest.update(value.tobytes() if isinstance(value, np.ndarray) else repr(value).encode())
