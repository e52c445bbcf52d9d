"""The command line: `python -m marketplace …`."""

import os
from importlib import import_module
from pathlib import Path
from typing import Any

import click

COMMANDS = {
    "migrate": "database", "rebuild": "rebuild", "run": "run", "seed": "seed", "serve": "serve",
    "static": "serve", "web": "serve", "worker": "serve", "admin": "admin", "backup": "backup",
    "restore": "backup", "ledger": "ledger", "check": "check",
    "answers": "answers",
}  # fmt: skip


class Commands(click.Group):
    """Imports a command's module when it is named: each start pays for what it uses."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All of them, in the order of the alphabet."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command with this name, if there is one."""
        if cmd_name not in COMMANDS:
            return None
        module: Any = import_module(f"marketplace.cli.{COMMANDS[cmd_name]}")
        command: click.Command = getattr(module, cmd_name)
        return command


@click.group(cls=Commands)
@click.option(
    "--env-file", type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Settings as NAME=value lines; what the environment says already comes first.",
)  # fmt: skip
def main(env_file: Path | None) -> None:
    """Caravanserai's commands."""
    for line in env_file.read_text().splitlines() if env_file else ():
        name, equals, value = line.strip().partition("=")
        if equals and not name.startswith("#"):
            os.environ.setdefault(name, value)
