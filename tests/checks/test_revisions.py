"""The migrations are one chain: two people who add one at the same time notice before they land."""

from collections import Counter

from alembic.script import ScriptDirectory

from marketplace.kernel import schema


def test_migrations_have_one_head_and_no_name_twice() -> None:
    names = [one.revision for one in ScriptDirectory("migrations").walk_revisions()]
    assert Counter(names).most_common(1)[0][1] == 1
    assert ScriptDirectory("migrations").get_heads() == [schema.newest()]
