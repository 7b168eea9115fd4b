"""What each operation needs: declared in its router, in one line, and held by the gate.

What an operation is given and never waits for is told by coroutines, here and elsewhere: FastAPI calls plain
functions in a thread, each for itself.
"""

from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Depends, Request
from fastapi.params import Depends as Dependency

from api.services.access.caller import Caller
from api.services.access.scopes import Scope


@dataclass(frozen=True)
class Need:
    """What a caller must have.

    scope
        None where nobody is asked who he is.
    free_here
        whether calls from this computer need nothing, ever; elsewhere a key may be sent without `Bearer`.
    """

    scope: Scope | None
    free_here: bool = False

    async def __call__(self, request: Request) -> None:
        """Refuse to work where the gate did not let the request in by this very need."""
        if getattr(request.state, "let_in_by", None) != self:
            raise RuntimeError("a request came past the gate")


def needs(scope: Scope, *, free_here: bool = False) -> Any:
    """Return the declaration that an operation needs a scope: `dependencies=[needs(Scope.PLANS_READ)]`."""
    return Depends(Need(scope, free_here))


def open_to_all() -> Any:
    """Return the declaration that nobody is asked who he is: for what tells nothing of anybody."""
    return Depends(Need(None))


def need_of(dependencies: list[Dependency]) -> Need | None:
    """Return what the dependencies of an operation declare; None where that is nothing, or not one thing."""
    declared = [each.dependency for each in dependencies if isinstance(each.dependency, Need)]
    return declared[0] if len(declared) == 1 else None


async def _caller(request: Request) -> Caller:
    caller: Caller = request.state.caller
    return caller


CallerDep = Annotated[Caller, Depends(_caller)]
"""Who calls, for a route."""
