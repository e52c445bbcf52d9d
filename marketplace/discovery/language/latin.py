"""Craft words that visitors write in Latin letters in many ways, beside the Persian one."""

SPELLINGS = (
    "گلیم kilim gelim gilim kelim gileem geleem",
    "جاجیم jajim jejim jajeem jijim",
    "نمد felt namad namadd",
    "قالی فرش carpet rug qali ghali farsh khali",
    "قالیچه rug qaliche ghaliche",
    "گبه gabbeh gabeh gabe gaba",
    "خورجین saddlebag khorjin khorjeen khurjin khurjeen",
    "کوسن پشتی cushion kusan koosan poshti",
    "جوراب sock socks joorab jorab jurab",
    "دستکش glove gloves mitten mittens dastkesh",
    "کیف bag kif keef handbag",
    "پشم پشمی wool woollen woolen pashm pashmi",
    "پنبه cotton panbeh panbe",
    "ابریشم silk abrisham",
    "روناس madder ronas runas",
    "نیل indigo nil neel",
    "دستباف handwoven dastbaf",
    "سوزندوزی embroidery suzanduzi soozandoozi",
    "سبد basket sabad",
    "سفال pottery ceramic sofal",
    "مس copper mes",
    "چوب wood wooden choob chub",
    "روسری scarf headscarf roosari rusari",
    "شال shawl shal",
)  # fmt: skip
_GROUPS = [frozenset(line.split()) for line in SPELLINGS]


def others(word: str) -> set[str]:
    """Every other way to write the word."""
    return {other for group in _GROUPS if word in group for other in group} - {word}


def begun(start: str) -> set[str]:
    """Every other way to write the words that begin so."""
    words = {word for group in _GROUPS for word in group if word.startswith(start)}
    return {other for word in words for other in others(word)}
