# SPDX-License-Identifier: EUPL-1.2
"""Saved searches, the notifications they lead to, and who hears of an event after whom."""

import sqlalchemy as sa
from alembic import op

revision = "20261127_searches"
down_revision = "20261127_approval"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table, the column and the indexes."""
    op.create_table(
        "saved_search",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("asked", sa.String(length=2000), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("level", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name="fk_saved_search_user_id"),
        sa.PrimaryKeyConstraint("id", name="pk_saved_search"),
        sa.UniqueConstraint("user_id", "asked", name="uq_saved_search_user_id_asked"),
    )
    # Not by way of a copy of the table, which has an entry for everything that anybody was ever told.
    op.execute(
        "ALTER TABLE notification ADD COLUMN search_id INTEGER"
        " CONSTRAINT fk_notification_search_id REFERENCES saved_search (id)"
    )
    op.create_index("ix_notification_search_id", "notification", ["search_id"], unique=False)
    op.create_index("ix_delivery_event", "delivery", ["event_id", "subscriber"], unique=False)


def downgrade() -> None:
    """Drop the indexes, the column and the table."""
    op.drop_index("ix_delivery_event", table_name="delivery")
    op.drop_index("ix_notification_search_id", table_name="notification")
    op.execute("ALTER TABLE notification DROP COLUMN search_id")
    op.drop_table("saved_search")
