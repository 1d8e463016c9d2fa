# SPDX-License-Identifier: EUPL-1.2
"""Whoever is asked to answer is told as of any news: nobody notes any more that a letter was written."""

import sqlalchemy as sa
from alembic import op

revision = "20261128_invitations"
down_revision = "20261127_links"
branch_labels = None
depends_on = None
TABLES = ("invited_organisation", "invited_person")


def upgrade() -> None:
    """Drop the columns, and what still waited for the letters."""
    for table in TABLES:
        with op.batch_alter_table(table) as batch:
            batch.drop_column("told_at")
    op.execute("DELETE FROM delivery WHERE subscriber = 'invitations'")


def downgrade() -> None:
    """Add the columns again; everyone counts as told."""
    for table in TABLES:
        op.add_column(table, sa.Column("told_at", sa.DateTime(), nullable=True))
        rows = sa.table(table, sa.column("told_at"), sa.column("at"))
        op.execute(rows.update().values(told_at=rows.c.at))
