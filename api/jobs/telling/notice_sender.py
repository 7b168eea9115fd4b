"""Sends notices to customers, one after the other: a mail server wants no more."""

import logging
from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from api.outbound.messages import NotSent, Sender
from api.outbound.notify_settings import NotifySettings
from api.services.notices import in_zone_of_sites, message_of
from core.clock import Clock
from data.store.outbox.notices import READER, Channel, Letter
from data.store.store import Store

_LOG = logging.getLogger(__name__)

LATE: Final = timedelta(hours=24)
"""What happened longer ago is no news: nobody wants the mails of a week once a worker is back."""

PAUSES_S: Final = (60, 300, 900, 3_600, 7_200, 21_600, 43_200)
_LEASE_S: Final = 120.0
_AT_ONCE: Final = 50


class NoticeSender:
    """Makes notices of events and hands them to whoever sends them."""

    def __init__(
        self, *, store: Store, clock: Clock, settings: NotifySettings, by: Mapping[Channel, Sender]
    ) -> None:
        self._store, self._clock, self._settings, self._by = store, clock, settings, by
        self._begun = False

    def send_due(self) -> int:
        """Send what is due now; return how many notices that were."""
        if not self._begun:
            # What happened before customers were to be told at all is not told.
            self._store.events.begin_reading(READER)
            self._begun = True
        now, channels, settings = self._clock(), tuple(self._by), self._settings
        kinds = settings.wanted
        self._store.notices.address(now, channels=channels, kinds=kinds, not_before=now - LATE)
        for number in range(_AT_ONCE):
            letter = self._store.notices.take(self._clock(), channels=channels, lease_s=_LEASE_S)
            if letter is None:
                return number
            if number == 0:
                settings = in_zone_of_sites(settings, self._store)
            self._send(letter, settings)
        return _AT_ONCE

    def _send(self, letter: Letter, settings: NotifySettings) -> None:
        try:
            message = message_of(letter, settings)
            if message is None:
                self._store.notices.tell(letter, "skipped", note=f"the customer has told no {letter.channel}")
                return
            self._by[letter.channel].send(message)
        except NotSent as failed:
            self._failed(letter, failed.message, final=failed.final)
        except Exception:
            _LOG.exception("notice %s could not be sent", letter.id)
            self._failed(letter, "it cannot be written", final=True)
        else:
            self._store.notices.tell(letter, "sent")

    def _failed(self, letter: Letter, note: str, *, final: bool) -> None:
        if final or letter.tried >= len(PAUSES_S):
            self._store.notices.tell(letter, "failed", note=note)
            return
        again = self._clock() + timedelta(seconds=PAUSES_S[letter.tried])
        self._store.notices.tell(letter, "waiting", note=note, next_at=again)
