# SPDX-License-Identifier: EUPL-1.2
"""What the commands that import tables share: progress, one commit, a summary."""

import json
import sys
from collections.abc import Callable
from dataclasses import asdict

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn
from rich.table import Table

from knowledgebase.db import db
from knowledgebase.organisations.bulk import Progress as Report
from knowledgebase.organisations.bulk import Tally
from knowledgebase.organisations.tables import TableWrong

Tallies = dict[str, Tally]


def import_and_tell(bring: Callable[[Report], Tallies], as_json: bool) -> None:
    """Import with progress bars, commit, and print what was done.

    :raises click.ClickException: when a file is wrong; nothing is changed then.
    """
    try:
        tallies = with_progress(bring)
    except TableWrong as wrong:
        db.session.rollback()
        raise click.ClickException(f"{wrong}. Nothing was imported.") from None
    db.session.commit()
    if as_json:
        click.echo(json.dumps({name: asdict(tally) for name, tally in tallies.items()}, indent=2))
    else:
        Console().print(summary(tallies))


def with_progress(bring: Callable[[Report], Tallies]) -> Tallies:
    """Run an import with one progress bar per step, on the error stream."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=Console(file=sys.stderr)) as bars:
        tasks: dict[str, TaskID] = {}

        def report(step: str, done: int, total: int) -> None:
            if step not in tasks:
                tasks[step] = bars.add_task(step, total=total)
            bars.update(tasks[step], completed=done, total=total)

        return bring(report)


def summary(tallies: Tallies) -> Table:
    """Give what was done as a table."""
    counts = ("new", "changed", "ended", "removed", "unchanged")
    table = Table("", *counts, "not in the file")
    for name, tally in tallies.items():
        numbers = (str(getattr(tally, count)) for count in counts)
        table.add_row(name.replace("_", " "), *numbers, _few(tally.missing))
    return table


def _few(missing: list[str]) -> str:
    return ", ".join(missing[:3]) + (f" and {len(missing) - 3} more" if len(missing) > 3 else "")
