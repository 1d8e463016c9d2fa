# SPDX-License-Identifier: EUPL-1.2
"""Pages."""

import sqlalchemy as sa
from alembic import op

revision = "20261123_pages"
down_revision = "20261123_lessons"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "page",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=True),
        sa.ForeignKeyConstraint(["id"], ["contribution.id"], name="fk_page_id"),
        sa.PrimaryKeyConstraint("id", name="pk_page"),
        sa.UniqueConstraint("name", name="uq_page_name"),
    )


def downgrade() -> None:
    """Drop the tables."""
    op.drop_table("page")
