"""All operations of the server with what each of them needs."""

from collections.abc import Sequence
from dataclasses import dataclass
from re import Pattern

from fastapi.routing import APIRoute, iter_route_contexts
from starlette.routing import BaseRoute

from api.http.access.needs import Need, need_of

HOW_TO_DECLARE = (
    "does not declare one scope. In its router write dependencies=[needs(Scope.PLANS_READ)], at the "
    "operation or for all of them; or open_to_all() for what tells nothing of anybody: both are in "
    "api.http.access.needs. A new scope is a row of api/services/access/scopes.py."
)


class Undeclared(Exception):
    """An operation does not say what it needs."""


@dataclass(frozen=True, kw_only=True)
class Operation:
    """One operation: where it is, what it is called, what it needs."""

    id: str
    methods: frozenset[str]
    path: str
    pattern: Pattern[str]
    need: Need

    def path_values(self, path: str) -> dict[str, str]:
        """Return what stands in the places of a path's parameters."""
        found = self.pattern.match(path)
        return {} if found is None else found.groupdict()


def operations_of(routes: Sequence[BaseRoute]) -> list[Operation]:
    """Return the operations of routes; raise `Undeclared` with all that do not say what they need.

    Routes that are no operations, such as files of the page, are left out.
    """
    found, undeclared = [], []
    for context in iter_route_contexts(routes):
        if not isinstance(context.original_route, APIRoute):
            continue
        named = f"{' '.join(sorted(context.methods or ()))} {context.path}"
        need = need_of(context.dependencies)
        if need is None:
            undeclared.append(named)
            continue
        found.append(
            Operation(
                id=context.operation_id or named,
                methods=frozenset(context.methods or ()),
                path=context.path_format or "",
                pattern=context.path_regex,
                need=need,
            )
        )
    if undeclared:
        raise Undeclared("\n".join(f"{each} {HOW_TO_DECLARE}" for each in undeclared))
    return found


def operation_at(operations: Sequence[Operation], method: str, path: str) -> Operation | None:
    """Return the operation that a request asks for; None where there is none."""
    for each in operations:
        if method in each.methods and each.pattern.match(path):
            return each
    return None
