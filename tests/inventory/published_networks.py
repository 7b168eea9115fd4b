"""Networks with guaranteed service, from the shared folder."""

from collections.abc import Mapping

from inventory.guaranteed_service import Placement, Stage, place_safety_stock
from tests.inventory.published import instance


def placement_in(name: str, promised: Mapping[str, int] | None = None) -> Placement:
    """Return where safety stock is placed in an example.

    promised
        service times to customers, by stage, instead of those that the example has.
    """
    stages, supplies = [], []
    for node in instance(name)["_nodes"]:
        number, outside = str(node["_index"]), node["external_outbound_cst"]
        outside = (promised or {}).get(number, outside)
        stages.append(
            Stage(
                id=number,
                periods=int(node["processing_time"] or 0),
                holding_cost=node["local_holding_cost"],
                supplied_after=int(node["external_inbound_cst"] or 0),
                promised=None if outside is None else int(outside),
                bound=node["demand_bound_constant"] or 1,
                demand_sd=node["demand_source"]["standard_deviation"] or 0,
            )
        )
        supplies += [(number, str(after)) for after in node["_successor_indices"]]
    return place_safety_stock(stages, supplies)
