"""The categories as every public page knows them."""

from marketplace.discovery import categories
from marketplace.discovery.categories import Tree
from marketplace.web.language import locale


def tree() -> Tree:
    """All of them in the page's language, without counts."""
    return categories.tree(locale())
