"""What a query may mean: for each of its words, the words of the shop that answer it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from marketplace.discovery.language import latin, query, synonyms, vocabulary
from marketplace.discovery.language.inflection import kin
from marketplace.discovery.language.spelling import asked_shapes, like
from marketplace.discovery.language.vocabulary import Known

LIKE = 12  # words that one mistyped word may stand for
LONGER = 20  # words that a beginning may stand for


@dataclass(frozen=True, slots=True)
class Term:
    """One typed word. `exact`: as typed; `sure`: other forms, other spellings; `loose`: guesses.
    `often`: in how many listings the most usual of them stands."""

    typed: str
    exact: tuple[str, ...] = ()
    sure: tuple[str, ...] = ()
    loose: tuple[str, ...] = ()
    often: int = 0
    shown: str = ""  # the best guess as makers write it, if it was needed

    @property
    def words(self) -> tuple[str, ...]:
        """All of them."""
        return self.exact + self.sure + self.loose


@dataclass(frozen=True, slots=True)
class Question:
    """A query understood; `ceiling` is the highest price asked for, in the house's currency."""

    terms: tuple[Term, ...] = ()
    ceiling: int | None = None

    @property
    def certain(self) -> bool:
        """Whether each word is known as it was typed, or in another form."""
        return all(term.exact or term.sure for term in self.terms)

    @property
    def answerable(self) -> bool:
        """Whether the shop has an answer to each word."""
        return all(term.words for term in self.terms)

    @property
    def guesses(self) -> list[str]:
        """The words that were guessed, as makers write them."""
        return [term.shown for term in self.terms if term.shown]


def understand(text: str) -> Question:
    """The query's words as they are known; what is not known stays empty."""
    words, ceiling = query.read(text)
    meant = synonyms.meant([word.text for word in words])
    other = {
        word: kin(word.text) | latin.others(word.text) | meant.get(word.text, set())
        for word in words
    }
    asked = {one for word in words for one in (word.text, *word.joined, *other[word])}
    found = vocabulary.known([word for word in asked if _spelt(word)])
    terms = []
    for word in words:
        typed = [word.text, *sorted(word.joined)]
        exact = [one for one in typed if one in found or not _spelt(one)]
        sure = sorted(one for one in other[word] if one in found and one not in exact)
        terms.append(_term(word.text, exact, sure, found))
    return Question(tuple(terms), ceiling)


def loosen(asked: Question) -> Question:
    """The same with guesses: one slip, Latin letters, a word's beginning, two words in one."""
    under = {shape for term in asked.terms for shape in asked_shapes(term.typed)}
    kept = vocabulary.kept_under(under) if under else []
    return replace(asked, terms=tuple(one for term in asked.terms for one in _loosened(term, kept)))


def _spelt(word: str) -> bool:
    """Whether the vocabulary holds such words; figures are looked for as they are."""
    return word.isalpha()


def _term(typed: str, exact: list[str], sure: list[str], found: dict[str, Known]) -> Term:
    often = max((found[one].listings for one in (*exact, *sure) if one in found), default=1)
    return Term(typed, tuple(exact), tuple(sure), often=often)


def _loosened(term: Term, kept: list[tuple[str, Known]]) -> Iterable[Term]:
    if not _spelt(term.typed):
        return [term]
    shapes, taken = asked_shapes(term.typed), {*term.exact, *term.sure}
    near = {
        word.word: word for shape, word in kept
        if shape in shapes and like(term.typed, shape, word.word)
    }  # fmt: skip
    longer = vocabulary.beginning(term.typed, LONGER) if len(term.typed) > 1 else []
    guessed = [word for word in near.values() if word.word not in taken][:LIKE]
    more = [word for word in longer if word.word not in taken and word.word not in near]
    if not taken and not guessed and not more and (halves := _halves(term.typed)):
        return halves
    both = guessed + more
    shown = "" if taken or not both else both[0].shown
    often = max([term.often, *(word.listings for word in both)])
    return [replace(term, loose=tuple(word.word for word in both), often=often, shown=shown)]


def _halves(typed: str) -> list[Term]:
    """دستباف as دست and باف, where both are known."""
    cuts = range(2, len(typed) - 1)
    found = vocabulary.known({half for at in cuts for half in (typed[:at], typed[at:])})
    pairs = [(typed[:at], typed[at:]) for at in cuts]
    whole = [pair for pair in pairs if pair[0] in found and pair[1] in found]
    if not whole:
        return []
    best = max(whole, key=lambda pair: min(found[half].listings for half in pair))
    return [_term(half, [half], [], found) for half in best]
