"""Another web process: draws the address of each line it is told, and says how many statements
that took and what the page holds."""

import json
import os
import sys

from sqlalchemy import Engine, event

from marketplace import create_app
from marketplace.settings import Settings

statements: list[str] = []
event.listen(
    Engine, "before_cursor_execute", lambda _line, _cursor, text, *_rest: statements.append(text)
)
settings = Settings.from_environ(os.environ)
client = create_app(settings).test_client()
sys.stdout.write("ready\n")
sys.stdout.flush()
for line in sys.stdin:
    statements.clear()
    page = client.get(line.strip(), follow_redirects=True)
    sys.stdout.write(json.dumps([len(statements), page.status_code, page.text]) + "\n")
    sys.stdout.flush()
