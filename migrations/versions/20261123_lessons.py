# SPDX-License-Identifier: EUPL-1.2
"""Lessons."""

import sqlalchemy as sa
from alembic import op

revision = "20261123_lessons"
down_revision = "20261123_cases"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "lesson",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("condition", sa.Text(), nullable=False),
        sa.Column("therefore", sa.Text(), nullable=False),
        sa.Column("direction", sa.String(length=40), nullable=False),
        sa.Column("evidence", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(["id"], ["contribution.id"], name="fk_lesson_id"),
        sa.PrimaryKeyConstraint("id", name="pk_lesson"),
    )
    op.create_table(
        "lesson_filing",
        sa.Column("lesson_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("value", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(["lesson_id"], ["lesson.id"], name="fk_lesson_filing_lesson_id"),
        sa.PrimaryKeyConstraint("lesson_id", "name", "value", name="pk_lesson_filing"),
    )
    op.create_index("ix_lesson_filing_value", "lesson_filing", ["name", "value", "lesson_id"], unique=False)
    op.create_table(
        "lesson_source",
        sa.Column("lesson_id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["contribution.id"], name="fk_lesson_source_case_id"),
        sa.ForeignKeyConstraint(["lesson_id"], ["lesson.id"], name="fk_lesson_source_lesson_id"),
        sa.PrimaryKeyConstraint("lesson_id", "case_id", name="pk_lesson_source"),
    )
    op.create_index("ix_lesson_source_case_id", "lesson_source", ["case_id"], unique=False)


def downgrade() -> None:
    """Drop the tables."""
    op.drop_index("ix_lesson_source_case_id", table_name="lesson_source")
    op.drop_table("lesson_source")
    op.drop_index("ix_lesson_filing_value", table_name="lesson_filing")
    op.drop_table("lesson_filing")
    op.drop_table("lesson")
