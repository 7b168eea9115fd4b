"""The page of a design says what is true of it, with numbers that can be read down a column."""

import re
from dataclasses import replace

from data.formats.design.report_html import Sheet, above_least, design_html, page_html
from tests.network.design.builders import make_site, make_study
from tests.network.design.test_designs import designed


def test_how_far_a_design_may_be_from_the_least_is_told_in_percent_of_the_least() -> None:
    design = designed(make_study([make_site("a")]))
    half = replace(design, objective=100.0, bound=80.0)
    assert above_least([design, half], "the least possible") == "at most 25.000 % above the least possible"
    assert above_least([replace(half, bound=0.0)], "the least") == "how near to the least is not known"
    assert "proven to be the least possible" in above_least([design], "the least possible")
    assert "at most 25.000 % above" in design_html(make_study([make_site("a")]), half)


def test_numbers_of_a_column_have_the_same_decimals_and_stand_below_their_header() -> None:
    rows = [("rent", 1_884_451.1, 1), ("lorries", 190_283.15, 20), ("nothing", -0.0, 0)]
    page = page_html("Costs", (), (), [Sheet(title="Costs", header=("cost", "amount", "n"), rows=rows)], ())
    assert re.findall(r"<bdi>([\d,.]+)</bdi>", page) == [
        "1,884,451.10", "1", "190,283.15", "20", "0.00", "0",
    ]  # fmt: skip
    assert '<th>cost</th><th class="n">amount</th><th class="n">n</th>' in page
