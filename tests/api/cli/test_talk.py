"""Tables and progress as they are shown."""

import io

import pytest
from rich.console import Console

from api.cli import progress
from api.cli.talk import counted, table
from core.units import Cents
from routing.budget import Budget, Progress
from routing.plan import Cost, Plan

HEADERS = ("vehicle", "stops", "km", "cost")
ROWS = [("van-with-a-long-name", 12, "103.5", "1,204.10"), ("bike", 3, "9.0", "31.00")]


def shown(width: int) -> list[str]:
    console = Console(file=io.StringIO(), width=width)
    console.print(table(HEADERS, ROWS, least=("km", "cost", "stops"), width=width))
    assert isinstance(console.file, io.StringIO)
    return [line.rstrip() for line in console.file.getvalue().splitlines()]


def test_a_wide_table_has_every_column_with_figures_to_the_right() -> None:
    assert shown(80) == [
        "vehicle               stops     km      cost",
        "────────────────────────────────────────────",
        "van-with-a-long-name     12  103.5  1,204.10",
        "bike                      3    9.0     31.00",
    ]


def test_a_narrow_table_leaves_the_least_important_out_and_folds_no_name() -> None:
    assert shown(40) == [
        "vehicle               stops      cost",
        "─────────────────────────────────────",
        "van-with-a-long-name     12  1,204.10",
        "bike                      3     31.00",
    ]


def test_a_name_longer_than_the_screen_is_cut_and_not_folded() -> None:
    assert shown(15) == [
        "vehicle",
        "───────────────",
        "van-with-a-lon…",
        "bike",
    ]


def test_square_brackets_in_names_are_names_and_no_markup() -> None:
    console = Console(file=io.StringIO(), width=40)
    console.print(table(("vehicle",), [("[red]van[/red]",)]))
    assert isinstance(console.file, io.StringIO)
    assert "[red]van[/red]" in console.file.getvalue()


@pytest.mark.parametrize(("number", "text"), [(0, "0 stops"), (1, "1 stop"), (1200, "1,200 stops")])
def test_things_are_counted_as_people_count(number: int, text: str) -> None:
    assert counted(number, "stop") == text


def told(seconds: float, cost: int | None, gap: float | None = None) -> Progress:
    plan = None if cost is None else Plan(routes=(), unserved=(), cost=Cost(fixed=Cents(cost)))
    return Progress(seconds=seconds, iterations=int(1000 * seconds), phase="improving", plan=plan, gap=gap)


def test_without_a_terminal_each_step_is_a_line_and_so_is_the_best_now_and_then(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with progress.watching(Budget(seconds=20), currency="EUR") as watch:
        watch.announce("travel times")
        watch.announce("travel times")
        for seconds, cost in ((0.1, None), (5.1, None), (6, 5000), (7, 4000), (11.2, 4000), (12, 3000)):
            assert watch.listen(told(seconds, cost))
        watch.listen(told(20, 3000, 1.25))
    assert capsys.readouterr().err.splitlines() == [
        "Travel times ...",
        "Improving, 5 s, 5,100 plans looked at: no plan yet",
        "Improving, 6 s, 6,000 plans looked at: best 50.00 EUR, 0 stops",
        "Improving, 11 s, 11,200 plans looked at: best 40.00 EUR, 0 stops",
        "Improving, 20 s, 20,000 plans looked at: best 30.00 EUR, 0 stops, gap +1.25 %",
    ]


def test_where_json_is_asked_for_there_is_no_talk_without_a_terminal(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with progress.watching(Budget(seconds=20), quiet=True) as watch, progress.steps(quiet=True) as step:
        step("reading orders.csv")
        watch.listen(told(1.0, 5000))
    assert capsys.readouterr().err == ""


def test_on_a_terminal_a_bar_shows_phase_and_best_cost(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Console(file=io.StringIO(), force_terminal=True, width=100, color_system=None)
    monkeypatch.setattr(progress, "talk", lambda: terminal)
    with progress.watching(Budget(seconds=20), currency="EUR") as watch:
        watch.announce("routes")
        watch.listen(told(10.0, 123_456))
    assert isinstance(terminal.file, io.StringIO)
    assert "Improving" in terminal.file.getvalue()
    assert "best 1,234.56 EUR" in terminal.file.getvalue()


def test_on_a_terminal_steps_and_transfers_are_bars_too(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Console(file=io.StringIO(), force_terminal=True, width=100, color_system=None)
    monkeypatch.setattr(progress, "talk", lambda: terminal)
    with progress.steps(quiet=True) as step:
        step("reading town.osm.pbf")
    with progress.transfer("europe/town", quiet=True) as come:
        come(500_000, 2_000_000)
    assert isinstance(terminal.file, io.StringIO)
    assert "Reading town.osm.pbf" in terminal.file.getvalue()
    assert "europe/town" in terminal.file.getvalue()
    assert "/2.0 MB" in terminal.file.getvalue()
