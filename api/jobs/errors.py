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


class OperationNotReady(RoundsmanError):
    """The operation has no answer yet."""

    code = "operation-not-ready"
    action = "Follow its events, or ask again."


class ShuttingDown(RoundsmanError):
    """The server is about to stop, or does not work yet."""

    code = "shutting-down"
    action = "Send the request again when the server is back."


class NoSuchTravelSource(RoundsmanError):
    """No worker has the travel source that the plan asks for."""

    code = "no-such-travel-source"
    action = "Start server and workers with the same options of travel (--map and the like)."


class GaveUp(RoundsmanError):
    """The work on the plan broke off again and again."""

    code = "gave-up"
    action = "Look for lack of memory on the workers; a smaller day, or more memory, may help."


class OutOfMemory(RoundsmanError):
    """Making the plan needed more memory than its process may have."""

    code = "out-of-memory"
    action = "Plan a smaller day, or raise ROUNDSMAN_WORKER_MEMORY_MB on the workers."


class TookTooLong(RoundsmanError):
    """Making the plan took much longer than its budget; its process was ended."""

    code = "took-too-long"
    action = "Plan a smaller day, or raise ROUNDSMAN_WORKER_OVERRUN_S on the workers."


class WorkersAlive(RoundsmanError):
    """Somebody works on the database that is to be replaced."""

    code = "workers-alive"
    action = "End `roundsman up` and `roundsman worker` first, on every computer that uses the database."
