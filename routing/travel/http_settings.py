"""What a user says about a routing server, checked before anything is asked of it."""

import re
from collections.abc import Mapping

import httpx

from core.errors import Fault, InvalidInput, fault


def url_faults(where: str, url: str) -> list[Fault]:
    """Return what is wrong with the address of a routing server; nothing is asked."""
    expected = "an address such as http://localhost:5000, without ? or #"
    try:
        parts = httpx.URL(url)
    except (httpx.InvalidURL, TypeError):
        return [fault(where, "url", url, expected)]
    plain = parts.scheme in ("http", "https") and parts.host and not parts.query and not parts.fragment
    return [] if plain else [fault(where, "url", without_password(parts), expected)]


def settings_faults(
    where: str, url: str, profiles: Mapping[str, str], sizes: Mapping[str, int]
) -> list[Fault]:
    """Return everything wrong with a server's address, its profile names and its request sizes."""
    faults = url_faults(where, url)
    for ours, theirs in profiles.items():
        if not re.fullmatch(r"[A-Za-z0-9_-]+", theirs):
            faults.append(fault(where, f"profiles.{ours}", theirs, "letters, digits, - and _"))
    for name, size in sizes.items():
        if isinstance(size, bool) or not isinstance(size, int) or not 2 <= size <= 100_000:
            faults.append(fault(where, name, size, "a whole number from 2 to 100,000"))
    return faults


def server_profile(server: str, profiles: Mapping[str, str], profile: str) -> str:
    """Return the server's name for one of our vehicle profiles, or refuse a profile it does not serve."""
    if profile not in profiles:
        expected = f"one of {', '.join(profiles) or 'none'}, or the server's name for it in its settings"
        raise InvalidInput(
            f"{server} does not serve the profile {profile!r}.",
            faults=[fault("vehicle", "profile", profile, expected)],
        )
    return profiles[profile]


def without_password(url: httpx.URL) -> str:
    """Return an address fit for plans and logs: no user, password, query, or slash at its end."""
    return str(url.copy_with(username="", password="", query=None, fragment=None)).rstrip("/")
