"""The first administrator: set up by whoever has the link that the server prints at its start."""

from datetime import timedelta
from typing import Final

from api.services.access.caller import Caller
from api.services.access.errors import AdminLinkOver
from api.services.access.manage_users import new_user
from api.services.access.scopes import EVERYTHING, Role
from api.services.access.sessions import begin_for
from core.clock import Clock
from data.store.audit.act import Act
from data.store.store import Store

LINK_LASTS: Final = timedelta(hours=1)


def new_admin_link(store: Store, clock: Clock) -> str | None:
    """Return the token of a link for the first administrator; None where there is a key or a person.

    It is good once, for an hour, and any earlier one no more.
    """
    return store.admin_links.make(clock() + LINK_LASTS)


def set_up_admin(store: Store, clock: Clock, link: str, *, name: str, password: str) -> tuple[str, Caller]:
    """Let the first administrator in; return the token of a session, and who it lets in.

    Raises `AdminLinkOver` for a link that was used, is too old, or comes after the first key or person.
    """
    now = clock()
    by = Caller(id="admin-link", name="admin link", tenant=store.tenant, scopes=EVERYTHING)
    if not store.admin_links.good(link, now):
        raise AdminLinkOver("This link is good no more.")
    wanted = new_user(by, name=name, roles=[Role.ADMIN], password=password)
    act = Act(who=by.id, what="set_up_admin", at=now)
    made = store.by(act).admin_links.use(link, wanted, now)
    if made is None:
        raise AdminLinkOver("This link is good no more.")
    return begin_for(store, made, now)
