"""Transition tables: the only way a state column changes, each change one row of the event log."""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from marketplace.kernel import eventlog
from marketplace.kernel.db import session
from marketplace.kernel.errors import WrongState


class Stateful(Protocol):
    """A row with an id and a state."""

    id: Any
    state: Any


class Machine:
    """`table` maps a transition's name to {from state: to state}."""

    def __init__(self, kind: str, initial: str, table: Mapping[str, Mapping[str, str]]) -> None:
        self.kind = kind
        self.initial = initial
        self.table = table
        self.states = {initial} | {
            s for moves in table.values() for pair in moves.items() for s in pair
        }

    def allows(self, subject: Stateful, name: str) -> bool:
        """Whether the transition may happen now."""
        return subject.state in self.table[name]

    def born(
        self, subject: Stateful, *, state: str = "", changes: dict[str, Any] | None = None
    ) -> None:
        """Record a new subject in its initial state, or in that of the one it was taken from."""
        state = state or self.initial
        if subject.id is None:
            session.add(subject)
            subject.state = state
            session.flush()
        elif subject.state != state:
            raise ValueError(f"a {self.kind} that was not in its first state when it was kept")
        eventlog.record(
            self.kind, subject.id, "created", states=(None, subject.state), changes=changes
        )

    def born_together(self, subjects: Sequence[Stateful]) -> None:
        """Record many new subjects at once, all in the initial state."""
        for one in subjects:
            one.state = self.initial
        session.add_all(subjects)
        session.flush()
        born = (None, self.initial)
        eventlog.record_all(self.kind, (one.id for one in subjects), "created", born)

    def fire(
        self,
        subject: Stateful,
        name: str,
        *,
        reason: str | None = None,
        changes: dict[str, Any] | None = None,
    ) -> None:
        """Move the subject, which the caller holds locked. Raises WrongState."""
        old = subject.state
        new = self.table[name].get(old)
        if new is None:
            raise WrongState(
                "This was changed by someone else meanwhile. Here is how it stands now."
            )
        subject.state = new
        eventlog.record(
            self.kind, subject.id, name, states=(old, new), reason=reason, changes=changes
        )
