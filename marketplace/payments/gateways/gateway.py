"""What every way to pay says of itself."""

from typing import Protocol

from marketplace.kernel.preferences import Preferences


class Gateway(Protocol):
    """`name` is kept on orders; `method` and `holder` on the payments that come this way."""

    @property
    def name(self) -> str: ...

    @property
    def method(self) -> str: ...

    @property
    def holder(self) -> str:
        """Who has the money once it is paid: office, vendor or gateway."""
        ...

    @property
    def ahead(self) -> bool:
        """Whether the buyer pays within some days of the makers' answers, before the pieces
        leave; otherwise when they are handed over."""
        ...

    def open(self, office: Preferences) -> bool:
        """Whether the office can be paid this way now."""
        ...
