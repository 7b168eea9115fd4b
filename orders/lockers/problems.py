"""What keeps a parcel from being put into a locker, and a code from opening one."""

from core.errors import RoundsmanError


class LockerConflict(RoundsmanError):
    """The locker cannot do this now."""

    code = "locker-conflict"
    action = "Look at the parcel and the bank again."


class LockerFull(LockerConflict):
    """No compartment that the parcel goes into is free."""

    code = "locker-full"
    action = (
        "Move the parcel to one of the banks near by that are told with this answer, and deposit it there."
    )


class LockerOut(LockerConflict):
    """The bank is out of service."""

    code = "locker-out-of-service"
    action = (
        "Move the parcel to one of the banks near by that are told with this answer, and deposit it there."
    )


class ParcelExpired(LockerConflict):
    """The parcel was not collected in time and goes back."""

    code = "parcel-expired"
    action = "Ask the shop: it can send the order again or refund it."


class CodeVoid(LockerConflict):
    """Too many wrong codes were tried; no code opens the compartment any more."""

    code = "code-void"
    action = "Have a new code made for the parcel: POST /v1/lockers/parcels/ID:code."


class WrongCode(LockerConflict):
    """No parcel of the bank is opened by this code."""

    code = "wrong-code"
    action = (
        "Look at the code in the message that you were sent and try again; after a few tries none is taken."
    )


class CodesBlocked(RoundsmanError):
    """Too many wrong codes were tried; for a while none is taken.

    retry_after
        seconds until one is taken again.
    """

    code = "codes-blocked"
    action = "Wait for the time that the Retry-After header names."

    def __init__(self, message: str, *, retry_after: int) -> None:
        super().__init__(message)
        self.retry_after = retry_after
