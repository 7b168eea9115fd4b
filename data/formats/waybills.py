"""Waybills to print: a label for each order of a published plan, to be stuck on its parcels."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from data.formats.plan_manifest import Language

_WORDS: Final[dict[Language, dict[str, str]]] = {
    "en": {
        "title": "Waybills", "from": "From", "to": "To", "stop": "Stop", "order": "Order", "shop": "Shop",
        "pieces": "Pieces", "weight": "Weight", "keep": "Keep", "arrival": "Arrival",
        "signature": "Signature", "nothing": "No order is on this plan.", "chilled": "chilled",
        "frozen": "frozen", "part": "Part {} of {}",
    },
    "zh": {
        "title": "运单", "from": "寄", "to": "收", "stop": "站点", "order": "订单", "shop": "店铺",
        "pieces": "件数", "weight": "重量", "keep": "温层", "arrival": "预计到达", "signature": "签收",
        "nothing": "该计划没有订单。", "chilled": "冷藏", "frozen": "冷冻",
        "part": "第 {} 部分，共 {} 部分",
    },
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """What a waybill says; customer, phone and address as they may be shown on paper.

    part, parts
        which part of its order it is, and of how many that come by themselves.
    """

    order_id: str
    number: str
    source: str
    day: str
    vehicle: str
    stop: int
    sender: str
    customer: str
    phone: str
    address: str
    arrival: str
    pieces: int
    weight_g: int
    temperatures: tuple[str, ...] = ()
    part: int = 1
    parts: int = 1


def waybills_html(labels: Sequence[Label], *, language: Language = "en") -> str:
    """Return the labels as a page to print, one of 100 x 150 mm each; what came from outside is escaped."""
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "plan_templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
    )
    template = environment.get_template("waybills.html")
    return template.render(
        language=language, words=_WORDS[language], labels=[_row(each, language) for each in labels]
    )


def _row(label: Label, language: Language) -> dict[str, Any]:
    told = {name: getattr(label, name) for name in label.__slots__}
    weight = f"{label.weight_g / 1000:.1f} kg" if label.weight_g else "–"
    return {
        **told,
        "weight": weight,
        "part_told": _WORDS[language]["part"].format(label.part, label.parts) if label.parts > 1 else "",
        "keep": ", ".join(_WORDS[language][it] for it in label.temperatures if it != "ambient"),
    }
