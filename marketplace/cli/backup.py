"""Copies of the whole shop, made while it runs, and putting one back."""

import time
from contextlib import suppress
from pathlib import Path

import click
from flask import Flask
from sqlalchemy.exc import SQLAlchemyError

from marketplace import create_app
from marketplace.backup import archive, checking, keeping, making, restoring
from marketplace.backup.errors import BackupError
from marketplace.backup.house import House
from marketplace.backup.manifest import Manifest
from marketplace.cli.installation import house_of
from marketplace.cli.rebuild import rebuild_everything
from marketplace.kernel import heartbeat, outbox
from marketplace.kernel.actor import SYSTEM, acting
from marketplace.kernel.unit import unit_of_work
from marketplace.settings import Settings

JOB = "backup"


class _CreateUnlessNamed(click.Group):
    """`backup FILE` is `backup create FILE`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if not args or args[0] not in (*self.commands, "--help"):
            args = ["create", *args]
        return super().parse_args(ctx, args)


key_option = click.option(
    "--key-file", type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A file with the archive's key; without it BACKUP_KEY is taken.",
)  # fmt: skip


@click.group(cls=_CreateUnlessNamed)
def backup() -> None:
    """Copy database and files into one archive: `backup FILE`, or `backup verify FILE`."""


@backup.command()
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option("--keep", type=click.IntRange(1), help="In a folder: delete all but so many copies.")
@key_option
def create(file: Path | None, keep: int | None, key_file: Path | None) -> None:
    """Make FILE, or a file named by the minute when FILE is a folder (or BACKUP_TO without it)."""
    app = create_app()
    settings: Settings = app.extensions["settings"]
    target = file or settings.backup_to
    if target is None:
        raise click.UsageError("Name a file or a folder, or set BACKUP_TO.")
    named = file is None or file.is_dir()
    started = time.monotonic()
    try:
        made = _make(app, keeping.next_name(target) if named else target, _key(settings, key_file))
    except BackupError as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"{made.path}: {_sizes(made.manifest)}, in {time.monotonic() - started:.0f} s.")
    click.echo("Encrypted." if made.sealed else "Not encrypted: whoever has it can read it.")
    _tell_missing(made.manifest)
    for old in keeping.forget_older(target, keep) if keep and named else []:
        click.echo(f"Deleted {old.name}.")


def _make(app: Flask, target: Path, key: str) -> making.Made:
    """Staff see on their first page when this last ran and whether it failed."""
    with app.app_context():
        try:
            made = making.make(target, key, house_of(app))
        except BackupError:
            with suppress(SQLAlchemyError), unit_of_work():
                heartbeat.beat(JOB, "BackupError")
            raise
        with unit_of_work():
            heartbeat.beat(JOB)
    return made


@backup.command()
@click.argument("file", type=click.Path(path_type=Path))
@key_option
def verify(file: Path, key_file: Path | None) -> None:
    """Read every byte of FILE and compare it with the list inside. Changes nothing."""
    try:
        manifest = archive.read(file, _key(create_app().extensions["settings"], key_file))
    except BackupError as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"{file} is whole: {_sizes(manifest)}.")
    click.echo(
        f"Made {manifest.moment:%Y-%m-%d %H:%M} UTC on {restoring.ENGINES[manifest.engine]} by"
        f" version {manifest.version} {manifest.commit} (migration {manifest.migration})."
    )
    _tell_missing(manifest)


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--replace", is_flag=True, help="Throw away what is there.")
@click.option("--other-secret", is_flag=True, help="Go on although SECRET_KEY is another one.")
@key_option
def restore(file: Path, replace: bool, other_secret: bool, key_file: Path | None) -> None:
    """Put the archive FILE in place of this installation's database and files."""
    app, started = create_app(), time.monotonic()
    house, key = house_of(app), _key(app.extensions["settings"], key_file)
    with app.app_context(), acting(SYSTEM):
        try:
            manifest = restoring.restore(
                file, key, house, replace=replace, other_secret=other_secret
            )
        except BackupError as error:
            raise click.ClickException(str(error)) from error
        wrong = _report(manifest, house)
    click.echo(f"Restored in {time.monotonic() - started:.0f} s.")
    if wrong:
        raise click.ClickException("The restored shop is not whole; see the lines above.")


def _report(manifest: Manifest, house: House) -> list[str]:
    wrong = checking.problems(manifest, house)
    vendors, listings = checking.drifted()
    with unit_of_work():
        asked = outbox.distrust()
    rebuild_everything()
    click.echo(f"Put back {_sizes(manifest)}, from {manifest.moment:%Y-%m-%d %H:%M} UTC.")
    click.echo(f"Rows: {sum(manifest.counts.values())} in {len(manifest.counts)} tables.")
    for line in wrong:
        click.echo(f"WRONG: {line}")
    if not wrong:
        click.echo("Counts, files and foreign keys are as in the archive.")
    click.echo(
        f"Projections differed for {vendors} vendors and {listings} listings; all computed anew."
    )
    if asked:
        click.echo(
            f"{asked} messages waited when the copy was made; nobody knows whether they went out"
            " since. Staff decide under Messages."
        )
    _tell_missing(manifest)
    return wrong


def _key(settings: Settings, key_file: Path | None) -> str:
    return key_file.read_text().strip() if key_file else settings.backup_key


def _sizes(manifest: Manifest) -> str:
    orders = manifest.counts.get("buyer_order", 0)
    return f"{orders} orders, {len(manifest.members) - 1} files, {manifest.size / 1e6:.1f} MB"


def _tell_missing(manifest: Manifest) -> None:
    for name in manifest.missing:
        click.echo(f"Lost before the copy: {name}")
