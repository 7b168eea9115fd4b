"""Who may see which operation: whoever may ask for work of its kind."""

from typing import Annotated, Final

from fastapi import Depends, Path

from api.http.access.needs import CallerDep
from api.http.world import OperationsDep
from api.services.access.caller import Caller
from api.services.access.errors import ScopeMissing
from api.services.access.scopes import Scope
from data.store.operations.record import OperationRecord

OperationId = Annotated[str, Path(max_length=100, examples=["7d0c3a52-6d1c-4a0f-9a53-6f4f0c2f7a10"])]
"""The id of an operation, as its creation told it."""

_READS: Final = {
    "import-orders": Scope.ORDERS_READ,
    "import-stock": Scope.STOCK_READ,
}
"""What reading takes, by kind; everything else is of networks."""

_WRITES: Final = {
    "import-orders": Scope.ORDERS_WRITE,
    "import-stock": Scope.STOCK_WRITE,
}


def missing(kind: str, caller: Caller) -> Scope | None:
    """Return the scope that a caller lacks to look at operations of a kind, None where there is none.

    Tables of orders are full of persons: those who may not take any in see them with `personal:read` alone.
    """
    needed = _READS.get(kind, Scope.NETWORK_READ)
    if needed not in caller.scopes:
        return needed
    personal = kind == "import-orders" and Scope.ORDERS_WRITE not in caller.scopes
    return Scope.PERSONAL_READ if personal and Scope.PERSONAL_READ not in caller.scopes else None


def _seen(operation_id: OperationId, operations: OperationsDep, caller: CallerDep) -> OperationRecord:
    record = operations.record(operation_id)
    lacking = missing(record.kind, caller)
    if lacking is not None:
        _refuse(lacking, caller)
    return record


def _changed(operation_id: OperationId, operations: OperationsDep, caller: CallerDep) -> OperationRecord:
    record = operations.record(operation_id)
    _refuse(_WRITES.get(record.kind, Scope.NETWORK_WRITE), caller)
    return record


def _refuse(scope: Scope, caller: CallerDep) -> None:
    if scope not in caller.scopes:
        raise ScopeMissing(f"This operation needs the scope {scope}.", scope=scope)


SeenDep = Annotated[OperationRecord, Depends(_seen)]
"""The operation of the address, for a route that looks at it."""

ChangedDep = Annotated[OperationRecord, Depends(_changed)]
"""The operation of the address, for a route that changes it."""
