"""Why a file could not be kept: sentences that a person can act on."""

from marketplace.kernel.errors import DomainError
from marketplace.kernel.text import N_


class StorageFull(DomainError):
    """No room for one more file; nothing was written."""

    status = 503

    def __init__(self) -> None:
        super().__init__(
            N_(
                "There is no room for another file just now. Nothing you wrote is lost; please"
                " call the office."
            ),
            field="photo",
        )


class StorageAway(DomainError):
    """The place of the files does not answer; what was there is there still."""

    status = 503

    def __init__(self) -> None:
        super().__init__(
            N_(
                "Photos and sounds cannot be kept or opened now. Nothing you wrote is lost; please"
                " try again in a few minutes."
            ),
            field="photo",
        )
