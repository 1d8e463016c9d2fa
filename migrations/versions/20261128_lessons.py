# SPDX-License-Identifier: EUPL-1.2
"""What lessons were drawn from becomes passages: quote, heading and version; and reactions to lessons, experiences."""

import sqlalchemy as sa
from alembic import op

revision = "20261128_lessons"
down_revision = "20261128_private"
branch_labels = None
depends_on = None

EXPERIENCE = "sort IN ('confirmed', 'contested')"
CONFIRM = """
UPDATE reaction SET sort = 'confirmed' WHERE id IN (
    SELECT max(reaction.id) FROM reaction JOIN lesson ON lesson.id = reaction.contribution_id
    WHERE reaction.sort = 'worked' AND reaction.removed_at IS NULL
    GROUP BY reaction.contribution_id, reaction.author_id
)
"""
WORKED = """
UPDATE reaction SET sort = 'worked' WHERE sort = 'confirmed' AND NOT EXISTS (
    SELECT 1 FROM reaction AS other WHERE other.sort = 'worked'
    AND other.contribution_id = reaction.contribution_id AND other.author_id = reaction.author_id
)
"""


def upgrade() -> None:
    """Make the new table of the old one, without any quotes; that a lesson worked somewhere confirms it."""
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
    op.add_column("reaction", sa.Column("happened_on", sa.String(10), nullable=False, server_default=""))
    op.execute(CONFIRM)
    op.create_index(
        "uq_reaction_experience",
        "reaction",
        ["contribution_id", "author_id"],
        unique=True,
        sqlite_where=sa.text(EXPERIENCE),
        postgresql_where=sa.text(EXPERIENCE),
    )


def downgrade() -> None:
    """Make the old table of the new one; the quotes are lost, and experiences against a lesson."""
    op.drop_index("uq_reaction_experience", table_name="reaction")
    op.drop_column("reaction", "happened_on")
    op.execute(WORKED)
    op.execute("DELETE FROM reaction WHERE sort IN ('confirmed', 'contested')")
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
