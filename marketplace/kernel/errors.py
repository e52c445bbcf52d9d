"""Domain errors: a code, a sentence for people, and the field it concerns."""


class DomainError(Exception):
    """A rule said no. `sentence` is an English msgid with %(name)s places; `facts` fill them."""

    status = 422

    def __init__(self, sentence: str, *, field: str | None = None, **facts: object) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.field = field
        self.facts = facts


class NotFound(DomainError):
    """No such thing, or not yours: people cannot tell the two apart."""

    status = 404

    def __init__(self) -> None:
        super().__init__("This page does not exist.")


class NotAllowed(DomainError):
    """The person may not do this now."""

    status = 403


class TooMany(DomainError):
    """A limit was reached. `retry_after` is in seconds."""

    status = 429

    def __init__(self, sentence: str, *, retry_after: int) -> None:
        super().__init__(sentence)
        self.retry_after = retry_after


class WrongState(DomainError):
    """A change that the transition table does not allow from the present state."""

    status = 409


def cause(error: BaseException) -> str:
    """The first line of what lies beneath an error, or its kind if it said nothing; for operators,
    since a driver's words may quote what somebody typed."""
    beneath = getattr(error, "orig", None) or error.__cause__ or error
    said = str(beneath).strip()
    return said.splitlines()[0] if said else type(beneath).__name__
