"""The cookie that holds a browser's session: sent by pages of this server alone."""

from typing import Final

from starlette.requests import HTTPConnection
from starlette.responses import Response
from starlette.types import Scope

from api.http.errors import CrossSite
from api.http.guards import SAFE_METHODS
from api.services.access.sessions import LONGEST

COOKIE: Final = "roundsman_session"


def sent_session(scope: Scope) -> str:
    """Return the token that a request's cookie holds; "" for none.

    Raises `CrossSite` where the browser was not asked by a page of this very server. A cookie is shared by
    all ports of a host, and SameSite lets pages of the other ports use it: that is not enough.
    """
    sent = HTTPConnection(scope).cookies.get(COOKIE, "")
    if sent and not _by_own_page(scope):
        raise CrossSite("A session is for pages of this server; the request comes from elsewhere.")
    return sent


def set_session(response: Response, token: str, *, https: bool) -> None:
    """Have the browser keep a session that no script can read."""
    response.set_cookie(
        COOKIE,
        token,
        max_age=int(LONGEST.total_seconds()),
        httponly=True,
        samesite="strict",
        secure=https,
    )


def forget_session(response: Response, *, https: bool) -> None:
    """Have the browser forget its session."""
    response.delete_cookie(COOKIE, httponly=True, samesite="strict", secure=https)


def _by_own_page(scope: Scope) -> bool:
    """Whether a page of this server asked, or, for what changes nothing, somebody who typed the address.

    Browsers say so by Sec-Fetch-Site (W3C Fetch Metadata), but only over https and on their own computer;
    elsewhere Origin comes with every change.
    """
    headers, changes = HTTPConnection(scope).headers, scope["method"] not in SAFE_METHODS
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site == "same-origin" or (site == "none" and not changes)
    origin = headers.get("origin", "").partition("://")[2]
    return not changes or origin.lower() == headers.get("host", "").lower() != ""
