"""Customers are told what becomes of their orders: once, in their language, by what the operator has set."""

import email
import json
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email.message import Message as Mail
from email.policy import default
from pathlib import Path
from typing import Any

import pytest

from api.jobs.telling.notice_sender import LATE, PAUSES_S, NoticeSender
from api.outbound.messages import Message, NotSent, mail_of, senders
from api.outbound.notify_settings import NotifySettings, notify_from
from core.errors import InvalidInput
from data.formats.fleet.models import SiteModel
from data.formats.fleet.read_fleet import Fleet
from data.formats.problem_json.models import PointModel
from data.store.address import Address
from data.store.order_rows import KeptOrder
from data.store.store import Store
from orders.life_cycle import Event, State
from orders.order import Customer, Line, Order

NOW = datetime(2026, 11, 22, 18, 30, tzinfo=UTC)
FROM = "Tea House <orders@tea.example>"


@pytest.fixture
def store(address: Address) -> Iterator[Store]:
    store = Store(address)
    store.open()
    yield store
    store.close()


class Post:
    """A sender of notices with its clock."""

    def __init__(self, store: Store, **texts: str) -> None:
        self.store, self.now = store, NOW
        environ = {f"ROUNDSMAN_NOTIFY_{name.upper()}": text for name, text in texts.items()}
        settings = notify_from({"ROUNDSMAN_NOTIFY_SENDER": FROM, **environ})
        self.sender = NoticeSender(
            store=store, clock=lambda: self.now, settings=settings, by=senders(settings)
        )
        self.send()

    def send(self) -> int:
        self.store.events.put_in_order()
        return self.sender.send_due()

    @property
    def states(self) -> list[str]:
        return [each.state for each in self.store.notices.some()]


def sold(store: Store, name: str = "S-1", **customer: str) -> KeptOrder:
    given = {"name": "Ann", "email": "ann@example.com", "phone": "+377 1234 5678"} | customer
    order = Order(id=name, lines=(Line(sku="tea", quantity=1),), customer=Customer(**given))
    return store.orders.place([order], source="shop", now=NOW).orders[0]


def ready(store: Store, **private: str) -> KeptOrder:
    """Bring an order to where its customer is told of it, with what he alone is told."""
    kept = sold(store)
    steps = (State.PROMISED, State.ALLOCATED, State.PICKED, State.READY_FOR_PICKUP)
    for number, state in enumerate(steps, 1):
        event = Event(id=f"e{number}", order=kept.id, state=state, at=NOW, place="Locker 7")
        told = private if state is State.READY_FOR_PICKUP else None
        store.orders.advance(event, revision=number, now=NOW, private=told)
    return kept


def mails(folder: Path) -> list[Mail]:
    files = sorted(folder.glob("*.eml"))
    return [email.message_from_bytes(each.read_bytes(), policy=default) for each in files]


def text_of(mail: Mail) -> str:
    return str(mail.get_content())  # type: ignore[attr-defined]


def test_a_customer_is_told_once_by_mail_and_short_message(store: Store, tmp_path: Path) -> None:
    post = Post(store, mail=f"file:{tmp_path}/mail", sms=f"file:{tmp_path}/sms", shop="Tea House")
    sold(store, language="zh-CN")
    assert post.send() == 2
    assert post.send() == 0
    (mail,) = mails(tmp_path / "mail")
    assert (mail["To"], mail["From"], mail["Content-Language"]) == ("ann@example.com", FROM, "zh")
    assert "订单 S-1" in str(mail["Subject"])
    assert "Tea House" in text_of(mail)
    (short,) = [json.loads(each.read_text()) for each in (tmp_path / "sms").iterdir()]
    assert (short["to"], "S-1" in short["text"]) == ("+37712345678", True)
    assert post.states == ["sent", "sent"]


def test_the_code_of_a_locker_reaches_the_customer_and_nobody_else(store: Store, tmp_path: Path) -> None:
    post = Post(store, mail=f"file:{tmp_path}", events="order.ready_for_pickup")
    kept = ready(store, code="402716")
    post.send()
    (mail,) = mails(tmp_path)
    assert "402716" in text_of(mail)
    told, _ = store.events.after(0)
    assert "402716" not in json.dumps([each.document for each in told])
    assert "402716" not in repr(store.orders.whole(kept.id))
    store.events.forget(NOW - timedelta(days=26))
    assert [each.private for each in store.events.after(0)[0] if each.private] == []


def test_nothing_is_told_of_what_was_before_or_is_no_news_any_more(store: Store, tmp_path: Path) -> None:
    sold(store, "S-0")
    post = Post(store, mail=f"file:{tmp_path}")
    sold(store, "S-1")
    post.now = NOW + LATE + timedelta(minutes=1)
    post.send()
    assert post.states == []


def test_whoever_has_told_no_address_is_skipped_with_a_note(store: Store, tmp_path: Path) -> None:
    post = Post(store, mail=f"file:{tmp_path}", sms=f"file:{tmp_path}")
    sold(store, email="", phone="none")
    post.send()
    assert post.states == ["skipped", "skipped"]
    assert {each.note for each in store.notices.some()} == {
        "the customer has told no mail",
        "the customer has told no sms",
    }


