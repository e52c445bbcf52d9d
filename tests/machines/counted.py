"""The shop as its web processes load it, with a line in the file DRAWN for each product drawn."""

import os
from typing import Any

from marketplace.wsgi import app

__all__ = ["app"]
_view: Any = app.view_functions["shop.product"]


def _counted(**arguments: Any) -> Any:
    with open(os.environ["DRAWN"], "a", encoding="utf-8") as file:
        file.write(f"{os.getpid()}\n")
    return _view(**arguments)


_counted.access = _view.access  # type: ignore[attr-defined]
app.view_functions["shop.product"] = _counted
