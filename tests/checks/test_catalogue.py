"""Every sentence of the interface has its Persian, once, with the same placeholders."""

from pathlib import Path

import pytest

from tools import catalogue

HEADER = """msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=2; plural=(n > 1);\\n"

"""


def test_every_sentence_has_its_persian() -> None:
    assert catalogue.lacking(catalogue.merged()) == []


def test_areas_are_joined(tmp_path: Path) -> None:
    area(tmp_path, "one", 'msgid "Home"\nmsgstr "خانه"\n')
    area(tmp_path, "two", 'msgid "Price"\nmsgstr "قیمت"\n\nmsgid "Home"\nmsgstr "خانه"\n')
    assert {m.id: m.string for m in catalogue.merged(tmp_path) if m.id} == {
        "Home": "خانه",
        "Price": "قیمت",
    }


@pytest.mark.parametrize(
    ("entry", "fault"),
    [
        ('msgid "Home"\nmsgstr ""\n', "no Persian"),
        ('msgid "A piece"\nmsgid_plural "Pieces"\nmsgstr[0] "یک کار"\n', "no Persian"),
        ('#, fuzzy\nmsgid "Home"\nmsgstr "خانه"\n', "fuzzy"),
        ('msgid "%(n)s pieces"\nmsgstr "چند قطعه"\n', "placeholders differ (n)"),
        ('msgid "100% wool"\nmsgstr "تمام پشم"\n', "no placeholder"),
        ('msgid "Home"\nmsgstr "خانه"\n\nmsgid "Price"\n', "two.po"),
    ],
)
def test_a_doubtful_entry_is_refused(tmp_path: Path, entry: str, fault: str) -> None:
    area(tmp_path, "two", entry)
    with pytest.raises(catalogue.CatalogueError) as refusal:
        catalogue.merged(tmp_path)
    assert fault in str(refusal.value)


def test_a_file_that_does_not_say_how_it_counts_is_refused(tmp_path: Path) -> None:
    entry = 'msgid "A piece"\nmsgid_plural "Pieces"\nmsgstr[0] "یک کار"\n'
    write(tmp_path / "one.po", 'msgid ""\nmsgstr "Language: fa\\n"\n\n' + entry)
    with pytest.raises(catalogue.CatalogueError, match="for one and for many"):
        catalogue.merged(tmp_path)


def test_two_translations_of_one_sentence_are_refused(tmp_path: Path) -> None:
    area(tmp_path, "one", 'msgid "Home"\nmsgstr "خانه"\n')
    area(tmp_path, "two", 'msgid "Home"\nmsgstr "صفحهٔ نخست"\n')
    with pytest.raises(catalogue.CatalogueError, match=r"not the Persian of one\.po"):
        catalogue.merged(tmp_path)


def test_what_lacks_persian_is_named_with_its_place(tmp_path: Path) -> None:
    code = '_("Home")\nngettext("%(num)s piece", "%(num)s pieces", 2)\n_("Price")\n'
    write(tmp_path / "marketplace/shop.py", code)
    write(tmp_path / "templates/home.html", "{% trans %}Welcome{% endtrans %}{{ _('Home') }}")
    area(tmp_path, "one", 'msgid "Home"\nmsgstr "خانه"\n\nmsgid "Gone"\nmsgstr "رفته"\n')
    persian = catalogue.merged(tmp_path)
    assert catalogue.lacking(persian, tmp_path) == [
        "marketplace/shop.py:2: no Persian for '%(num)s piece'",
        "marketplace/shop.py:3: no Persian for 'Price'",
        "templates/home.html:1: no Persian for 'Welcome'",
    ]
    assert catalogue.unused(persian, tmp_path) == ["Gone"]


def test_a_plural_has_two_persian_forms(tmp_path: Path) -> None:
    write(tmp_path / "marketplace/shop.py", 'ngettext("%(num)s piece", "%(num)s pieces", 2)\n')
    entry = 'msgid "%(num)s piece"\nmsgid_plural "%(num)s pieces"\nmsgstr[0] "%(num)s قطعه"\n'
    entry += 'msgstr[1] "%(num)s قطعه"\n'
    area(tmp_path, "one", entry)
    assert catalogue.lacking(catalogue.merged(tmp_path), tmp_path) == []


def area(folder: Path, name: str, entries: str) -> None:
    write(folder / f"{name}.po", HEADER + entries)


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
