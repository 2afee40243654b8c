"""`qingfeng serve`: the whole product in one process."""

from __future__ import annotations

import socket

import click

from casework.commands.store import settings, stored
from casework.commands.sweep import sweep_at_start


@click.command()
@click.option("--demo", is_flag=True, help="Make a demo authority and hospital at first start.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, envvar="PORT", show_default=True, help="Port to listen on.")
@click.option("--workers", default=1, show_default=True, help="Processes that answer.")
def serve(demo: bool, host: str, port: int, workers: int) -> None:
    """Migrate the database and serve the areas of `QINGFENG_AREAS`."""
    _refuse_taken(host, port)
    config = settings()
    with stored(config) as session:
        from portal.offices.service import the_site

        the_site(session)
        if demo:
            from casework.administration.demo import ready_demo

            click.echo(ready_demo(session, config, port))
    sweep_at_start(config)
    _serve(host, port, workers)


def _refuse_taken(host: str, port: int) -> None:
    """End with one clear line if somebody listens here: the server itself would share the port."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise click.ClickException(
                f"Cannot listen on {host}:{port} ({error.strerror}). Set another PORT."
            ) from None


def _serve(host: str, port: int, workers: int) -> None:
    from granian.constants import Interfaces
    from granian.server import Server

    Server(
        "wsgi:gateway",
        address=host,
        port=port,
        interface=Interfaces.RSGI,
        workers=workers,
        websockets=False,
        log_enabled=False,
        log_access=False,
    ).serve()
