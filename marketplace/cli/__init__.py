"""The command line: `python -m marketplace …`."""

import click

from marketplace.cli import admin, backup, database, rebuild, run, seed, serve


@click.group()
def main() -> None:
    """Caravanserai's commands."""


main.add_command(database.migrate)
main.add_command(rebuild.rebuild)
main.add_command(run.run)
main.add_command(seed.seed)
main.add_command(serve.serve)
main.add_command(serve.worker)
main.add_command(admin.admin)
main.add_command(backup.backup)
main.add_command(backup.restore)
