"""Counting what clients do within a while."""

import time

from api.http.windows import Windows


def test_so_many_are_allowed_in_a_window_and_each_client_has_its_own() -> None:
    windows = Windows(2, 60)
    assert [windows.hit("one").within for _ in range(3)] == [True, True, False]
    other = windows.hit("other")
    assert (other.within, other.left) == (True, 1)
    assert 59 <= other.again_s <= 60


def test_a_window_that_is_over_is_counted_anew() -> None:
    windows = Windows(1, 0.05)
    assert [windows.hit("one").within for _ in range(2)] == [True, False]
    time.sleep(0.06)
    assert windows.hit("one").within


def test_what_is_forgotten_does_not_count() -> None:
    windows = Windows(1, 60)
    windows.hit("one")
    windows.forget("one")
    assert windows.hit("one").within


def test_clients_that_come_no_more_take_no_memory() -> None:
    windows = Windows(1, 0.05)
    for number in range(100):
        windows.hit(f"client {number}")
    time.sleep(0.06)
    windows.hit("another")
    assert windows.clients == 1
