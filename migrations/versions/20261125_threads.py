# SPDX-License-Identifier: EUPL-1.2
"""Threads of comments, the bin, and how fresh a contribution is."""

import sqlalchemy as sa
from alembic import op

revision = "20261125_threads"
down_revision = "20261125_answering"
branch_labels = None
depends_on = None

VERIFIED_BY = """
ALTER TABLE contribution ADD COLUMN verified_by_id INTEGER
CONSTRAINT fk_contribution_verified_by_id REFERENCES "user" (id)
"""


def upgrade() -> None:
    """Make the tables and columns."""
    # Not by a batch: making the table anew on SQLite would lose AUTOINCREMENT, and drops what refers to it.
    op.execute(VERIFIED_BY)
    op.add_column("contribution", sa.Column("comments_locked_until", sa.DateTime(), nullable=True))
    op.add_column("contribution", sa.Column("lock_reason", sa.Text(), nullable=False, server_default=""))
    op.create_index("ix_contribution_changed", "contribution", ["kind", "status", "changed_at"], unique=False)
    op.create_index("ix_contribution_verified", "contribution", ["kind", "verified_on"], unique=False)
    op.create_index("ix_contribution_locked", "contribution", ["comments_locked_until"], unique=False)
    with op.batch_alter_table("comment") as comment:
        comment.add_column(sa.Column("sent_as", sa.String(length=80), nullable=True))
        comment.add_column(sa.Column("parent_id", sa.Integer(), nullable=True))
        comment.add_column(sa.Column("edited_at", sa.DateTime(), nullable=True))
        comment.add_column(sa.Column("resolved_at", sa.DateTime(), nullable=True))
        comment.create_unique_constraint("uq_comment_sent_as", ["sent_as"])
        comment.create_foreign_key("fk_comment_parent_id", "comment", ["parent_id"], ["id"])
        comment.drop_index("ix_comment_contribution_id")
        comment.create_index("ix_comment_threads", ["contribution_id", "parent_id", "id"], unique=False)
        comment.create_index("ix_comment_parent_id", ["parent_id"], unique=False)
    op.create_table(
        "bin_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contribution_id", sa.Integer(), nullable=False),
        sa.Column("deleted_by_id", sa.Integer(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["contribution_id"], ["contribution.id"], name="fk_bin_entry_contribution_id"
        ),
        sa.ForeignKeyConstraint(["deleted_by_id"], ["user.id"], name="fk_bin_entry_deleted_by_id"),
        sa.PrimaryKeyConstraint("id", name="pk_bin_entry"),
        sa.UniqueConstraint("contribution_id", name="uq_bin_entry_contribution_id"),
    )
    op.create_index("ix_bin_entry_deleted_at", "bin_entry", ["deleted_at"], unique=False)
    op.create_table(
        "verification_reminder",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contribution_id", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("step", sa.String(length=40), nullable=False),
        sa.Column("sent_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["contribution_id"], ["contribution.id"], name="fk_verification_reminder_contribution_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_verification_reminder"),
        sa.UniqueConstraint(
            "contribution_id", "due_on", "step", name="uq_verification_reminder_contribution_id_due_on_step"
        ),
    )


def downgrade() -> None:
    """Drop the tables and columns."""
    op.drop_table("verification_reminder")
    op.drop_index("ix_bin_entry_deleted_at", table_name="bin_entry")
    op.drop_table("bin_entry")
    with op.batch_alter_table("comment") as comment:
        comment.drop_index("ix_comment_parent_id")
        comment.drop_index("ix_comment_threads")
        comment.create_index("ix_comment_contribution_id", ["contribution_id"], unique=False)
        comment.drop_constraint("fk_comment_parent_id", type_="foreignkey")
        comment.drop_constraint("uq_comment_sent_as", type_="unique")
        for name in ("resolved_at", "edited_at", "parent_id", "sent_as"):
            comment.drop_column(name)
    for index in ("ix_contribution_locked", "ix_contribution_verified", "ix_contribution_changed"):
        op.drop_index(index, table_name="contribution")
    for name in ("lock_reason", "comments_locked_until", "verified_by_id"):
        op.drop_column("contribution", name)
