"""Plans in a folder: whole or not there, and nothing foreign is believed."""

import logging
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import Fault, InvalidInput, NotFound
from core.units import Cents
from data.formats.plan_record_json import record_from_json, record_to_json
from data.plan_store.folder_lock import FolderInUse
from data.plan_store.record import PlanFailure, PlanFigures, PlanRecord
from data.plan_store.store import PlanStore, PlanStoreFailed, new_plan_id
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


def opened(folder: Path) -> PlanStore:
    store = PlanStore(folder)
    store.open()
    store.close()
    return store


def test_a_saved_record_is_read_back_equal(tmp_path: Path) -> None:
    store = opened(tmp_path)
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
        changes=12,
    )
    store.save(record)
    assert PlanStore(tmp_path).records() == [record]


def test_records_come_newest_first_and_ids_break_ties(tmp_path: Path) -> None:
    store = opened(tmp_path)
    older = make_record(created=NOW - timedelta(days=1))
    twins = [make_record(), make_record()]
    for record in (twins[1], older, twins[0]):
        store.save(record)
    assert store.records() == [*sorted(twins, key=lambda each: each.id), older]


def test_a_saved_plan_is_read_back_with_its_problem(tmp_path: Path) -> None:
    store, document, plan_id = opened(tmp_path), small_document(), new_plan_id()
    store.save_plan(plan_id, document)
    for reader in (store, PlanStore(tmp_path)):
        read = reader.plan(plan_id)
        assert (read.plan, read.problem.stops) == (document.plan, document.problem.stops)


def test_a_better_plan_replaces_the_one_read_before(tmp_path: Path) -> None:
    store, document, plan_id = opened(tmp_path), small_document(), new_plan_id()
    store.save_plan(plan_id, document)
    assert store.plan(plan_id).plan.notes == ()
    noted = replace(document, plan=replace(document.plan, notes=("better",)))
    store.save_plan(plan_id, noted)
    assert store.plan(plan_id).plan.notes == ("better",)


def test_a_plan_with_large_matrices_keeps_them_in_files_beside_it(tmp_path: Path) -> None:
    store, plan_id = opened(tmp_path), new_plan_id()
    store.save_plan(plan_id, large_document(vehicles=12, stops_each=10))
    assert store.matrix_file(plan_id, "plan.van.npz").stat().st_size > 0
    assert PlanStore(tmp_path).plan(plan_id).problem.travel["van"].size == 121
    with pytest.raises(NotFound):
        store.matrix_file(plan_id, "other.npz")


@pytest.mark.parametrize("content", [b"", b"{", b"\xff", b'{"format": "roundsman-plan-1"}'])
def test_a_damaged_plan_is_the_stores_failure_not_the_callers(tmp_path: Path, content: bytes) -> None:
    store, plan_id = opened(tmp_path), new_plan_id()
    store.save_plan(plan_id, small_document())
    store.plan_file(plan_id).write_bytes(content)
    with pytest.raises(PlanStoreFailed):
        store.plan(plan_id)


def test_a_plan_whose_matrix_was_exchanged_is_not_believed(tmp_path: Path) -> None:
    store, plan_id = opened(tmp_path), new_plan_id()
    store.save_plan(plan_id, large_document(vehicles=12, stops_each=10))
    store.matrix_file(plan_id, "plan.van.npz").write_bytes(b"another")
    with pytest.raises(PlanStoreFailed):
        store.plan(plan_id)


def test_only_the_last_plans_read_are_kept_in_memory(tmp_path: Path) -> None:
    store = opened(tmp_path)
    ids = [new_plan_id() for _ in range(4)]
    for plan_id in ids:
        store.save_plan(plan_id, small_document())
        store.plan(plan_id)
    assert store.plan(ids[-1]) is store.plan(ids[-1])
    first = store.plan(ids[0])
    for plan_id in ids[1:]:
        store.plan(plan_id)
    assert store.plan(ids[0]) is not first


@pytest.mark.parametrize(
    "hostile",
    [
        *("", ".", "..", "../plans", "/etc/passwd", "a" * 4_000, "\x00", "ÅÄÖ", "..%2f..", "%00", "lock"),
        *("0B1E7A52-6D1C-4A0F-9A53-6F4F0C2F7A10", "0b1e7a52-6d1c-4a0f-9a53-6f4f0c2f7a1०"),
    ],
)
def test_an_id_of_any_other_form_is_not_found_and_touches_nothing(tmp_path: Path, hostile: str) -> None:
    store = opened(tmp_path / "plans")
    for reach in (store.has_plan, store.plan_file, store.plan, store.streets):
        with pytest.raises(NotFound):
            reach(hostile)
    with pytest.raises(NotFound):
        store.save(make_record(plan_id=hostile or "."))
    with pytest.raises(NotFound):
        store.save_plan(hostile, small_document())
    assert [path.name for path in tmp_path.rglob("*")] == ["plans", "lock"]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"\xff\xfe",
        b'{"version": 2, "record": {}}',
        b'{"version": 1}',
        b"[" * 9_999,
    ],
)
def test_a_damaged_record_is_skipped_with_a_word_in_the_log(
    tmp_path: Path, content: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    store, good = opened(tmp_path), make_record()
    store.save(good)
    damaged = tmp_path / new_plan_id()
    damaged.mkdir()
    (damaged / "record.json").write_bytes(content)
    with caplog.at_level(logging.WARNING):
        assert store.records() == [good]
    assert damaged.name in caplog.text


def test_foreign_files_in_the_folder_are_left_alone(tmp_path: Path) -> None:
    store, good = opened(tmp_path), make_record()
    store.save(good)
    (tmp_path / "holiday.jpg").write_bytes(b"x")
    (tmp_path / new_plan_id()).write_bytes(b"a file where a folder should be")
    (tmp_path / new_plan_id()).mkdir()
    moved = tmp_path / new_plan_id()
    moved.mkdir()
    (moved / "record.json").write_bytes(record_to_json(good))
    assert store.records() == [good]


def test_a_second_process_is_kept_out_until_the_first_is_done(tmp_path: Path) -> None:
    first, second = PlanStore(tmp_path), PlanStore(tmp_path)
    first.open()
    with pytest.raises(FolderInUse):
        second.open()
    first.close()
    second.open()
    second.close()


def test_a_store_that_cannot_be_written_says_so_without_naming_a_path(tmp_path: Path) -> None:
    store, record = opened(tmp_path), make_record()
    (tmp_path / record.id).write_bytes(b"a file where a folder should be")
    with pytest.raises(PlanStoreFailed) as failed:
        store.save(record)
    assert str(tmp_path) not in str(failed.value)


def test_what_is_kept_is_closed_to_other_users(tmp_path: Path) -> None:
    opened(tmp_path / "plans")
    assert (tmp_path / "plans").stat().st_mode & 0o077 == 0
    record = make_record()
    PlanStore(tmp_path / "made by others").save(record)
    assert (tmp_path / "made by others" / record.id).stat().st_mode & 0o077 == 0


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
