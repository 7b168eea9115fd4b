"""Whether the store works, looked at again and again, so that whoever asks is answered at once."""

import logging
import threading
import time
from collections.abc import Callable

from data.store.failures import StoreBusy, StoreFailed

_LOG = logging.getLogger(__name__)


class StoreWatch:
    """Tries the store every few seconds in a thread of its own; more often while it fails.

    check
        raises `StoreFailed` where the store does not work.
    every_s, again_s
        the time between two tries, and while the store fails.
    patience_s
        how long a try may take before the store counts as busy.
    """

    def __init__(
        self,
        check: Callable[[], None],
        *,
        every_s: float = 5.0,
        again_s: float = 1.0,
        patience_s: float = 12.0,
    ) -> None:
        self._check = check
        self._every_s, self._again_s, self._patience_s = every_s, again_s, patience_s
        self._failure: StoreFailed | None = None
        self._begun: float | None = None
        self._ended = threading.Event()
        self._thread: threading.Thread | None = None

    @property
    def failure(self) -> StoreFailed | None:
        """Why the store does not work now; None where it does."""
        begun = self._begun
        if self._failure is None and begun is not None and time.monotonic() > begun + self._patience_s:
            return StoreBusy(f"The database has not answered for {self._patience_s:g} seconds.")
        return self._failure

    def open(self) -> None:
        """Begin to look."""
        self._ended.clear()
        self._thread = threading.Thread(target=self._look, name="store watch", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Look no more."""
        self._ended.set()
        if self._thread is not None:
            self._thread.join(self._patience_s)
            self._thread = None

    def _look(self) -> None:
        while not self._ended.wait(self._every_s if self._failure is None else self._again_s):
            before, self._failure = self._failure, self._tried()
            if self._failure is not None and before is None:
                _LOG.error("the store does not work: %s", self._failure.message)
            elif self._failure is None and before is not None:
                _LOG.warning("the store works again")

    def _tried(self) -> StoreFailed | None:
        self._begun = time.monotonic()
        try:
            self._check()
        except StoreFailed as failed:
            return failed
        except Exception as error:
            _LOG.error("the store cannot be looked at: %s", type(error).__name__)
            return StoreFailed("The database refused to work.")
        finally:
            self._begun = None
        return None
