"""Which published rows we answer, by topic, test and problem, and why others have no answer of ours."""

from collections.abc import Callable
from functools import partial
from math import sqrt
from typing import Final

from inventory.continuous_review import (
    best_review,
    by_expected_inventory,
    by_planned_backorders,
    by_safety_stock,
)
from inventory.order_quantity import with_all_units_discount, with_incremental_discount
from tests.inventory.published_rows import (
    Answers,
    any_review,
    discounted,
    economic,
    example_3_1,
    example_4_1,
    example_4_4,
    extended,
    joined,
    joint,
    lots,
    one_node,
    over_periods,
    planned,
    power,
    problem_4_1,
    profit,
    promises,
    review,
    single_period,
    up_to,
    whole,
)

Key = tuple[str, str, str]
"""Topic, test and problem of a row."""

ANSWERS: Final[dict[Key, Callable[[], Answers]]] = {
    ("eoq", "example_3_1", "example_3_1"): example_3_1,
    ("eoq", "order_quantity", "example_3_1"): lambda: {"cost": example_3_1()["any"]},
    ("eoq", "problem_3_1", "problem_3_1"): partial(economic, "problem_3_1", []),
    ("eoq", "example_3_6", "example_3_5"): partial(discounted, "example_3_5", with_all_units_discount),
    ("eoq", "problem_3_12a", "problem_3_12"): partial(discounted, "problem_3_12", with_all_units_discount),
    ("eoq", "example_3_7", "example_3_5"): partial(discounted, "example_3_5", with_incremental_discount),
    ("eoq", "problem_3_12b", "problem_3_12"): partial(discounted, "problem_3_12", with_incremental_discount),
    ("eoq", "example_3_8", "example_3_8"): partial(planned, "example_3_8"),
    ("eoq", "problem_3_2b", "problem_3_2b"): partial(planned, "problem_3_2b"),
    ("eoq", "order_quantity", "problem_3_2b"): lambda: {"cost": planned("problem_3_2b")["any"]},
    ("eoq", "problem_3_22", "problem_3_22"): partial(economic, "problem_3_22", [], 110),
    ("eoq", "example_scmo", "scmo_jrp_ex"): partial(joint, "scmo_jrp_ex"),
    ("eoq", "hw_1_scmo", "scmo_jrp_hw_1"): partial(joint, "scmo_jrp_hw_1"),
    ("eoq", "hw_2_scmo", "scmo_jrp_hw_2"): partial(joint, "scmo_jrp_hw_2"),
    ("eoq", "hw_3_scmo", "scmo_jrp_hw_3"): partial(joint, "scmo_jrp_hw_3"),
    ("eoq", "silver", "silver_jrp"): partial(joint, "silver_jrp"),
    ("eoq", "spp", "spp_jrp"): partial(joint, "spp_jrp"),
    ("newsvendor", "example_4_3", "example_4_3"): lambda: extended(
        single_period("example_4_3", 40),
        cost=[*single_period("example_4_3", 40, 60)["cost"][1:], over_periods("example_4_3", 120, 3)],
    ),
    ("newsvendor", "problem_4_1", "problem_4_1"): problem_4_1,
    ("newsvendor", "example_4_4", "example_4_4"): example_4_4,
    ("newsvendor", "example_4_7", "example_4_7"): lambda: extended(
        single_period("example_4_7", 5, kind="poisson"),
        cost=single_period("example_4_7", 5, kind="poisson")["cost"],
    ),
    ("newsvendor", "problem_4_8a", "problem_4_8a"): lambda: extended(
        single_period("problem_4_8a", 13, kind="poisson"),
        cost=single_period("problem_4_8a", 13, kind="poisson")["cost"],
    ),
    ("newsvendor", "example_4_1_with_distrib", "example_4_1"): partial(single_period, "example_4_1", 40),
    ("newsvendor", "problem_4_8b", "problem_4_8b"): partial(single_period, "problem_4_8b", 350, kind="log"),
    ("newsvendor", "example_4_7_with_distrib", "example_4_7"): partial(
        single_period, "example_4_7", 5, kind="poisson"
    ),
    ("newsvendor", "example_4_7_with_pmf", "example_4_7"): partial(
        single_period, "example_4_7", 5, kind="counted"
    ),
    ("newsvendor", "problem_4_7b", "problem_4_7b"): partial(single_period, "problem_4_7b", 3, kind="counted"),
    ("newsvendor", "example_4_1", "example_4_1"): example_4_1,
    ("newsvendor", "example_4_2", "example_4_2"): lambda: joined(
        profit("example_4_2", 40, whole=False), profit("example_4_2", 40, whole=True)
    ),
    ("newsvendor", "problem_4_3b", "problem_4_3b"): lambda: joined(
        *(
            profit("problem_4_3b", 62, whole=whole, holding=holding, stockout=stockout)
            for whole in (False, True)
            for holding, stockout in ((0, 0), (1, 5))
        )
    ),
    ("rq", "example_5_1", "example_5_1"): partial(any_review, "example_5_1", (126.8, 328.5), (100, 250)),
    ("rq", "problem_5_1", "problem_5_1"): partial(any_review, "problem_5_1", (-1.9859, 166.95), (100, 250)),
    ("rq", "problem_5_3", "problem_5_3"): partial(any_review, "problem_5_3"),
    **{
        ("rq", f"problem_5_{number}{letter}", f"problem_5_{number}"): partial(
            review, f"problem_5_{number}", method
        )
        for number in (1, 3)
        for letter, method in zip(
            "abcd", (by_expected_inventory, by_planned_backorders, by_safety_stock, best_review), strict=True
        )
    },
    ("rq", "example_5_2", "example_5_1"): partial(review, "example_5_1", by_expected_inventory),
    ("rq", "example_5_4", "example_5_1"): partial(review, "example_5_1", by_planned_backorders),
    ("rq", "example_5_5", "example_5_1"): partial(review, "example_5_1", by_safety_stock),
    ("rq", "example_5_6", "example_5_1"): partial(review, "example_5_1", best_review),
    ("rq", "example_5_8", "example_5_8"): partial(whole, "example_5_8", (3, 5), (8, 12)),
    ("rq", "problem_5_2", "problem_5_2"): partial(whole, "problem_5_2", (6, 7), (3, 9)),
    ("ss", "example_4_7", "example_4_7"): partial(up_to, "example_4_7", (4, 10), (6, 18)),
    ("ss", "problem_4_31", "problem_4_31"): partial(up_to, "problem_4_31", (4, 10), (2, 7)),
    ("ss", "problem_4_31_custom_pmf", "problem_4_31"): partial(up_to, "problem_4_31", counted=True),
    ("ss", "example_4_8", "example_4_8"): partial(power, "example_4_8"),
    ("ss", "problem_4_32", "problem_4_32"): partial(power, "problem_4_32"),
    ("gsm_tree", "example_6_5", "example_6_5"): partial(promises, "example_6_5"),
    ("gsm_tree", "figure_6_14", "figure_6_14"): partial(promises, "figure_6_14"),
    ("gsm_tree", "figure_6_14_s5", "figure_6_14"): partial(promises, "figure_6_14", **{"10": 5}),
    ("gsm_tree", "figure_6_14_s8", "figure_6_14"): partial(promises, "figure_6_14", **{"10": 8}),
    ("gsm_tree", "figure_6_14_s12", "figure_6_14"): partial(promises, "figure_6_14", **{"10": 12}),
    ("gsm_tree", "problem_6_7", "problem_6_7"): partial(promises, "problem_6_7"),
    ("gsm_tree", "problem_6_9", "problem_6_9"): partial(promises, "problem_6_9"),
    ("gsm_tree", "problem_6_9_s1_0_s2_7", "problem_6_9"): partial(
        promises, "problem_6_9", **{"1": 0, "2": 7}
    ),
    ("gsm_tree", "problem_6_9_s1_21_s2_5", "problem_6_9"): partial(
        promises, "problem_6_9", **{"1": 21, "2": 5}
    ),
    ("gsm_serial", "example_6_3", "example_6_3"): partial(promises, "example_6_3"),
    ("gsm_serial", "problem_6_7", "problem_6_7"): partial(promises, "problem_6_7"),
    ("gsm_serial", "problem_6_8", "problem_6_8"): partial(promises, "problem_6_8"),
    ("wagner_whitin", "example_3_9", "example_3_9"): partial(lots, "example_3_9"),
    ("wagner_whitin", "problem_3_27", "problem_3_27"): partial(lots, "problem_3_27"),
    ("wagner_whitin", "problem_3_29", "problem_3_29"): partial(lots, "problem_3_29"),
    ("wagner_whitin", "purchase_cost", "scmo_ww_hw_c"): partial(lots, "scmo_ww_hw_c"),
    ("meio_general", "example_4_1_obj_fcn", "example_4_1_network"): one_node,
}
"""By topic, test and problem."""

WHOLE: Final[dict[tuple[str, str], float]] = {
    ("gsm_tree", "example_6_5"): 2 * sqrt(2) + sqrt(6) + 3,
    ("gsm_tree", "problem_6_7"): 160 * sqrt(5),
    ("gsm_serial", "example_6_3"): 2 * sqrt(2),
    ("gsm_serial", "problem_6_7"): 160 * sqrt(5),
}
"""Costs of which the rows have the first number of an expression alone, by topic and test."""

_FINAL: Final = ("opt_cost", "opt_cst")


def not_ours(key: Key, quantity: str) -> str:
    """Return why a row has no answer of ours; "" where it must have one."""
    topic = key[0]
    if topic.startswith("gsm") and quantity not in _FINAL:
        return "a figure within that project's own algorithm, which its notes call meaningless to others"
    if topic == "ssm_serial":
        return "stock along a chain with stochastic service is no model of ours: guaranteed service is"
    if topic == "supply_uncertainty":
        return "suppliers that fail or deliver less are no model of ours"
    if topic == "meio_general" and key not in ANSWERS:
        return "levels that project's own search of grids or simulation ended at, not a formula's"
    return ""
