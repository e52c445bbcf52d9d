"""What a double of the outside world may be told to do wrong, for how many requests."""

import threading
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Fault:
    """One kind of trouble: a mode, its number (an error code) and its seconds."""

    mode: str = "none"
    code: int = 0
    seconds: float = 0


class Faults:
    """The present fault; safe between threads; `hang` lasts until it is cleared."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._fault = Fault()
        self._left = 0

    def set(self, mode: str, code: int = 0, seconds: float = 0, times: int = 1 << 30) -> None:
        """From now on, for `times` requests."""
        with self._changed:
            self._fault, self._left = Fault(mode, code, seconds), times
            self._changed.notify_all()

    def clear(self) -> None:
        """Everything works again, and what hangs goes on."""
        self.set("none", times=0)

    def take(self) -> Fault:
        """The fault for this request."""
        with self._changed:
            if self._left <= 0:
                return Fault()
            self._left -= 1
            return self._fault

    def wait_until_cleared(self, seconds: float = 120) -> None:
        """Stand still as a server does that never answers."""
        with self._changed:
            hanging = self._fault
            self._changed.wait_for(lambda: self._fault is not hanging, timeout=seconds)

    def read(self, wish: dict[str, Any]) -> None:
        """Set from a JSON body: {"mode": …, "code": …, "seconds": …, "times": …}."""
        self.set(
            str(wish.get("mode", "none")),
            int(wish.get("code", 0)),
            float(wish.get("seconds", 0)),
            int(wish.get("times", 1 << 30)),
        )
