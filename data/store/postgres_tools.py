"""PostgreSQL's own tools for backups, found on the PATH; passwords go by the environment alone."""

import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Final

from data.files import replacing
from data.store.address import Address
from data.store.failures import StoreFailed

_FORM: Final = re.compile(r"^COPY (\S+)\.alembic_version \(version_num\) FROM stdin;\n(\w+)$", re.MULTILINE)


class ToolMissing(StoreFailed):
    """A program of PostgreSQL that backups need is not there."""

    code = "backup-tool-missing"
    action = "Install the client programs of PostgreSQL; on Debian: apt install postgresql-client."


class ToolFailed(StoreFailed):
    """A program of PostgreSQL that backups need has failed."""

    code = "backup-tool-failed"
    action = "Its reason is in the message; use client programs at least as new as the server."


def dump(address: Address, target: Path) -> None:
    """Write everything in the database to `target`: whole or not at all."""
    with replacing(target) as temporary:
        temporary.chmod(0o600)
        _run(address, "pg_dump", "--format=custom", f"--file={temporary}")


def load(address: Address, source: Path) -> None:
    """Put everything in `source` in the place of what the database holds, in one transaction."""
    how = ("--clean", "--if-exists", "--no-owner", "--single-transaction", "--exit-on-error")
    _run(address, "pg_restore", *how, f"--dbname={address.url.database}", str(source))


def forms_of_dump(address: Address, source: Path) -> frozenset[str | None]:
    """Return the forms of the tables of all tenants in a backup; with None where it is none of ours."""
    try:
        table = _run(address, "pg_restore", "--data-only", "--table=alembic_version", "--file=-", str(source))
    except ToolFailed:
        return frozenset({None})
    found = dict(_FORM.findall(table))
    return frozenset(found.values()) if "public" in found else frozenset({None})


def _run(address: Address, tool: str, *arguments: str) -> str:
    path = shutil.which(tool)
    if path is None:
        raise ToolMissing(f"{tool} is not on the PATH.")
    command = [path, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, env=_environment(address), check=False)  # noqa: S603
    if done.returncode:
        said = done.stderr.strip().splitlines() or ["it gave no reason"]
        raise ToolFailed(f"{tool} failed: {said[0][:300]}")
    return done.stdout


def _environment(address: Address) -> dict[str, str]:
    """Return how libpq's programs are told where the server is."""
    url = address.url
    given = {
        "PGHOST": url.host or _first(url.query.get("host")),
        "PGPORT": None if url.port is None else str(url.port),
        "PGUSER": url.username,
        "PGPASSWORD": None if url.password is None else str(url.password),
        "PGDATABASE": url.database,
        "PGSSLMODE": _first(url.query.get("sslmode")),
    }
    return {**os.environ, **{name: value for name, value in given.items() if value is not None}}


def _first(value: str | tuple[str, ...] | None) -> str | None:
    return value[0] if isinstance(value, tuple) else value
