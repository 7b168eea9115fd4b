"""One connection: closed where the head of a request does not come in time (slowloris)."""

import asyncio
from typing import Any, Final

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

HEAD_S: Final = 20.0
"""How long the first line and the headers of a request may take, from the first byte or the connection on."""


class PatientConnection(H11Protocol):
    """Waits for the head of a request only so long; bodies and answers have times of their own."""

    _head: asyncio.TimerHandle | None = None

    def connection_made(self, transport: Any) -> None:
        """Begin to wait for the first request."""
        super().connection_made(transport)
        self._wait()

    def data_received(self, received: bytes) -> None:
        """Take what has come, and wait for the rest of a head that is not whole."""
        super().data_received(received)
        if self.conn.their_state is not h11.IDLE:
            self._done()
        else:
            self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait for nothing more."""
        self._done()
        super().connection_lost(exc)

    def _wait(self) -> None:
        if self._head is None:
            self._head = self.loop.call_later(HEAD_S, self._give_up)

    def _done(self) -> None:
        if self._head is not None:
            self._head.cancel()
            self._head = None

    def _give_up(self) -> None:
        self._head = None
        if not self.transport.is_closing():
            self.transport.close()
