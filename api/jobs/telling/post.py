"""Sends one message to a webhook, and tells in a sentence fragment what came of it."""

import json
from dataclasses import dataclass
from typing import Any, Final
from uuid import uuid4

import anyio
import httpx

from api.outbound.guard import AddressRefused, Resolve, resolve
from api.outbound.settings import OutboundSettings
from api.outbound.signing import signed_headers
from api.outbound.transport import AsyncGuardedTransport
from core.clock import Clock, stopwatch
from data.store.outbox.deliveries import Attempt
from data.store.outbox.webhooks import Webhook

ANSWER_WITHIN_S: Final = 15.0
_CONNECT_S: Final = 5.0
_MOST_BYTES: Final = 64 * 1024
_HEADERS: Final = {"Content-Type": "application/json", "User-Agent": "Roundsman-Webhooks/1"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Posted:
    """What came of sending: the attempt, and when the receiver wants to be asked again, if it says so."""

    attempt: Attempt
    retry_after: str = ""

    @property
    def arrived(self) -> bool:
        """Whether the receiver has said that it has the message."""
        return not self.attempt.error

    @property
    def gone(self) -> bool:
        """Whether the receiver has said that nothing is wanted there any more."""
        return self.attempt.status == httpx.codes.GONE


def caller(settings: OutboundSettings, *, resolve: Resolve = resolve) -> httpx.AsyncClient:
    """Return who calls receivers; whoever opens it closes it."""
    return httpx.AsyncClient(
        transport=AsyncGuardedTransport(settings, resolve=resolve),
        timeout=httpx.Timeout(ANSWER_WITHIN_S, connect=_CONNECT_S),
        follow_redirects=False,
        trust_env=False,
    )


async def post(
    client: httpx.AsyncClient, webhook: Webhook, message_id: str, document: dict[str, Any], clock: Clock
) -> Posted:
    """Send a message once. What the receiver answers is read within bounds and kept by nobody."""
    body = json.dumps(document, separators=(",", ":")).encode()
    sent, took = clock(), stopwatch()
    headers = {**_HEADERS, **signed_headers(webhook.secrets, message_id, sent, body)}
    status, wish, error = None, "", ""
    try:
        with anyio.fail_after(ANSWER_WITHIN_S):
            async with client.stream("POST", webhook.url, content=body, headers=headers) as answer:
                status, wish = answer.status_code, answer.headers.get("retry-after", "")
                await _read_bounded(answer)
        error = "" if answer.is_success else _refusal(status)
    except AddressRefused as refused:
        error = refused.message
    except (TimeoutError, httpx.TimeoutException):
        error = f"no whole answer within {ANSWER_WITHIN_S:.0f} s"
    except (httpx.HTTPError, httpx.InvalidURL) as failed:
        error = _failure(failed)
    attempt = Attempt(at=sent.isoformat(), status=status, took_ms=round(took() * 1000), error=error)
    return Posted(attempt=attempt, retry_after=wish)


async def ping(
    webhook: Webhook, settings: OutboundSettings, clock: Clock, *, resolve: Resolve = resolve
) -> Posted:
    """Send a message of type `ping`, now, whatever waits."""
    document = {"type": "ping", "timestamp": clock().isoformat(), "data": {"webhook_id": webhook.id}}
    async with caller(settings, resolve=resolve) as client:
        return await post(client, webhook, str(uuid4()), document, clock)


async def _read_bounded(answer: httpx.Response) -> None:
    received = 0
    async for chunk in answer.aiter_raw():
        received += len(chunk)
        if received > _MOST_BYTES:
            return


def _refusal(status: int) -> str:
    if 300 <= status < 400:
        return f"answered {status}: redirects are not followed"
    return f"answered {status}"


def _failure(failed: Exception) -> str:
    """Return why a call failed, in our own words: a library's may quote the address with its query."""
    if isinstance(failed, httpx.ConnectError):
        text = str(failed)
        if "CERTIFICATE_VERIFY_FAILED" in text:
            return "its certificate cannot be trusted"
        if "resolved" in text:
            return "the name of the host cannot be resolved"
        return "nobody answers there"
    return "the connection broke"
