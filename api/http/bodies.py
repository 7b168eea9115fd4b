"""What bodies of requests are declared as."""

from fastapi import Request

from api.http.errors import UnsupportedMediaType

JSON = "application/json"


def declared_type(request: Request) -> str:
    """Return the media type that a body is declared as, without its parameters; "" for none."""
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()


async def require_json(request: Request) -> None:
    """Refuse a body that is not declared as JSON.

    A page of another web site can send any other type without asking the browser's leave.
    """
    if declared_type(request) != JSON:
        raise UnsupportedMediaType("The body is not declared as application/json.")
