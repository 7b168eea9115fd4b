"""Revisions of what is kept: told as ETag, and asked for in If-Match (RFC 9110, section 13.1.1)."""

from api.http.errors import PreconditionRequired


def etag_of(revision: int) -> str:
    """Return the ETag of a revision."""
    return f'"{revision}"'


def required(if_match: str) -> str:
    """Return what an If-Match header says; raise `PreconditionRequired` where it says nothing."""
    text = if_match.strip()
    if not text:
        raise PreconditionRequired("The header If-Match is missing.")
    return text


def seen_revision(if_match: str) -> int | None:
    """Return the revision that an If-Match header names: -1 for one that nothing has, None for any."""
    text = if_match.strip()
    if text == "*":
        return None
    return revision_named(text.removeprefix("W/"))


def revision_named(etag: str) -> int:
    """Return the revision of an ETag, -1 for one that nothing has."""
    text = etag.strip('"')
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else -1
