# SPDX-License-Identifier: EUPL-1.2
"""Agreements."""

import sqlalchemy as sa
from alembic import op

revision = "20261123_branch"
down_revision = "20261123_pages"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "agreement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("sort", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("in_force_from", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["id"], ["contribution.id"], name="fk_agreement_id"),
        sa.PrimaryKeyConstraint("id", name="pk_agreement"),
        sa.UniqueConstraint("number", name="uq_agreement_number"),
    )


def downgrade() -> None:
    """Drop the tables."""
    op.drop_table("agreement")
