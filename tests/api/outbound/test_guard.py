"""Addresses that callers name: none leads into a network that is not public, however it is written."""

import asyncio
import http.server
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from ipaddress import ip_address, ip_network

import httpx
import pytest

from api.outbound.addresses import allowed
from api.outbound.guard import AddressRefused, checked, url_faults
from api.outbound.settings import OutboundSettings, outbound_from
from api.outbound.transport import AsyncGuardedTransport, GuardedTransport
from core.errors import InvalidInput

PUBLIC = "93.184.216.34"
STRICT = OutboundSettings()

WRITTEN = (
    "http://example.com/",
    "ftp://example.com/",
    "file:///etc/passwd",
    "gopher://127.0.0.1:6379/_INFO",
    "//127.0.0.1/",
    "127.0.0.1",
    "",
    "https://",
    "https:///hooks",
    "javascript:alert(1)",
    "https://user:secret@example.com/",
    "https://example.com@127.0.0.1/",
    "https://127.0.0.1#@example.com/",
    "https://example.com:22/",
    "https://example.com:6379/",
    "https://example.com:80/",
    "https://example.com:99999/",
    "https://example.com/#fragment",
    "https://127.0.0.1/",
    "https://127.1/",
    "https://127.0.1/",
    "https://2130706433/",
    "https://0x7f000001/",
    "https://0x7f.0.0.1/",
    "https://0x7f.1/",
    "https://017700000001/",
    "https://0177.0.0.1/",
    "https://0177.0x0.1/",
    "https://0/",
    "https://0.0.0.0/",
    "https://１２７.0.0.1/",
    "https://①②⑦.⓪.⓪.①/",
    "https://127。0。0。1/",
    "https://10.0.0.1/",
    "https://10.255.255.255/",
    "https://100.64.0.1/",
    "https://100.100.100.200/",
    "https://169.254.169.254/latest/meta-data/",
    "https://169.254.170.2/",
    "https://2852039166/",
    "https://0xa9fea9fe/",
    "https://0251.0376.0251.0376/",
    "https://168.63.129.16/",
    "https://172.16.0.1/",
    "https://172.31.255.255/",
    "https://192.0.0.192/",
    "https://192.0.2.1/",
    "https://192.88.99.1/",
    "https://192.168.1.1/",
    "https://198.18.0.1/",
    "https://198.51.100.1/",
    "https://203.0.113.1/",
    "https://224.0.0.1/",
    "https://240.0.0.1/",
    "https://255.255.255.255/",
    "https://[::]/",
    "https://[::1]/",
    "https://[0:0:0:0:0:0:0:1]/",
    "https://[::127.0.0.1]/",
    "https://[::ffff:127.0.0.1]/",
    "https://[::ffff:7f00:1]/",
    "https://[::ffff:a9fe:a9fe]/",
    "https://[::ffff:0:127.0.0.1]/",
    "https://[64:ff9b::127.0.0.1]/",
    "https://[64:ff9b::a9fe:a9fe]/",
    "https://[64:ff9b:1::10.0.0.1]/",
    "https://[2002:7f00:1::]/",
    "https://[2002:a9fe:a9fe::1]/",
    "https://[2001:0:7f00:1::]/",
    "https://[2001:db8::1]/",
    "https://[2606:4700::5efe:10.0.0.1]/",
    "https://[2606:4700::200:5efe:7f00:1]/",
    "https://[100::1]/",
    "https://[fc00::1]/",
    "https://[fd00:ec2::254]/",
    "https://[fd20:ce::254]/",
    "https://[fe80::1]/",
    "https://[fe80::1%25eth0]/",
    "https://[fec0::1]/",
    "https://[ff02::1]/",
)
"""Refused as they are written, before any name is looked up."""

