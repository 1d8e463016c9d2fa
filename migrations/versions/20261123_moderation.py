# SPDX-License-Identifier: EUPL-1.2
"""Reports and decisions."""

import sqlalchemy as sa
from alembic import op

revision = "20261123_moderation"
down_revision = "20261123_events"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contribution_id", sa.Integer(), nullable=False),
        sa.Column("moderator_id", sa.Integer(), nullable=False),
        sa.Column("verdict", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["contribution_id"], ["contribution.id"], name="fk_decision_contribution_id"),
        sa.ForeignKeyConstraint(["moderator_id"], ["user.id"], name="fk_decision_moderator_id"),
        sa.PrimaryKeyConstraint("id", name="pk_decision"),
    )
    op.create_index("ix_decision_contribution_id", "decision", ["contribution_id"], unique=False)
    op.create_table(
        "report",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contribution_id", sa.Integer(), nullable=False),
        sa.Column("reporter_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=40), nullable=False),
        sa.Column("explanation", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("decision_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["contribution_id"], ["contribution.id"], name="fk_report_contribution_id"),
        sa.ForeignKeyConstraint(["decision_id"], ["decision.id"], name="fk_report_decision_id"),
        sa.ForeignKeyConstraint(["reporter_id"], ["user.id"], name="fk_report_reporter_id"),
        sa.PrimaryKeyConstraint("id", name="pk_report"),
    )
    op.create_index("ix_report_decision_id", "report", ["decision_id"], unique=False)
    op.create_index(
        "uq_report_open",
        "report",
        ["contribution_id", "reporter_id"],
        unique=True,
        sqlite_where=sa.text("decision_id IS NULL"),
        postgresql_where=sa.text("decision_id IS NULL"),
    )


def downgrade() -> None:
    """Drop the tables."""
    op.drop_index("ix_report_decision_id", table_name="report")
    op.drop_index("uq_report_open", table_name="report")
    op.drop_table("report")
    op.drop_index("ix_decision_contribution_id", table_name="decision")
    op.drop_table("decision")
