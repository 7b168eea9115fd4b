"""Servers that ask for keys, and keys for them."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from typing import Any

import httpx

from api.http.world import World
from api.services.access.caller import Caller
from api.services.access.manage_keys import create_key
from api.services.access.scopes import EVERYTHING
from data.store.tenant import DEFAULT_TENANT
from tests.api.http.builders import NOW, running
from tests.databases import with_tenant


class Watch:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


def made_key(world: World, *grants: str, tenant: str = DEFAULT_TENANT, **changes: Any) -> str:
    """Make a key in the open database of `world` and return what its holder sends."""
    by = Caller(id="test", name="test", tenant=tenant, scopes=EVERYTHING)
    store = world.store if tenant == DEFAULT_TENANT else with_tenant(world.store, tenant)
    _, secret = create_key(store, world.clock, by, name="test", grants=grants or ("admin",), **changes)
    assert secret is not None
    return secret


def bearer(secret: str) -> dict[str, str]:
    """Return the header that sends a key."""
    return {"Authorization": f"Bearer {secret}"}


@contextmanager
def guarded(world: World) -> Iterator[httpx.Client]:
    """Start a server that asks everybody for a key."""
    with running(replace(world, settings=replace(world.settings, keys="always"))) as client:
        yield client
