# SPDX-License-Identifier: EUPL-1.2
"""What lessons were drawn from becomes passages: the quote, the heading above it and the version it stood in."""

import sqlalchemy as sa
from alembic import op

revision = "20261128_lessons"
down_revision = "20261127_links"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the new table of the old one, without any quotes."""
    op.create_table(
        "passage",
        sa.Column("lesson_id", sa.Integer(), nullable=False),
        sa.Column("contribution_id", sa.Integer(), nullable=False),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("anchor", sa.String(length=120), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["contribution_id"], ["contribution.id"], name="fk_passage_contribution_id"),
        sa.ForeignKeyConstraint(["lesson_id"], ["contribution.id"], name="fk_passage_lesson_id"),
        sa.PrimaryKeyConstraint("lesson_id", "contribution_id", name="pk_passage"),
    )
    op.create_index("ix_passage_contribution_id", "passage", ["contribution_id"], unique=False)
    op.execute(
        "INSERT INTO passage (lesson_id, contribution_id, quote, anchor, revision) "
        "SELECT lesson_id, case_id, '', '', 0 FROM lesson_source"
    )
    op.drop_index("ix_lesson_source_case_id", table_name="lesson_source")
    op.drop_table("lesson_source")


def downgrade() -> None:
    """Make the old table of the new one; the quotes are lost."""
    op.create_table(
        "lesson_source",
        sa.Column("lesson_id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["contribution.id"], name="fk_lesson_source_case_id"),
        sa.ForeignKeyConstraint(["lesson_id"], ["lesson.id"], name="fk_lesson_source_lesson_id"),
        sa.PrimaryKeyConstraint("lesson_id", "case_id", name="pk_lesson_source"),
    )
    op.create_index("ix_lesson_source_case_id", "lesson_source", ["case_id"], unique=False)
    op.execute(
        "INSERT INTO lesson_source (lesson_id, case_id) SELECT lesson_id, contribution_id FROM passage"
    )
    op.drop_index("ix_passage_contribution_id", table_name="passage")
    op.drop_table("passage")
