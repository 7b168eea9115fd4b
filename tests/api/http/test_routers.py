"""Servers of tests share their routes: they must be those of a server that does not."""

from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI

from api.http import app as product
from api.http.access.operations import operations_of
from tests.api.http.builders import make_world
from tests.api.routers import SharingRoutes


def test_shared_routes_are_those_of_a_server_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = make_world(tmp_path)
    shared, again = product.create_app(world), product.create_app(world)
    assert isinstance(shared, SharingRoutes)
    monkeypatch.setattr(product, "FastAPI", FastAPI)
    own = product.create_app(world)
    assert not isinstance(own, SharingRoutes)
    assert told(own) == told(shared) == told(again)


def told(app: FastAPI) -> tuple[Any, ...]:
    """Return the operations in their order, all other routes, and the description."""
    operations = [(each.id, each.methods, each.path, each.need) for each in operations_of(app.routes)]
    return operations, len(app.routes), app.openapi()
