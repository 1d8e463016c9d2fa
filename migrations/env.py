# SPDX-License-Identifier: EUPL-1.2
"""Run migrations on the database that the settings name."""

from alembic import context
from flask import current_app

from knowledgebase.db import db

config = context.config


def run() -> None:
    """Run the migrations in one transaction each, on an open connection."""
    extension = current_app.extensions["migrate"]
    with db.engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=db.metadata,
            transaction_per_migration=True,
            **extension.configure_args,
        )
        with context.begin_transaction():
            context.run_migrations()


run()
