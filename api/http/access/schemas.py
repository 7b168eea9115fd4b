"""What is asked and told of API keys and callers."""

from datetime import datetime
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from api.services.access.caller import Caller
from api.services.access.manage_keys import LONGEST_NAME, MOST_DAYS, USUAL_DAYS
from api.services.access.passwords import LONGEST
from api.services.access.scopes import Scope, scopes_of
from data.store.access.keys import ApiKey
from data.store.tenant import DEFAULT_TENANT

_TEXT = Field(max_length=1_000)
_NAMES = Field(max_length=100)


class KeyIn(BaseModel):
    """A key to be made.

    grants: roles (viewer, dispatcher, planner, warehouse, integration, admin) and scopes; none that the
    caller does not have. days: until it expires.
    """

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"example": {"name": "web shop", "grants": ["integration"], "days": 90}},
    )

    name: Annotated[str, Field(min_length=1, max_length=LONGEST_NAME)]
    grants: Annotated[list[Annotated[str, Field(max_length=100)]], Field(min_length=1, max_length=100)]
    days: Annotated[int, Field(ge=1, le=MOST_DAYS)] = USUAL_DAYS


class SessionIn(BaseModel):
    """What to sign in with: a name and its password, or an API key.

    tenant: whose person it is, where several firms share the server; the first one's by default.
    """

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"example": {"key": "rk_3f0a91c2d4e5_SECRET"}}
    )

    key: Annotated[str, Field(min_length=1, max_length=200)] | None = None
    name: Annotated[str, Field(min_length=1, max_length=LONGEST_NAME)] | None = None
    password: Annotated[str, Field(min_length=1, max_length=LONGEST)] | None = None

    tenant: Annotated[str, Field(min_length=1, max_length=36)] = DEFAULT_TENANT

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        named = (self.name is not None, self.password is not None)
        if named != (self.key is None,) * 2:
            raise ValueError("either key, or name and password")
        return self


class WaysOut(BaseModel):
    """How somebody can sign in here.

    password: whether people sign in by name and password; keys are always taken. provider: whether a provider
    of identities vouches for people of this tenant, at /v1/session/oidc.
    """

    password: bool
    provider: bool


class KeyOut(BaseModel):
    """A key without its secret.

    made_by: who made it. used: about when it was last used.
    """

    id: Annotated[str, _TEXT]
    name: Annotated[str, _TEXT]
    grants: Annotated[list[str], _NAMES]
    scopes: Annotated[list[Scope], _NAMES]
    made_by: Annotated[str, _TEXT]
    created: datetime
    expires: datetime
    revoked: datetime | None
    used: datetime | None

    @classmethod
    def of(cls, key: ApiKey) -> "KeyOut":
        """Return what is told of a key."""
        return cls(
            id=key.id,
            name=key.name,
            grants=list(key.grants),
            scopes=sorted(scopes_of(key.grants)),
            made_by=key.made_by,
            created=key.created,
            expires=key.expires,
            revoked=key.revoked,
            used=key.used,
        )


class NewKeyOut(BaseModel):
    """A key that was made, and what its holder sends.

    secret: the whole key, told this one time; null where the same call made it before.
    """

    key: KeyOut
    secret: Annotated[str | None, _TEXT]


class KeysOut(BaseModel):
    """One page of keys; next_page_token leads to the next one."""

    keys: Annotated[list[KeyOut], Field(max_length=1_000)]
    next_page_token: Annotated[str | None, _TEXT]


class MeOut(BaseModel):
    """Who calls, as the server sees it.

    session_ends: when the browser has to sign in again; null for callers without a session.
    """

    id: Annotated[str, _TEXT]
    name: Annotated[str, _TEXT]
    tenant: Annotated[str, _TEXT]
    scopes: Annotated[list[Scope], _NAMES]
    session_ends: datetime | None

    @classmethod
    def of(cls, caller: Caller) -> "MeOut":
        """Return what is told of a caller."""
        return cls(
            id=caller.id,
            name=caller.name,
            tenant=caller.tenant,
            scopes=sorted(caller.scopes),
            session_ends=caller.session_ends,
        )
