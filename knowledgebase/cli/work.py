# SPDX-License-Identifier: EUPL-1.2
"""`kb work`: the worker alone."""

import logging

import click
from flask import current_app
from flask.cli import with_appcontext

from knowledgebase.events import worker
from knowledgebase.subscriptions import CHORES


@click.command()
@with_appcontext
def work() -> None:
    """Hand out what happened and send mail, until told to stop. `kb run` does this beside the web server."""
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s: %(message)s")
    try:
        worker.work(current_app._get_current_object(), CHORES)  # type: ignore[attr-defined]
    except worker.WorkerRunning as running:
        raise click.ClickException(f"{running}.") from None
