"""What a design itself says that the simulated days cost, to set beside what they did."""

from collections import defaultdict

from network.design.costs import cents_per_unit, changes_of, throughput_cents
from network.simulation.world import World


def designed_cents(world: World) -> dict[str, float]:
    """Return cents by what they are for, of the periods as far as they are simulated."""
    found: dict[str, float] = defaultdict(float)
    terms, study = world.terms, world.study
    making, changes = world.makes, changes_of(study, world.design.sites)
    for number, period in enumerate(study.periods):
        share = terms.share_of_period(number) * period.cost_factor
        if not share:
            continue
        # Opening and closing are paid on the first day of a period, however much of it is simulated.
        for part, cents in zip(("opening", "closing"), changes[period.id], strict=True):
            found[part] += period.cost_factor * cents
        for part, cents in _moved(world, period.id).items():
            found[part] += share * cents
        for made in world.design.made:
            if made.period == period.id:
                found["making"] += share * making[made.site, made.product] * made.units
        for site, size in world.open_in[period.id].items():
            sizes = {each.id: each for each in study.site_of[site].sizes}
            found["fixed"] += share * sizes[size].fixed_cents
    return dict(found)


def _moved(world: World, period: str) -> dict[str, float]:
    """Return cents of lanes and of throughput in a whole period."""
    products = {each.id: each for each in world.study.products}
    charged: dict[tuple[str, str, str], float] = defaultdict(float)
    load: dict[str, float] = defaultdict(float)
    for flow in world.design.flows:
        if flow.period == period:
            lane = world.study.lane_of[flow.start, flow.end, flow.mode]
            charged[lane.key] += flow.units * cents_per_unit(lane, products[flow.product])
            load[flow.start] += flow.units * products[flow.product].load
    found: dict[str, float] = defaultdict(float)
    for key, cents in charged.items():
        part = "last mile" if key[1] in world.study.customer_of else "supply"
        found[part] += max(cents, world.study.lane_of[key].minimum_cents)
    for site, amount in load.items():
        if world.study.site_of[site].steps:
            found["throughput"] += throughput_cents(world.study.site_of[site].steps, amount)
    return found
