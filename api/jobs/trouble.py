"""How errors that nobody foresaw are logged: by kind and place; their text may hold names and addresses."""

import logging

_LOG = logging.getLogger(__name__)


def where_of(error: BaseException) -> str:
    """Return the kind of an error and the lines it went through."""
    lines = []
    step = error.__traceback__
    while step is not None:
        lines.append(f"{step.tb_frame.f_globals.get('__name__')}:{step.tb_lineno}")
        step = step.tb_next
    return f"{type(error).__name__} at {' > '.join(lines)}"


def log_unexpected(message: str, error: BaseException, *given: object) -> None:
    """Log an error that nobody foresaw."""
    log_where(message, where_of(error), *given)


def log_where(message: str, where: str, *given: object) -> None:
    """Log where an error came from; nothing where that is not told."""
    if where:
        _LOG.error(f"{message}: %s", *given, where)
