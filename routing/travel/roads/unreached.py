"""Telling people which places no way connects."""

from collections.abc import Sequence

import numpy as np

from core.matrix import TravelMatrix
from core.notes import note
from core.place import Place
from core.units import UNREACHABLE

_NAMED = 5


def unreached_notes(places: Sequence[Place], matrix: TravelMatrix) -> tuple[str, ...]:
    """Return one note naming the places and pairs that no way connects, or () where all are connected."""
    lost = (matrix.durations == UNREACHABLE).any(axis=0)
    if not lost.any():
        return ()
    notes = []
    others = len(places) - 1
    cut_off = np.flatnonzero((lost.sum(axis=1) == others) | (lost.sum(axis=0) == others))
    if 0 < len(cut_off) < len(places):
        names = _listed([_name(places, int(k)) for k in cut_off])
        notes.append(note("cut-off", places=names))
        lost[cut_off] = False
        lost[:, cut_off] = False
    pairs = np.argwhere(lost)
    if len(pairs):
        named = [f"{_name(places, int(a))} to {_name(places, int(b))}" for a, b in pairs[:_NAMED]]
        notes.append(note("no-way", count=len(pairs), pairs=", ".join(named)))
    return tuple(notes)


def _name(places: Sequence[Place], number: int) -> str:
    return repr(places[number].name) if places[number].name else f"place {number + 1}"


def _listed(names: Sequence[str]) -> str:
    if len(names) <= _NAMED:
        return ", ".join(names)
    return ", ".join(names[:_NAMED]) + f" and {len(names) - _NAMED} more"
