"""Files as people send them: each is read for what it is, or refused with a clear answer."""

from pathlib import Path

import pytest

from tests.api.cli.builders import FOUR_ORDERS, VEHICLES, Ended, Run, orders_csv, write_day

SOON = ("--time", "0.3", "--threads", "1", "--json")


BY_LINES = ("--straight-line",)


def plan_of(run: Run, content: bytes, *, vehicles: str = VEHICLES, how: tuple[str, ...] = BY_LINES) -> Ended:
    day = write_day(Path("day"), vehicles=vehicles)
    Path("day/orders.csv").write_bytes(content)
    return run("plan", *day, *how, *SOON)


@pytest.mark.parametrize(
    ("encoding", "told"),
    [("utf-8", ""), ("utf-8-sig", ""), ("utf-16", ""), ("gbk", "GB18030"), ("latin-1", "Windows-1252")],
)
def test_orders_are_read_in_any_usual_encoding(run: Run, encoding: str, told: str) -> None:
    name = {"gbk": "面包店北京路店", "latin-1": "Bäckerei Müller"}.get(encoding, "Boulangerie")
    text = "name," + orders_csv(*FOUR_ORDERS).replace("\n", f"\n{name},").removesuffix(f"{name},")
    ended = plan_of(run, text.encode(encoding))
    assert ended.code == 0
    assert ended.document["served"] == 4
    guessed = [note for note in ended.document["notes"] if "not UTF-8" in note]
    assert [told in note for note in guessed] == [True] * bool(told)


def test_semicolons_and_decimal_commas_are_read(run: Run) -> None:
    text = orders_csv(*FOUR_ORDERS).replace(",", ";").replace(".", ",")
    ended = plan_of(run, text.encode())
    assert (ended.code, ended.document["served"]) == (0, 4)


def test_a_shift_past_midnight_is_driven_past_midnight(run: Run) -> None:
    night = "id,start,end,shift_from,shift_to\nowl,hub,hub,22:00,06:00\n"
    ended = plan_of(run, orders_csv("ann,400,0,1,25:00-26:00,,").encode(), vehicles=night)
    assert (ended.code, ended.document["served"]) == (0, 1)


def test_a_skill_that_no_vehicle_has_leaves_the_order_out_with_a_note(run: Run) -> None:
    ended = plan_of(run, orders_csv("ann,400,0,1,,wings,").encode())
    assert ended.code == 3
    assert [each["code"] for each in ended.document["unserved"]] == ["no-vehicle-has-skills"]
    assert any("wings" in note for note in ended.document["notes"])


def swapped() -> str:
    header, *rows = orders_csv(*FOUR_ORDERS).splitlines()
    parts = [row.split(",") for row in rows]
    return "\n".join([header, *(",".join([p[0], p[2], p[1], *p[3:]]) for p in parts)])


@pytest.mark.parametrize(
    ("content", "where", "told"),
    [
        ("", "orders.csv", "empty"),
        ("id,lon,lat\n", "orders.csv", "no row"),
        ("%PDF-1.4", "orders.csv", "PDF"),
        ("id,name\n1,ann\n", "orders.csv row 1", "lon"),
        (swapped(), "orders.csv row 2", "swapped"),
        (orders_csv("ann,400,0,1,10:00-08:00,,"), "orders.csv row 2", "closes after it opens"),
        (orders_csv("ann,400,0,1,,,", "ann,0,400,1,,,"), "orders.csv row 3", "used once"),
        (orders_csv("ann,400,0,-1,,,"), "orders.csv row 2", "0 or more"),
    ],
)
def test_what_cannot_be_planned_is_refused_by_its_place(
    run: Run, content: str, where: str, told: str
) -> None:
    ended = plan_of(run, content.encode())
    assert ended.code == 2
    faults = ended.error["faults"]
    assert faults[0]["where"] == where
    assert told in " ".join(map(str, faults[0].values()))
    assert not Path("plan").exists()


def test_every_fault_of_all_files_comes_at_once(run: Run) -> None:
    order_rows = orders_csv("ann,400,0,-1,,,", "ann,0,400,1,10:00-08:00,,")
    ended = plan_of(run, order_rows.encode(), vehicles="id,start,end\nred,nowhere,hub\n")
    found = {(each["where"], each["field"]) for each in ended.error["faults"]}
    assert found == {
        ("orders.csv row 2", "parcels"),
        ("orders.csv row 3", "windows"),
        ("orders.csv row 3", "id"),
        ("vehicles.csv row 2", "start"),
    }


def test_faults_are_also_told_in_sentences(run: Run) -> None:
    day = write_day(Path("day"), "ann,400,0,-1,,,")
    ended = run("plan", *day, "--straight-line")
    assert (ended.code, ended.out) == (2, "")
    assert "orders.csv row 2, parcels: found '-1'; expected" in ended.err


def test_of_very_many_faults_the_first_are_shown_and_the_rest_counted(run: Run) -> None:
    day = write_day(Path("day"), *(f"a{k},{k},0,-1,,," for k in range(40)))
    ended = run("plan", *day, "--straight-line")
    assert ended.err.count("found '-1'") == 25
    assert "15 more" in ended.err


def test_a_stop_in_the_sea_is_the_only_one_named(run: Run, town: Path) -> None:
    order_rows = orders_csv("ann,400,0,1,,,", "wet,3500,0,1,,,")
    ended = plan_of(run, order_rows.encode(), how=("--map", str(town)))
    assert ended.code == 5
    assert ended.error["code"] == "map-unusable"
    assert len(ended.error["faults"]) == 1
    assert "wet" in ended.error["faults"][0]["where"]
    assert "a point on the map" in ended.error["faults"][0]["expected"]


def test_a_map_of_another_place_is_refused_with_what_it_covers(run: Run, town: Path) -> None:
    elsewhere = "id,lon,lat\nann,2.35,48.85\n"
    ended = plan_of(run, elsewhere.encode(), how=("--map", str(town)))
    assert ended.code == 5
    assert "does not cover" in ended.error["message"]
    assert town.name in ended.error["message"]


@pytest.mark.parametrize("share", [0.0, 0.5])
def test_a_truncated_map_is_refused(run: Run, town: Path, share: float) -> None:
    whole = town.read_bytes()
    Path("cut.osm.pbf").write_bytes(whole[: int(len(whole) * share)])
    ended = plan_of(run, orders_csv(*FOUR_ORDERS).encode(), how=("--map", "cut.osm.pbf"))
    assert ended.code == 5
    assert "cut.osm.pbf" in ended.error["message"]


@pytest.mark.parametrize(
    ("option", "content"),
    [
        ("--speeds", "x = = 3"),
        ("--speeds", "[van.speeds_kmh]\nservice = -3\n"),
        ("--traffic", "x = = 3"),
        ("--traffic", '[[slices]]\nfrom = "09:00"\n'),
    ],
)
def test_wrong_speeds_and_traffic_are_refused_by_file(
    run: Run, town: Path, option: str, content: str
) -> None:
    Path("speeds.toml").write_text(content)
    how = ("--map", str(town), option, "speeds.toml")
    ended = plan_of(run, orders_csv(*FOUR_ORDERS).encode(), how=how)
    assert ended.code == 2
    assert "speeds.toml" in ended.error["message"]


def test_a_profile_that_nobody_knows_is_refused(run: Run, town: Path) -> None:
    odd = "id,start,end,profile\nred,hub,hub,unicorn\n"
    ended = plan_of(run, orders_csv(*FOUR_ORDERS).encode(), vehicles=odd, how=("--map", str(town)))
    assert ended.code == 2
    assert "unicorn" in ended.out
