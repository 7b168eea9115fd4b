"""What a checkout shows of an option, in the customer's language."""

from collections.abc import Mapping
from typing import Final

from orders.modes.option import Option
from orders.order import Mode

_SLOT: Final[Mapping[str, str]] = {
    "en": "Delivery {day} {opens}-{closes}",
    "zh": "送货上门 {day} {opens}-{closes}",
}
_SPOT: Final[Mapping[str, Mapping[Mode, str]]] = {
    "en": {
        Mode.PICKUP: "Pickup: {where}, from {day} {opens}",
        Mode.LOCKER: "Locker: {where}, from {day} {opens}",
    },
    "zh": {
        Mode.PICKUP: "到店自取：{where}，{day} {opens} 起",
        Mode.LOCKER: "自提柜：{where}，{day} {opens} 起",
    },
}
_DESCRIBED: Final[Mapping[str, tuple[str, str]]] = {
    "en": ("{where}.", " A vehicle is near anyway."),
    "zh": ("{where}。", "本来就有车辆经过附近。"),
}


def rate_name(option: Option, language: str) -> str:
    """Return what an option is called; language: one of those of notices."""
    opens, closes = option.opens, option.closes
    where = option.name or option.at
    if opens is None or closes is None:
        return where
    told = {
        "where": where,
        "day": f"{opens:%Y-%m-%d}",
        "opens": f"{opens:%H:%M}",
        "closes": f"{closes:%H:%M}",
    }
    words = _SLOT[language] if option.mode is Mode.SCHEDULED else _SPOT[language][option.mode]
    return words.format(**told)


def rate_description(option: Option, language: str) -> str:
    """Return where it is, and whether a vehicle is near anyway."""
    where, near = _DESCRIBED[language]
    return where.format(where=option.name or option.at) + (near if option.greener else "")
