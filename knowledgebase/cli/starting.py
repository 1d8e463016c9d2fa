# SPDX-License-Identifier: EUPL-1.2
"""`kb init`, and what `kb run` does before it starts: tables, organisations, the register, demo content."""

import click
import flask_migrate
import sqlalchemy as sa
from flask.cli import with_appcontext

from knowledgebase.accounts.models import User
from knowledgebase.cases.models import Case
from knowledgebase.cli.exchange import load_demo, summary
from knowledgebase.cli.importing import import_and_tell
from knowledgebase.contributions.files.storage import StorageUnusable, storage
from knowledgebase.db import db, reading
from knowledgebase.exchange import demo as demo_content
from knowledgebase.organisations.importing import import_organisations
from knowledgebase.organisations.models import Organisation
from knowledgebase.partnerships.importing import import_register
from knowledgebase.partnerships.models import Arrangement
from knowledgebase.search import indexing
from knowledgebase.web.markdown import pool

Account = tuple[str, str, str]
"""Role, address and password."""


@click.command()
@with_appcontext
def init() -> None:
    """Make or update the tables, and load municipalities and the register if they are not there yet."""
    prepare(demo=False)


def prepare(demo: bool) -> None:
    """Bring the database up to date, and fill it if this is the first start."""
    _refuse_unusable_storage()
    flask_migrate.upgrade()
    if _lacks(sa.select(Organisation.id).where(~Organisation.is_demo)):
        click.echo("First start: loading the municipalities …")
        import_and_tell(import_organisations, as_json=False)
    if _lacks(sa.select(Arrangement.id)):
        click.echo("First start: loading the register of joint arrangements …")
        import_and_tell(import_register, as_json=False)
    if not indexing.engine().healthy():
        indexing.rebuild()
    if demo and _lacks(sa.select(Case.id).where(Case.from_register)):
        click.echo("First start: loading the demo content …")
        click.echo(summary(load_demo()))
        # Nobody here renders text any more; the processes that did give their memory back.
        pool.stop()


def _refuse_unusable_storage() -> None:
    """Stop with one sentence when what people add could not be kept."""
    try:
        storage().try_out()
    except StorageUnusable as unusable:
        raise click.ClickException(str(unusable)) from None


def demo_accounts() -> list[Account]:
    """Give the demo accounts, one per role; none when the demo is not loaded."""
    wanted = sa.select(User.import_id, User.email).where(
        User.import_id.in_(demo_content.ACCOUNTS), User.is_demo
    )
    with reading():
        emails = {str(import_id): email for import_id, email in db.session.execute(wanted)}
    return [
        (role, emails[import_id], demo_content.PASSWORD)
        for import_id, role in demo_content.ACCOUNTS.items()
        if import_id in emails
    ]


def _lacks(rows: sa.Select[tuple[int]]) -> bool:
    with reading():
        return db.session.scalar(rows.limit(1)) is None
