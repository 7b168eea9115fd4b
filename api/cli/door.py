"""Who is let in as long as there is no key and nobody, and the way to the first administrator."""

from dataclasses import dataclass

from api.http.server import is_loopback
from api.http.world import World
from api.services.access.first_admin import LINK_LASTS, new_admin_link
from api.services.access.scopes import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """What whoever starts a server is told of who is let in.

    told
        sentences; none where there is a key or a person.
    admin_link
        where the first administrator is set up; "" for nowhere.
    """

    told: tuple[str, ...] = ()
    admin_link: str = ""


def door_of(world: World, host: str, address: str, *, first_admin: bool) -> Door:
    """Return who is let in, and with `first_admin` a new link for the first administrator."""
    if world.store.somebody():
        return Door()
    make = f"roundsman keys create admin --role {Role.ADMIN} (on the same database)"
    here = is_loopback(host)
    if here and world.settings.keys != "always":
        told = f"It is open to this computer alone, until there is the first key or person: {make}"
    else:
        told = f"No API key exists yet, and nobody is let in without one: {make}"
    token = new_admin_link(world.store, world.clock) if first_admin else None
    if token is None:
        return Door(told=(told,))
    # After #, so that no server and no proxy ever writes it into a log.
    link = f"{address}/#first-admin={token}"
    minutes = int(LINK_LASTS.total_seconds()) // 60
    other = "" if here else ", with the name by which you reach this computer in place of localhost"
    return Door(
        told=(told, f"Set up the first administrator here, within {minutes} minutes, once{other}: {link}"),
        admin_link=link,
    )
