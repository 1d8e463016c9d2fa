# SPDX-License-Identifier: EUPL-1.2
"""`kb search`: rebuild, check and query the index."""

import json
from collections.abc import Callable
from typing import TypeVar

import click
import sqlalchemy as sa
from flask.cli import with_appcontext
from rich.console import Console
from rich.progress import Progress

from knowledgebase.accounts.models import User
from knowledgebase.contributions.models import Contribution
from knowledgebase.db import db
from knowledgebase.policy import ANYONE, Status, Viewer
from knowledgebase.search import indexing
from knowledgebase.search.protocol import IndexUnusable, WriterBusy
from knowledgebase.search.queries import search as find

Made = TypeVar("Made")
AS_JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


@click.group()
def search() -> None:
    """Rebuild, check and query the search index."""


@search.command()
@AS_JSON
@with_appcontext
def rebuild(as_json: bool) -> None:
    """Build the index anew from the database; searching goes on meanwhile."""
    total = db.session.scalar(sa.select(sa.func.count()).where(Contribution.status == Status.PUBLISHED)) or 0
    db.session.rollback()
    with Progress(console=Console(stderr=True)) as bar:
        task = bar.add_task("Indexing", total=total)
        count = _unless_busy(lambda: indexing.rebuild(lambda done: bar.update(task, completed=done)))
        bar.update(task, completed=total)
    click.echo(json.dumps({"entries": count}) if as_json else f"{count} entries are in the index.")


@search.command()
@click.option("--repair", is_flag=True, help="Mend what differs.")
@AS_JSON
@with_appcontext
def check(repair: bool, as_json: bool) -> None:
    """Compare the index with the database; exit status 1 when they differ and nothing was mended."""
    try:
        missing, stray = _unless_busy(indexing.repair) if repair else map(len, indexing.differences())
    except IndexUnusable as damaged:
        raise click.ClickException(f"The index cannot be read ({damaged}); run kb search rebuild.") from None
    if as_json:
        click.echo(json.dumps({"missing": missing, "stray": stray, "repaired": repair}))
    else:
        verb = "mended" if repair else "found"
        click.echo(f"{missing} missing or outdated and {stray} stray entries {verb}.")
    if (missing or stray) and not repair:
        raise SystemExit(1)


@search.command()
@click.argument("text")
@click.option("--as", "email", help="Search as the person with this address; otherwise as a visitor.")
@AS_JSON
@with_appcontext
def query(text: str, email: str | None, as_json: bool) -> None:
    """Search from the command line."""
    try:
        _, found = find(_viewer(email), text, {})
    except IndexUnusable as damaged:
        raise click.ClickException(f"The index cannot be read ({damaged}); run kb search rebuild.") from None
    rows = [
        {
            "id": one.hit.id,
            "kind": one.hit.kind,
            "title": one.contribution.title,
            "score": round(one.hit.score, 4),
        }
        for one in found
    ]
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False))
        return
    for row in rows:
        click.echo(f"{row['score']:>8}  {row['kind']:<10} {row['id']:>6}  {row['title']}")


def _viewer(email: str | None) -> Viewer:
    if email is None:
        return ANYONE
    person = db.session.scalar(sa.select(User).where(User.email == email.lower()))
    if person is None:
        raise click.ClickException(f"Nobody has the address {email}.")
    return person.as_viewer()


def _unless_busy(work: Callable[[], Made]) -> Made:
    try:
        return work()
    except WriterBusy:
        raise click.ClickException(
            "The worker is writing to the index; try again, or stop it first."
        ) from None
