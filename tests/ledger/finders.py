"""What was written off turns up: at the office, or with its buyer; the post gets its money back."""

from typing import Any

from hypothesis import strategies as some
from hypothesis.stateful import precondition, rule

from marketplace.kernel.db import session as database
from marketplace.kernel.unit import unit_of_work
from marketplace.orders.losses import claims, turning_up
from marketplace.orders.losses.turning_up import Found
from marketplace.orders.returns.models import CreditNote
from tests.ledger.carriers import Carriers, parcel_of
from tests.ledger.oracle import PARTIES, Told


class Finders(Carriers):
    """Parcels that are there after all."""

    @precondition(lambda self: self.any(missing))
    @rule(
        data=some.data(), outcome=some.sampled_from(("back", "bought", "kept")),
        here=some.integers(0, 3),
    )  # fmt: skip
    def it_turns_up(self, data: Any, outcome: str, here: int) -> None:
        key, told = self.one(data, missing)
        many = {line: min(here, of) for line, of in told.many.items()}
        said = Found(outcome, "پیدا شد", self.treasurer, many)
        row = self.tried(lambda: turning_up.turn_up(parcel_of(key), said))
        assert (row is not None) == told.sold
        if row is not None:
            told.turn_up(outcome, here)
            if row.withdrawn and row.note_id in self.answers:
                self.over.add(row.note_id)
            if outcome == "bought":
                stays = self.asked_of(key)
                told.owed = max(stays, told.owed - max(0, told.costs - told.kept))
            told.settle()

    @precondition(lambda self: self.any(undoable))
    @rule(data=some.data())
    def it_is_lost_after_all(self, data: Any) -> None:
        key, told = self.one(data, undoable)
        with_her = all(
            told.lines[line].returned + of <= told.lines[line].quantity
            for line, of in told.many.items()
        )
        row = self.tried(lambda: turning_up.undo(parcel_of(key), "نرسیده بود", self.treasurer))
        assert (row is not None) == (told.found == "kept" or with_her)
        if row is not None:
            told.lose_again()
            self.over.discard(row.note_id)
            told.settle()

    @precondition(lambda self: self.over)
    @rule(data=some.data(), part=some.sampled_from((0, 0.4, 1)))
    def the_post_gets_back(self, data: Any, part: float) -> None:
        note = database.get_one(CreditNote, data.draw(some.sampled_from(sorted(self.over))))
        claim = claims.of_note(note)
        assert claim is not None
        assert claim.answer is not None
        paid, over = int(claim.answer.paid * part), claim.over.amount
        with unit_of_work():
            claims.give_back(note, paid, self.treasurer, seen=claim.turn, reference="8",
                             reason="پیدا شد")  # fmt: skip
        self.over.discard(note.id)
        key, *_answer = self.answers.pop(note.id)
        self.world.orders[key].answered -= over
        self.answered(-paid, paid - over)


def missing(told: Told) -> bool:
    """Whether something of it is written off and has not turned up."""
    return told.lost in PARTIES and not told.found


def undoable(told: Told) -> bool:
    """Whether its buyer has it."""
    return told.found in ("bought", "kept")
