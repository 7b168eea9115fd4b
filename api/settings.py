"""What whoever runs servers and workers may set; docs/reference/settings.md is made of this."""

import os
from dataclasses import dataclass, field, fields
from typing import Final, Literal, get_args

KeysNeeded = Literal["auto", "always"]
"""Whether calls from this computer need a key even before there is any."""

DEFAULT_FILE: Final = "roundsman.db"
"""The database where none is named: a SQLite file in the folder of the command."""

MAPS_URL: Final = "https://download.geofabrik.de"
"""Where `roundsman map get` looks for maps."""

_KEYS_NEEDED: Final = get_args(KeysNeeded)


def _threads() -> int:
    return max(2, os.cpu_count() or 2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Limits of the server.

    drain_s
        how long a server that is told to end still answers while `/readyz` says so; 0 ends at once.
    grace_s
        the longest that requests may take to end after that.
    allowed_hosts
        host names that it answers to besides localhost and the address it listens on.
    max_body_bytes, max_stops, max_vehicles, max_seconds
        the most that one request may hold or ask for.
    max_wait_s
        the longest that a caller may have an answer held back with `Prefer: wait`.
    queue_size
        how many plans may wait.
    requests_at_once
        how many requests are worked on at the same time; more are refused (429) while those go on.
    quotes_at_once
        how many quotes, and rates for checkouts of shop systems, one server works out at the same time; more
        are refused (429), for a checkout that waits long is left.
    requests_per_minute
        how many requests one client may send; 0 sets no limit.
    body_s
        how long the body of a request may take; a large one has more time, at 5,000 bytes a second.
    metrics_port
        where `/metrics` is served, apart from everything else; 0 serves none.
    metrics_host
        the address that `/metrics` listens on.
    threads
        of the search where the request does not say, and the most it may ask for.
    keys
        `always`: every call needs a key or a signed-in person; `auto`: from this computer only once there is
        a key or a user.
    """

    allowed_hosts: tuple[str, ...] = ()
    max_body_bytes: int = 20_000_000
    max_stops: int = 5_000
    max_vehicles: int = 1_000
    max_seconds: int = 3_600
    max_wait_s: int = 60
    queue_size: int = 20
    threads: int = field(default_factory=_threads)
    keys: KeysNeeded = field(default="auto", metadata={"choices": _KEYS_NEEDED})
    requests_at_once: int = 400
    quotes_at_once: int = 40
    requests_per_minute: int = field(default=6_000, metadata={"least": 0})
    body_s: int = 30
    metrics_port: int = field(default=0, metadata={"least": 0, "most": 65_535})
    metrics_host: str = "127.0.0.1"
    drain_s: int = field(default=0, metadata={"least": 0})
    grace_s: int = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class ShopSettings:
    """How checkouts of shop systems prove who they are; a door without any stays closed.

    shopify_secret
        client secret of the app that made the CarrierService: it signs every callback.
    saleor_keys
        public keys of the Saleor shop: https://shop.example/.well-known/jwks.json, or a file of them.
    saleor_secret
        secret key of the webhook, for shops that still sign with one.
    """

    shopify_secret: str = ""
    saleor_keys: str = ""
    saleor_secret: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RetentionSettings:
    """How many days things are kept; 0 keeps them for ever. Workers forget what is over, some rows at a time.

    persons
        names, addresses, notes and the like of an order and its returns, after it is over.
    proofs
        pictures of deliveries and signatures.
    positions
        where vehicles were.
    events
        the outbox and what was sent of it: whoever reads events may be away for as long.
    operations
        long work that has ended, with its files; plans and studies stay.
    keys
        idempotency keys: the same call after that has its effect again.
    sessions
        sessions and links that have ended.
    """

    persons: int = field(default=730, metadata={"least": 0})
    proofs: int = field(default=180, metadata={"least": 0})
    positions: int = field(default=30, metadata={"least": 0})
    events: int = field(default=30, metadata={"least": 0})
    operations: int = field(default=90, metadata={"least": 0})
    keys: int = field(default=30, metadata={"least": 0})
    sessions: int = field(default=7, metadata={"least": 0})

    @property
    def days(self) -> dict[str, int]:
        """The days by kind."""
        return {each.name: getattr(self, each.name) for each in fields(self)}


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkerSettings:
    """Limits of the processes that make plans, in `up` and in `worker`.

    memory_mb
        the most memory that the process of a plan may reserve, in MB (10^6 bytes); 0 sets no limit.
    metrics_port, metrics_host
        where a worker that stands alone serves `/metrics`; port 0 serves none.
    overrun_s
        how long a plan may take beyond its budget before its process is ended.
    """

    memory_mb: int = field(default=0, metadata={"least": 0})
    overrun_s: int = 600
    metrics_port: int = field(default=0, metadata={"least": 0, "most": 65_535})
    metrics_host: str = "127.0.0.1"
