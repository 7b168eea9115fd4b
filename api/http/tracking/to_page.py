"""Browsers that open a link of the API are led on to its page."""

from typing import Annotated, Any, Final

from fastapi import Header

from api.http.preferences import chosen_type
from api.http.world import World

AcceptHeader = Annotated[str, Header(alias="accept", max_length=1_000, include_in_schema=False)]
"""What the caller would like to get; browsers like pages best."""

_OFFERED: Final = ("application/json", "text/html")

TO_PAGE: Final[dict[str, Any]] = {
    "description": "To the page of the link, for browsers: who accepts text/html rather than JSON."
}
"""The answer that leads on, as it is described."""


def in_browser(accept: str, world: World) -> bool:
    """Whether the caller would rather see a page, and there is one."""
    if world.page is None or "text/html" not in accept.lower():
        return False
    return chosen_type(accept, _OFFERED) == "text/html"
