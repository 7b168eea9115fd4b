"""Servers that misbehave: what is tried again, what is cut off, and what is said."""

import threading
import zlib

import httpx
import pytest

from core.errors import TravelSourceFailed
from routing.travel.http_source import Patience, RoutingServer, http_client
from tests.routing.travel.stand_in import (
    Behaviour,
    StandIn,
    drips,
    hangs_up,
    says,
    stand_in,
    stays_silent,
)

OK = says(b'{"code": "Ok"}')
BUSY = says(b"overloaded", status=503)


def failure(found: StandIn, client: httpx.Client, patience: Patience | None = None) -> str:
    with pytest.raises(TravelSourceFailed) as failed:
        RoutingServer("OSRM", found.url, client, patience=patience, sleep=lambda _: None).get("/x")
    assert found.url in failed.value.message
    return failed.value.message


@pytest.mark.parametrize("trouble", [BUSY, hangs_up, says(b"", status=500), says(b'{"a"', length=100)])
def test_a_passing_trouble_is_tried_again(trouble: Behaviour) -> None:
    with stand_in(trouble, trouble, OK) as found, http_client() as client:
        pauses: list[float] = []
        server = RoutingServer("OSRM", found.url, client, sleep=pauses.append)
        assert server.get("/x").fields == {"code": "Ok"}
    assert pauses == [0.5, 1.0]
    assert found.asked == ["GET /x"] * 3


def test_a_lasting_trouble_ends_after_the_tries_allowed() -> None:
    with stand_in(BUSY) as found, http_client() as client:
        said = failure(found, client, Patience(tries=4))
    assert "answers 503 (Service Unavailable): 'overloaded'; tried 4 times" in said
    assert len(found.asked) == 4


def test_a_refusal_is_not_tried_again() -> None:
    with stand_in(says(b'{"code": "InvalidQuery"}', status=400)) as found, http_client() as client:
        answer = RoutingServer("OSRM", found.url, client).get("/x")
    assert (answer.status, answer.fields["code"]) == (400, "InvalidQuery")
    assert len(found.asked) == 1


def test_a_server_that_hangs_up_is_named() -> None:
    with stand_in(hangs_up) as found, http_client() as client:
        assert "cannot be reached" in failure(found, client)
    assert len(found.asked) == 3


def test_an_answer_that_breaks_off_is_a_failure() -> None:
    with stand_in(says(b'{"code": "O', length=1000)) as found, http_client() as client:
        assert "cannot be reached" in failure(found, client)


def test_a_server_that_is_not_there_is_named() -> None:
    with stand_in(OK) as found:
        pass
    with http_client() as client:
        assert "cannot be reached" in failure(found, client)


def test_a_silent_server_is_given_up_without_a_second_try() -> None:
    told = threading.Event()
    with stand_in(stays_silent(told)) as found:
        try:
            with http_client(silence_s=0.05) as client:
                assert "did not answer in time (ReadTimeout)" in failure(found, client)
        finally:
            told.set()
    assert len(found.asked) == 1


def test_an_answer_that_drips_for_ever_is_cut_off() -> None:
    told = threading.Event()
    with stand_in(drips(told)) as found:
        try:
            with http_client() as client:
                assert "did not finish its answer within 0.1 s" in failure(
                    found, client, Patience(answer_s=0.1)
                )
        finally:
            told.set()


def test_a_huge_answer_is_cut_off() -> None:
    with stand_in(says(b" " * 5000)) as found, http_client() as client:
        assert "sends more than 4,000 bytes" in failure(found, client, Patience(largest_bytes=4000))


def test_a_small_answer_that_unpacks_to_a_huge_one_is_cut_off() -> None:
    packed = zlib.compress(b" " * 10_000_000)
    assert len(packed) < 20_000
    with (
        stand_in(says(packed, headers=(("Content-Encoding", "deflate"),))) as found,
        http_client() as client,
    ):
        assert "sends more than 100,000 bytes" in failure(found, client, Patience(largest_bytes=100_000))


def test_a_broken_compression_is_a_failure() -> None:
    with (
        stand_in(says(b"not compressed", headers=(("Content-Encoding", "gzip"),))) as found,
        http_client() as client,
    ):
        assert "cannot be asked" in failure(found, client)


@pytest.mark.parametrize(
    "text", [b"", b"<html>It works!</html>", b'{"a": NaN}', b"\xff\xfe\x00", b"[" * 100_000]
)
def test_an_answer_that_is_no_json_is_a_failure(text: bytes) -> None:
    with stand_in(says(text)) as found, http_client() as client:
        assert "does not answer in JSON" in failure(found, client)


def test_a_page_instead_of_an_answer_is_shown() -> None:
    with stand_in(says(b"<html>\n It works!</html>")) as found, http_client() as client:
        said = failure(found, client)
    assert said.endswith("does not answer in JSON: '<html> It works!</html>'; is it a routing server?")


def test_a_redirect_is_not_followed() -> None:
    away = says(b"", status=302, headers=(("Location", "http://elsewhere.test/"),))
    with stand_in(away) as found, http_client() as client:
        answer = RoutingServer("OSRM", found.url, client).get("/x")
    assert (answer.status, answer.content, answer.fields) == (302, None, {})


def test_a_server_on_this_computer_is_asked_directly_whatever_the_proxy(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    with stand_in(OK) as found, http_client() as client:
        assert RoutingServer("OSRM", found.url, client).get("/x").status == 200


def test_an_address_below_a_path_keeps_its_path() -> None:
    with stand_in(OK) as found, http_client() as client:
        RoutingServer("OSRM", found.url + "/maps/", client).post("/table", {"a": 1})
    assert found.asked == ["POST /maps/table"]
