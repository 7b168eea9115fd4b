"""The port through which mails and short messages leave: to a server, or to files for somebody else to send.

Another way to send (a gateway for short messages, say) is one more class with `send`; `senders` chooses.
"""

import json
import smtplib
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP as SMTP_POLICY
from email.utils import format_datetime, parseaddr
from pathlib import Path
from typing import Final, Protocol

from api.outbound.notify_settings import NotifySettings, is_mail_address, user_of
from core.errors import RoundsmanError
from data.files import write_bytes
from data.store.outbox.notices import Channel

_PATIENCE_S: Final = 20.0
_PORTS: Final = {"smtp": 587, "smtps": 465}


class NotSent(RoundsmanError):
    """A message did not leave; `final` where trying again is of no use."""

    code = "not-sent"
    action = "Look at the note of the notice: roundsman notify list."

    def __init__(self, message: str, *, final: bool = False) -> None:
        super().__init__(message)
        self.final = final


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What leaves: to a mail address or a telephone; id is the same however often it is sent."""

    id: str
    to: str
    subject: str
    text: str
    language: str
    at: datetime


class Sender(Protocol):
    """Sends one message or raises `NotSent`."""

    def send(self, message: Message) -> None:
        """Send a message."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class FileMail:
    """Writes each mail as a file that mail programs open; the same mail again is the same file."""

    folder: Path
    sender: str

    def send(self, message: Message) -> None:
        """Write a mail."""
        _write(self.folder / f"{message.id}.eml", mail_of(message, self.sender).as_bytes(policy=SMTP_POLICY))


@dataclass(frozen=True, slots=True, kw_only=True)
class SmtpMail:
    """Hands mails to a server, encrypted: STARTTLS on smtp://, TLS from the start on smtps://."""

    settings: NotifySettings
    context: ssl.SSLContext

    def send(self, message: Message) -> None:
        """Hand a mail over; a server that refuses it for ever is told apart from one that is away."""
        mail = mail_of(message, self.settings.sender)
        try:
            with self._connected() as server:
                server.send_message(mail)
        except smtplib.SMTPRecipientsRefused as refused:
            codes = [code for code, _ in refused.recipients.values()]
            raise NotSent("the mail server refuses the recipient", final=min(codes) >= 500) from refused
        except smtplib.SMTPResponseException as answered:
            final = answered.smtp_code >= 500 and not isinstance(answered, smtplib.SMTPAuthenticationError)
            raise NotSent(f"the mail server answered {answered.smtp_code}", final=final) from answered
        except (OSError, smtplib.SMTPException) as failed:
            raise NotSent("the mail server cannot be reached") from failed

    @contextmanager
    def _connected(self) -> Iterator[smtplib.SMTP]:
        parts = self.settings.server
        host, port = parts.hostname or "", parts.port or _PORTS[parts.scheme]
        if parts.scheme == "smtps":
            server: smtplib.SMTP = smtplib.SMTP_SSL(host, port, timeout=_PATIENCE_S, context=self.context)
        else:
            server = smtplib.SMTP(host, port, timeout=_PATIENCE_S)
        with server:
            if parts.scheme == "smtp" and host not in ("localhost", "127.0.0.1", "::1"):
                server.starttls(context=self.context)
            if user_of(parts):
                server.login(user_of(parts), self.settings.password)
            yield server


@dataclass(frozen=True, slots=True, kw_only=True)
class FileSms:
    """Writes each short message as a JSON file, for a program that sends them and then removes the file."""

    folder: Path

    def send(self, message: Message) -> None:
        """Write a short message."""
        told = {**asdict(message), "at": message.at.isoformat()}
        del told["subject"]
        _write(self.folder / f"{message.id}.json", json.dumps(told, ensure_ascii=False, indent=2).encode())


def senders(settings: NotifySettings) -> Mapping[Channel, Sender]:
    """Return how messages leave by each channel that is set."""
    found: dict[Channel, Sender] = {}
    if settings.mail.startswith("file:"):
        found["mail"] = FileMail(folder=Path(settings.mail.removeprefix("file:")), sender=settings.sender)
    elif settings.mail:
        found["mail"] = SmtpMail(settings=settings, context=ssl.create_default_context())
    if settings.sms:
        found["sms"] = FileSms(folder=Path(settings.sms.removeprefix("file:")))
    return found


def mail_of(message: Message, sender: str) -> EmailMessage:
    """Return a message as a mail; nothing in it can begin another header (`EmailMessage` refuses line ends).

    Message-ID is that of the notice: a server that gets the mail twice can tell.
    """
    if not is_mail_address(message.to):
        raise NotSent("the mail address of the customer cannot be one", final=True)
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = sender, message.to, message.subject
    mail["Date"] = format_datetime(message.at)
    mail["Message-ID"] = f"<{message.id}@{parseaddr(sender)[1].rpartition('@')[2]}>"
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(message.text)
    mail["Content-Language"] = message.language
    return mail


def _write(path: Path, content: bytes) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        write_bytes(path, content)
    except OSError as failed:
        raise NotSent(f"the file cannot be written: {failed.strerror}") from failed
