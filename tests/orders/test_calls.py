"""Orders of a day become calls, and nothing is lost on the way."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from core.place import Place
from core.units import Seconds
from core.window import TimeWindow
from orders.calls import Call, Due, Spot, calls_of
from orders.order import Customer, Line, Mode, Order, Temperature

DOOR = Place(lon=7.42, lat=43.73, name="1 Quai")
NOON = TimeWindow(opens=Seconds(36_000), closes=Seconds(43_200))
PORT = Spot(id="port", name="Port", place=DOOR, windows=(NOON,), service=Seconds(300))


def due(name: str = "S-1", source: str = "shop", **changes: object) -> Due:
    line = Line(sku="tea", quantity=2, weight_g=250, volume_ml=400)
    order = Order(id=name, lines=(line,), customer=Customer(name="Ann"), place=DOOR)
    return Due(key=f"{source}-{name}", source=source, order=replace(order, **changes))  # type: ignore[arg-type]


def only(*due_ones: Due) -> Call:
    (call,) = calls_of(due_ones, {"port": PORT}, Seconds(180)).calls
    return call


def codes(*due_ones: Due, **spots: Spot) -> list[str]:
    return [each.code for each in calls_of(due_ones, spots, Seconds(180)).left_out]


def test_a_door_gets_what_its_order_weighs_needs_and_wants() -> None:
    cold = Line(sku="ice", quantity=1, weight_g=900, temperature=Temperature.FROZEN)
    sent = due(day=None)
    order = replace(sent.order, lines=(*sent.order.lines, cold))
    call = only(replace(sent, order=order))
    assert (call.id, call.name, call.weight_g, call.volume_ml, call.pieces) == ("S-1", "Ann", 1400, 800, 3)
    assert call.temperatures == {Temperature.AMBIENT, Temperature.FROZEN}
    assert (call.service, call.windows) == (180, ())


def test_orders_to_one_bank_are_one_call_whoever_sold_them() -> None:
    call = only(
        due(mode=Mode.LOCKER, at="port"), due("S-2", "other", mode=Mode.PICKUP, at="port", place=None)
    )
    assert (call.id, call.keys, call.windows) == ("port", ("shop-S-1", "other-S-2"), (NOON,))
    assert (call.weight_g, call.service) == (1000, 300)


def test_two_shops_with_one_number_make_two_stops() -> None:
    found = calls_of([due(), due(source="other"), due("@x")], {}, Seconds(0))
    assert [each.id for each in found.calls] == ["shop/S-1", "other/S-1", "shop/@x"]


def part(name: str, warehouse: str, **changes: object) -> Due:
    return replace(due(name, **changes), part=warehouse, warehouse=warehouse)  # type: ignore[arg-type]


def test_each_part_of_an_order_is_a_stop_named_after_its_warehouse_from_the_second_on() -> None:
    found = calls_of([part("S-1", "a"), part("S-1", "b"), due("S-2")], {}, Seconds(0)).calls
    assert [(each.id, each.warehouse, each.carried) for each in found] == [
        ("S-1", "a", (("shop-S-1", "a"),)),
        ("S-1 from b", "b", (("shop-S-1", "b"),)),
        ("S-2", "", (("shop-S-2", ""),)),
    ]


def test_no_order_is_called_like_a_part_of_another() -> None:
    listed = [due("S-1 from b"), part("S-1", "a"), part("S-1", "b")]
    names = [each.id for each in calls_of(listed, {}, Seconds(0)).calls]
    assert names == ["S-1 from b", "S-1", "shop/S-1 from b"]


def test_parts_that_go_to_a_shop_are_one_stop_for_each_warehouse() -> None:
    told = {"mode": Mode.PICKUP, "at": "port", "place": None}
    listed = [part("S-1", "a", **told), part("S-1", "b", **told), part("S-2", "b", **told)]
    found = calls_of(listed, {"port": PORT}, Seconds(0)).calls
    assert [(each.id, each.carried) for each in found] == [
        ("port", (("shop-S-1", "a"),)),
        ("port from b", (("shop-S-1", "b"), ("shop-S-2", "b"))),
    ]


def test_an_order_in_parts_that_cannot_become_a_stop_is_left_out_once() -> None:
    assert codes(part("S-1", "a", place=None), part("S-1", "b", place=None)) == ["no-point"]


def test_an_order_that_cannot_become_a_stop_says_why() -> None:
    assert codes(due(place=None, address="somewhere")) == ["no-point"]
    assert codes(due(place=Place(lon=0, lat=0))) == ["no-point"]
    assert codes(due(mode=Mode.LOCKER)) == ["no-site"]
    assert codes(due(mode=Mode.LOCKER, at="nowhere"), port=PORT) == ["no-site"]
    assert codes(due(mode=Mode.PICKUP, at="port"), port=replace(PORT, windows=())) == ["closed"]


@given(
    st.lists(
        st.tuples(
            st.sampled_from([None, *Mode]), st.sampled_from(["", "port", "x"]), st.sampled_from([None, DOOR])
        ),
        max_size=12,
    )
)
def test_every_order_is_in_one_call_or_left_out(wishes: list[tuple[Mode | None, str, Place | None]]) -> None:
    listed = [
        due(f"S-{k}", mode=mode, at="" if mode is Mode.SCHEDULED else at, place=place, address="here")
        for k, (mode, at, place) in enumerate(wishes)
    ]
    found = calls_of(listed, {"port": PORT}, Seconds(0))
    there = [key for call in found.calls for key in call.keys] + [each.key for each in found.left_out]
    assert sorted(there) == sorted(each.key for each in listed)
