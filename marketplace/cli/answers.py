"""For a container's health check: does the web server on this machine answer?"""

import http.client
import os
import sys

import click

from marketplace.settings import Settings

WAIT = 3.0  # seconds


@click.command()
def answers() -> None:
    """Ask this machine's web server for /healthz; ends with 1 when it does not answer."""
    settings = Settings.from_environ(os.environ)
    line = http.client.HTTPConnection("127.0.0.1", settings.port, timeout=WAIT)
    trusted = settings.trusted_hosts[0] if settings.trusted_hosts else "127.0.0.1"
    try:
        line.request("GET", "/healthz", headers={"Host": trusted})
        status = line.getresponse().status
    except (OSError, http.client.HTTPException) as error:
        sys.exit(f"No answer on port {settings.port}: {error}")
    finally:
        line.close()
    if status != 200:
        sys.exit(f"/healthz answered {status}.")
