"""The placement of `inventory` as what tells the stages of a designed network where to hold safety stock."""

from collections.abc import Mapping, Sequence

from inventory.guaranteed_service import Stage as ServiceStage
from inventory.guaranteed_service import place_safety_stock
from network.design.design import Design
from network.design.placement import Stage, Supplies, placed
from network.design.study import Study
from network.solve import judged


def with_stock_placed(study: Study, design: Design) -> Design:
    """Return a refereed design whose stages quote the service times with which stock costs least."""
    return judged(study, placed(study, design, place_stock)) if study.stock else design


def place_stock(stages: Sequence[Stage], supplies: Supplies) -> Mapping[str, int]:
    """Return after how many steps of time each stage of a tree sends on what is asked of it."""
    found = place_safety_stock(
        [
            ServiceStage(
                id=each.id,
                periods=each.steps,
                holding_cost=each.cents_a_day,
                promised=0 if each.serves else None,
                bound=each.deviations,
                demand_sd=each.demand_sd,
            )
            for each in stages
        ],
        supplies,
    )
    return found.service_time
