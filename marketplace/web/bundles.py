"""Join the small stylesheets and scripts into one file an audience."""

import re
import tomllib
from collections.abc import Callable
from pathlib import Path

COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
SPACE = re.compile(r"\s+")
AROUND = re.compile(r"\s*([{};,>])\s*")
AFTER_COLON = re.compile(r":\s+")
ADDRESS = re.compile(r"url\(\.\./([^)]+)\)")


def read_bundles(static_folder: Path, address: Callable[[str], str]) -> dict[str, bytes]:
    """Return the joined bodies by path, such as ``css/shop.css``.

    ``address`` gives the public address of a file that a stylesheet names.
    """
    manifest = tomllib.loads((static_folder / "css" / "bundles.toml").read_text("utf-8"))
    join = {"css": lambda parts: join_styles(parts, address), "js": join_scripts}
    return {
        f"{kind}/{audience}.{kind}": join[kind](
            [(static_folder / kind / f"{name}.{kind}").read_text("utf-8") for name in names]
        ).encode()
        for kind, audiences in manifest.items()
        for audience, names in audiences.items()
    }


def join_styles(parts: list[str], address: Callable[[str], str]) -> str:
    """Join stylesheets without comments and spare space; ``url(../x)`` becomes its address."""
    joined = "".join(shrink_style(part) for part in parts)
    return ADDRESS.sub(lambda found: f"url({address(found[1])})", joined)


def shrink_style(text: str) -> str:
    """Return the stylesheet without comments and without space that means nothing."""
    text = SPACE.sub(" ", COMMENT.sub("", text)).strip()
    return AFTER_COLON.sub(":", AROUND.sub(r"\1", text)).replace(";}", "}")


def join_scripts(parts: list[str]) -> str:
    """Join scripts, each in a block of its own so that their names never meet."""
    blocks = ("{\n" + shrink_script(part) + "\n}" for part in parts)
    return '"use strict";\n' + "\n".join(blocks)


def shrink_script(text: str) -> str:
    """Return the script without indentation, blank lines and whole-line comments."""
    lines = (line.strip() for line in text.splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("//"))