RESOLVED = (
    ("localhost", ["127.0.0.1", "::1"]),
    ("localtest.example", ["127.0.0.1"]),
    ("metadata.google.internal", ["169.254.169.254"]),
    ("instance-data", ["169.254.169.254"]),
    ("intranet.example", ["10.1.2.3"]),
    ("carrier.example", ["100.127.255.254"]),
    ("mixed.example", [PUBLIC, "192.168.0.1"]),
    ("other-mixed.example", ["::1", PUBLIC]),
    ("mapped.example", ["::ffff:10.0.0.1"]),
    ("nat64.example", ["64:ff9b::7f00:1"]),
    ("scoped.example", ["fe80::1%eth0"]),
    ("tunnel.example", ["2002:a00:1::1"]),
    ("many.example", ["224.0.0.251"]),
    ("nowhere.example", ["0.0.0.0"]),
    ("example.com.", ["127.0.0.1"]),
    ("EXAMPLE.com", ["10.0.0.1"]),
)
"""Names, and where they lead."""


def leading(*answers: Sequence[str]) -> Callable[[str, int], Sequence[str]]:
    """Return a name server that gives one answer after the other, the last for ever."""
    left = list(answers)
    return lambda host, port: left.pop(0) if len(left) > 1 else left[0]


def test_there_are_sixty_payloads_and_more() -> None:
    assert len({*WRITTEN, *(name for name, _ in RESOLVED)}) >= 90


@pytest.mark.parametrize("text", WRITTEN)
def test_no_address_passes_that_is_not_public(text: str) -> None:
    assert url_faults(text, STRICT, where="webhook"), text
    try:
        url = httpx.URL(text)
    except httpx.InvalidURL:
        return
    with pytest.raises(AddressRefused):
        checked(url, STRICT, leading([PUBLIC]))


@pytest.mark.parametrize(("host", "found"), RESOLVED)
def test_no_name_passes_that_leads_inside(host: str, found: list[str]) -> None:
    with pytest.raises(AddressRefused):
        checked(httpx.URL(f"https://{host}/"), STRICT, leading(found))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("https://shop.example/hooks?key=1", [PUBLIC]),
        ("https://shop.example:8443/hooks", [PUBLIC, "2606:2800:220:1:248:1893:25c8:1946"]),
        (f"https://{PUBLIC}/", []),
        ("https://[2606:4700:4700::1111]/", []),
        ("https://[64:ff9b::5db8:d822]/", []),
    ],
)
def test_public_addresses_pass(text: str, found: list[str]) -> None:
    assert url_faults(text, STRICT, where="webhook") == []
    assert checked(httpx.URL(text), STRICT, leading(found)) == (found or [httpx.URL(text).host])


def test_an_operator_allows_his_own_network_but_never_metadata() -> None:
    own = outbound_from({"ROUNDSMAN_OUTBOUND_ALLOWED": "10.20.0.0/16, 169.254.0.0/16, ::/0, 0.0.0.0/0"})
    assert checked(httpx.URL("https://10.20.1.1/"), own) == ["10.20.1.1"]
    for each in ("169.254.169.254", "[::ffff:169.254.169.254]", "[fe80::1]", "100.100.100.200", "224.0.0.1"):
        with pytest.raises(AddressRefused):
            checked(httpx.URL(f"https://{each}/"), own)
    with pytest.raises(AddressRefused):
        checked(httpx.URL("http://10.20.1.1/"), own)


