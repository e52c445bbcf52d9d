"""Start the web server and the worker."""

import os
import sys

import click
from honcho import manager

from marketplace import create_app, standing
from marketplace.cli.port import require_free
from marketplace.kernel import outbox
from marketplace.settings import Settings

BLOCKING_THREADS = 128
PATIENCE = 25  # seconds for what is under way, once told to end; services are killed after 30
ANOTHER_PORT = "Set HOST and PORT to what is free."


def web_command(settings: Settings) -> list[str]:
    """granian, with enough threads that slow uploads do not stop the shop."""
    return [
        sys.executable, "-m", "marketplace.forking", "marketplace.wsgi:app", "--interface", "wsgi",
        "--host", settings.host, "--port", str(settings.port),
        "--workers", str(settings.web_workers), "--blocking-threads", str(BLOCKING_THREADS),
        "--backpressure", str(BLOCKING_THREADS), "--no-access-log", "--log-level", "error",
        "--workers-kill-timeout", str(PATIENCE),
    ]  # fmt: skip


def worker_command() -> list[str]:
    """The worker, through this same command line."""
    return [sys.executable, "-m", "marketplace", "worker"]


@click.command()
def web() -> None:
    """Run the web server alone; the worker is a process of its own."""
    settings = Settings.from_environ(os.environ)
    settings.check()
    require_free(settings, ANOTHER_PORT)
    command = web_command(settings)
    os.execv(command[0], command)  # noqa: S606  our own words, no shell


@click.command()
def static() -> None:
    """Write the static files to VAR_DIR/static, for a proxy that serves them."""
    app = create_app()
    folder = app.extensions["settings"].var_dir / "static"
    click.echo(f"{app.extensions['assets'].write(folder)} files are in {folder}.")


@click.command()
def worker() -> None:
    """Send what waits in the outbox and run the minute's jobs."""
    app = create_app()
    standing.settle()
    app.extensions["sweep"]()
    consumer = app.extensions["huey"].create_consumer(
        workers=2,
        periodic=True,
        initial_delay=0.05,
        backoff=1.3,
        max_delay=0.4,
        check_worker_health=True,
        graceful_signal="TERM",
        shutdown_timeout=PATIENCE,
    )
    outbox.ending = consumer.stop_flag.is_set
    consumer.run()


@click.command()
def serve() -> None:
    """Run web and worker together until Ctrl-C."""
    settings = Settings.from_environ(os.environ)
    settings.check()
    require_free(settings, ANOTHER_PORT)
    sys.exit(run_together(settings))


def run_together(settings: Settings) -> int:
    """Both processes under one manager; returns its exit code."""
    manager.KILL_WAIT = PATIENCE
    both = manager.Manager()
    for name, command in (("web", web_command(settings)), ("worker", worker_command())):
        both.add_process(name, "exec " + " ".join(command), env=dict(os.environ))
    both.loop()
    return int(both.returncode or 0)
