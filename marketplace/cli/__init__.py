"""The command line: `python -m marketplace …`."""

import os
from pathlib import Path

import click

from marketplace.cli import admin, backup, database, rebuild, run, seed, serve


@click.group()
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


main.add_command(database.migrate)
main.add_command(rebuild.rebuild)
main.add_command(run.run)
main.add_command(seed.seed)
main.add_command(serve.serve)
main.add_command(serve.static)
main.add_command(serve.web)
main.add_command(serve.worker)
main.add_command(admin.admin)
main.add_command(backup.backup)
main.add_command(backup.restore)
