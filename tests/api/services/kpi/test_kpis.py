"""Key figures asked of a database: what is counted on which day, and what is behind it."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from api.services.kpi.ask import Answer, Tables, ask_kpis, behind_kpi, kpis_named
from api.services.kpi.behind import Only, chosen, shown
from api.services.kpi.catalogue import KPIS, By
from api.services.kpi.documents import NOTHING, csv_of, write_kpis
from api.services.kpi.feeds import Asked
from api.services.kpi.tables import tables_of
from core.errors import InvalidInput, NotFound
from core.place import Place
from core.window import TimeWindow
from data.store.address import Address
from data.store.plan_orders import arranged_now
from data.store.plan_record import PlanRecord
from data.store.plan_rows import new_plan_id
from data.store.store import Store
from inventory.ledger.count import Count
from inventory.ledger.move import Lot
from inventory.ledger.place import stock_place
from inventory.ledger.reservation import Reservation, ReservedLine
from orders.life_cycle import State
from orders.modes.hours import Hours
from orders.modes.lockers import Bank, Compartment
from orders.modes.occupancy import Dwell
from orders.order import Mode
from orders.size import Size
from routing.budget import Budget
from tests.api.services.kpi.builders import (
    DAY,
    DELIVERED,
    FAILED,
    LYING,
    MONACO,
    MORNING,
    asked,
    filled,
    move,
    placed,
    sold,
    told,
)
from tests.data.outputs.builders import small_document


@pytest.fixture
def store(address: Address) -> Iterator[Store]:
    opened = Store(address)
    opened.open()
    yield opened
    opened.close()


def ask(store: Store, name: str, question: Asked, tables: Tables | None = None) -> Answer:
    return ask_kpis(store, question, kpis_named([name], question), tables or tables_of(None))[0]


def values(answer: Answer) -> dict[str, float | None]:
    return {key: each.value for key, each in answer.groups.items()}


def test_an_empty_database_has_nothing_to_count_and_says_so(store: Store) -> None:
    for by in (None, *By):
        question = asked(by)
        answers = ask_kpis(store, question, kpis_named([], question), tables_of(None))
        assert [each.kpi.name for each in answers] == list(KPIS)
        assert {each.total.value for each in answers} == {None}
    assert NOTHING in csv_of(answers)


def test_what_is_arranged_later_changes_nothing_of_the_day_for_which_it_was_sold(store: Store) -> None:
    ids = placed(store, sold("good"), sold("failed"))
    told(store, ids["good"], DELIVERED)
    told(store, ids["failed"], FAILED)
    question = asked(By.DAY, last=DAY)
    assert values(ask(store, "first-attempt-rate", question)) == {DAY.isoformat(): 0.5}
    told(store, ids["failed"], [State.PICKED], MORNING + timedelta(hours=1))
    arranged = arranged_now(DAY + timedelta(days=7), MORNING)
    revision = store.orders.one(ids["failed"]).revision
    store.order_plans.arrange(ids["failed"], arranged, revision=revision)
    assert values(ask(store, "first-attempt-rate", question)) == {DAY.isoformat(): 0.5}
    told(store, ids["failed"], DELIVERED[3:], MORNING + timedelta(days=7))
    assert values(ask(store, "first-attempt-rate", question)) == {DAY.isoformat(): 0.5}
    later = asked(By.DAY, first=DAY + timedelta(days=7))
    assert ask(store, "first-attempt-rate", later).total.value is None


def test_orders_count_on_their_day_and_are_split_by_mode_and_source(store: Store) -> None:
    ids = placed(store, sold("good"), sold("late"), sold("open", day=DAY + timedelta(days=6)))
    ids |= placed(store, sold("shelf", day=DAY + timedelta(days=1), mode=Mode.PICKUP, at="A"), source="web")
    told(store, ids["good"], DELIVERED)
    told(store, ids["late"], DELIVERED, MORNING + timedelta(hours=3))
    told(store, ids["shelf"], (*DELIVERED[:3], State.READY_FOR_PICKUP), MORNING)
    early = asked(By.DAY, now=MORNING + timedelta(days=2))
    found = ask(store, "on-time", early)
    assert values(found) == {"2026-11-23": 0.5, "2026-11-24": 1.0, "2026-11-29": None}
    assert (found.total.value, found.total.reasons) == (pytest.approx(2 / 3), {"still open": 1})
    assert values(ask(store, "on-time", asked(By.SOURCE, now=early.now))) == {"shop": 0.5, "web": 1.0}
    assert values(ask(store, "on-time", asked(By.MODE, now=early.now))) == {"scheduled": 0.5, "pickup": 1.0}
    assert values(ask(store, "on-time", asked(By.WEEK))) == {"2026-W48": 0.5}


def test_behind_a_figure_are_its_orders(store: Store) -> None:
    ids = placed(store, sold("good"), sold("late"), sold("gone"))
    told(store, ids["good"], DELIVERED)
    told(store, ids["late"], DELIVERED, MORNING + timedelta(hours=3))
    told(store, ids["gone"], (State.PROMISED,))
    found = behind_kpi(store, asked(now=MORNING), KPIS["otif"], tables_of(None))
    assert {each.id for each in chosen(found, Only.ALL)} == set(ids.values())
    missed = shown(store, found, chosen(found, Only.MISSED))
    assert [(each.number, each.source, each.numerator) for each in missed] == [("late", "shop", 0)]
    left = shown(store, found, chosen(found, Only.LEFT_OUT))
    assert [(each.number, each.left_out) for each in left] == [("gone", "still open")]
    assert sum(each.denominator for each in chosen(found, Only.COUNTED)) == found.total.denominator  # type: ignore[union-attr]


def test_an_order_without_a_day_counts_when_it_came_by_the_clock_at_the_wall(store: Store) -> None:
    ids = placed(store, sold("any", day=None))
    # Half an hour before midnight in UTC is after midnight in Monaco.
    told(store, ids["any"], DELIVERED, datetime(2026, 11, 25, 23, 30, tzinfo=UTC))
    assert values(ask(store, "first-attempt-rate", asked(By.DAY))) == {"2026-11-26": 1.0}


def test_units_are_what_left_warehouses_for_the_order(store: Store) -> None:
    filled(store, {"tea": 10, "cup": 10})
    ids = placed(store, sold("all"), sold("part"), sold("back"))
    for name, units in (("all", 3), ("part", 2), ("back", 3)):
        told(store, ids[name], DELIVERED)
        lines = [ReservedLine(sku="tea", warehouse="north", day=DAY, quantity=units)]
        lines.append(ReservedLine(sku="cup", warehouse="north", day=DAY, quantity=1))
        # Reservations are called by our id, or by the number that the shop knows.
        named = name if name == "part" else ids[name]
        wanted = Reservation(id=named, lines=tuple(lines), state="confirmed")
        store.reservations.reserve(wanted, MORNING - timedelta(hours=5))
        store.reservations.ship(named, MORNING - timedelta(hours=4))
    at = MORNING + timedelta(days=1)
    store.moves.post([move("rma", 3, f"customer/{ids['back']}", "north/return", at=at)], at)
    store.moves.reverse(f"ship {ids['all']}/1/0", at)  # the cup never left
    question = asked()
    # "back" was brought in full, and then sent back; "all" misses a cup, "part" a unit of tea.
    assert ask(store, "in-full", question).total.numerator == 1
    fill = ask(store, "fill-rate", question).total
    assert (fill.numerator, fill.denominator) == (10, 12)
    assert values(ask(store, "fill-rate-orders", asked(By.DEPOT))) == {"north": pytest.approx(1 / 3)}


def test_turns_come_from_the_time_that_units_lay_there(store: Store) -> None:
    begin = datetime(2026, 11, 22, 23, tzinfo=UTC)  # midnight in Monaco
    filled(store, {"tea": 100})
    store.moves.post([move("out", 40, "north", "customer/x", at=begin + timedelta(days=1))], begin)
    store.moves.post([move("put", 10, "north", "north/A-1", at=begin + timedelta(days=1))], begin)
    question = asked(last=DAY + timedelta(days=1))
    # 100 on the first day and 60 on the second; 40 in two days are 20 a day.
    assert ask(store, "stock-turns", question).total.value == pytest.approx(20 * 365 / 80)
    assert ask(store, "days-of-supply", question).total.value == pytest.approx(4)
    assert values(ask(store, "stock-turns", asked(By.DEPOT))).keys() == {"north"}


def test_counts_that_agree_are_counted_too_and_a_count_counts_once(store: Store) -> None:
    filled(store, {"tea": 10, "cup": 4})
    counts = [
        Count(place=stock_place("north"), lot=Lot(sku="tea"), found=10),
        Count(place=stock_place("north"), lot=Lot(sku="cup"), found=5),
    ]
    for _ in range(2):
        store.moves.count(counts, key="count", now=MORNING)
    assert ask(store, "stock-accuracy", asked()).total.value == 0.5
    assert ask(store, "stock-accuracy-units", asked()).total.value == pytest.approx(14 / 15)


def test_forecasts_are_made_from_what_was_known_before(store: Store) -> None:
    filled(store, {"tea": 1000}, at=MORNING - timedelta(days=200))
    weeks = [
        move(f"w{k}", 7, "north", "customer/x", at=MORNING - timedelta(days=7 * k)) for k in range(1, 20)
    ]
    surprise = move("more", 14, "north", "customer/x", at=MORNING + timedelta(days=1))
    store.moves.post([*weeks, surprise], MORNING)
    found = ask(store, "wape", asked(By.WEEK))
    assert values(found) == {"2026-W48": pytest.approx(0.5)}
    assert ask(store, "forecast-bias", asked()).total.value == pytest.approx(-0.5)
    assert ask(store, "wape", asked(last=DAY + timedelta(days=3))).total.value is None  # no whole week
    with pytest.raises(InvalidInput, match="split"):
        kpis_named(["wape"], asked(By.DAY))
    with pytest.raises(NotFound, match="otif"):
        kpis_named(["otiff"], asked())


def test_lockers_are_used_from_the_deposit_to_the_collection(store: Store) -> None:
    hours = Hours(text="24/7", zone=MONACO)
    box = Compartment(size="M", room=Size(length_mm=400, width_mm=300, height_mm=200), count=2)
    bank = Bank(
        id="B1",
        place=Place(lon=7.4, lat=43.7),
        hours=hours,
        compartments=(box,),
        dwell=Dwell(collected=((24, 1.0),), keep_h=72),
        drop=TimeWindow(opens=0, closes=86_400),  # type: ignore[arg-type]
    )
    ids = placed(store, sold("a", mode=Mode.LOCKER, at="B1"), sold("b", mode=Mode.LOCKER, at="B1"))
    midnight = datetime(2026, 11, 22, 23, tzinfo=UTC)
    told(store, ids["a"], LYING, midnight + timedelta(hours=6))
    told(store, ids["a"], (State.COLLECTED,), midnight + timedelta(hours=18))
    told(store, ids["b"], LYING, midnight + timedelta(hours=36))
    question = asked(By.DAY, last=DAY + timedelta(days=1), now=midnight + timedelta(days=3))
    found = ask(store, "locker-use", question, Tables(banks=(bank,)))
    assert values(found) == {"2026-11-23": pytest.approx(12 / 48), "2026-11-24": pytest.approx(12 / 48)}


def keep_plan(store: Store, day: date) -> str:
    document = small_document()
    made = PlanRecord(
        id=new_plan_id(),
        state="done",
        created=MORNING,
        day=day,
        stops=len(document.problem.stops),
        vehicles=len(document.problem.vehicles),
        currency=document.problem.currency,
        travel="grid",
        budget=Budget(iterations=1),
        has_plan=True,
    )
    store.documents.keep(made, document)
    return made.id


def test_rounds_are_those_of_the_plan_with_what_became_of_its_orders(store: Store) -> None:
    document = small_document()
    plan, day = document.plan, document.day
    plan_id = keep_plan(store, day)
    stops = [visit.stop for route in plan.routes for visit in route.visits]
    at = datetime(day.year, day.month, day.day, 9, tzinfo=UTC)
    ids = placed(store, *(sold(name, day=day) for name in stops), at=at)
    for number, name in enumerate(stops):
        told(store, ids[name], FAILED if number == 0 else DELIVERED, at)
    question = asked(first=day, now=at + timedelta(days=3))
    cost = ask(store, "cost-per-drop", question)
    money = sum(route.cost.total for route in plan.routes)
    assert (cost.total.numerator, cost.total.denominator) == (money, len(stops) - 1)
    assert cost.unit == f"minor units of {document.problem.currency}"
    assert ask(store, "km-per-drop", question).total.numerator == plan.distance
    assert ask(store, "completed-as-planned", question).total.value == pytest.approx(1 - 1 / len(stops))
    found = behind_kpi(store, question, KPIS["cost-per-drop"], tables_of(None))
    assert {each.id for each in chosen(found, Only.ALL)} == {
        f"{plan_id}/{route.vehicle}" for route in plan.routes
    }
    for name in ("vehicle-fill", "slot-use", "emissions-per-drop", "stops-per-hour"):
        assert ask(store, name, question).total.counted + ask(store, name, question).total.omitted


def test_files_hold_figures_table_and_pictures(store: Store, tmp_path: Path) -> None:
    ids = placed(store, sold("good"), sold("late"))
    told(store, ids["good"], DELIVERED)
    question = asked(By.DAY)
    answers = ask_kpis(store, question, kpis_named(["otif"], question), tables_of(None))
    written = write_kpis(tmp_path / "out", question, answers)
    assert [path.name for path in written] == ["kpis.json", "kpis.csv", "kpis.svg", "kpis.png"]
    assert "otif" in written[2].read_text()
    assert written[1].read_text(encoding="utf-8-sig").splitlines()[1].startswith("otif,,0.5,")
