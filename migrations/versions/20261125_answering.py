# SPDX-License-Identifier: EUPL-1.2
"""Votes, reactions, what organisations applied, and asking afterwards whether an answer worked."""

import sqlalchemy as sa
from alembic import op

revision = "20261125_answering"
down_revision = "20261123_moderation"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables and the counters."""
    # Without a batch: that would make the table anew on SQLite, and forget that its ids are never used again.
    for counter in ("ups", "downs"):
        op.add_column("contribution", sa.Column(counter, sa.Integer(), nullable=False, server_default="0"))
    op.create_table(
        "vote",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contribution_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("value IN (-1, 1)", name="ck_vote_value"),
        sa.ForeignKeyConstraint(["contribution_id"], ["contribution.id"], name="fk_vote_contribution_id"),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name="fk_vote_user_id"),
        sa.PrimaryKeyConstraint("id", name="pk_vote"),
        sa.UniqueConstraint("contribution_id", "user_id", name="uq_vote_contribution_id_user_id"),
    )
    op.create_index("ix_vote_user_id", "vote", ["user_id"], unique=False)
    op.create_table(
        "reaction",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contribution_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("sort", sa.String(length=40), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("html", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("removed_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["author_id"], ["user.id"], name="fk_reaction_author_id"),
        sa.ForeignKeyConstraint(["contribution_id"], ["contribution.id"], name="fk_reaction_contribution_id"),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name="fk_reaction_organisation_id"),
        sa.PrimaryKeyConstraint("id", name="pk_reaction"),
        sa.UniqueConstraint(
            "contribution_id",
            "author_id",
            "organisation_id",
            "sort",
            name="uq_reaction_contribution_id_author_id_organisation_id_sort",
        ),
    )
    op.create_index("ix_reaction_author_id", "reaction", ["author_id"], unique=False)
    op.create_index("ix_reaction_organisation_id", "reaction", ["organisation_id"], unique=False)
    op.create_index(
        "uq_reaction_personal",
        "reaction",
        ["contribution_id", "author_id", "sort"],
        unique=True,
        sqlite_where=sa.text("organisation_id IS NULL"),
        postgresql_where=sa.text("organisation_id IS NULL"),
    )
    op.create_table(
        "application",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contribution_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("applied_on", sa.Date(), nullable=False),
        sa.Column("result", sa.String(length=40), nullable=False),
        sa.Column("note", sa.String(length=300), nullable=False),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["user.id"], name="fk_application_author_id"),
        sa.ForeignKeyConstraint(
            ["contribution_id"], ["contribution.id"], name="fk_application_contribution_id"
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name="fk_application_organisation_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_application"),
        sa.UniqueConstraint(
            "contribution_id", "organisation_id", name="uq_application_contribution_id_organisation_id"
        ),
    )
    op.create_index("ix_application_author_id", "application", ["author_id"], unique=False)
    op.create_index("ix_application_organisation_id", "application", ["organisation_id"], unique=False)
    op.create_table(
        "follow_up",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("answer_id", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("asked_at", sa.DateTime(), nullable=True),
        sa.Column("replied_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["answer_id"], ["answer.id"], name="fk_follow_up_answer_id"),
        sa.PrimaryKeyConstraint("id", name="pk_follow_up"),
        sa.UniqueConstraint("answer_id", "due_on", name="uq_follow_up_answer_id_due_on"),
    )
    op.create_index("ix_follow_up_due", "follow_up", ["asked_at", "due_on"], unique=False)


def downgrade() -> None:
    """Drop them."""
    for table in ("follow_up", "application", "reaction", "vote"):
        op.drop_table(table)
    for counter in ("downs", "ups"):
        op.drop_column("contribution", counter)
