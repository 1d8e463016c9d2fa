# SPDX-License-Identifier: EUPL-1.2
"""By which renderer the texts of remarks and reactions were made, and the way to those of an older one."""

import sqlalchemy as sa
from alembic import op

revision = "20261127_links"
down_revision = "20261127_merging"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns, for texts of a renderer that nobody noted, and the indexes."""
    for table in ("comment", "reaction"):
        op.add_column(table, sa.Column("renderer", sa.Integer(), nullable=False, server_default="0"))
        op.create_index(f"ix_{table}_renderer", table, ["renderer", "id"], unique=False)
    op.create_index("ix_contribution_renderer", "contribution", ["renderer", "id"], unique=False)


def downgrade() -> None:
    """Drop the indexes and the columns."""
    op.drop_index("ix_contribution_renderer", table_name="contribution")
    for table in ("comment", "reaction"):
        op.drop_index(f"ix_{table}_renderer", table_name=table)
        op.drop_column(table, "renderer")
