from decimal import Decimal
from pathlib import Path

import pytest

from core.errors import InvalidInput
from data.formats.published.solution import PublishedSolution, read_solution


def read(folder: Path, text: str, encoding: str = "utf-8") -> PublishedSolution:
    path = folder / "tiny.sol"
    path.write_bytes(text.encode(encoding))
    return read_solution(path)


def test_routes_belong_to_the_vehicles_of_their_numbers(tmp_path: Path) -> None:
    found = read(tmp_path, "Route #1: 3 1\nRoute #2:\nRoute #4: 2 \nCost: 19.50\nOptimal: True\n")
    assert found.routes == ((3, 1), (), (2,))
    assert found.vehicles == (0, 1, 3)
    assert found.printed == Decimal("19.50")


def test_a_solution_of_sintef_is_read_with_its_remarks_in_latin_1(tmp_path: Path) -> None:
    text = (
        "Instance name:\tR2_4_7\r\nAuthors: Miros\xb3aw\r\nReference: Routes: many\r\nSolution\r\n"
        "Route  1 :  350 278 \r\nRoute  2 : 316\r\n"
    )
    found = read(tmp_path, text, "latin-1")
    assert found.routes == ((350, 278), (316,))
    assert found.printed is None


def test_numbers_that_repeat_leave_routes_in_the_order_of_their_lines(tmp_path: Path) -> None:
    assert read(tmp_path, "Route #2: 5\nRoute #2: 6\nCost 7").vehicles == (0, 1)


def test_a_route_of_anything_but_locations_is_refused_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput) as refused:
        read(tmp_path, "Route #1: 5\nRoute #2: 6 x\n")
    assert [it.where for it in refused.value.faults] == ["tiny.sol line 2"]


def test_a_file_without_routes_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="no routes"):
        read(tmp_path, "Cost 12\n")
