"""The port that the server is to listen on."""

import errno
import socket

import click

from marketplace.settings import Settings

WHY = {
    errno.EADDRINUSE: "Port {port} on {host} is taken: another program listens there.",
    errno.EACCES: "Port {port} on {host} is not allowed: this user may open none below 1024.",
    errno.EADDRNOTAVAIL: "HOST is {host}, which is no address of this machine.",
}
OTHER = "Port {port} on {host} cannot be opened: {why}."


def require_free(settings: Settings, advice: str) -> None:
    """Raises ClickException with the reason and this advice. Without it two servers would share
    the port, and each get some of the visitors."""
    with socket.socket(socket.AF_INET6 if ":" in settings.host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError as error:
            why = WHY.get(error.errno or 0, OTHER)
            said = why.format(port=settings.port, host=settings.host, why=error.strerror)
            raise click.ClickException(f"{said} {advice}") from error
