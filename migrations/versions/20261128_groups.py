# SPDX-License-Identifier: EUPL-1.2
"""Parts of a case that are for fewer readers than the whole."""

import sqlalchemy as sa
from alembic import op

revision = "20261128_groups"
down_revision = "20261127_links"
branch_labels = None
depends_on = None

PARTS = ("motive", "costs", "learnt")


def upgrade() -> None:
    """Add for whom each part is; nothing is for whoever may read the case."""
    for part in PARTS:
        op.add_column("case", sa.Column(f"{part}_kept_for", sa.String(40), nullable=True))


def downgrade() -> None:
    """Drop the columns."""
    for part in PARTS:
        op.drop_column("case", f"{part}_kept_for")
