"""Who may do what: scopes, and the roles that hold them."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Final


class Scope(StrEnum):
    """What a caller may do; every operation needs one."""

    PLANS_READ = "plans:read"
    PLANS_WRITE = "plans:write"
    PLANS_PUBLISH = "plans:publish"
    ORDERS_READ = "orders:read"
    ORDERS_WRITE = "orders:write"
    ORDERS_EVENTS = "orders:events"
    TRACKING_READ = "tracking:read"
    TRACKING_WRITE = "tracking:write"
    FLEET_READ = "fleet:read"
    FLEET_WRITE = "fleet:write"
    STOCK_READ = "stock:read"
    STOCK_WRITE = "stock:write"
    KPIS_READ = "kpis:read"
    QUOTES_READ = "quotes:read"
    GEOCODE = "geocode"
    NETWORK_READ = "network:read"
    NETWORK_WRITE = "network:write"
    OPERATIONS = "operations"
    SOLVE = "solve"
    EVENTS_READ = "events:read"
    WEBHOOKS = "webhooks"
    PERSONAL_READ = "personal:read"
    PEOPLE = "people"
    ME = "me"
    KEYS = "keys"
    USERS = "users"
    AUDIT = "audit"


class Role(StrEnum):
    """Somebody's place in the work, and with it a set of scopes."""

    VIEWER = "viewer"
    DISPATCHER = "dispatcher"
    PLANNER = "planner"
    WAREHOUSE = "warehouse"
    INTEGRATION = "integration"
    ADMIN = "admin"


TABLE: Final[dict[Scope, tuple[str, str]]] = {
    Scope.PLANS_READ: ("look at plans", "viewer dispatcher planner warehouse integration"),
    Scope.PLANS_WRITE: ("ask for plans, change and cancel them", "dispatcher planner integration"),
    Scope.PLANS_PUBLISH: ("make plans the ones that are driven, and links to them", "dispatcher"),
    Scope.ORDERS_READ: ("look at orders", "viewer dispatcher planner warehouse integration"),
    Scope.ORDERS_WRITE: ("place, arrange and cancel orders", "dispatcher integration"),
    Scope.ORDERS_EVENTS: ("tell what happened to orders", "dispatcher warehouse integration"),
    Scope.TRACKING_READ: (
        "follow days as they are driven",
        "viewer dispatcher planner warehouse integration",
    ),
    Scope.TRACKING_WRITE: ("tell what happens on a day", "dispatcher warehouse integration"),
    Scope.FLEET_READ: ("look at vehicles and sites", "viewer dispatcher planner warehouse integration"),
    Scope.FLEET_WRITE: ("keep and remove vehicles and sites", "dispatcher planner integration"),
    Scope.STOCK_READ: ("look at stock", "viewer dispatcher planner warehouse integration"),
    Scope.STOCK_WRITE: ("reserve, release and ship stock", "dispatcher warehouse integration"),
    Scope.KPIS_READ: ("look at key figures, of orders, money and stock", "viewer dispatcher planner"),
    Scope.QUOTES_READ: ("ask what can be promised", "viewer dispatcher planner integration"),
    Scope.GEOCODE: ("ask where addresses are", "dispatcher planner integration"),
    Scope.NETWORK_READ: ("look at studies of networks and warehouses", "viewer planner"),
    Scope.NETWORK_WRITE: ("keep such studies and ask about them", "planner"),
    Scope.OPERATIONS: (
        "follow and end long work of the kinds that one may ask for",
        "viewer dispatcher planner warehouse integration",
    ),
    Scope.SOLVE: ("solve questions that are not kept", "dispatcher planner integration"),
    Scope.EVENTS_READ: ("follow everything that happens", "viewer dispatcher planner warehouse integration"),
    Scope.WEBHOOKS: ("have events sent to addresses outside", "integration"),
    Scope.PERSONAL_READ: (
        "see names, addresses, telephone numbers, notes and pictures whole; masked without",
        "dispatcher integration",
    ),
    Scope.PEOPLE: ("export and erase everything about a person", ""),
    Scope.ME: ("ask who one is: everybody", "viewer dispatcher planner warehouse integration"),
    Scope.KEYS: ("make, list and revoke API keys", ""),
    Scope.USERS: ("let people in, change their roles and close them", ""),
    Scope.AUDIT: ("look at the audit log", ""),
}
"""What each scope allows, and who has it; an admin has all."""

EVERYTHING: Final = frozenset(Scope)
"""All scopes."""


def scopes_of(grants: Iterable[str]) -> frozenset[Scope]:
    """Return the scopes that names of roles and scopes give; a name that is neither gives nothing."""
    named = set(grants)
    if Role.ADMIN in named:
        return EVERYTHING
    given = {scope for scope, (_, roles) in TABLE.items() if scope in named or named & {*roles.split()}}
    return frozenset(given | {Scope.ME})
