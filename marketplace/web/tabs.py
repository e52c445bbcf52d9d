"""The links above a list: one for each group of its rows."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tab:
    """One of them; `count` is the number of its rows, where it is shown."""

    label: str
    url: str
    current: bool
    count: int | None = None

    @property
    def on(self) -> bool:
        return self.current
