# SPDX-License-Identifier: EUPL-1.2
"""Parts of a case that are for fewer readers than the whole, and what its partners say of it."""

import sqlalchemy as sa
from alembic import op

revision = "20261128_groups"
down_revision = "20261128_lessons"
branch_labels = None
depends_on = None

PARTS = ("motive", "costs", "story", "learnt")


def upgrade() -> None:
    """Add for whom each part is, nothing being for whoever may read the case; and consent, which nobody asked yet."""
    for part in PARTS:
        op.add_column("case", sa.Column(f"{part}_kept_for", sa.String(40), nullable=True))
    op.add_column("case_partner", sa.Column("consent", sa.String(40), nullable=True))
    op.add_column("case_partner", sa.Column("consent_on", sa.String(10), nullable=False, server_default=""))


def downgrade() -> None:
    """Drop the columns."""
    op.drop_column("case_partner", "consent_on")
    op.drop_column("case_partner", "consent")
    for part in PARTS:
        op.drop_column("case", f"{part}_kept_for")
