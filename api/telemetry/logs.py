"""The log: plain lines for people, or one JSON document a line for machines; no names, no keys."""

import json
import logging
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final

from api.telemetry.request_id import REQUEST_ID

REQUESTS: Final = logging.getLogger("roundsman.requests")
"""Told of every request that was answered."""

_OURS: Final = ("api", "core", "data", "inventory", "network", "orders", "roundsman", "routing")


class JsonLines(logging.Formatter):
    """Writes a record as one JSON document: time, level, logger, message, request_id, and its figures.

    Of an error only the kind is told: its text may hold what somebody typed.
    """

    def format(self, record: logging.LogRecord) -> str:
        """Return the line, without its end."""
        told: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if REQUEST_ID.get():
            told["request_id"] = REQUEST_ID.get()
        figures = getattr(record, "figures", None)
        if isinstance(figures, Mapping):
            told.update(figures)
        if record.exc_info and record.exc_info[0] is not None:
            told["error"] = record.exc_info[0].__name__
        return json.dumps(told, default=str)


def start_logging(form: str, level: str) -> None:
    """Write the log to standard error.

    form
        `json` or `plain`.
    level
        the least that is written: error, warning or info; `auto` is info for JSON, else warning.
    """
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines() if form == "json" else logging.Formatter("%(message)s"))
    chosen = {"auto": "info" if form == "json" else "warning"}.get(level, level).upper()
    root = logging.getLogger()
    root.handlers = [handler]
    # Libraries may log what they are given; ours do not.
    root.setLevel(logging.ERROR)
    for name in _OURS:
        logging.getLogger(name).setLevel(chosen)
    # Which warns of what arrives and is no HTTP, and besides tells that it has started.
    logging.getLogger("uvicorn").setLevel(logging.WARNING)
