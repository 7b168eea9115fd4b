"""Which compartment a parcel gets."""

from collections import Counter
from datetime import timedelta

from orders.lockers.parcel import reminder_of
from orders.lockers.room import Outage, Room, chosen, in_use, names
from orders.modes.lockers import Compartment
from orders.modes.refusal import Refusal
from orders.size import Size
from tests.orders.modes.builders import MORNING, bank

SMALL = Compartment(size="S", room=Size(length_mm=300, width_mm=200, height_mm=100), count=2)
LARGE = Compartment(size="L", room=Size(length_mm=600, width_mm=400, height_mm=300), count=1)
BOTH = (SMALL, LARGE)


def put(room: Room, own: str = "", wanted: str = "") -> str:
    found = chosen(BOTH, room, MORNING, own=own, wanted=wanted)
    return found.code if isinstance(found, Refusal) else found[1]


def test_the_smallest_free_one_is_taken_and_a_larger_one_when_it_is_full() -> None:
    assert put(Room()) == "S-1"
    assert put(Room(inside={"S-1"})) == "S-2"
    assert put(Room(inside={"S-1", "S-2"})) == "L-1"
    assert put(Room(inside={"S-1", "S-2", "L-1"})) == "locker-full"


def test_what_is_kept_for_others_is_theirs_and_what_is_kept_for_it_is_its_own() -> None:
    assert put(Room(promised=Counter(S=2))) == "L-1"
    assert put(Room(promised=Counter(S=2)), own="S") == "S-1"
    assert put(Room(inside={"S-1", "S-2"}, promised=Counter(L=1)), own="S") == "locker-full"
    assert put(Room(), own="L") == "L-1"


def test_the_one_that_stands_open_is_taken_or_none() -> None:
    assert put(Room(), wanted="S-2") == "S-2"
    assert put(Room(inside={"S-2"}), wanted="S-2") == "locker-full"
    assert put(Room(), wanted="L-1") == "L-1"
    assert put(Room(promised=Counter(L=1)), wanted="L-1") == "locker-full"


def test_parcels_whose_compartment_nobody_told_take_one_of_their_size() -> None:
    assert put(Room(nameless=Counter(S=2))) == "L-1"


def test_what_is_broken_is_not_taken_until_its_day() -> None:
    broken = Outage(bank="station", compartment="S-1", since=MORNING)
    until = Outage(bank="station", compartment="S-2", since=MORNING, until=MORNING)
    assert put(Room(outages=[broken, until])) == "S-2"


def test_a_bank_in_use_has_fewer_compartments_or_none_at_all() -> None:
    both = bank(compartments=BOTH)
    broken = [Outage(bank="bank", compartment=each, since=MORNING) for each in (*names(LARGE), "S-1")]
    left = in_use(both, broken, MORNING)
    assert left is not None
    assert [(each.size, each.count) for each in left.compartments] == [("S", 1)]
    assert in_use(both, [Outage(bank="bank", since=MORNING)], MORNING) is None


def test_the_reminder_comes_a_day_before_or_at_half_time() -> None:
    assert reminder_of(MORNING, timedelta(hours=72)) == MORNING + timedelta(hours=48)
    assert reminder_of(MORNING, timedelta(hours=12)) == MORNING + timedelta(hours=6)
