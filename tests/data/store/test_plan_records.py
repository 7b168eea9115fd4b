"""Records and plans in a database: whole or not there, and nothing damaged is believed."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import insert, update
from sqlalchemy.exc import IntegrityError

from core.errors import Fault, InvalidInput, NotFound
from core.units import Cents
from data.formats.plan_json.packed import Packer
from data.formats.plan_record_json import record_from_json, record_to_json
from data.store.address import Address
from data.store.failures import StoreDamaged
from data.store.plan_record import PlanFailure, PlanFigures, PlanRecord
from data.store.plan_rows import TakenOver, new_plan_id
from data.store.store import Store
from data.store.tables import PLAN_DOCUMENTS, PLAN_FILES, PLANS
from routing.budget import Budget
from tests.data.outputs.builders import large_document, small_document

NOW = datetime(2026, 11, 22, 18, 30, tzinfo=UTC)


def make_record(plan_id: str = "", **changes: object) -> PlanRecord:
    fields: dict[str, object] = {
        "id": plan_id or new_plan_id(),
        "state": "queued",
        "created": NOW,
        "day": date(2026, 11, 23),
        "stops": 4,
        "vehicles": 2,
        "currency": "EUR",
        "travel": "streets",
        "budget": Budget(seconds=20.0),
    }
    return PlanRecord(**(fields | changes))  # type: ignore[arg-type]


@pytest.fixture
def store(address: Address) -> Iterator[Store]:
    store = Store(address)
    store.open()
    yield store
    store.close()


def another(store: Store) -> Store:
    """Return the same database as another process sees it: with nothing at hand."""
    other = Store(store.database.address)
    other.open()
    return other


def test_a_kept_record_is_read_back_equal_but_for_its_first_change(store: Store) -> None:
    failure = PlanFailure(
        code="map-unusable",
        message="no way",
        action="another map",
        faults=(Fault(where="stop 'A'", field="lon", value="7", expected="on the map"),),
    )
    record = make_record(
        state="failed",
        started=NOW,
        ended=NOW + timedelta(seconds=3),
        failure=failure,
        figures=PlanFigures(seconds=2.5, iterations=7, phase="ended", cost=Cents(12), routes=1, unserved=0),
        budget=Budget(seconds=1.5, iterations=9, no_improvement=3),
        key="k",
        fingerprint="f",
        has_plan=True,
    )
    kept = store.documents.keep(record, small_document())
    assert kept == replace(record, changes=1)
    other = another(store)
    assert other.plans.records() == [other.plans.record(record.id)] == [kept]
    other.close()


def test_records_come_newest_first_and_ids_break_ties_also_from_the_middle(store: Store) -> None:
    older = make_record(created=NOW - timedelta(days=1))
    twins = [make_record(), make_record()]
    for record in (twins[1], older, twins[0]):
        store.documents.keep(record, small_document())
    expected = [each.id for each in (*sorted(twins, key=lambda each: each.id), older)]
    assert [each.id for each in store.plans.records()] == expected
    moment = round(NOW.timestamp() * 1_000_000)
    rest = store.plans.records(after=(moment, expected[0]), most=1)
    assert [each.id for each in rest] == expected[1:2]


def test_a_kept_plan_is_read_back_with_its_problem(store: Store) -> None:
    record, document = make_record(), small_document()
    store.documents.keep(record, document)
    other = another(store)
    for reader in (store, other):
        read = reader.documents.plan(record.id)
        assert (read.plan, read.problem.stops) == (document.plan, document.problem.stops)
    other.close()


def test_a_better_plan_replaces_the_one_read_before_also_in_another_process(store: Store) -> None:
    record, document = make_record(), small_document()
    kept = store.documents.keep(record, document)
    other = another(store)
    assert other.documents.plan(record.id).plan.notes == ()
    noted = replace(document, plan=replace(document.plan, notes=("better",)))
    told = store.documents.tell_with_plan(kept, 0, Packer().pack(noted))
    assert other.documents.plan(record.id).plan.notes == ("better",)
    assert [each.number for each in other.plans.changes_after(record.id, 1)] == [told.changes] == [2]
    other.close()


def test_a_plan_with_large_matrices_keeps_them_beside_it(store: Store) -> None:
    record = make_record()
    store.documents.keep(record, large_document(vehicles=12, stops_each=10), streets='{"a": 1}')
    assert store.documents.matrix(record.id, "plan.van.npz")[:2] == b"PK"
    other = another(store)
    assert other.documents.plan(record.id).problem.travel["van"].size == 121
    assert other.documents.streets(record.id) == '{"a": 1}'
    other.close()
    for name in ("other.npz", "streets.json", "\x00"):
        with pytest.raises(NotFound):
            store.documents.matrix(record.id, name)


@pytest.mark.parametrize("content", [b"", b"{", b"\xff", b'{"format": "roundsman-plan-1"}'])
def test_a_damaged_plan_is_the_stores_failure_not_the_callers(store: Store, content: bytes) -> None:
    record = make_record()
    store.documents.keep(record, small_document())
    with store.database.write() as connection:
        connection.execute(update(PLAN_DOCUMENTS).values(digest="another", content=content))
    with pytest.raises(StoreDamaged):
        store.documents.plan(record.id)


def test_a_plan_whose_matrix_was_exchanged_is_not_believed(store: Store) -> None:
    record = make_record()
    store.documents.keep(record, large_document(vehicles=12, stops_each=10))
    with store.database.write() as connection:
        connection.execute(update(PLAN_FILES).values(content=b"another"))
    with pytest.raises(StoreDamaged):
        store.documents.plan(record.id)


def test_only_the_last_plans_read_are_kept_in_memory(store: Store) -> None:
    ids = [store.documents.keep(make_record(), small_document()).id for _ in range(4)]
    for plan_id in ids:
        store.documents.plan(plan_id)
    assert store.documents.plan(ids[-1]) is store.documents.plan(ids[-1])
    first = store.documents.plan(ids[0])
    for plan_id in ids[1:]:
        store.documents.plan(plan_id)
    assert store.documents.plan(ids[0]) is not first


@pytest.mark.parametrize(
    "hostile",
    [
        *("", ".", "..", "../plans", "/etc/passwd", "a" * 4_000, "\x00", "ÅÄÖ", "..%2f..", "%00", "lock"),
        *("0B1E7A52-6D1C-4A0F-9A53-6F4F0C2F7A10", "0b1e7a52-6d1c-4a0f-9a53-6f4f0c2f7a1०", "' OR 1=1 --"),
    ],
)
def test_an_id_of_any_other_form_is_not_found(store: Store, hostile: str) -> None:
    store.documents.keep(make_record(), small_document())
    reaches = (
        store.plans.record,
        store.plans.stop_of,
        store.documents.plan,
        store.documents.text,
        store.documents.streets,
        lambda plan_id: store.plans.changes_after(plan_id, 0),
    )
    for reach in reaches:
        with pytest.raises(NotFound):
            reach(hostile)


@pytest.mark.parametrize(
    "content", ["", "{", "[]", "null", '{"version": 2, "record": {}}', '{"version": 1}', "[" * 9_999]
)
def test_a_damaged_record_is_the_stores_failure(store: Store, content: str) -> None:
    record = store.documents.keep(make_record(), small_document())
    with store.database.write() as connection:
        connection.execute(update(PLANS).values(record=content))
    with pytest.raises(StoreDamaged):
        store.plans.record(record.id)


def test_who_was_overtaken_writes_nothing_more(store: Store) -> None:
    record = store.documents.keep(make_record(), small_document())
    with store.database.write() as connection:
        connection.execute(update(PLANS).values(attempt=2))
    with pytest.raises(TakenOver):
        store.plans.tell(record, 1)
    with pytest.raises(TakenOver):
        store.documents.tell_with_plan(record, 1, Packer().pack(large_document(vehicles=2, stops_each=2)))
    assert store.plans.record(record.id) == record
    assert store.documents.plan(record.id).plan == small_document().plan


def test_what_a_plan_has_ended_as_never_changes(store: Store) -> None:
    record = store.documents.keep(make_record(state="done"), small_document())
    with pytest.raises(TakenOver):
        store.plans.tell(replace(record, state="failed"), 0)
    assert store.plans.ask_to_stop(record.id, ended=lambda each: each) == record


def test_a_transaction_that_fails_leaves_nothing(store: Store) -> None:
    record = make_record()
    row = {"created_us": 1, "state": "queued", "record": "", "stop": "", "attempt": 0, "tries": 0}

    def twice() -> None:
        with store.database.write() as connection:
            for _ in range(2):
                connection.execute(insert(PLANS).values(id=record.id, **row))

    with pytest.raises(IntegrityError):
        twice()
    assert store.plans.records() == []


def test_of_very_many_changes_the_oldest_are_forgotten(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("data.store.plan_rows._KEPT_EVENTS", 3)
    record = store.documents.keep(make_record(), small_document())
    for _ in range(5):
        record = store.plans.tell(record, 0)
    assert [each.number for each in store.plans.changes_after(record.id, 0)] == [4, 5, 6]


@given(
    st.builds(
        make_record,
        state=st.sampled_from(["queued", "running", "done", "failed", "cancelled"]),
        created=st.datetimes(min_value=datetime(1990, 1, 1), timezones=st.just(UTC)),
        currency=st.text(),
        travel=st.text(),
        seed=st.integers(0, 2**31 - 1),
        changes=st.integers(0, 2**53),
        has_plan=st.booleans(),
        figures=st.builds(
            PlanFigures,
            seconds=st.floats(0, 1e6),
            iterations=st.integers(0, 10**9),
            phase=st.text(),
            cost=st.none() | st.integers(0, 10**12),
        ),
    )
)
def test_every_record_survives_json(record: PlanRecord) -> None:
    assert record_from_json(record_to_json(record)) == record


@given(st.binary(max_size=200))
def test_no_bytes_break_the_reader_of_records(content: bytes) -> None:
    with pytest.raises(InvalidInput):
        record_from_json(content)
