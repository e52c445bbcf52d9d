"""The categories as every public page knows them."""

from marketplace.discovery import categories
from marketplace.discovery.categories import Tree
from marketplace.web.edition_facts import known
from marketplace.web.language import locale


def tree() -> Tree:
    """All of them in the page's language, without counts."""
    return known("tree", categories.tree, locale())
