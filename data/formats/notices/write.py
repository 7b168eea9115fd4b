"""Mails and short messages to customers, written from templates in their language."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo
from typing import Any, Final

from jinja2 import StrictUndefined
from jinja2.sandbox import SandboxedEnvironment

from core.errors import InvalidInput, fault
from core.units import Seconds, clock_text
from data.formats.notices.texts import kinds, texts_in
from orders.order import Order

_LONGEST_LINE: Final = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """What a customer is told about one event: a mail with its subject, and the same as a short message."""

    kind: str
    language: str
    subject: str
    body: str
    short: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What a notice is written from.

    shop, tracking
        who writes, and the address at which the customer follows the order; "" for none.
    at, place, reason
        of the event.
    private
        what came with the event for the customer alone: code, until, eta_from, eta_to, next_step, and
        step, for which there are words in each language.
    zone
        in which moments are told.
    """

    order: Order
    at: datetime
    zone: tzinfo
    shop: str
    place: str = ""
    reason: str = ""
    tracking: str = ""
    private: Mapping[str, Any] = field(default_factory=dict)


def write_notice(kind: str, language: str, facts: Facts) -> Notice:
    """Write what a customer is told of an event; raise `InvalidInput` where there are no words for it."""
    texts = texts_in(language)
    if kind not in kinds():
        found = fault("notice", "event", kind, f"one of {', '.join(kinds())}")
        raise InvalidInput("Customers are told nothing of this.", faults=[found])
    values, words = _values(facts, texts["words"]), texts["words"]
    parts = (words["greeting"], texts[kind]["body"].strip(), words["closing"].strip())
    return Notice(
        kind=kind,
        language=language,
        subject=_line(_filled(texts[kind]["subject"], values)),
        body="\n\n".join(_filled(each, values).strip() for each in parts) + "\n",
        short=_line(_filled(texts[kind]["sms"], values)),
    )


def _values(facts: Facts, words: Mapping[str, Any]) -> dict[str, str]:
    order, private = facts.order, facts.private
    window = order.window
    told = {
        "number": order.id,
        "name": order.customer.name,
        "shop": facts.shop,
        "tracking": facts.tracking,
        "day": "" if order.day is None else _date(order.day, words),
        "window": "" if window is None else _between(window.opens, window.closes, words),
        "at": _moment(facts.at, facts.zone, words),
        "place": facts.place or order.at,
        "reason": _reason(facts.reason, words),
        "eta": _eta(private, facts.zone, words),
        "code": str(private.get("code", "")),
        "until": "",
        "next_step": str(private.get("next_step") or words["steps"].get(private.get("step"), "")),
    }
    if private.get("until"):
        told["until"] = _moment(datetime.fromisoformat(private["until"]), facts.zone, words)
    return {name: _line(text) for name, text in told.items()}


def _reason(reason: str, words: Mapping[str, Any]) -> str:
    """Return why something failed in the customer's language, without what the driver noted for others."""
    code = reason.partition(":")[0].strip()
    return str(words["reasons"].get(code, reason))


def _eta(private: Mapping[str, Any], zone: tzinfo, words: Mapping[str, Any]) -> str:
    """Return when the vehicle is expected, as times of its day."""
    if not (private.get("eta_from") and private.get("eta_to")):
        return ""
    given = (datetime.fromisoformat(private[name]).astimezone(zone) for name in ("eta_from", "eta_to"))
    return str(words["between"].format(*(f"{each:%H:%M}" for each in given)))


def _between(opens: Seconds, closes: Seconds, words: Mapping[str, Any]) -> str:
    return str(words["between"].format(clock_text(opens), clock_text(closes)))


def _moment(moment: datetime, zone: tzinfo, words: Mapping[str, Any]) -> str:
    here = moment.astimezone(zone)
    return here.strftime(_with_month(words["moment"], here.date(), words))


def _date(day: date, words: Mapping[str, Any]) -> str:
    return day.strftime(_with_month(words["date"], day, words))


def _with_month(pattern: str, day: date, words: Mapping[str, Any]) -> str:
    """Put in what the machine's own language, or system, might write otherwise."""
    month = words["months"][day.month - 1] if words["months"] else ""
    return pattern.replace("%B", month).replace("%-d", str(day.day)).replace("%-m", str(day.month))


def _line(text: str) -> str:
    """Return text as one line: no line end and no other control character gets into a header or a message."""
    plain = "".join(" " if not each.isprintable() else each for each in text)
    return " ".join(plain.split())[:_LONGEST_LINE]


def _filled(template: str, values: Mapping[str, str]) -> str:
    environment = SandboxedEnvironment(undefined=StrictUndefined, autoescape=False)
    return environment.from_string(template).render(values)
