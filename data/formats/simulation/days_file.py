"""The days of a run as a file that grows by one line a day; a line is whole or not there."""

import json
import os
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from core.errors import InvalidInput, fault
from data.files import write_text
from network.simulation.day import Day
from network.simulation.driven import Driven
from network.simulation.order import Order, Shipment, State

_FORM: Final = 1


def kept_days(path: Path, digest: str) -> tuple[list[Day], State]:
    """Return the days that a file keeps and the state after them; begin the file where there is none.

    A last line that was being written as the program ended is cut off. Raise `InvalidInput` where the file
    is of another simulation.
    """
    content = path.read_bytes() if path.exists() else b""
    whole = content[: content.rfind(b"\n") + 1]
    if not whole:
        write_text(path, _line({"form": _FORM, "digest": digest}))
        return [], State()
    if len(whole) < len(content):
        with path.open("r+b") as opened:
            opened.truncate(len(whole))
    head, *lines = (json.loads(line) for line in whole.splitlines())
    if head != {"form": _FORM, "digest": digest}:
        expected = "days of this very simulation: the study, a design or an option has changed since"
        expected += "; give another --output, or remove the folder runs in it"
        raise InvalidInput(
            "The output folder holds another simulation.",
            faults=[fault("command", "--output", str(path), expected)],
        )
    days = [_day(each["day"]) for each in lines]
    return days, _state(lines[-1]["state"]) if lines else State()


def keep_day(path: Path, day: Day, state: State) -> None:
    """Add a day and the state after it; it is on the disk when this returns."""
    line = _line({"day": asdict(day), "state": _state_json(state)}).encode()
    with path.open("ab") as opened:
        opened.write(line)
        opened.flush()
        os.fsync(opened.fileno())


def _line(document: Any) -> str:
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")) + "\n"


def _state_json(state: State) -> dict[str, Any]:
    return {
        "day": state.day,
        "on_hand": [[*key, units] for key, units in state.on_hand.items()],
        "shipments": [asdict(each) for each in state.shipments],
        "waiting": [asdict(each) for each in state.waiting],
        "load_out": state.load_out,
        "lane_cents": [[*key, cents] for key, cents in state.lane_cents.items()],
    }


def _state(told: dict[str, Any]) -> State:
    return State(
        day=told["day"],
        on_hand={(site, product): units for site, product, units in told["on_hand"]},
        shipments=[Shipment(**each) for each in told["shipments"]],
        waiting=[Order(**each) for each in told["waiting"]],
        load_out=told["load_out"],
        lane_cents={(start, end, mode): cents for start, end, mode, cents in told["lane_cents"]},
    )


def _day(told: dict[str, Any]) -> Day:
    sites = {site: _driven(each) for site, each in told["sites"].items()}
    return Day(**{**told, "sites": sites})


def _driven(told: dict[str, Any]) -> Driven:
    check = told["check"] and _driven(told["check"])
    return Driven(**{**told, "left": tuple(told["left"]), "check": check})
