"""Waybills of a published plan, to be printed: persons on them are masked as papers mask them."""

from collections.abc import Iterator

from api.services.manifests import PAPER, Shown, manifests
from data.formats.plan_manifest import Language
from data.formats.waybills import Label, waybills_html
from data.store.store import Store


def waybills(
    store: Store, plan_id: str, *, vehicle: str = "", shown: Shown = PAPER, language: Language = "en"
) -> str:
    """Return the waybills of a published plan, or of one vehicle of it, as a page to print."""
    return waybills_html(list(_labels(store, plan_id, vehicle, shown)), language=language)


def _labels(store: Store, plan_id: str, vehicle: str, shown: Shown) -> Iterator[Label]:
    for paper in manifests(store, plan_id, vehicle=vehicle, shown=shown):
        for stop in paper.stops:
            for each in stop.waybills:
                yield Label(
                    order_id=each.order_id,
                    number=each.number,
                    source=each.source,
                    day=paper.day.isoformat(),
                    vehicle=paper.vehicle,
                    stop=stop.number,
                    sender=paper.sender,
                    customer=each.customer,
                    phone=each.phone,
                    address=stop.address,
                    arrival=f"{stop.arrival:%H:%M}",
                    pieces=each.pieces,
                    weight_g=each.weight_g,
                    temperatures=each.temperatures,
                    part=each.number_of_part,
                    parts=each.parts,
                )
