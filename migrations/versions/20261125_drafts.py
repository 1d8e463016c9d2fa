# SPDX-License-Identifier: EUPL-1.2
"""Drafts, and the headings of a text beside its HTML."""

import sqlalchemy as sa
from alembic import op

revision = "20261125_drafts"
down_revision = "20261125_threads"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table and add the column."""
    op.create_table(
        "draft",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(length=60), nullable=False),
        sa.Column("sent_as", sa.String(length=32), nullable=False),
        sa.Column("contribution_id", sa.Integer(), nullable=True),
        sa.Column("address", sa.String(length=300), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("saved_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["contribution_id"], ["contribution.id"], name="fk_draft_contribution_id"),
        sa.ForeignKeyConstraint(["owner_id"], ["user.id"], name="fk_draft_owner_id"),
        sa.PrimaryKeyConstraint("id", name="pk_draft"),
        sa.UniqueConstraint("owner_id", "place", "sent_as", name="uq_draft_owner_id_place_sent_as"),
    )
    op.create_index("ix_draft_contribution", "draft", ["contribution_id", "saved_at"], unique=False)
    op.create_index("ix_draft_saved_at", "draft", ["saved_at"], unique=False)
    # Never made anew: SQLite would have to drop a table that others refer to.
    with op.batch_alter_table("contribution", recreate="never") as batch:
        batch.add_column(sa.Column("outline", sa.JSON(), nullable=True))


def downgrade() -> None:
    """Drop them."""
    with op.batch_alter_table("contribution", recreate="never") as batch:
        batch.drop_column("outline")
    op.drop_index("ix_draft_saved_at", table_name="draft")
    op.drop_index("ix_draft_contribution", table_name="draft")
    op.drop_table("draft")
