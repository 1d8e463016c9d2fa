# SPDX-License-Identifier: EUPL-1.2
"""Cases keep what changed in the register until somebody looked at it."""

import sqlalchemy as sa
from alembic import op

revision = "20261128_private"
down_revision = "20261127_links"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; nothing changed yet."""
    op.add_column("case", sa.Column("register_changes", sa.JSON(), nullable=False, server_default="[]"))


def downgrade() -> None:
    """Drop it."""
    op.drop_column("case", "register_changes")
