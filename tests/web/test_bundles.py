"""Joining keeps meaning: selectors, calculations, strings and separate names."""

from marketplace.web.bundles import join_scripts, join_styles, shrink_style


def test_space_that_means_something_stays() -> None:
    assert shrink_style(".foot :focus-visible { margin: calc(1px + 2px) 3px; }") == (
        ".foot :focus-visible{margin:calc(1px + 2px) 3px}"
    )


def test_comments_and_last_semicolons_go() -> None:
    assert shrink_style("/* why */ a {\n  color: red;\n}\n") == "a{color:red}"


def test_files_of_the_folder_get_their_address() -> None:
    joined = join_styles(["a { src: url(../fonts/x.woff2); }"], lambda path: f"/static/1/{path}")
    assert joined == "a{src:url(/static/1/fonts/x.woff2)}"


def test_scripts_do_not_share_names() -> None:
    joined = join_scripts(["// one\nconst a = 1;", "const a = 2;"])
    assert joined == '"use strict";\n{\nconst a = 1;\n}\n{\nconst a = 2;\n}'
