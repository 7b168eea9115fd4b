"""The built pages: each of their files at an address of its own, nothing else of the disk."""

from collections.abc import Awaitable, Callable
from hashlib import sha256
from pathlib import Path
from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

_POLICY: Final = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data: blob:",
        "font-src 'self'",
        "connect-src 'self'",
        "worker-src 'self'",
        "manifest-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    )
)
_TYPES: Final = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/x-icon",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".webmanifest": "application/manifest+json",
    ".woff2": "font/woff2",
}

LED_TO: Final = ("driver", "track")
"""Pages that links lead to: /driver/TOKEN and /track/TOKEN; the page itself reads the token there."""

_NAMED: Final = {"index.html": "/", "desk.html": "/desk"}
"""Pages that have an address without the name of their file."""

Endpoint = Callable[[Request], Awaitable[Response]]


def page_routes(folder: Path) -> list[Route]:
    """Return one route for each file of the built pages that has a known type; index.html is at `/`.

    Pages that links lead to have their address with any token alone.
    """
    files = [path for path in sorted(folder.rglob("*")) if path.suffix in _TYPES and path.is_file()]
    return [
        Route(_address(path, folder), _endpoint(path.read_bytes(), _TYPES[path.suffix])) for path in files
    ]


def _address(path: Path, folder: Path) -> str:
    name = path.relative_to(folder).as_posix()
    if name in _NAMED:
        return _NAMED[name]
    led_to = name.removesuffix(".html")
    return f"/{led_to}/{{token}}" if led_to in LED_TO else f"/{name}"


def _endpoint(content: bytes, media_type: str) -> Endpoint:
    tag = f'"{sha256(content).hexdigest()[:32]}"'
    headers = {
        "Cache-Control": "no-cache",
        "Content-Security-Policy": _POLICY,
        "ETag": tag,
    }

    async def endpoint(request: Request) -> Response:
        held = {
            each.strip().removeprefix("W/") for each in request.headers.get("if-none-match", "").split(",")
        }
        if tag in held or "*" in held:
            return Response(status_code=304, headers=headers)
        return Response(content, media_type=media_type, headers=headers)

    return endpoint
