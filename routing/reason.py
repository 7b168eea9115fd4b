"""Why a stop is left out, and the smallest change that would let it in."""

from dataclasses import dataclass
from typing import Literal

ReasonCode = Literal[
    "load-above-every-vehicle",
    "no-vehicle-has-skills",
    "unreachable",
    "window-outside-every-shift",
    "route-too-long",
    "route-too-far",
    "route-too-many-stops",
    "no-capacity-left",
    "no-time-left",
    "dearer-than-penalty",
    "partner-unserved",
    "no-vehicle",
    "not-found-in-time",
    "released-too-late",
    "no-depot-stock",
    "no-place-in-order",
    "locked",
]
"""Why a stop is left out; each has a paragraph in docs/reference/reasons.md."""


Relaxable = Literal[
    "window-opens",
    "window-closes",
    "shift-opens",
    "shift-closes",
    "capacity",
    "max-distance",
    "max-duration",
    "max-stops",
    "skills",
    "penalty",
    "release",
    "throughput",
    "max-reloads",
    "max-driving",
]
"""What can be changed to let a stop in: a rule of a stop, a vehicle or a depot."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Relaxation:
    """The smallest single change found that lets a stop in, the rest of the plan unchanged.

    amount
        how much more is needed (opens, release: earlier, closes: later), in the field's unit: seconds, load
        units, metres, stops, reloads, minor units; the number of skills.
    which
        the number of the window or of the dimension of load, from 0.
    stop
        whose window, release or penalty (or that of its group) is meant: the stop itself or one served
        together with it; "" for vehicles and depots.
    depot
        whose throughput is meant; "" for all else.
    text
        the same as a sentence for people: "fits if its window closes 25 min later".
    """

    field: Relaxable
    amount: int
    text: str
    which: int = 0
    stop: str = ""
    depot: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why a stop is left out: the binding rule, the vehicle nearest to serving it, and what would help."""

    code: ReasonCode
    text: str
    vehicle: str | None = None
    relaxation: Relaxation | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Unserved:
    """A stop that no route serves, and the reason."""

    stop: str
    reason: Reason
