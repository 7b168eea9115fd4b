"""Why a plan is not made, or not handed out, now."""

from core.errors import RoundsmanError


class QueueFull(RoundsmanError):
    """As many plans wait as the server takes.

    retry_after
        seconds until a place should be free.
    """

    code = "queue-full"
    action = "Wait for the time that the Retry-After header names, then send the same request again."

    def __init__(self, message: str, *, retry_after: int) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class KeyReused(RoundsmanError):
    """The idempotency key came with another request before."""

    code = "idempotency-key-reused"
    action = "Use a new key for a new request; repeat a request with exactly the same content."


class PlanNotReady(RoundsmanError):
    """The plan is still being made."""

    code = "plan-not-ready"
    action = "Follow its events, or ask again; `best` hands out the best plan so far."


class ShuttingDown(RoundsmanError):
    """The server is about to stop and takes no new work."""

    code = "shutting-down"
    action = "Send the request again when the server is back."


class Interrupted(RoundsmanError):
    """The server stopped before the plan was finished."""

    code = "interrupted"
    action = "Ask for the plan again, with a new idempotency key; the best plan so far is kept."
