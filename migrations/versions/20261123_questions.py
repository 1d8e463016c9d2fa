# SPDX-License-Identifier: EUPL-1.2
"""Questions and answers."""

import sqlalchemy as sa
from alembic import op

revision = "20261123_questions"
down_revision = "20261123_contributions"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "question",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("accepted_id", sa.Integer(), nullable=True),
        sa.Column("answer_count", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["id"], ["contribution.id"], name="fk_question_id"),
        sa.PrimaryKeyConstraint("id", name="pk_question"),
    )
    op.create_index("ix_question_accepted_id", "question", ["accepted_id"], unique=False)
    op.create_table(
        "answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["id"], ["contribution.id"], name="fk_answer_id"),
        sa.ForeignKeyConstraint(["question_id"], ["question.id"], name="fk_answer_question_id"),
        sa.PrimaryKeyConstraint("id", name="pk_answer"),
    )
    op.create_index("ix_answer_question_id", "answer", ["question_id"], unique=False)
    with op.batch_alter_table("question") as question:
        question.create_foreign_key("fk_question_accepted_id", "answer", ["accepted_id"], ["id"])


def downgrade() -> None:
    """Drop the tables."""
    with op.batch_alter_table("question") as question:
        question.drop_constraint("fk_question_accepted_id", type_="foreignkey")
    op.drop_index("ix_answer_question_id", table_name="answer")
    op.drop_table("answer")
    op.drop_index("ix_question_accepted_id", table_name="question")
    op.drop_table("question")
