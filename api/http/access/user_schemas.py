"""What is asked and told of people who sign in."""

from datetime import datetime
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from api.services.access.manage_keys import LONGEST_NAME
from api.services.access.passwords import LONGEST, SHORTEST
from api.services.access.scopes import Role, Scope, scopes_of
from data.store.access.users import User

_TEXT = Field(max_length=1_000)
_NAMES = Field(max_length=100)

Password = Annotated[str, Field(min_length=SHORTEST, max_length=LONGEST)]
Roles = Annotated[list[Role], Field(min_length=1, max_length=len(Role))]


class UserIn(BaseModel):
    """Somebody to be let in by name and password.

    roles: none that give more than the caller may. password: to be changed by the person afterwards.
    """

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "example": {"name": "Ada", "roles": ["dispatcher"], "password": "seven green vans at noon"}
        },
    )

    name: Annotated[str, Field(min_length=1, max_length=LONGEST_NAME)]
    roles: Roles
    password: Password


class UserChangeIn(BaseModel):
    """What is to be different; what is left out stays. The sessions of the person end."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"example": {"roles": ["planner"]}})

    roles: Roles | None = None
    password: Password | None = None
    closed: bool | None = None

    def changes(self) -> dict[str, Any]:
        """Return what is to be different; null is no change."""
        return self.model_dump(exclude_none=True)


class PasswordIn(BaseModel):
    """One's own password: that of now, and the next one."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "example": {"old": "seven green vans at noon", "new": "eight red bicycles by night"}
        },
    )

    old: Annotated[str, Field(max_length=LONGEST)]
    new: Password


class FirstAdminIn(BaseModel):
    """The first administrator.

    link: what stands in the link that the server has printed, after `first-admin=`.
    """

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "example": {"link": "LINK", "name": "Ada", "password": "seven green vans at noon"}
        },
    )

    link: Annotated[str, Field(min_length=1, max_length=200)]
    name: Annotated[str, Field(min_length=1, max_length=LONGEST_NAME)]
    password: Password


class UserOut(BaseModel):
    """Somebody who signs in.

    made_by: who let the person in. closed: since when the person may not sign in; null otherwise.
    by_password: whether by a password; else a provider vouches.
    """

    id: Annotated[str, _TEXT]
    name: Annotated[str, _TEXT]
    roles: Annotated[list[str], _NAMES]
    scopes: Annotated[list[Scope], _NAMES]
    by_password: bool
    made_by: Annotated[str, _TEXT]
    created: datetime
    closed: datetime | None
    signed_in: datetime | None

    @classmethod
    def of(cls, user: User) -> "UserOut":
        """Return what is told of a person."""
        return cls(
            id=user.id,
            name=user.name,
            roles=list(user.roles),
            scopes=sorted(scopes_of(user.roles)),
            by_password=bool(user.password),
            made_by=user.made_by,
            created=user.created,
            closed=user.closed,
            signed_in=user.signed_in,
        )


class UsersOut(BaseModel):
    """One page of people; next_page_token leads to the next one."""

    users: Annotated[list[UserOut], Field(max_length=1_000)]
    next_page_token: Annotated[str | None, _TEXT]
