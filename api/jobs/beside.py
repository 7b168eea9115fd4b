"""Work that goes on beside the program for as long as it runs."""

import threading
from abc import ABC, abstractmethod


class Beside(ABC):
    """A thread of its own, from `open` to `close`.

    name
        of the thread.
    """

    def __init__(self, name: str) -> None:
        self._name = name
        self._ended = threading.Event()
        self._thread: threading.Thread | None = None

    def open(self) -> None:
        """Begin; the store must be open."""
        self._thread = threading.Thread(target=self._run, name=self._name, daemon=True)
        self._thread.start()

    def close(self) -> None:
        """End, before the store is closed."""
        self._ended.set()
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    @abstractmethod
    def _run(self) -> None:
        """Work until `_ended` is set."""
