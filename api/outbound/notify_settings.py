"""What the operator sets for mails and short messages to customers."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from email.errors import MessageError
from email.headerregistry import Address
from email.utils import parseaddr
from pathlib import Path
from typing import Final
from urllib.parse import SplitResult, unquote, urlsplit
from zoneinfo import ZoneInfo

from core.errors import fault, refuse
from data.formats.notices.texts import LANGUAGES, kinds

PREFIX: Final = "ROUNDSMAN_NOTIFY_"


@dataclass(frozen=True, slots=True, kw_only=True)
class NotifySettings:
    """How customers are told what becomes of their orders; nothing is sent until mail or sms is set.

    mail
        file:FOLDER, smtp://user@host:587 (STARTTLS) or smtps://user@host:465; nothing is sent without it.
    password, password_file
        of the mail server, or the file that holds it.
    sender
        who mails come from: Shop <orders@shop.example>.
    sms
        file:FOLDER: short messages are written there, for a program that sends them.
    shop
        what the company is called in texts.
    events
        the events that customers are told of, with commas between; all of them where nothing is set.
    language
        of whoever has told none: en or zh.
    tracking
        address at which a customer follows an order, with {number}: https://shop.example/orders/{number}.
    zone
        time zone in which moments are told, as Europe/Paris; that of the kept sites where nothing is set.
    """

    mail: str = ""
    password: str = ""
    password_file: str = ""
    sender: str = ""
    sms: str = ""
    shop: str = "Roundsman"
    events: tuple[str, ...] = ()
    language: str = "en"
    tracking: str = ""
    zone: str = ""

    @property
    def wanted(self) -> tuple[str, ...]:
        """The events that customers are told of."""
        return self.events or kinds()

    @property
    def server(self) -> SplitResult:
        """The parts of the address that mails go to."""
        return urlsplit(self.mail)


NAMES: Final = tuple(NotifySettings.__dataclass_fields__)


def notify_from(environ: Mapping[str, str]) -> NotifySettings:
    """Return the settings that ROUNDSMAN_NOTIFY_MAIL and so on give; whatever cannot be meant is refused."""
    given = {name: text.strip() for name, text in environ.items() if name.startswith(PREFIX)}
    faults = [
        fault("environment", name, text, "one of " + ", ".join(PREFIX + each.upper() for each in NAMES))
        for name, text in sorted(given.items())
        if name.removeprefix(PREFIX).lower() not in NAMES
    ]
    texts = {each: given.get(PREFIX + each.upper(), "") for each in NAMES}
    faults += [fault("environment", PREFIX + name.upper(), text, why) for name, text, why in _faults(texts)]
    refuse("The settings of notices to customers cannot be used.", faults)
    if texts["password_file"]:
        texts["password"] = Path(texts["password_file"]).read_text(encoding="utf-8").strip()
    events = tuple(each.strip() for each in texts.pop("events").split(",") if each.strip())
    return NotifySettings(events=events, **{name: text for name, text in texts.items() if text})


def _faults(texts: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    """Yield name, value and what would be right."""
    yield from _mail_faults(texts)
    if texts["sms"] and not _folder(texts["sms"]):
        yield "sms", texts["sms"], "file:FOLDER"
    for each in filter(None, map(str.strip, texts["events"].split(","))):
        if each not in kinds():
            yield "events", each, f"one of {', '.join(kinds())}"
    if texts["language"] and texts["language"] not in LANGUAGES:
        yield "language", texts["language"], f"one of {', '.join(LANGUAGES)}"
    if texts["tracking"] and not re.fullmatch(r"https?://[^\s{}]*\{number\}[^\s{}]*", texts["tracking"]):
        yield "tracking", texts["tracking"], "an address with {number} in it"
    if texts["zone"] and not _is_zone(texts["zone"]):
        yield "zone", texts["zone"], "a time zone such as Europe/Paris"
    if texts["password_file"] and not Path(texts["password_file"]).is_file():
        yield "password_file", texts["password_file"], "a file that is there"


def _mail_faults(texts: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    mail, sender = texts["mail"], texts["sender"]
    if not mail:
        return
    parts = urlsplit(mail)
    host_given = parts.scheme in ("smtp", "smtps") and bool(parts.hostname) and not parts.password
    if not (host_given or _folder(mail)):
        yield "mail", mail, "file:FOLDER, smtp://user@host:587 or smtps://user@host:465; no password in it"
    if not is_mail_address(parseaddr(sender)[1]):
        yield "sender", sender, "who mails come from, as Shop <orders@shop.example>"


def _folder(text: str) -> bool:
    return text.startswith("file:") and len(text) > len("file:")


def _is_zone(text: str) -> bool:
    try:
        ZoneInfo(text)
    except (OSError, ValueError, KeyError):
        return False
    return True


def is_mail_address(text: str) -> bool:
    """Whether a text is one address that mail can be sent to: a part, @, and a host with a dot."""
    if not text.isprintable() or len(text) > 254 or "," in text or "." not in text.rpartition("@")[2]:
        return False
    try:
        address = Address(addr_spec=text)
    except (MessageError, ValueError, IndexError):
        return False
    return bool(address.username and address.domain)


def user_of(server: SplitResult) -> str:
    """Return the user in the address of a mail server, "" for none."""
    return unquote(server.username or "")
