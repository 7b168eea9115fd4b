"""How much of persons the caller of a route sees, by the scope `personal:read`."""

from typing import Annotated

from fastapi import Depends, Query

from api.http.access.needs import CallerDep
from api.services.access.scopes import Scope
from api.services.sight import Sight


async def _sight(caller: CallerDep) -> Sight:
    return Sight(whole=Scope.PERSONAL_READ in caller.scopes)


SightDep = Annotated[Sight, Depends(_sight)]
"""What the caller sees, for a route that tells of persons: everything goes through it."""

WholeDep = Annotated[
    bool,
    Query(description="Names, telephone numbers and rooms as they are; needs the scope `personal:read`."),
]
"""Whether a caller wants persons on a paper unmasked."""
