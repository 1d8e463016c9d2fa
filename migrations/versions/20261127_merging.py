# SPDX-License-Identifier: EUPL-1.2
"""Contributions that were merged into another, and what moved along."""

import sqlalchemy as sa
from alembic import op

revision = "20261127_merging"
down_revision = "20261127_searches"
branch_labels = None
depends_on = None

IS_MERGER = sa.text("sort = 'merged_into'")


def upgrade() -> None:
    """Make the tables."""
    op.create_index(
        "uq_relation_merged",
        "relation",
        ["from_id"],
        unique=True,
        sqlite_where=IS_MERGER,
        postgresql_where=IS_MERGER,
    )
    op.create_table(
        "moved_part",
        sa.Column("relation_id", sa.Integer(), nullable=False),
        sa.Column("contribution_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["relation_id"], ["relation.id"], name="fk_moved_part_relation_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["contribution_id"], ["contribution.id"], name="fk_moved_part_contribution_id"
        ),
        sa.PrimaryKeyConstraint("relation_id", "contribution_id", name="pk_moved_part"),
    )
    op.create_index("ix_moved_part_contribution_id", "moved_part", ["contribution_id"], unique=False)
    op.create_table(
        "moved_comment",
        sa.Column("relation_id", sa.Integer(), nullable=False),
        sa.Column("comment_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["relation_id"], ["relation.id"], name="fk_moved_comment_relation_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["comment_id"], ["comment.id"], name="fk_moved_comment_comment_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("relation_id", "comment_id", name="pk_moved_comment"),
    )
    op.create_index("ix_moved_comment_comment_id", "moved_comment", ["comment_id"], unique=False)


def downgrade() -> None:
    """Drop the tables; what was merged stands on its own again, without what moved along."""
    op.drop_index("ix_moved_comment_comment_id", table_name="moved_comment")
    op.drop_table("moved_comment")
    op.drop_index("ix_moved_part_contribution_id", table_name="moved_part")
    op.drop_table("moved_part")
    for table in ("contribution", "bin_entry"):
        op.execute(f"UPDATE {table} SET status = 'published' WHERE status = 'merged'")  # noqa: S608 fixed names
    op.execute("DELETE FROM relation WHERE sort = 'merged_into'")
    op.drop_index("uq_relation_merged", table_name="relation")
