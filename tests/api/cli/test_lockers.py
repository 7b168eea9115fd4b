"""`roundsman lockers`: a parcel's life from the command line."""

import json
from datetime import date
from pathlib import Path
from typing import Any

from data.store.address import file_address
from data.store.order_moves import Seen, held, move
from data.store.store import Store
from orders.life_cycle import State
from orders.order import Line, Mode, Order
from tests.api.cli.builders import Run
from tests.api.services.shops import BOX, NOW, write_shop


def sent(folder: Path) -> str:
    """Return an order on its way to the station, in the usual database."""
    store = Store(file_address(folder / "roundsman.db"))
    store.open()
    line = Line(sku="tea", quantity=1, weight_g=500, size=BOX)
    order = Order(id="S-1", lines=(line,), mode=Mode.LOCKER, day=date(2026, 3, 31), at="station")
    (kept,) = store.orders.place([order], source="shop", now=NOW).orders
    with store.database.write() as connection:
        seen = Seen(target=State.LOADED, at=NOW, cause="sent")
        move(connection, held(connection, [kept.id])[kept.id], seen, NOW)
    store.close()
    return kept.id


def told(run: Run, *words: str) -> Any:
    ended = run("lockers", *words, "--database", "roundsman.db", "--json")
    assert ended.code == 0, ended.err
    return json.loads(ended.out)


def test_a_parcel_is_put_in_collected_and_shown_without_its_code(run: Run) -> None:
    write_shop(Path())
    order = sent(Path())
    modes = ("--modes", "modes")
    assert told(run, "list", *modes)["banks"][0]["sizes"][0]["free"] == 1
    assert told(run, "deposit", "station", order, *modes)["compartment"] == "M-1"
    code = told(run, "code", order, "--show")["code"]
    again = run("lockers", "deposit", "station", order, *modes, "--database", "roundsman.db")
    assert "is deposited: station, compartment M-1" in again.out
    assert told(run, "collect", "station", code)["state"] == "collected"
    life = told(run, "show", order)
    assert [each["kind"] for each in life["events"]] == ["deposited", "new-code", "collected"]
    assert code not in json.dumps(life)
    assert told(run, "parcels", "--state", "collected")["parcels"][0]["order_id"] == order
    refused = run("lockers", "collect", "station", code, "--database", "roundsman.db")
    assert refused.code != 0
    assert "opens nothing here" in refused.err


def test_a_bank_out_of_service_says_so(run: Run) -> None:
    write_shop(Path())
    order = sent(Path())
    modes = ("--modes", "modes")
    assert told(run, "out", "station", *modes, "--reason", "no power")["in_service"] is False
    refused = run("lockers", "deposit", "station", order, *modes, "--database", "roundsman.db")
    assert "no power" in refused.err
    assert "no bank takes it" in refused.err
    assert told(run, "substitutes", "station", order, *modes) == {"substitutes": []}
    assert told(run, "in", "station", *modes)["in_service"] is True
    told(run, "deposit", "station", order, *modes)
    early = run("lockers", "fetch", order, "--database", "roundsman.db")
    assert "can still be collected" in early.err
    assert told(run, "fetch", order, "--reason", "taken down")["state"] == "fetched"
    assert told(run, "back", order, "--warehouse", "hub")["state"] == "back"
