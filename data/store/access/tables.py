"""Tables of those who may call. Secrets are never here, only their digests."""

from sqlalchemy import BigInteger, Column, ForeignKey, Index, String, Table, Text, UniqueConstraint

from data.store.sealing.columns import SealedText
from data.store.tables import METADATA

API_KEYS = Table(
    "api_keys",
    METADATA,
    Column("id", String(36), primary_key=True),
    Column("tenant", String(36), nullable=False),
    Column("name", String(100), nullable=False),
    Column("grants", Text, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("made_by", String(100), nullable=False),
    Column("created_us", BigInteger, nullable=False),
    Column("expires_us", BigInteger, nullable=False),
    Column("revoked_us", BigInteger, nullable=True),
    Column("used_us", BigInteger, nullable=True),
    Column("call", String(64), nullable=True),
    Column("fingerprint", String(64), nullable=False),
    UniqueConstraint("tenant", "call", name="api_keys_once_per_call"),
    Index("api_keys_newest", "tenant", "created_us", "id"),
)
"""One row a key; none is ever deleted.

digest: SHA-256 of the secret, which is as random as can be. grants: names of roles and scopes.
used_us: about when it was last used. call, fingerprint: digests of the caller's idempotency key and of what
was asked with it.
"""

USERS = Table(
    "users",
    METADATA,
    Column("id", String(36), primary_key=True),
    Column("tenant", String(36), nullable=False),
    Column("name", SealedText("users.name"), nullable=False),
    Column("identity", SealedText("users.identity"), nullable=False),
    Column("digest", String(64), nullable=False, unique=True),
    Column("password", SealedText("users.password"), nullable=False),
    Column("roles", String(100), nullable=False),
    Column("made_by", String(100), nullable=False),
    Column("created_us", BigInteger, nullable=False),
    Column("closed_us", BigInteger, nullable=True),
    Column("signed_in_us", BigInteger, nullable=True),
    Column("call", String(64), nullable=True),
    UniqueConstraint("tenant", "call", name="users_once_per_call"),
    Index("users_newest", "tenant", "created_us", "id"),
)
"""One row a person who signs in; none is ever deleted.

identity: what the person is known by, a name that is typed or the subject of a provider. digest: its digest
by a data key, by which it is found. password: its Argon2 hash; "" for whom a provider vouches.
call: digest of the caller's idempotency key.
"""

SESSIONS = Table(
    "sessions",
    METADATA,
    Column("digest", String(64), primary_key=True),
    Column("key_id", String(36), ForeignKey("api_keys.id"), nullable=True),
    Column("user_id", String(36), ForeignKey("users.id"), nullable=True),
    Column("expires_us", BigInteger, nullable=False),
    Index("sessions_expiring", "expires_us"),
    Index("sessions_of_a_user", "user_id"),
)
"""One row a browser that was let in; those that are over go when the next one begins.

digest: SHA-256 of the token, which is as random as can be. key_id, user_id: the key that it stands for, or
who has signed in.
"""

ADMIN_LINKS = Table(
    "admin_links",
    METADATA,
    Column("digest", String(64), primary_key=True),
    Column("expires_us", BigInteger, nullable=False),
)
"""The link by which the first administrator is set up: one row at most, and none once there is anybody.

digest: SHA-256 of what the link holds, which is as random as can be.
"""

VISITS = Table(
    "visits",
    METADATA,
    Column("digest", String(64), primary_key=True),
    Column("expires_us", BigInteger, nullable=False),
    Index("visits_expiring", "expires_us"),
)
"""One row a browser that was sent to a provider of identities and is not back.

digest: SHA-256 of the token in its cookie, which is as random as can be.
"""