def test_this_machine_is_called_without_tls_only_where_the_operator_says_so() -> None:
    open_here = outbound_from({"ROUNDSMAN_OUTBOUND_LOOPBACK": "1"})
    assert checked(httpx.URL("http://127.0.0.1:9000/"), open_here) == ["127.0.0.1"]
    for text, found in (("http://10.0.0.1:9000/", "10.0.0.1"), ("http://shop.example/", PUBLIC)):
        with pytest.raises(AddressRefused):
            checked(httpx.URL(text), open_here, leading([found]))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ALLOWED", "10.20.0.0/8x"),
        ("ALLOWED", "10.0.0.1/8"),
        ("PORTS", "0"),
        ("LOOPBACK", "yes"),
        ("PORT", "1"),
    ],
)
def test_settings_that_are_none_are_refused(name: str, value: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        outbound_from({f"ROUNDSMAN_OUTBOUND_{name}": value})
    assert refused.value.faults[0].field == f"ROUNDSMAN_OUTBOUND_{name}"


def test_every_special_network_is_refused_at_both_its_ends() -> None:
    for name in ("10.0.0.0/8", "172.16.0.0/12", "100.64.0.0/10", "198.18.0.0/15", "fc00::/7", "fe80::/10"):
        found = ip_network(name)
        assert not allowed(found[0])
        assert not allowed(found[-1])
    assert allowed(ip_address("172.32.0.0"))
    assert allowed(ip_address("100.63.255.255"))


class _Receiver(http.server.BaseHTTPRequestHandler):
    seen: list[tuple[str, str]]
    redirect = ""

    def do_POST(self) -> None:
        type(self).seen.append((self.path, self.headers["Host"]))
        if self.redirect:
            self.send_response(307)
            self.send_header("Location", self.redirect)
        else:
            self.send_response(204)
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_GET = do_POST  # noqa: N815

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def receiver(redirect: str = "") -> Iterator[tuple[int, list[tuple[str, str]]]]:
    """Run a receiver on this machine; hand out its port and what it has seen."""
    kind = type("Receiver", (_Receiver,), {"seen": [], "redirect": redirect})
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), kind) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield server.server_address[1], kind.seen
        finally:
            server.shutdown()
            thread.join()


OPEN_HERE = OutboundSettings(loopback=True)


def test_the_address_called_is_the_one_that_was_looked_at() -> None:
    """A name server that answers another address the second time is asked only once."""
    asked = []

    def turning(host: str, port: int) -> list[str]:
        asked.append(host)
        return ["127.0.0.1"] if len(asked) == 1 else ["169.254.169.254"]

    with receiver() as (port, seen):
        transport = GuardedTransport(OPEN_HERE, resolve=turning)
        with httpx.Client(transport=transport) as client:
            assert client.post(f"http://rebinding.example:{port}/a").status_code == 204
            assert seen == [("/a", f"rebinding.example:{port}")]
            with pytest.raises(AddressRefused):
                client.post(f"http://rebinding.example:{port}/b")
    assert len(asked) == 2
    assert len(seen) == 1


@pytest.mark.parametrize(
    "target", ["http://169.254.169.254/latest/", "https://10.0.0.1/", "http://[::ffff:a9fe:a9fe]/"]
)
def test_no_redirect_leads_inside(target: str) -> None:
    with receiver(target) as (port, seen):
        client = httpx.Client(transport=GuardedTransport(OPEN_HERE))
        assert client.post(f"http://127.0.0.1:{port}/").status_code == 307
        with pytest.raises(AddressRefused):
            client.get(f"http://127.0.0.1:{port}/", follow_redirects=True)
        client.close()
    assert len(seen) == 2


def test_many_calls_at_once_are_looked_at_as_well() -> None:
    async def call(port: int) -> tuple[int, bool]:
        name = leading(["127.0.0.1"], ["10.0.0.1"])
        transport = AsyncGuardedTransport(OPEN_HERE, resolve=name)
        async with httpx.AsyncClient(transport=transport) as client:
            first = await client.post(f"http://shop.example:{port}/")
            with pytest.raises(AddressRefused):
                await client.post(f"http://shop.example:{port}/")
        return first.status_code, True

    with receiver() as (port, seen):
        assert asyncio.run(call(port)) == (204, True)
    assert seen == [("/", f"shop.example:{port}")]


def test_a_name_nobody_knows_is_a_failed_call() -> None:
    def nobody(host: str, port: int) -> list[str]:
        raise OSError("no such name")

    client = httpx.Client(transport=GuardedTransport(STRICT, resolve=nobody))
    with pytest.raises(httpx.ConnectError):
        client.get("https://shop.example/")
    client.close()
