"""A finished plan put among the plans of a server."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from api.services.keep_plan import keep_plan
from data.formats.plan_json.document import PlanDocument
from data.formats.plan_json.write import document_to_json
from data.store.address import Address
from data.store.store import Store
from routing.budget import Budget
from tests.api.cli.builders import document_of, write_day

BUDGET = Budget(seconds=20)


@pytest.fixture
def document(tmp_path: Path) -> PlanDocument:
    write_day(tmp_path / "day")
    return document_of(tmp_path / "day", red=("ann", "bob"), blue=("cat",))


@pytest.fixture
def store(address: Address) -> Iterator[Store]:
    store = Store(address)
    store.open()
    yield store
    store.close()


def test_a_kept_plan_is_done_and_has_the_plans_figures(document: PlanDocument, store: Store) -> None:
    record = keep_plan(document, store, budget=BUDGET, travel="streets", streets=None)
    assert store.plans.records() == [record]
    assert (record.state, record.stops, record.vehicles, record.has_plan) == ("done", 4, 2, True)
    assert (record.figures.routes, record.figures.unserved) == (2, 1)
    assert record.figures.cost == document.plan.cost.total
    assert document_to_json(store.documents.plan(record.id)) == document_to_json(document)


def test_the_streets_behind_it_are_kept_where_there_are_any(document: PlanDocument, store: Store) -> None:
    record = keep_plan(document, store, budget=BUDGET, travel="streets", streets='{"streets": []}')
    assert store.documents.streets(record.id) == '{"streets": []}'


def test_the_same_plan_is_not_kept_twice(document: PlanDocument, store: Store) -> None:
    first = keep_plan(document, store, budget=BUDGET, travel="streets", streets=None)
    assert keep_plan(document, store, budget=BUDGET, travel="streets", streets=None) == first
    assert len(store.plans.records()) == 1
