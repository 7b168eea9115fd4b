"""Codes of parcels: what they look like, what is kept of them, and when none is taken."""

from datetime import timedelta

import pytest

from core.errors import InvalidInput
from orders.lockers.codes import BLOCKS, MOST_TRIES, block_after, hashed, matches, new_code, read_code


def test_a_code_reads_as_it_is_shown_and_names_a_parcel_that_no_other_does() -> None:
    taken = {f"{number:03}" for number in range(1_000) if number != 7}
    code = new_code(taken)
    assert code is not None
    assert code.locator == "007"
    assert read_code(code.shown) == read_code(str(code)) == code
    assert new_code({*taken, "007"}) is None


def test_the_secret_is_not_in_what_is_kept() -> None:
    kept = hashed("71658")
    assert "71658" not in kept.partition("$")[0]
    assert hashed("71658") != kept
    assert (matches("71658", kept), matches("71659", kept)) == (True, False)


@pytest.mark.parametrize("typed", ["", "1234567", "123456789", "1234567a", "１２３４５６７８"])
def test_what_is_no_code_is_refused_without_repeating_it(typed: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        read_code(typed)
    assert not typed or typed not in str(refused.value.faults)


def test_blocks_grow_and_end_with_the_code() -> None:
    blocks = {tries: block_after(tries) for tries in range(1, MOST_TRIES + 1) if block_after(tries)}
    assert blocks == {5: BLOCKS[0], 10: BLOCKS[1]}
    assert BLOCKS[0] < BLOCKS[1] <= timedelta(hours=1)
