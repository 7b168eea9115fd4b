"""What the operator allows of addresses that callers name."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from ipaddress import ip_network
from typing import Final

from api.outbound.addresses import Network, loopback
from core.errors import Fault, fault, refuse

PREFIX: Final = "ROUNDSMAN_OUTBOUND_"


@dataclass(frozen=True, slots=True, kw_only=True)
class OutboundSettings:
    """Which addresses that callers name, as those of webhooks, may be called.

    allowed
        networks of the company that may be called although they are not public: 10.20.0.0/16,192.168.7.4/32.
        Link-local and metadata addresses never can.
    ports
        that may be called; any of this machine, where that may be called at all.
    loopback
        1 to let this machine be called as well, and without TLS: for trying things out.
    trusted
        hosts that the operator has named himself: they may be anywhere.
    """

    allowed: tuple[Network, ...] = ()
    ports: tuple[int, ...] = (443, 8443)
    loopback: bool = False
    trusted: frozenset[str] = frozenset()

    @property
    def own(self) -> tuple[Network, ...]:
        """All networks that may be called although they are not public."""
        return self.allowed + (loopback() if self.loopback else ())


READ: Final = ("allowed", "ports", "loopback")
"""The settings that the environment may hold."""


def outbound_from(environ: Mapping[str, str]) -> OutboundSettings:
    """Return the settings that ROUNDSMAN_OUTBOUND_ALLOWED, _PORTS and _LOOPBACK give.

    A name that is no setting, or a value that is none, is refused.
    """
    faults: list[Fault] = []
    given = {name: text for name, text in environ.items() if name.startswith(PREFIX)}
    for name, text in sorted(given.items()):
        if name.removeprefix(PREFIX).lower() not in READ:
            expected = ", ".join(PREFIX + each.upper() for each in READ)
            faults.append(fault("environment", name, text, f"one of {expected}"))
    texts = {each: given.get(f"{PREFIX}{each.upper()}") for each in READ}
    allowed = list(_networks(texts["allowed"] or "", faults))
    ports = list(_ports(texts["ports"] or "443,8443", faults))
    switch = texts["loopback"] or "0"
    if switch not in ("0", "1"):
        faults.append(fault("environment", f"{PREFIX}LOOPBACK", switch, "1 or 0"))
    refuse("The settings of outgoing calls cannot be used.", faults)
    return OutboundSettings(allowed=tuple(allowed), ports=tuple(ports), loopback=switch == "1")


def _networks(text: str, faults: list[Fault]) -> Iterator[Network]:
    for each in filter(None, map(str.strip, text.split(","))):
        try:
            yield ip_network(each)
        except ValueError:
            expected = "a network such as 10.20.0.0/16 or fd12:3456::/48"
            faults.append(fault("environment", f"{PREFIX}ALLOWED", each, expected))


def _ports(text: str, faults: list[Fault]) -> Iterator[int]:
    for each in map(str.strip, text.split(",")):
        if each.isascii() and each.isdecimal() and 0 < int(each[:6]) < 65_536 and len(each) < 6:
            yield int(each)
        else:
            faults.append(fault("environment", f"{PREFIX}PORTS", each, "ports from 1 to 65535: 443,8443"))
