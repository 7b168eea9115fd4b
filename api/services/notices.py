"""What a customer is told of an event: whether anything, in which language, and in which words."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from api.outbound.messages import Message
from api.outbound.notify_settings import NotifySettings
from core.clock import Clock
from core.units import Seconds
from core.window import TimeWindow
from data.formats.notices.texts import language_for
from data.formats.notices.write import Facts, Notice, write_notice
from data.store.outbox.notices import Channel, Letter
from data.store.store import Store
from orders.order import Customer, Line, Mode, Order

_SHORTEST_PHONE: Final = 5
_NO_ZONE: Final = "UTC"


def in_zone_of_sites(settings: NotifySettings, store: Store) -> NotifySettings:
    """Return settings that tell moments by the clocks of the kept sites, where no other zone is set."""
    if settings.zone:
        return settings
    zones = {each.zone for each in store.fleet.whole().sites if each.zone}
    return replace(settings, zone=zones.pop()) if len(zones) == 1 else settings


def message_of(letter: Letter, settings: NotifySettings) -> Message | None:
    """Return what leaves for a notice; None where the customer has told no address for its channel."""
    order = letter.kept.order
    to = recipient(order.customer, letter.channel)
    if not to:
        return None
    facts = facts_of(
        order,
        settings,
        at=letter.event.at,
        place=letter.event.private.get("place") or letter.place,
        reason=letter.reason,
        private=letter.event.private,
    )
    language = language_for(order.customer.language, settings.language)
    notice = write_notice(letter.event.type, language, facts)
    text = notice.body if letter.channel == "mail" else notice.short
    return Message(
        id=letter.id, to=to, subject=notice.subject, text=text, language=language, at=letter.event.at
    )


def recipient(customer: Customer, channel: Channel) -> str:
    """Return where a customer is reached by a channel, "" for nowhere."""
    if channel == "mail":
        return customer.email.strip()
    phone = "".join(each for each in customer.phone if each.isdecimal() or each == "+")
    return phone if len(phone) >= _SHORTEST_PHONE else ""


def facts_of(
    order: Order,
    settings: NotifySettings,
    *,
    at: datetime,
    place: str = "",
    reason: str = "",
    private: Mapping[str, Any] | None = None,
) -> Facts:
    """Return what a notice is written from."""
    return Facts(
        order=order,
        at=at,
        zone=ZoneInfo(settings.zone or _NO_ZONE),
        shop=settings.shop,
        place=place,
        reason=reason,
        tracking=settings.tracking.replace("{number}", order.id),
        private=private or {},
    )


def preview(kind: str, language: str, settings: NotifySettings, clock: Clock) -> Notice:
    """Return what a customer would be told of an event, of an order made up for the purpose."""
    now = clock()
    order = Order(
        id="S-1042",
        lines=(Line(sku="TEA-250G", quantity=2),),
        customer=Customer(name="Ann Martin" if language != "zh" else "王小明"),
        address="10 boulevard des Moulins",
        mode=Mode.SCHEDULED,
        day=date(now.year, now.month, now.day) + timedelta(days=1),
        window=TimeWindow(opens=Seconds(36_000), closes=Seconds(43_200)),
    )
    private = {
        "eta_from": (now + timedelta(minutes=20)).isoformat(),
        "eta_to": (now + timedelta(minutes=50)).isoformat(),
    }
    place = ""
    if kind == "order.ready_for_pickup" or kind.startswith("order.pickup_"):
        place, private = "Locker 7", {"code": "402 71 658", "until": (now + timedelta(days=3)).isoformat()}
    facts = facts_of(order, settings, at=now, place=place, reason=_reason(kind, language), private=private)
    return write_notice(kind, language, facts)


def _reason(kind: str, language: str) -> str:
    if kind not in ("order.attempt_failed", "order.returned", "order.cancelled"):
        return ""
    return "家中无人" if language == "zh" else "nobody was at home"
