"""A page for each kind of error: the address that a problem's `type` names."""

from html import escape
from typing import Annotated

from fastapi import APIRouter, Path
from fastapi.responses import HTMLResponse

from api.http.access.needs import open_to_all
from api.http.errors import kinds, status_of, title_of
from api.http.responses import problems
from core.errors import NotFound, RoundsmanError

router = APIRouter(tags=["errors"])


@router.get(
    "/errors/{code}",
    operation_id="explain_error",
    summary="Explain a kind of error",
    dependencies=[open_to_all()],
    response_class=HTMLResponse,
    responses=problems(404, 422),
)
def explain_error(code: Annotated[str, Path(max_length=100, examples=["not-found"])]) -> HTMLResponse:
    """Return a page on the kind of error that a problem's `type` names."""
    kind = kinds().get(code)
    if kind is None:
        raise NotFound("There is no error with this code.")
    return HTMLResponse(_page(kind), headers={"Cache-Control": "public, max-age=3600"})


def _page(kind: type[RoundsmanError]) -> str:
    code, title, action = escape(kind.code), escape(title_of(kind)), escape(kind.action)
    return (
        f'<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n<title>{code}</title>\n'
        f"<h1>{code}</h1>\n<p>{title}</p>\n<p>What to do: {action}</p>\n"
        f"<p>HTTP status {status_of(kind)}; exit status {kind.exit_code} on the command line.</p>\n</html>\n"
    )
