"""Texts to customers: every event in every language, and nothing of the customer's own becomes a header."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from core.errors import InvalidInput
from core.units import Seconds
from core.window import TimeWindow
from data.formats.notices.texts import LANGUAGES, kinds, language_for, texts_in
from data.formats.notices.write import Facts, write_notice
from data.store.outbox.kinds import EVENT_TYPES
from orders.next_step import Failure
from orders.order import Customer, Line, Mode, Order

AT = datetime(2026, 11, 26, 9, 41, tzinfo=UTC)


def facts(**changes: object) -> Facts:
    order = Order(
        id="S-1042",
        lines=(Line(sku="tea", quantity=1),),
        customer=Customer(name="Ann Martin"),
        address="1 Quai",
        mode=Mode.SCHEDULED,
        day=date(2026, 11, 27),
        window=TimeWindow(opens=Seconds(36_000), closes=Seconds(43_200)),
    )
    given = {"order": order, "at": AT, "zone": ZoneInfo("Europe/Paris"), "shop": "Tea House"}
    return Facts(**(given | changes))  # type: ignore[arg-type]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", kinds())
def test_every_event_has_a_mail_and_a_short_message_in_every_language(kind: str, language: str) -> None:
    notice = write_notice(kind, language, facts())
    assert kind in EVENT_TYPES
    assert "S-1042" in notice.subject
    for text in (notice.body, notice.short):
        assert "S-1042" in text
        assert "Tea House" in text
        assert "{" not in text
    assert "Ann Martin" in notice.body
    assert "\n\n\n" not in notice.body
    assert (any("\u4e00" <= each <= "\u9fff" for each in notice.subject)) == (language == "zh")


def test_moments_are_told_in_the_zone_and_the_way_of_the_language() -> None:
    eta = {"eta_from": "2026-11-26T10:00:00+00:00", "eta_to": "2026-11-26T10:30:00+00:00"}
    out = write_notice("order.out_for_delivery", "en", facts(private=eta))
    assert "between 11:00 and 11:30" in out.body
    assert "11:00–11:30" in write_notice("order.out_for_delivery", "zh", facts(private=eta)).short
    assert "26 November at 10:41" in write_notice("order.delivered", "en", facts()).body
    assert "11月26日 10:41" in write_notice("order.delivered", "zh", facts()).body
    assert "27 November 2026, between 10:00 and 12:00" in write_notice("order.promised", "en", facts()).body
    assert "2026年11月27日 10:00–12:00" in write_notice("order.promised", "zh", facts()).body


def test_a_locker_tells_its_code_and_a_shop_asks_for_the_number() -> None:
    locker = facts(place="Locker 7", private={"code": "402716", "until": "2026-11-29T18:00:00+00:00"})
    for text in (write_notice("order.ready_for_pickup", "en", locker).body,):
        assert "at Locker 7" in text
        assert "402716" in text
        assert "29 November at 19:00" in text
    assert "bring the number" in write_notice("order.ready_for_pickup", "en", facts(place="Shop")).body


def test_a_failed_attempt_says_what_happens_next() -> None:
    told = facts(reason="nobody at home", private={"next_step": "we come again tomorrow"})
    notice = write_notice("order.attempt_failed", "en", told)
    assert "nobody at home" in notice.body
    assert "we come again tomorrow" in notice.body
    assert "hear from us" in write_notice("order.attempt_failed", "en", facts()).body


def test_nothing_given_becomes_a_line_or_a_template_of_its_own() -> None:
    bad = "x\r\nBcc: all@example.com\x00{{ 7 * 7 }}\u2028"
    order = Order(id=bad, lines=(Line(sku="tea", quantity=1),), customer=Customer(name=bad))
    notice = write_notice("order.received", "en", facts(order=order, shop=bad))
    for text in (notice.subject, notice.short):
        assert text.isprintable()
    assert "49" not in notice.body
    assert not any(line.startswith("Bcc") for line in notice.body.splitlines())


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [("zh-CN", "zh"), ("zh_TW", "zh"), ("ZH", "zh"), ("en-GB", "en"), ("fr", "en"), ("", "en")],
)
def test_a_language_that_we_have_not_is_english(wanted: str, expected: str) -> None:
    assert language_for(wanted) == expected
    assert language_for("fr", "zh") == "zh"


def test_an_event_without_words_is_refused() -> None:
    for kind in ("words", "order.picked"):
        with pytest.raises(InvalidInput):
            write_notice(kind, "en", facts())


@pytest.mark.parametrize(("language", "words"), [("en", "nobody was at home"), ("zh", "家中无人")])
def test_why_it_failed_is_told_in_words_and_without_what_the_driver_noted(language: str, words: str) -> None:
    notice = write_notice("order.attempt_failed", language, facts(reason="not-home: the dog bites"))
    assert words in notice.body
    assert "dog" not in notice.body + notice.short
    assert "not-home" not in notice.body
    own = write_notice("order.cancelled", language, facts(reason="out of stock"))
    assert "out of stock" in own.body


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_has_words(language: str) -> None:
    assert set(texts_in(language)["words"]["reasons"]) == set(Failure)
