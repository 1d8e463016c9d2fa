# SPDX-License-Identifier: EUPL-1.2
"""Themes in which others approve of a change before it is shown."""

import sqlalchemy as sa
from alembic import op

revision = "20261127_approval"
down_revision = "20261126_notifications"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add how many approvals a theme demands, and who approved."""
    op.add_column("theme", sa.Column("approvals", sa.Integer(), nullable=False, server_default="0"))
    op.create_table(
        "suggestion_approval",
        sa.Column("suggestion_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["suggestion_id"],
            ["suggestion.id"],
            name="fk_suggestion_approval_suggestion_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name="fk_suggestion_approval_user_id"),
        sa.PrimaryKeyConstraint("suggestion_id", "user_id", name="pk_suggestion_approval"),
    )
    op.create_index("ix_suggestion_approval_user_id", "suggestion_approval", ["user_id"], unique=False)


def downgrade() -> None:
    """Forget both."""
    op.drop_index("ix_suggestion_approval_user_id", table_name="suggestion_approval")
    op.drop_table("suggestion_approval")
    op.drop_column("theme", "approvals")
