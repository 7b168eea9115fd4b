"""Failures that only a command line meets: wrong usage, files that cannot be used, and surprises."""

import os
import re
from pathlib import Path

from api.cli.talk import talk
from core.errors import RoundsmanError

_PART = re.compile(r"\.(.+)\.[0-9a-f]{12}\.part")


class WrongUsage(RoundsmanError):
    """The command line cannot be understood."""

    code = "wrong-usage"
    exit_code = 2
    action = "Run the command with --help to see what it takes."

    @classmethod
    def of(cls, error: Exception) -> "WrongUsage | None":
        """Return wrong usage as the terminal library tells it, or None if `error` is something else."""
        # Told by its methods: the library keeps the class under names that change with its versions.
        tell = getattr(error, "format_message", None)
        return cls(str(tell())) if callable(tell) else None


class FileTrouble(RoundsmanError):
    """A file or folder cannot be read or written."""

    code = "file-trouble"
    action = "Correct the rights, make room, or choose another place."

    @classmethod
    def of(cls, error: OSError) -> "FileTrouble":
        """Return the system's error under the name that the user knows."""
        reason = error.strerror or str(error) or type(error).__name__
        return cls(f"{_named(error)}: {reason}.")


class Unexpected(RoundsmanError):
    """Something that nobody foresaw: a fault of the program."""

    code = "unexpected"
    action = "Set ROUNDSMAN_DEBUG=1, run again and report what is printed."

    @classmethod
    def of(cls, error: Exception) -> "Unexpected":
        """Return what happened in one line."""
        what = " ".join(str(error).split())[:200]
        return cls(f"An unexpected error: {type(error).__name__}{f': {what}' if what else ''}.")


def usage_shown(error: Exception) -> None:
    """Show how the command that was called wrongly is called."""
    context = getattr(error, "ctx", None)
    if context is not None:
        talk().print(context.get_usage().strip(), markup=False)


def _named(error: OSError) -> str:
    """Return the file that is meant: a temporary file by the name that it was to get."""
    if not isinstance(error.filename, str | bytes):
        return "A file or the standard output"
    path = Path(os.fsdecode(error.filename))
    found = _PART.fullmatch(path.name)
    return str(path.with_name(found[1]) if found else path)
