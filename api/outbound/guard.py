"""Looks at every address before it is called: as it is written, then as its name resolves."""

import socket
from collections.abc import Callable, Iterator, Sequence
from ipaddress import IPv4Address
from typing import Final

import httpx

from api.outbound.addresses import Address, allowed, loopback, read_address
from api.outbound.settings import OutboundSettings
from core.errors import Fault, RoundsmanError, fault

LONGEST_URL: Final = 2_000
_DEFAULT_PORTS: Final = {"https": 443, "http": 80}

Resolve = Callable[[str, int], Sequence[str]]
"""Returns every address that a name has; raises `OSError` where it has none."""


class AddressRefused(RoundsmanError):
    """The address is not one that may be called."""

    code = "address-refused"
    action = "Use a public https address, or have the operator allow the network: ROUNDSMAN_OUTBOUND_ALLOWED."


def resolve(host: str, port: int) -> Sequence[str]:
    """Return every address of a name, as this machine finds it."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(each[4][0]) for each in found]


def url_faults(text: str, settings: OutboundSettings, *, where: str, field: str = "url") -> list[Fault]:
    """Return what is wrong with an address as it is written; nothing is asked."""
    if len(text) > LONGEST_URL:
        return [fault(where, field, text, f"at most {LONGEST_URL:,} characters")]
    try:
        url = httpx.URL(text)
    except (httpx.InvalidURL, TypeError, ValueError):
        return [fault(where, field, text, "an address such as https://shop.example/hooks")]
    return [fault(where, field, _shown(url), expected) for expected in _wrong(url, settings)]


def checked(url: httpx.URL, settings: OutboundSettings, resolve: Resolve = resolve) -> list[str]:
    """Return the addresses at which a URL may be called; raise `AddressRefused` where it may not.

    Of a name with many addresses none may be refused: one that is would only be a matter of trying again.
    """
    for expected in _wrong(url, settings):
        raise AddressRefused(f"{_shown(url)} is not called: expected {expected}.")
    port = url.port or _DEFAULT_PORTS[url.scheme]
    own = read_address(url.host)
    found = [str(own)] if own is not None else list(dict.fromkeys(resolve(url.host, port)))
    if not found:
        raise OSError(f"{url.host} has no address")
    if _trusted(url, settings):
        return found
    for each in found:
        address = read_address(each)
        if address is None or not _may_be_called(address, url, settings):
            raise AddressRefused(f"{_shown(url)} is not called: it leads into a network that is not public.")
    return found


def _may_be_called(address: Address, url: httpx.URL, settings: OutboundSettings) -> bool:
    """Whether an address that a name has led to may be called, the way the URL asks for."""
    here = any(address.version == each.version and address in each for each in loopback())
    if here and settings.loopback:
        return True
    port = url.port or _DEFAULT_PORTS[url.scheme]
    return url.scheme == "https" and port in settings.ports and allowed(address, settings.allowed)


def _wrong(url: httpx.URL, settings: OutboundSettings) -> Iterator[str]:
    """Yield what would be right where a URL, as it is written, is not."""
    if url.scheme not in _DEFAULT_PORTS or not url.host:
        yield "an address that begins with https:// and a host"
        return
    if _trusted(url, settings):
        return
    if url.userinfo:
        yield "no user and no password in the address"
    if url.fragment:
        yield "no # in the address"
    # Where this machine may be called, a name is looked at once it is resolved.
    if url.scheme != "https" and not settings.loopback:
        yield "https"
    port = url.port or _DEFAULT_PORTS[url.scheme]
    if port not in settings.ports and not settings.loopback:
        yield f"one of the ports {', '.join(map(str, settings.ports))}"
    yield from _wrong_host(url, settings)


def _wrong_host(url: httpx.URL, settings: OutboundSettings) -> Iterator[str]:
    address = read_address(url.host)
    if address is None:
        last = url.host.rstrip(".").rpartition(".")[2]
        if ":" in url.host or "%" in url.host:
            yield "a host, without a zone of this machine's network"
        elif last.isdecimal() or last.startswith("0x"):
            # Old ways of writing 127.0.0.1, as 2130706433, 0x7f.1 and 0177.0.0.1, that resolvers understand.
            yield "a name, or an address as four decimal numbers"
    elif not _may_be_called(address, url, settings):
        kind = "IPv4" if isinstance(address, IPv4Address) else "IPv6"
        yield f"a public {kind} address, or one that the operator allows, over https"


def _trusted(url: httpx.URL, settings: OutboundSettings) -> bool:
    return url.host in settings.trusted


def _shown(url: httpx.URL) -> str:
    """Return an address as a message may quote it: a path or a query may hold a secret."""
    port = "" if url.port is None else f":{url.port}"
    host = f"[{url.host}]" if ":" in url.host else url.host
    return f"{url.scheme}://{host}{port}"
