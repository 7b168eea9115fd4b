"""Errors say what, which and how much, as text for people and as plain values for programs."""

import json

import pytest

from core.errors import (
    InvalidInput,
    MapError,
    NotFound,
    RoundsmanError,
    Stopped,
    TravelSourceFailed,
    fault,
    refuse,
)


def test_a_fault_says_where_which_field_what_was_found_and_what_would_be_right() -> None:
    found = fault("orders.csv row 7", "load_kg", "-3", "a whole number, 0 or more")
    assert str(found) == "orders.csv row 7, load_kg: found '-3'; expected a whole number, 0 or more"


def test_a_fault_of_a_whole_object_names_no_field() -> None:
    assert str(fault("orders.csv", "", "nothing", "a header")).startswith("orders.csv: found")


@pytest.mark.parametrize(("length", "shown"), [(80, 80), (81, 80), (5_000, 80)])
def test_a_long_value_is_shortened(length: int, shown: int) -> None:
    value = fault("row 1", "note", "x" * length, "less").value
    assert len(value) == shown
    assert value.endswith("...") == (length > 80)


def test_refuse_raises_with_every_fault_and_only_if_there_is_one() -> None:
    refuse("nothing is wrong", [])
    faults = [fault("row 1", "lat", 91, "at most 90"), fault("row 2", "lon", 181, "at most 180")]
    with pytest.raises(InvalidInput) as caught:
        refuse("Two rows are wrong.", faults)
    assert caught.value.faults == tuple(faults)
    assert str(caught.value).splitlines()[0] == "Two rows are wrong."
    assert len(str(caught.value).splitlines()) == 3


def test_an_error_is_plain_json_with_a_stable_code_and_an_action() -> None:
    error = InvalidInput("One row is wrong.", faults=[fault("row 1", "lat", 91, "at most 90")])
    said = json.loads(json.dumps(error.as_json()))
    assert said["code"] == "invalid-input"
    assert said["action"]
    assert said["faults"] == [{"where": "row 1", "field": "lat", "value": "91", "expected": "at most 90"}]


def test_each_family_of_errors_has_its_own_code_and_a_lasting_exit_code() -> None:
    families = [RoundsmanError, InvalidInput, NotFound, MapError, TravelSourceFailed, Stopped]
    assert len({each.code for each in families}) == len(families)
    assert [each.exit_code for each in families] == [1, 2, 4, 5, 5, 130]