@pytest.mark.parametrize(
    "to",
    [
        "ann@example.com\r\nBcc: all@example.com",
        "ann@example.com, all@example.com",
        "ann@example.com\nX: y",
        "Ann <ann@example.com>",
        "@example.com",
        "ann@",
        "ann",
        "ann@localhost",
        "a@b.c\x00",
    ],
)
def test_what_cannot_be_one_mail_address_gets_no_mail(store: Store, tmp_path: Path, to: str) -> None:
    message = Message(id="1", to=to, subject="s", text="t", language="en", at=NOW)
    with pytest.raises(NotSent) as refused:
        mail_of(message, FROM)
    assert refused.value.final
    if "\x00" in to:
        return
    post = Post(store, mail=f"file:{tmp_path}")
    sold(store, email=to)
    post.send()
    assert post.states == ["failed"]
    assert mails(tmp_path) == []


class Server(socketserver.ThreadingTCPServer):
    """The least of a mail server (RFC 5321): it keeps mails, and answers what it is told to."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, answers: dict[str, str]) -> None:
        super().__init__(("127.0.0.1", 0), Session)
        self.answers, self.mails = answers, list[bytes]()


class Session(socketserver.StreamRequestHandler):
    server: Server

    def handle(self) -> None:
        self.say("220 here")
        for line in self.rfile:
            verb = line[:4].decode().upper()
            if verb == "QUIT":
                self.say("221 bye")
                return
            if verb == "DATA":
                self.say("354 go on")
                self.server.mails.append(b"".join(iter(self.rfile.readline, b".\r\n")))
            self.say(self.server.answers.get(verb, "250 ok"))

    def say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())


@contextmanager
def mail_server(**answers: str) -> Iterator[Server]:
    with Server(answers) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


def test_a_mail_server_gets_each_mail_once_under_one_id(store: Store) -> None:
    with mail_server() as server:
        post = Post(store, mail=f"smtp://127.0.0.1:{server.server_address[1]}")
        sold(store)
        post.send()
        post.send()
        (content,) = server.mails
    mail = email.message_from_bytes(content, policy=default)
    (notice,) = store.notices.some()
    assert mail["Message-ID"] == f"<{notice.id}@tea.example>"
    assert (mail["To"], notice.state) == ("ann@example.com", "sent")


def test_a_server_that_is_away_is_tried_again_and_given_up_in_the_end(store: Store) -> None:
    with mail_server(MAIL="451 later") as server:
        port = server.server_address[1]
        post = Post(store, mail=f"smtp://127.0.0.1:{port}")
        sold(store)
        for pause in PAUSES_S:
            post.send()
            assert post.states == ["waiting"]
            post.now += timedelta(seconds=pause)
        server.answers.clear()
        post.send()
        assert post.states == ["sent"]
    sold(store, "S-2")
    post.now = NOW
    post.send()
    newest = store.notices.some()
    assert {each.note for each in newest if each.state == "waiting"} == {"the mail server cannot be reached"}


def test_a_recipient_who_is_refused_for_ever_is_not_tried_again(store: Store) -> None:
    with mail_server(RCPT="550 nobody here") as server:
        post = Post(store, mail=f"smtp://127.0.0.1:{server.server_address[1]}")
        sold(store)
        post.send()
    (notice,) = store.notices.some()
    assert (notice.state, notice.note) == ("failed", "the mail server refuses the recipient")


@pytest.mark.parametrize(("zone", "told"), [({}, "20:00"), ({"zone": "Asia/Tokyo"}, "04:00")])
def test_moments_are_told_by_the_clocks_of_the_sites_unless_a_zone_is_set(
    store: Store, tmp_path: Path, zone: dict[str, str], told: str
) -> None:
    place = PointModel(lon=7.42, lat=43.73)
    depot = SiteModel(id="depot", place=place, zone="Europe/Monaco")
    store.fleet.put_all(Fleet(sites=(depot,)), now=NOW)
    post = Post(store, mail=f"file:{tmp_path}", events="order.ready_for_pickup", **zone)
    ready(store, code="402716", until=(NOW + timedelta(minutes=30)).isoformat())
    post.send()
    (mail,) = mails(tmp_path)
    assert told in text_of(mail)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("MAIL", "smtp://user:secret@mail.example"),
        ("MAIL", "http://mail.example"),
        ("MAIL", "file:"),
        ("SMS", "smtp://mail.example"),
        ("EVENTS", "order.picked"),
        ("LANGUAGE", "fr"),
        ("TRACKING", "https://shop.example/orders"),
        ("TRACKING", "javascript:{number}"),
        ("ZONE", "Mars/Olympus"),
        ("PASSWORD_FILE", "/nowhere/at/all"),
        ("COLOUR", "red"),
    ],
)
def test_settings_that_cannot_be_meant_are_refused_by_name(name: str, value: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        notify_from({"ROUNDSMAN_NOTIFY_SENDER": FROM, f"ROUNDSMAN_NOTIFY_{name}": value})
    assert {each.field for each in refused.value.faults} == {f"ROUNDSMAN_NOTIFY_{name}"}


def test_a_password_comes_from_a_file_and_mail_needs_a_sender(tmp_path: Path) -> None:
    (tmp_path / "password").write_text("hush\n")
    settings: Any = notify_from({"ROUNDSMAN_NOTIFY_PASSWORD_FILE": str(tmp_path / "password")})
    assert settings == NotifySettings(password="hush", password_file=str(tmp_path / "password"))  # noqa: S106
    with pytest.raises(InvalidInput):
        notify_from({"ROUNDSMAN_NOTIFY_MAIL": "smtp://mail.example"})
