"""Webhooks as callers and the command line see them: made, changed, tried out, sent once more."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any, Final

import httpx

from api.outbound.guard import AddressRefused, Resolve, checked, resolve, url_faults
from api.outbound.settings import OutboundSettings
from api.outbound.signing import new_secret
from core.clock import Clock
from core.errors import Fault, fault, refuse
from data.store.outbox.kinds import EVENT_TYPES, known
from data.store.outbox.webhooks import Webhook
from data.store.store import Store

MOST_TYPES: Final = 50
LONGEST_OVERLAP_S: Final = 7 * 86_400


def create_webhook(
    store: Store,
    *,
    url: str,
    types: Sequence[str],
    description: str,
    settings: OutboundSettings,
    clock: Clock,
    resolve: Resolve = resolve,
) -> Webhook:
    """Keep a new webhook whose address may be called; its secret is not told again."""
    faults = [*_url_faults(url, settings, resolve), *type_faults(types)]
    refuse("The webhook cannot be kept.", faults)
    wanted = list(dict.fromkeys(types))
    return store.webhooks.create(
        url=url, types=wanted, description=description, secret=new_secret(), now=clock()
    )


def change_webhook(
    store: Store,
    webhook_id: str,
    changes: dict[str, Any],
    *,
    settings: OutboundSettings,
    clock: Clock,
    resolve: Resolve = resolve,
) -> Webhook:
    """Change the url, types, description or state of a webhook."""
    faults: list[Fault] = []
    if "url" in changes:
        faults += _url_faults(changes["url"], settings, resolve)
    faults += type_faults(changes.get("types", ()))
    refuse("The webhook cannot be changed so.", faults)
    return store.webhooks.change(webhook_id, changes, clock())


def rotate_secret(store: Store, webhook_id: str, *, overlap_s: int, clock: Clock) -> Webhook:
    """Give a webhook a new secret; deliveries are signed with the one before as well for a while."""
    now = clock()
    until = now + timedelta(seconds=overlap_s)
    return store.webhooks.rotate(webhook_id, new_secret(), old_until=until, now=now)


def type_faults(types: Iterable[str]) -> list[Fault]:
    """Return what is wrong with the types of events that somebody wants."""
    expected = f"one of {', '.join(EVENT_TYPES)}, or a family such as order.*"
    return [fault("/", "types", each, expected) for each in types if not known(each)]


def _url_faults(text: str, settings: OutboundSettings, resolve: Resolve) -> list[Fault]:
    faults = url_faults(text, settings, where="/")
    if faults:
        return faults
    try:
        checked(httpx.URL(text), settings, resolve)
    except AddressRefused as refused:
        return [fault("/", "url", text, f"an address that may be called: {refused.message}")]
    except (OSError, UnicodeError):
        # A name that nobody knows yet may be known when there is something to tell.
        return []
    return []
