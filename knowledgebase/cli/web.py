# SPDX-License-Identifier: EUPL-1.2
"""`kb web`: the web server alone."""

import click
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from knowledgebase.config import settings_from


@click.command()
def web() -> None:
    """Serve pages, until told to stop. `kb run` does this beside the worker."""
    # The site is imported by now, so its processes need not do that again: they are forked from this one.
    settings = settings_from()
    Granian(
        "knowledgebase.cli.serving:served",
        factory=True,
        interface=Interfaces.WSGI,
        address=settings.host,
        port=settings.port,
        workers=settings.web_workers,
        blocking_threads=settings.web_threads,
        websockets=False,
        respawn_failed_workers=True,
        workers_kill_timeout=1,
        log_level=LogLevels.warning,
    ).serve()
