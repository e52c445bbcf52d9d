"""The same word with and without its endings: plural, ezafe, adjective."""

ENDINGS = ("هایی", "های", "ها", "یی", "ای", "ی", "ان", "ات", "ترین", "تر")
ADDED = ("ی", "ها", "های", "ای")
SHORTEST = 3  # letters that stay


def kin(word: str) -> set[str]:
    """Other forms that the word may have in a listing; which of them exist, the vocabulary says."""
    if word.isascii():
        return _english(word)
    bare = {word.removesuffix(end) for end in ENDINGS if word.endswith(end)}
    bare = {one for one in bare if len(one) >= SHORTEST}
    longer = (
        {one + end for one in {word, *bare} for end in ADDED} if len(word) >= SHORTEST else set()
    )
    return (bare | longer) - {word}


def _english(word: str) -> set[str]:
    if not word.isalpha() or len(word) < SHORTEST:
        return set()
    found = {word + "s"}
    if word.endswith("ies"):
        found.add(word[:-3] + "y")
    if word.endswith("es"):
        found.add(word[:-2])
    if word.endswith("s"):
        found.add(word[:-1])
    if word.endswith("y"):
        found.add(word[:-1] + "ies")
    return {one for one in found if len(one) >= SHORTEST}
