"""The data keys that a process has at hand, and sealed values as columns hold them."""

from binascii import a2b_base64, b2a_base64
from collections.abc import Sequence
from threading import Lock
from typing import Final

from sqlalchemy.exc import DontWrapMixin

from data.store.failures import StoreDamaged, StoreFailed
from data.store.sealing.data_key import ID_LENGTH, DataKey, NotSealedByThis
from data.store.sealing.key_source import KeySource

MARK: Final = "s1."
"""What sealed values begin with; the key's id and a dot follow."""

PREFIX: Final = len(MARK) + ID_LENGTH + 1


class DataKeyMissing(StoreFailed, DontWrapMixin):
    """The key that sealed what is kept is not at hand."""

    code = "data-key-missing"
    action = (
        "Put the data keys that were kept apart into the file that is named, or into ROUNDSMAN_DATA_KEYS, "
        "and start again."
    )


class Ring:
    """Keys by their ids, and the one that seals; shared by all connections of a process."""

    def __init__(self, source: KeySource) -> None:
        self.source = source
        self._keys: dict[str, DataKey] = {}
        self._stamp: tuple[int, int, int] | None = None
        self._sealing: DataKey | None = None
        self._guard = Lock()

    def look(self) -> None:
        """Read the keys anew where their file has changed."""
        with self._guard:
            stamp = self.source.stamp()
            if stamp != self._stamp:
                self._keys = {each.id: each for each in self.source.read()}
                self._stamp = stamp

    @property
    def ids(self) -> Sequence[str]:
        """The keys at hand; the last one of the source last."""
        return list(self._keys)

    def seal_with(self, key_id: str) -> None:
        """Seal with this key from now on."""
        if self._sealing is None or self._sealing.id != key_id:
            self._sealing = self._key(key_id)

    def digests(self, text: str) -> list[str]:
        """Return all digests under which equal texts may have been kept."""
        return [f"{each.id}{each.digest(text)}" for each in self._keys.values()]

    def digest(self, text: str) -> str:
        """Return the digest under which a text is kept now."""
        key = self._sealer()
        return f"{key.id}{key.digest(text)}"

    def seal_text(self, plain: str, place: bytes) -> str:
        """Return a text as a column keeps it; "" stays what it is."""
        if not plain:
            return plain
        key = self._sealer()
        return f"{MARK}{key.id}.{b2a_base64(key.seal(plain.encode(), place), newline=False).decode()}"

    def open_text(self, kept: str, place: bytes) -> str:
        """Return the text that a column keeps; one that was kept before there were keys is itself."""
        if not kept.startswith(MARK):
            return kept
        return self._open(kept[len(MARK) : PREFIX - 1], a2b_base64(kept[PREFIX:]), place).decode()

    def seal_bytes(self, plain: bytes, place: bytes) -> bytes:
        """Return bytes as a column keeps them."""
        key = self._sealer()
        return f"{MARK}{key.id}.".encode() + key.seal(plain, place)

    def open_bytes(self, kept: bytes, place: bytes) -> bytes:
        """Return the bytes that a column keeps."""
        if not kept.startswith(MARK.encode()):
            return kept
        return self._open(kept[len(MARK) : PREFIX - 1].decode(), kept[PREFIX:], place)

    def _open(self, key_id: str, sealed: bytes, place: bytes) -> bytes:
        try:
            return self._key(key_id).open(sealed, place)
        except NotSealedByThis:
            raise StoreDamaged("Something sealed in the database was changed by somebody else.") from None

    def _key(self, key_id: str) -> DataKey:
        """Return a key, also one that was added to the file a moment ago."""
        if key_id not in self._keys:
            self.look()
        found = self._keys.get(key_id)
        if found is None:
            raise self.missing([key_id])
        return found

    def missing(self, key_ids: Sequence[str]) -> DataKeyMissing:
        """Return what is told where keys are not at hand."""
        named = f"key {key_ids[0]}" if len(key_ids) == 1 else f"keys {', '.join(key_ids)}"
        told = f"What the database keeps is sealed with {named}, which {self.source} does not have."
        return DataKeyMissing(told)

    def _sealer(self) -> DataKey:
        if self._sealing is None:
            raise DataKeyMissing("No data key is known; the database is not open.")
        return self._sealing
