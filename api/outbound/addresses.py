"""Which addresses a caller may have this machine call: public ones, and those that its operator allows.

An address inside a company's own network, of this machine or of its cloud's metadata service answers whoever
stands inside; a caller who names it stands outside (server-side request forgery, CWE-918).
"""

from collections.abc import Iterable
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
    ip_network,
)
from typing import Final

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network


def _networks(*names: str) -> tuple[Network, ...]:
    return tuple(ip_network(name) for name in names)


_NEVER: Final = _networks(
    "169.254.0.0/16",
    "100.100.100.200/32",
    "168.63.129.16/32",
    "192.0.0.192/32",
    "fe80::/10",
    "fd00:ec2::/32",
    "fd20:ce::/32",
    "0.0.0.0/8",
    "::/128",
    "224.0.0.0/4",
    "240.0.0.0/4",
    "ff00::/8",
)
"""What no operator can allow: link-local, metadata services of clouds, no host at all, and many hosts."""

_SPECIAL: Final = _networks(
    "10.0.0.0/8",
    "100.64.0.0/10",
    "127.0.0.0/8",
    "172.16.0.0/12",
    "192.0.0.0/24",
    "192.0.2.0/24",
    "192.31.196.0/24",
    "192.52.193.0/24",
    "192.88.99.0/24",
    "192.168.0.0/16",
    "192.175.48.0/24",
    "198.18.0.0/15",
    "198.51.100.0/24",
    "203.0.113.0/24",
    "2001::/23",
    "2001:db8::/32",
    "2002::/16",
    "3fff::/20",
)
"""What is not public. Source: the IANA registries of special-purpose addresses, IPv4 and IPv6, 2025."""

_UNICAST: Final = IPv6Network("2000::/3")
"""All of IPv6 that is handed out to the public."""

_TRANSLATED: Final = IPv6Network("64:ff9b::/96")
"""IPv4 as a translator shows it to IPv6 (NAT64, RFC 6052): the last 32 bits are the address."""

_ISATAP: Final = (0x00005EFE, 0x02005EFE)
_LAST_32: Final = 0xFFFFFFFF


def allowed(address: Address, own: Iterable[Network] = ()) -> bool:
    """Whether an address may be called.

    own
        networks that the operator allows although they are not public.
    """
    inner = _inner(address)
    judged = address if inner is None else inner
    if _within(judged, _NEVER) or _within(address, _NEVER):
        return False
    if _within(judged, own):
        return True
    return _public(judged) and (inner is not None or _public_outside(address))


def loopback() -> tuple[Network, ...]:
    """Return the networks in which a machine calls itself."""
    return _networks("127.0.0.0/8", "::1/128")


def read_address(text: str) -> Address | None:
    """Return the address that a text is, in its usual form; None for a name."""
    try:
        return ip_address(text)
    except ValueError:
        return None


def _inner(address: Address) -> IPv4Address | None:
    """Return the IPv4 address that an IPv6 one stands for, if it does."""
    if isinstance(address, IPv4Address):
        return None
    if address.ipv4_mapped is not None:
        return address.ipv4_mapped
    if address in _TRANSLATED:
        return IPv4Address(int(address) & _LAST_32)
    return None


def _public(address: Address) -> bool:
    return not _within(address, _SPECIAL)


def _public_outside(address: Address) -> bool:
    """Whether the address is one that the public has, and no way round to another."""
    if isinstance(address, IPv4Address):
        return True
    tunnelled = (int(address) >> 32) & _LAST_32 in _ISATAP
    return address in _UNICAST and not tunnelled


def _within(address: Address, networks: Iterable[Network]) -> bool:
    return any(address.version == each.version and address in each for each in networks)
