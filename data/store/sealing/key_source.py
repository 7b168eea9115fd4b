"""Where data keys come from: a setting, or a file that nobody else reads."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from core.errors import Fault, InvalidInput, fault
from data.files import replacing
from data.store.sealing.data_key import DataKey, key_of, new_key

_HEAD: Final = """\
# Data keys of Roundsman: names, addresses and phones in its database are sealed with the last one.
# Keep a copy apart from the database and its backups: without these keys nobody can read them, nor can you.
"""
_EXPECTED: Final = "32 bytes in base64url, as `roundsman secrets new` prints them"


@dataclass(frozen=True, slots=True, kw_only=True)
class KeySource:
    """Keys by a setting's text, or else those in a file, which is made where there is none.

    given
        keys, a space or a line between; the last one seals.
    file
        holds the same, a line each, and comments after #.
    """

    file: Path
    given: str = field(default="", repr=False)

    @property
    def fixed(self) -> bool:
        """Whether somebody else keeps the keys: they are never added to from here."""
        return bool(self.given.strip())

    def __str__(self) -> str:
        """Return where the keys are, for people."""
        return "ROUNDSMAN_DATA_KEYS" if self.fixed else str(self.file)

    def read(self) -> list[DataKey]:
        """Return all keys, the one that seals last; none where there is no file yet.

        Raises `InvalidInput` with every line that is no key; none of them is shown.
        """
        if self.fixed:
            return _keys(self.given, "environment", "ROUNDSMAN_DATA_KEYS")
        try:
            return _keys(self.file.read_text(encoding="utf-8"), "file of data keys", str(self.file))
        except FileNotFoundError:
            return []
        except (OSError, ValueError) as problem:
            raise _unreadable(self.file, problem) from problem

    def stamp(self) -> tuple[int, int, int]:
        """Return what differs once the file has been changed; always the same for keys by a setting."""
        try:
            found = self.file.stat()
        except OSError:
            return (0, 0, 0)
        return (0, 0, 0) if self.fixed else (found.st_mtime_ns, found.st_size, found.st_ino)

    def add(self) -> DataKey:
        """Add a new key to the file, whole and synced before this returns."""
        made = new_key()
        self._write([*self.read(), made])
        return made

    def remove(self, key_id: str) -> None:
        """Take a key out of the file, for good."""
        self._write([each for each in self.read() if each.id != key_id])

    def _write(self, keys: list[DataKey]) -> None:
        text = _HEAD + "".join(f"{each.text}  # {each.id}\n" for each in keys)
        try:
            self.file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            with replacing(self.file) as temporary:
                temporary.chmod(0o600)
                temporary.write_text(text, encoding="utf-8")
        except OSError as problem:
            raise _unreadable(self.file, problem) from problem


def _keys(text: str, where: str, name: str) -> list[DataKey]:
    words = [word for line in text.splitlines() for word in line.partition("#")[0].split()]
    found = [key_of(word) for word in words]
    wrong: list[Fault] = [
        fault(where, name, f"key {number}, which is none", _EXPECTED)
        for number, each in enumerate(found, 1)
        if each is None
    ]
    if wrong:
        raise InvalidInput("The data keys cannot be used.", faults=wrong)
    return [each for each in found if each is not None]


def _unreadable(file: Path, problem: Exception) -> InvalidInput:
    reason = getattr(problem, "strerror", None) or "no text"
    expected = "a file that only the user of Roundsman reads and writes; ROUNDSMAN_KEY_FILE names another"
    return InvalidInput(
        f"The file of data keys cannot be used: {reason}.",
        faults=[fault("file of data keys", "", str(file), expected)],
    )
