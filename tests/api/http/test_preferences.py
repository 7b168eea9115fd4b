"""Accept and Prefer, as callers really send them."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.http.errors import NotAcceptable
from api.http.preferences import chosen_type, seconds_to_wait

OFFERED = ("application/json", "text/csv", "text/html")


@pytest.mark.parametrize(
    ("accept", "chosen"),
    [
        ("", "application/json"),
        (" , ", "application/json"),
        ("*/*", "application/json"),
        ("text/*", "text/csv"),
        ("text/html", "text/html"),
        ("TEXT/HTML", "text/html"),
        ("text/csv;q=0.5, text/html;q=0.6", "text/html"),
        ("*/*;q=0.1, text/csv", "text/csv"),
        ("application/json;q=0, */*", "text/csv"),
        ("text/*;q=0.9, text/csv;q=0.1, application/json;q=0.5", "text/html"),
        ("application/json;charset=utf-8;q=1", "application/json"),
    ],
)
def test_the_type_liked_best_is_chosen(accept: str, chosen: str) -> None:
    assert chosen_type(accept, OFFERED) == chosen


@pytest.mark.parametrize("accept", ["image/png", "*/*;q=0", "text/csv;q=nan", "text/csv;q=2", "nonsense"])
def test_nothing_liked_is_refused(accept: str) -> None:
    with pytest.raises(NotAcceptable):
        chosen_type(accept, OFFERED)


@given(st.text())
def test_no_accept_header_breaks_the_choice(accept: str) -> None:
    with suppress(NotAcceptable):
        assert chosen_type(accept, OFFERED) in OFFERED


@pytest.mark.parametrize(
    ("prefer", "seconds"),
    [
        ("wait=10", 10),
        ("respond-async, wait=10", 10),
        ("Wait = 7", 7),
        ('wait="5"', 5),
        ("handling=lenient; wait=3", 3),
        ("wait=999", 60),
        ("wait=0", 0),
        ("", 0),
        ("wait", 0),
        ("wait=-1", 0),
        ("wait=1.5", 0),
        ("wait=" + "9" * 5_000, 0),
        ("wait=\u0661", 0),
        ("await=10", 0),
    ],
)
def test_the_time_to_wait_is_the_number_given_up_to_the_most(prefer: str, seconds: int) -> None:
    assert seconds_to_wait(prefer, 60) == seconds
