# SPDX-License-Identifier: EUPL-1.2
"""`kb import` and `kb demo`."""

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import click
from flask import current_app
from flask.cli import with_appcontext
from rich.console import Console
from rich.progress import Progress

from knowledgebase.db import db, reading
from knowledgebase.events import outbox
from knowledgebase.events.worker import WorkerRunning, only_worker
from knowledgebase.exchange import demo as demo_content
from knowledgebase.exchange.importing import Count, Problem, checked_lines, take
from knowledgebase.exchange.importing.known import Known
from knowledgebase.exchange.register_cases import take_register_cases

MOST_PROBLEMS = 50
MOST_AT_ONCE = 10_000
"""Events that are indexed together: a question and its answers are then indexed once."""


@click.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--keep-going", is_flag=True, help="Take the lines that are right when others are not.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@with_appcontext
def import_lines(file: Path, keep_going: bool, as_json: bool) -> None:
    """Import lines of JSON: organisations, users, tags and contributions. The same file twice changes nothing."""
    count, problems = import_texts(_lines_of(file), keep_going)
    _hand_out()
    if as_json:
        click.echo(json.dumps({"added": count.added, "present": count.present, "wrong": len(problems)}))
    else:
        click.echo(summary(count))
    if problems:
        raise SystemExit(1)


@click.command()
@with_appcontext
def demo() -> None:
    """Load the demo: people, questions, cases, lessons, and a case for each ICT partnership in the register."""
    count = load_demo()
    _hand_out()
    click.echo(summary(count))


def load_demo() -> Count:
    """Load what the demo does not have yet."""
    count, _ = import_texts(demo_content.lines(), keep_going=False)
    take_register_cases(demo_content.AUTHOR)
    db.session.commit()
    return count


def import_texts(texts: Iterable[str], keep_going: bool) -> tuple[Count, list[Problem]]:
    """Check all lines, then take them in with a progress bar.

    :raises click.ClickException: naming every wrong line, unless `keep_going`; then nothing was imported.
    """
    with reading():
        known = Known()
        lines, problems = checked_lines(texts, known)
    _tell(problems)
    if problems and not keep_going:
        raise click.ClickException(f"{_lines(problems)} wrong; nothing was imported.")
    count = Count()
    _take_with_bar(lines, known, count)
    return count, problems


def _take_with_bar(lines: Sequence[Any], known: Known, count: Count) -> None:
    with Progress(console=Console(stderr=True)) as bar:
        task = bar.add_task("Importing", total=len(lines))
        for done in take(lines, known, count):
            db.session.commit()
            db.session.expunge_all()
            bar.advance(task, done)


def _hand_out() -> None:
    """Index what was imported here and now, unless a worker does so already."""
    try:
        with only_worker(Path(current_app.config["DATA_DIR"])), Progress(console=Console(stderr=True)) as bar:
            task = bar.add_task("Indexing", total=outbox.waiting())
            while heard := outbox.deliver(MOST_AT_ONCE):
                bar.advance(task, heard)
    except WorkerRunning:
        click.echo("The worker indexes what was imported.", err=True)


def _lines_of(file: Path) -> list[str]:
    try:
        text = file.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        raise click.ClickException(
            f"{file} is not UTF-8 text ({wrong.reason} at byte {wrong.start})."
        ) from None
    # Not splitlines(): JSON may hold other characters that Python ends a line at.
    return [line.removesuffix("\r") for line in text.split("\n")]


def _tell(problems: Sequence[Problem]) -> None:
    for problem in problems[:MOST_PROBLEMS]:
        click.echo(str(problem), err=True)
    if len(problems) > MOST_PROBLEMS:
        click.echo(f"… and {len(problems) - MOST_PROBLEMS} more", err=True)


def _lines(problems: Sequence[Problem]) -> str:
    number = len({problem.line for problem in problems})
    return f"{number} line is" if number == 1 else f"{number} lines are"


def summary(count: Count) -> str:
    """Say in a sentence what an import did."""
    added = ", ".join(f"{number} {name}" for name, number in count.added.items() if number) or "nothing"
    return f"Added: {added}. {sum(count.present.values())} lines were here already."
