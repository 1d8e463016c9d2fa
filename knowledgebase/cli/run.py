# SPDX-License-Identifier: EUPL-1.2
"""`kb run`: everything in one foreground process group."""

import errno
import http.client
import signal
import socket
import threading
from types import FrameType

import click
from flask.cli import with_appcontext

from knowledgebase.cli.processes import Child, stop_all
from knowledgebase.cli.starting import demo_accounts, prepare
from knowledgebase.config import Settings, settings_from
from knowledgebase.db import db
from knowledgebase.web.markdown import pool

LOOK = 0.1
"""Seconds between two looks at the children."""
MOST_QUICK_ENDS = 5
PATIENCE = 1.5
"""Seconds that the children get to stop."""
EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1", "": "127.0.0.1"}  # noqa: S104 read, not bound


@click.command()
@click.option("--demo", is_flag=True, help="Load demo content and accounts on the first start.")
@with_appcontext
def run(demo: bool) -> None:
    """Run the site: migrate, fill it on the first start, then web server and worker until Ctrl-C."""
    settings = settings_from()
    refuse_taken_port(settings)
    prepare(demo or settings.demo)
    accounts = demo_accounts()
    _let_go()
    stopping = _told_to_stop()
    web, worker = Child("knowledgebase.cli", "web"), Child("knowledgebase.cli", "work")
    try:
        _wait_until_it_answers(settings, web, stopping)
        if not stopping.is_set() and not web.has_ended:
            announce(settings, accounts)
        _look_after(web, worker, stopping)
    finally:
        stop_all((web, worker), PATIENCE)


def refuse_taken_port(settings: Settings) -> None:
    """Stop with one sentence when the web server will not be able to listen."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError as failure:
            if failure.errno == errno.EADDRINUSE:
                advice = "another program listens there; stop it, or choose another port with KB_PORT"
            else:
                advice = f"{failure.strerror or failure}; look at KB_HOST and KB_PORT"
            raise click.ClickException(
                f"Cannot listen on {settings.host}:{settings.port}: {advice}."
            ) from None


def announce(settings: Settings, accounts: list[tuple[str, str, str]]) -> None:
    """Tell where the site is, and how to sign in to the demo."""
    click.echo(f"\nGoede Buur runs on http://{_host(settings)}:{settings.port} (Ctrl-C stops it)")
    if accounts:
        click.echo("\nDemo accounts:")
        widest = max(len(email) for _, email, _ in accounts)
        for role, email, password in accounts:
            click.echo(f"  {email:<{widest}}  {password}  {role}")
    click.echo("")


def _let_go() -> None:
    """Keep no connection and no process that only the preparations needed."""
    db.session.remove()
    db.engine.dispose()
    pool.stop()


def _told_to_stop() -> threading.Event:
    stopping = threading.Event()

    def stop(number: int, frame: FrameType | None) -> None:
        stopping.set()

    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, stop)
    return stopping


def _wait_until_it_answers(settings: Settings, web: Child, stopping: threading.Event) -> None:
    while not (stopping.is_set() or web.has_ended or _answers(settings)):
        stopping.wait(LOOK)


def _answers(settings: Settings) -> bool:
    connection = http.client.HTTPConnection(_host(settings), settings.port, timeout=10)
    try:
        connection.request("HEAD", "/")
        connection.getresponse()
    except OSError:
        return False
    else:
        return True
    finally:
        connection.close()


def _look_after(web: Child, worker: Child, stopping: threading.Event) -> None:
    while not stopping.wait(LOOK):
        if web.has_ended:
            raise click.ClickException(
                f"The web server stopped (status {web.status}); its last words are above."
            )
        if worker.has_ended:
            worker.restart()
        if worker.quick_ends >= MOST_QUICK_ENDS:
            raise click.ClickException("The worker keeps stopping; its last words are above.")


def _host(settings: Settings) -> str:
    return EVERYWHERE.get(settings.host, settings.host)
